//! To whom a chat is handed on.

use hushdesk_protocol::frames::{ChatKind, Colleague, Recipient};
use hushdesk_protocol::ids::{OperatorName, QueueName};
use hushdesk_protocol::rest::QueueListing;
use hushdesk_protocol::text::NoteText;
use hushdesk_texts::console as texts;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::listing::use_listing;
use crate::components::Dialog;

/// Who there is, and what becomes of it.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct TransferProps {
    /// The chat's queue.
    pub(crate) queue: QueueName,
    /// Sealed or open.
    pub(crate) kind: ChatKind,
    /// Whether the queue can be told to.
    pub(crate) up: bool,
    /// This operator.
    pub(crate) own: Option<OperatorName>,
    /// Who staffs the queue.
    pub(crate) colleagues: Vec<Colleague>,
    /// It is to be handed on.
    pub(crate) onpass: Callback<(Recipient, Option<NoteText>)>,
    /// It is not.
    pub(crate) onclose: Callback<()>,
}

/// A dialog with those who can take the chat now.
#[component]
pub(crate) fn Transfer(props: &TransferProps) -> Html {
    let chosen = use_state(|| None::<Recipient>);
    // Without the list there are still the colleagues.
    let listed = use_listing(true);
    let note = use_node_ref();
    let people = people(props);
    let others = people.len();
    let queues = queues(&listed, &props.queue, others);
    let nobody = people.is_empty() && queues.is_empty();
    // Who has gone meanwhile cannot be chosen any more.
    let there = |it: &Recipient| people.iter().chain(&queues).any(|(known, _)| known == it);
    let ready = (*chosen).clone().filter(|it| props.up && there(it));
    let onpass = {
        let (ready, note, onpass) = (ready.clone(), note.clone(), props.onpass.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(recipient) = ready.clone() {
                let typed = note.cast::<HtmlTextAreaElement>().map(|it| it.value());
                let typed = typed.map(|it| it.trim().to_owned());
                onpass.emit((recipient, typed.and_then(|it| NoteText::try_from(it).ok())));
            }
        })
    };
    html! {
        <Dialog title={texts::transfer::transfer_title()} onclose={props.onclose.clone()}>
            <p>{ texts::transfer::transfer_text() }</p>
            if nobody {
                <p>{ texts::transfer::nobody_takes() }</p>
            }
            { choices(texts::transfer::to_colleagues(), &people, &chosen) }
            { choices(texts::transfer::to_queues(), &queues, &chosen) }
            if props.kind == ChatKind::Open {
                <div class="field">
                    <label for="transfer-note">{ texts::transfer::transfer_note() }</label>
                    <textarea id="transfer-note" ref={note} maxlength="1000" rows="3" />
                </div>
            } else {
                <p>{ texts::transfer::transfer_no_note() }</p>
            }
            if !props.up {
                <p role="status">{ texts::lines::no_line() }</p>
            }
            <div class="choices">
                <button type="button" onclick={props.onclose.reform(|_| ())}>{ texts::transfer::keep() }</button>
                <button type="button" class="primary" disabled={ready.is_none()} onclick={onpass}>
                    { texts::transfer::transfer_now() }
                </button>
            </div>
        </Dialog>
    }
}

type Choice = (Recipient, String);

fn people(props: &TransferProps) -> Vec<Choice> {
    let others = props.colleagues.iter();
    others
        .filter(|it| it.takes && Some(&it.operator) != props.own.as_ref())
        .map(|it| {
            let operator = it.operator.clone();
            let label = format!(
                "{} · {}",
                it.display,
                texts::people::open_chats(usize::try_from(it.chats).unwrap_or(usize::MAX))
            );
            (Recipient::Operator(operator), label)
        })
        .collect()
}

/// The staffed queues; this one only if somebody else is there.
fn queues(listed: &[QueueListing], own: &QueueName, others: usize) -> Vec<Choice> {
    listed
        .iter()
        .filter(|it| it.staffed && (it.name != *own || others > 0))
        .map(|it| (Recipient::Queue(it.name.clone()), it.title.clone()))
        .collect()
}

fn choices(
    legend: &'static str,
    choices: &[Choice],
    chosen: &UseStateHandle<Option<Recipient>>,
) -> Html {
    if choices.is_empty() {
        return Html::default();
    }
    let choice = |(recipient, label): &Choice| {
        let checked = (**chosen).as_ref() == Some(recipient);
        let (setter, choice) = (chosen.setter(), recipient.clone());
        let onchange = Callback::from(move |_: Event| setter.set(Some(choice.clone())));
        html! {
            <label><input type="radio" name="recipient" {checked} {onchange} /><bdi>{ label }</bdi></label>
        }
    };
    html! { <fieldset class="options"><legend>{ legend }</legend>{ for choices.iter().map(choice) }</fieldset> }
}
