//! Before the chat: the greeting, what is promised, and the first question.

use hushdesk_protocol::rest::{Sealing, Snippet, UnverifiedOperator};
use hushdesk_texts::guest::{lookup, opening, promise, stopped};
use yew::prelude::*;

use super::bar::buttons;
use super::button::button;
use super::composer::Composer;
use super::element::{element, name, text, words};
use super::hours;
use super::icon::{self, Icon, icon};
use super::lookup::page;
use super::message::{message, offer};
use super::questions::{ENTRY, questions};
use crate::widget::{GuestAction, Leaving, Widget};

/// What the library has set up for its chats says of one that has not begun.
enum Promise {
    /// Only who has one of the library's keys gets to read anything.
    Verified,
    /// The guest is asked before anybody without one gets to read anything.
    Asked,
    /// The same, and nobody has one.
    AlwaysAsked,
    /// Nobody ever gets to read anything.
    Nobody,
    /// The service reads along.
    Open,
}

/// Who is asked, who can read it, whether anybody is there; then the field for the first question, if anybody can ever
/// answer it.
#[inline(never)]
pub(super) fn opening(widget: &Widget, snippet: &Snippet, act: &Callback<GuestAction>) -> Html {
    let promise = Promise::of(&snippet.sealing);
    let can_begin = !matches!(promise, Promise::Nobody);
    let mut under = Vec::new();
    if widget.in_tab && widget.draft.is_empty() {
        under.extend(in_tab(act));
    }
    under.push(promise.card());
    if can_begin && !snippet.staffed {
        let more = match snippet.hours.map(|hours| hours.open) {
            Some(false) => opening::closed_more(),
            Some(true) | None => opening::nobody_more(),
        };
        under.push(note(icon::MOON, opening::nobody_title(), more));
    }
    if widget.leaving.is_begun() {
        let inside = vec![
            cover(widget, snippet, true, act),
            element("div", "under", vec![message(widget, snippet, act)]),
        ];
        return element("main", "opening", vec![page(inside)]);
    }
    if Leaving::is_offered(snippet) {
        under.push(offer(act));
    }
    if can_begin && !widget.keeps {
        let (title, more) = (opening::unkept_title(), opening::unkept_more());
        under.push(note(icon::ALERT, title, more));
    }
    let is_asked = can_begin && widget.is_asked_first();
    if can_begin && !is_asked && widget.draft.is_blank() && !snippet.starters.is_empty() {
        under.push(starters(snippet, act));
    }
    let mut inside = vec![
        cover(widget, snippet, can_begin, act),
        element("div", "under", under),
    ];
    if is_asked {
        inside.push(questions(ENTRY, act));
    }
    let mut inside = vec![page(inside)];
    if can_begin && !is_asked {
        let (label, draft) = (opening::question(), widget.draft.clone());
        let field = html! { <Composer {label} hint={opening::ask()} {draft} {act} /> };
        inside.push(element("div", "foot", vec![field]));
    }
    element("main", "opening", inside)
}

/// The chat that another tab has, as long as the guest has not begun one here.
fn in_tab(act: &Callback<GuestAction>) -> [Html; 2] {
    let here = stopped::here().into();
    [
        note(icon::COPY, stopped::elsewhere(), stopped::elsewhere_more()),
        button("button wide", here, act, GuestAction::TakeBack),
    ]
}

#[inline(never)]
fn cover(widget: &Widget, snippet: &Snippet, can_begin: bool, act: &Callback<GuestAction>) -> Html {
    let place = vec![icon(icon::BOOK), name(snippet.queue_title.clone().into())];
    let place = element("p", "place", place);
    let bar = element("div", "bar", vec![place, buttons(widget, None, act)]);
    let greeting = element("h1", "", vec![name(snippet.title.clone().into())]);
    let mut inside = vec![bar, greeting];
    if let Some(more) = &snippet.greeting {
        inside.push(element(
            "p",
            "greeting",
            vec![text(more.as_str().to_owned().into())],
        ));
    }
    if can_begin {
        let presence = match snippet.staffed {
            true => words(opening::here()),
            false => hours::closed(snippet.hours)
                .map_or_else(|| words(opening::nobody()), |closed| text(closed.into())),
        };
        inside.push(element("p", "presence", vec![presence]));
    }
    element("header", "cover", inside)
}

/// What the library offers to begin with, as long as the guest has not begun.
fn starters(snippet: &Snippet, act: &Callback<GuestAction>) -> Html {
    let starters = snippet.starters.iter().enumerate();
    let starters = starters.map(|(place, starter)| {
        let label = AttrValue::from(starter.to_string());
        button("button second small", label, act, GuestAction::Start(place))
    });
    html! { <div CLASS="row starters" role="group" aria-label={opening::starters()}>{ for starters }</div> }
}

/// Something to be known before one begins.
fn note(drawn: Icon, title: &'static str, more: &'static str) -> Html {
    let said = vec![
        element("h2", "", vec![words(title)]),
        element("p", "soft", vec![words(more)]),
    ];
    let seal = element("span", "seal", vec![icon(drawn)]);
    element("div", "card head", vec![seal, element("div", "", said)])
}

impl Promise {
    fn of(sealing: &Sealing) -> Self {
        match sealing {
            Sealing::Open => Self::Open,
            Sealing::Sealed { pinned, unverified } => match (unverified, pinned.is_empty()) {
                (UnverifiedOperator::Refuse, false) => Self::Verified,
                (UnverifiedOperator::Refuse, true) => Self::Nobody,
                (UnverifiedOperator::Accept, false) => Self::Asked,
                (UnverifiedOperator::Accept, true) => Self::AlwaysAsked,
            },
        }
    }

    /// The promise in one line, which opens. One that a guest has to know before writing is open.
    fn card(&self) -> Html {
        let (drawn, look, title, more) = self.words();
        let is_open = !matches!(self, Self::Verified | Self::Asked);
        let is_sealed = !matches!(self, Self::Open | Self::Nobody);
        let title = vec![
            element("span", look, vec![icon(drawn)]),
            element("span", "", vec![words(title)]),
            icon(icon::DOWN),
        ];
        let mut inside = vec![element("p", "", vec![words(more)])];
        if is_sealed {
            inside.push(element("p", "", vec![words(promise::sealed_service())]));
        }
        html! {
            <details class="card promise" open={is_open}>
                { element("summary", "", title) }
                { element("div", "inside", inside) }
            </details>
        }
    }

    /// How it is drawn, its line, and what that means.
    fn words(&self) -> (Icon, &'static str, &'static str, &'static str) {
        match self {
            Self::Verified => (
                icon::LOCK,
                "seal good",
                promise::sealed(),
                promise::sealed_more(),
            ),
            Self::Asked => (icon::LOCK, "seal", promise::asked(), promise::asked_more()),
            Self::AlwaysAsked => (
                icon::LOCK,
                "seal warn",
                promise::asked(),
                promise::always_asked_more(),
            ),
            Self::Nobody => (
                icon::UNSURE,
                "seal bad",
                lookup::not_set_up(),
                promise::nobody_more(),
            ),
            Self::Open => (
                icon::OPEN,
                "seal warn",
                promise::open(),
                promise::open_more(),
            ),
        }
    }
}
