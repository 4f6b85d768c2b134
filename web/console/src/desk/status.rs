//! What the operator says of themselves, and which queues they staff.

use hushdesk_protocol::frames::{Availability, Status};
use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::limits::STATUS_BYTES_MAX;
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_protocol::text::StatusText;
use hushdesk_web::components::Dialog;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::texts;

const ALL: [Status; 5] = [
    Status::Available,
    Status::Chat,
    Status::Busy,
    Status::Away,
    Status::ExtendedAway,
];

/// Characters of an operator's own words: of 4 bytes each at most.
const TEXT_CHARS_MAX: usize = STATUS_BYTES_MAX / 4;

/// How it is to be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wish {
    /// What the operator says.
    pub(crate) availability: Availability,
    /// All queues, and whether this window staffs them.
    pub(crate) queues: Vec<(QueueName, bool)>,
    /// In so many hours the shift ends by itself; nothing leaves that as it was.
    pub(crate) hours: Option<u64>,
}

/// After how many hours a shift may be set to end.
const HOURS: [u64; 6] = [1, 2, 3, 4, 6, 8];

/// How it is, and what becomes of it.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct StatusPanelProps {
    /// What the operator says at the moment.
    pub(crate) availability: Availability,
    /// All queues of the operator, and whether this window staffs them.
    pub(crate) queues: Vec<(QueueTitle, bool)>,
    /// This is to be so.
    pub(crate) onsave: Callback<Wish>,
    /// It stays as it was.
    pub(crate) onclose: Callback<()>,
}

/// A dialog with the five statuses, a line of text and the queues.
#[component]
pub(crate) fn StatusPanel(props: &StatusPanelProps) -> Html {
    let status = use_state(|| props.availability.status);
    let queues = use_state(|| props.queues.clone());
    let (text, hours) = (use_node_ref(), use_node_ref());
    let onsave = {
        let (text, hours) = (text.clone(), hours.clone());
        let (status, queues, onsave) = (status.clone(), queues.clone(), props.onsave.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let queues = queues.iter().map(|(queue, on)| (queue.name.clone(), *on));
            onsave.emit(Wish {
                availability: says(*status, &text),
                queues: queues.collect(),
                hours: chosen_hours(&hours),
            });
        })
    };
    html! {
        <Dialog title={texts::STATUS_TITLE} onclose={props.onclose.clone()}>
            <form class="status-panel" onsubmit={onsave}>
                <fieldset class="options">
                    <legend>{ texts::STATUS }</legend>
                    { for ALL.iter().map(|it| option(*it, &status)) }
                </fieldset>
                <div class="field">
                    <label for="status-text">{ texts::STATUS_TEXT }</label>
                    <input id="status-text" ref={text} maxlength={TEXT_CHARS_MAX.to_string()}
                        value={props.availability.text.as_str().to_owned()} />
                </div>
                <fieldset class="options">
                    <legend>{ texts::STAFFED }</legend>
                    { for (0..queues.len()).map(|place| staffed(place, &queues)) }
                    <p>{ texts::STAFFED_MORE }</p>
                </fieldset>
                <div class="field">
                    <label for="shift-end">{ texts::SHIFT_END }</label>
                    <select id="shift-end" ref={hours}>
                        <option value="">{ texts::SHIFT_AS_BEFORE }</option>
                        { for HOURS.iter().map(|it| html! {
                            <option value={it.to_string()}>{ texts::shift_hours(*it) }</option>
                        }) }
                    </select>
                </div>
                <div class="choices">
                    <button type="button" onclick={props.onclose.reform(|_| ())}>{ texts::CLOSE }</button>
                    <button class="primary" type="submit">{ texts::SAVE }</button>
                </div>
            </form>
        </Dialog>
    }
}

fn option(status: Status, chosen: &UseStateHandle<Status>) -> Html {
    let setter = chosen.setter();
    let onchange = Callback::from(move |_: Event| setter.set(status));
    html! {
        <label>
            <input type="radio" name="status" checked={**chosen == status} {onchange} />
            { texts::status(status) }
        </label>
    }
}

fn staffed(place: usize, queues: &UseStateHandle<Vec<(QueueTitle, bool)>>) -> Html {
    let Some((queue, on)) = queues.get(place).cloned() else {
        return Html::default();
    };
    let queues = queues.clone();
    let onchange = Callback::from(move |_: Event| {
        let mut changed = (*queues).clone();
        if let Some((_, on)) = changed.get_mut(place) {
            *on = !*on;
        }
        queues.set(changed);
    });
    html! {
        <label><input type="checkbox" checked={on} {onchange} /><bdi>{ queue.title }</bdi></label>
    }
}

fn chosen_hours(hours: &NodeRef) -> Option<u64> {
    let chosen = hours.cast::<HtmlSelectElement>()?.value();
    chosen.parse().ok()
}

/// What is too long for a status is left out: the field takes no more.
fn says(status: Status, text: &NodeRef) -> Availability {
    let typed = text.cast::<HtmlInputElement>().map(|field| field.value());
    let typed = typed.unwrap_or_default().trim().to_owned();
    let text = StatusText::try_from(typed).unwrap_or_default();
    Availability { status, text }
}
