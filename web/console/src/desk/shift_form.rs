//! The form in which an operator says which queues they staff, how they are, and when their shift ends.

use hushdesk_protocol::frames::{Availability, ChosenEnd, Status};
use hushdesk_protocol::limits::STATUS_BYTES_MAX;
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_protocol::text::StatusText;
use hushdesk_texts::console as texts;
use hushdesk_web::ambient;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::end_of_shift::{self, AT_A_TIME, NEVER};
use super::local_time::time_of_day;
use super::shift::Wish;
use super::wording;
use crate::components::Choice;

const ALL: [Status; 5] = [
    Status::Available,
    Status::Chat,
    Status::Busy,
    Status::Away,
    Status::ExtendedAway,
];

/// Characters of an operator's own words: of 4 bytes each at most.
const TEXT_CHARS_MAX: usize = STATUS_BYTES_MAX / 4;

/// After how many hours a shift may be set to end.
const HOURS: [usize; 6] = [1, 2, 3, 4, 6, 8];

/// How it is, and what becomes of it.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct ShiftFormProps {
    /// What the operator says at the moment.
    pub(super) availability: Availability,
    /// All queues of the operator, and whether this window staffs them.
    pub(super) queues: Vec<(QueueTitle, bool)>,
    /// When the shift ends by itself, if that was chosen at this window.
    #[prop_or_default]
    pub(super) until: Option<ChosenEnd>,
    /// This is to be so.
    pub(super) onsave: Callback<Wish>,
    /// What stands under the fields: the button that submits, and others.
    pub(super) children: Html,
}

/// The queues, a status with a line of text, and the end of the shift.
#[component]
pub(super) fn ShiftForm(props: &ShiftFormProps) -> Html {
    let queues = use_state(|| props.queues.clone());
    let fields = [
        use_node_ref(),
        use_node_ref(),
        use_node_ref(),
        use_node_ref(),
    ];
    let [status, text, end, time] = fields.clone();
    let to_come = end_of_shift::to_come(props.until, ambient::now());
    let at_a_time = use_state(|| to_come.is_some());
    let onsubmit = {
        let (queues, onsave, until) = (queues.clone(), props.onsave.clone(), props.until);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let [status, text, end, time] = &fields;
            let queues = queues.iter().map(|(queue, on)| (queue.name.clone(), *on));
            let choice = (&*chosen(end), &*typed(time));
            onsave.emit(Wish {
                availability: says(status, text),
                queues: queues.collect(),
                until: end_of_shift::chosen(choice, until, ambient::now()),
            });
        })
    };
    let onend = {
        let (end, at_a_time) = (end.clone(), at_a_time.setter());
        Callback::from(move |_: Event| at_a_time.set(chosen(&end) == AT_A_TIME))
    };
    html! {
        <form class="stack loose" {onsubmit}>
            <fieldset class="stack">
                <legend class="label">{ texts::people::staffed() }</legend>
                { for (0..queues.len()).map(|place| staffed(place, &queues)) }
            </fieldset>
            <div class="field">
                <label for="status">{ texts::people::status() }</label>
                <select class="input" id="status" ref={status}>
                    { for ALL.iter().map(|it| option(*it, props.availability.status)) }
                </select>
            </div>
            <div class="field">
                <label for="status-text">{ texts::people::status_text() }</label>
                <input class="input" id="status-text" ref={text} maxlength={TEXT_CHARS_MAX.to_string()}
                    value={props.availability.text.as_str().to_owned()} />
            </div>
            <div class="field">
                <label for="shift-end">{ texts::people::shift_end() }</label>
                <select class="input" id="shift-end" ref={end} onchange={onend} aria-describedby="shift-end-about">
                    <option value={NEVER} selected={to_come.is_none()}>{ texts::people::shift_never() }</option>
                    <option value={AT_A_TIME} selected={to_come.is_some()}>{ texts::people::shift_at_a_time() }</option>
                    { for HOURS.iter().map(|it| html! {
                        <option value={it.to_string()}>{ texts::people::shift_hours(*it) }</option>
                    }) }
                </select>
                <p id="shift-end-about" class="help">{ texts::people::shift_end_more() }</p>
            </div>
            if *at_a_time {
                <div class="field">
                    <label for="shift-time">{ texts::people::shift_time() }</label>
                    <input class="input" id="shift-time" ref={time} type="time" required={true}
                        value={to_come.map(time_of_day)} />
                </div>
            }
            { props.children.clone() }
        </form>
    }
}

fn option(status: Status, chosen: Status) -> Html {
    let value = wording::status(status);
    html! { <option {value} selected={status == chosen}>{ value }</option> }
}

fn staffed(place: usize, queues: &UseStateHandle<Vec<(QueueTitle, bool)>>) -> Html {
    let Some((queue, on)) = queues.get(place).cloned() else {
        return Html::default();
    };
    let queues = queues.clone();
    let onchange = Callback::from(move |on| {
        let mut changed = (*queues).clone();
        if let Some((_, staffed)) = changed.get_mut(place) {
            *staffed = on;
        }
        queues.set(changed);
    });
    html! {
        <Choice card={true} checked={on} {onchange}><b><bdi>{ queue.title }</bdi></b></Choice>
    }
}

/// What is too long for a status is left out: the field takes no more.
fn says(status: &NodeRef, text: &NodeRef) -> Availability {
    let status = chosen(status);
    let status = ALL.into_iter().find(|it| wording::status(*it) == status);
    let text = StatusText::try_from(typed(text).trim().to_owned());
    Availability {
        status: status.unwrap_or_default(),
        text: text.unwrap_or_default(),
    }
}

fn chosen(field: &NodeRef) -> String {
    let field = field.cast::<HtmlSelectElement>();
    field.map(|field| field.value()).unwrap_or_default()
}

fn typed(field: &NodeRef) -> String {
    let field = field.cast::<HtmlInputElement>();
    field.map(|field| field.value()).unwrap_or_default()
}
