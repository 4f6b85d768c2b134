//! To whom a chat is passed on.

use std::collections::BTreeSet;

use hushdesk_protocol::frames::{ChatKind, Colleague, Recipient};
use hushdesk_protocol::ids::{OperatorName, QueueName};
use hushdesk_protocol::rest::QueueListing;
use hushdesk_protocol::text::NoteText;
use hushdesk_texts::console as texts;
use hushdesk_web::session::operator_session::ChatView;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::listing::use_listing;
use super::presence::avatar;
use crate::components::{Dialog, Icon};

/// Who there is, and what becomes of it.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct TransferProps {
    /// The chat's queue.
    pub(crate) queue: QueueName,
    /// The chat.
    pub(crate) chat: ChatView,
    /// Whether the queue can be told to.
    pub(crate) up: bool,
    /// This operator.
    pub(crate) own: Option<OperatorName>,
    /// Who staffs the queue.
    pub(crate) colleagues: Vec<Colleague>,
    /// Whose keys the chat's skin pins, by their names; nothing where that is not known, or does not matter.
    pub(crate) pinned: Option<BTreeSet<String>>,
    /// It is to be passed on.
    pub(crate) onpass: Callback<(Recipient, Option<NoteText>)>,
    /// It is not.
    pub(crate) onclose: Callback<()>,
}

/// Somebody, or whoever answers first somewhere.
#[derive(Clone, Debug, PartialEq)]
struct Choice {
    recipient: Recipient,
    name: String,
    about: String,
    /// The chat's skin pins no key of theirs, as far as keys have names: the guest's browser may refuse them.
    unpinned: bool,
}

/// A dialog with those who can take the chat now.
#[component]
pub(crate) fn Transfer(props: &TransferProps) -> Html {
    let chosen = use_state(|| None::<Recipient>);
    // Without the list there are still the colleagues.
    let listed = use_listing(true);
    let note = use_node_ref();
    let people = people(props);
    let queues = queues(&listed, &props.queue, people.len());
    let nobody = people.is_empty() && queues.is_empty();
    // Who has gone meanwhile cannot be chosen any more.
    let there = |it: &Recipient| {
        let mut all = people.iter().chain(&queues);
        all.any(|known| known.recipient == *it)
    };
    let ready = (*chosen).clone().filter(|it| props.up && there(it));
    let onsubmit = {
        let (ready, note, onpass) = (ready.clone(), note.clone(), props.onpass.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(recipient) = ready.clone() {
                let typed = note.cast::<HtmlTextAreaElement>().map(|it| it.value());
                let typed = typed.map(|it| it.trim().to_owned());
                onpass.emit((recipient, typed.and_then(|it| NoteText::try_from(it).ok())));
            }
        })
    };
    let guest = &props.chat.guest;
    html! {
        <Dialog title={texts::transfer::title_of(guest)} onclose={props.onclose.clone()}>
            <form class="transfer" {onsubmit}>
                <p>{ texts::transfer::transfer_text() }</p>
                if nobody {
                    <p>{ texts::transfer::nobody_takes() }</p>
                }
                { choices(texts::transfer::to_colleagues(), &people, &chosen) }
                { choices(texts::transfer::to_queues(), &queues, &chosen) }
                if props.chat.kind == ChatKind::Open {
                    <div class="field">
                        <label for="transfer-note">{ texts::transfer::transfer_note() }</label>
                        <textarea id="transfer-note" class="input" ref={note} dir="auto" maxlength="1000" rows="3" />
                    </div>
                } else {
                    <p class="soft small">{ texts::transfer::transfer_no_note() }</p>
                }
                if !props.up {
                    <p role="status">{ texts::lines::no_line() }</p>
                }
                <div class="row end">
                    <button type="button" class="button" onclick={props.onclose.reform(|_| ())}>{ texts::transfer::keep() }</button>
                    <button type="submit" class="button primary" disabled={ready.is_none()}>
                        { Icon::Pass.draw() }{ texts::transfer::transfer_now() }
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

/// Who takes chats, those whose keys are pinned before the others.
fn people(props: &TransferProps) -> Vec<Choice> {
    let pinned = props.pinned.as_ref();
    let others = props.colleagues.iter();
    let mut people: Vec<_> = others
        .filter(|it| it.takes && Some(&it.operator) != props.own.as_ref())
        .map(|it| Choice {
            recipient: Recipient::Operator(it.operator.clone()),
            name: it.display.to_string(),
            about: texts::people::open_chats(usize::try_from(it.chats).unwrap_or(usize::MAX)),
            unpinned: pinned.is_some_and(|names| !names.contains(it.display.as_str())),
        })
        .collect();
    people.sort_by_key(|it| it.unpinned);
    people
}

/// The staffed queues; this one only if somebody else is there.
fn queues(listed: &[QueueListing], own: &QueueName, others: usize) -> Vec<Choice> {
    listed
        .iter()
        .filter(|it| it.staffed && (it.name != *own || others > 0))
        .map(|it| Choice {
            recipient: Recipient::Queue(it.name.clone()),
            name: it.title.clone(),
            about: texts::transfer::whoever_answers().to_owned(),
            unpinned: false,
        })
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
    let choice = |choice: &Choice| {
        let checked = (**chosen).as_ref() == Some(&choice.recipient);
        let (setter, recipient) = (chosen.setter(), choice.recipient.clone());
        let onchange = Callback::from(move |_: Event| setter.set(Some(recipient.clone())));
        html! {
            <label class="whom">
                <input type="radio" name="recipient" {checked} {onchange} />
                { avatar(&choice.name, None) }
                <span class="say"><bdi>{ &choice.name }</bdi><span class="soft small">{ &choice.about }</span></span>
                if choice.unpinned {
                    <span class="badge warn">{ Icon::Key.less() }{ texts::transfer::unpinned() }</span>
                }
            </label>
        }
    };
    html! { <fieldset class="options"><legend>{ legend }</legend>{ for choices.iter().map(choice) }</fieldset> }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::Availability;

    use super::super::fixtures::{chat, sealed};
    use super::*;

    fn colleague(name: &str, display: &str) -> Colleague {
        Colleague {
            operator: name.parse().unwrap(),
            display: display.parse().unwrap(),
            availability: Availability::default(),
            chats: 1,
            takes: true,
        }
    }

    #[test]
    fn whose_key_is_not_pinned_is_marked_and_comes_last() {
        let named = |pinned: Option<BTreeSet<String>>| {
            let props = TransferProps {
                queue: "reference".parse().unwrap(),
                chat: chat(1, sealed()),
                up: true,
                own: Some("desk1".parse().unwrap()),
                colleagues: vec![
                    colleague("desk1", "Ana"),
                    colleague("desk2", "Ben"),
                    colleague("desk3", "Cora"),
                ],
                pinned,
                onpass: Callback::noop(),
                onclose: Callback::noop(),
            };
            let people = people(&props).into_iter();
            people.map(|it| (it.name, it.unpinned)).collect::<Vec<_>>()
        };
        let (ben, cora) = ("Ben".to_owned(), "Cora".to_owned());
        assert_eq!(named(None), [(ben.clone(), false), (cora.clone(), false)]);
        let pinned = BTreeSet::from([cora.clone()]);
        assert_eq!(named(Some(pinned)), [(cora, false), (ben, true)]);
    }
}
