//! What goes before an answer, step by step: one of them is now.

use hushdesk_protocol::frames::{ChatKind, Place};
use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::guest::waiting;
use hushdesk_web::session::guest_session::{GuestStanding, GuestView};
use hushdesk_web::session::log::{Delivery, Item};
use hushdesk_web::session::note::Note;
use yew::prelude::*;

use super::element::{element, text, words};
use super::icon::{self, icon};

/// A step: how it is drawn, what it is, and what that means for the guest.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Step(Stand, AttrValue, &'static str);

/// Where a step stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Stand {
    Done,
    Stopped,
    Now,
    Then,
}

/// The steps of a chat that nobody has answered, or whose operator is not known yet.
pub(super) fn steps(view: &GuestView) -> Html {
    let steps = steps_of(view);
    if steps.is_empty() {
        return Html::default();
    }
    let steps = element("ol", "steps", steps.iter().map(drawn).collect());
    html! { <div CLASS="card" aria-live="off">{ steps }</div> }
}

/// What is going on, in a sentence or two, if it is to be waited for.
pub(super) fn told(view: &GuestView) -> Option<AttrValue> {
    let steps = steps_of(view);
    let told = steps
        .iter()
        .filter(|step| matches!(step.0, Stand::Stopped | Stand::Now));
    let told: Vec<_> = told
        .map(|Step(_, what, more)| format!("{what}. {more}"))
        .collect();
    (!told.is_empty()).then(|| told.join(" ").into())
}

fn steps_of(view: &GuestView) -> Vec<Step> {
    let is_sealed = view.kind == ChatKind::Sealed;
    match &view.standing {
        GuestStanding::Waiting { staffed } => {
            let ready = match is_sealed {
                true => waiting::ready(),
                false => waiting::at_the_desk(),
            };
            let mut steps = vec![Step(Stand::Done, ready.into(), ""), waits(view, *staffed)];
            steps.extend(is_sealed.then(then));
            steps
        }
        GuestStanding::Exchanging { operator } if has_waiting_texts(view) => vec![
            Step(Stand::Done, waiting::ready().into(), ""),
            Step(Stand::Done, waiting::here(operator).into(), ""),
            checks(operator),
        ],
        GuestStanding::LookingForAnother { staffed, .. } => {
            let (what, more) = match staffed {
                true => (waiting::another(), waiting::another_more()),
                false => (waiting::nobody_else(), waiting::nobody_else_more()),
            };
            vec![
                Step(
                    Stand::Stopped,
                    waiting::stopped().into(),
                    waiting::stopped_more(),
                ),
                Step(Stand::Now, what.into(), more),
                then(),
            ]
        }
        GuestStanding::Interrupted { operator } => vec![
            Step(
                Stand::Stopped,
                waiting::cut_off(operator).into(),
                waiting::cut_off_more(),
            ),
            Step(
                Stand::Now,
                waiting::another().into(),
                waiting::another_more(),
            ),
        ],
        GuestStanding::Exchanging { .. }
        | GuestStanding::Doubtful { .. }
        | GuestStanding::Passing { .. }
        | GuestStanding::Talking { .. }
        | GuestStanding::Ending
        | GuestStanding::Over(_) => Vec::new(),
    }
}

/// That nobody was there is said until the service says something itself: what it says is newer, and may be the contrary.
fn waits(view: &GuestView, staffed: bool) -> Step {
    let mut entries = view.log.entries().iter();
    let told = entries.any(|entry| matches!(entry.item, Item::Note(Note::Service { .. })));
    let (what, more) = match (staffed || told, view.place) {
        (false, _) => (waiting::nobody().into(), waiting::nobody_more()),
        (true, Some(place)) => (before(place), waiting::now_more()),
        (true, None) => (waiting::now().into(), waiting::now_more()),
    };
    Step(Stand::Now, what, more)
}

/// How many are before the guest.
fn before(place: Place) -> AttrValue {
    let count = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    match place {
        Place::Nth(0 | 1) => waiting::next().into(),
        Place::Nth(place) => waiting::ahead(count(place).saturating_sub(1)).into(),
        Place::Behind(ahead) => waiting::far_ahead(count(ahead)).into(),
    }
}

fn has_waiting_texts(view: &GuestView) -> bool {
    let mut entries = view.log.entries().iter();
    entries.any(|entry| {
        matches!(
            entry.item,
            Item::Ours {
                delivery: Delivery::Waiting,
                ..
            }
        )
    })
}

fn checks(operator: &DisplayName) -> Step {
    let what = waiting::checking(operator).into();
    Step(Stand::Now, what, waiting::checking_more())
}

fn then() -> Step {
    Step(Stand::Then, waiting::then().into(), "")
}

fn drawn(Step(stand, what, more): &Step) -> Html {
    let (look, dot) = match stand {
        Stand::Done => ("done", icon(icon::CHECK)),
        Stand::Stopped => ("stopped", icon(icon::CLOSE)),
        Stand::Now => ("now", Html::default()),
        Stand::Then => ("then", Html::default()),
    };
    let current = matches!(stand, Stand::Now).then_some("step");
    let mut said = vec![element("strong", "", vec![text(what.clone())])];
    if !more.is_empty() {
        said.push(element("p", "small soft", vec![words(more)]));
    }
    html! {
        <li key={what.as_str()} CLASS={look} aria-current={current}>
            <span class="dot" aria-hidden="true">{ dot }</span>
            { element("div", "", said) }
        </li>
    }
}
