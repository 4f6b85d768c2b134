//! What happened to a chat, as lines in its conversation.

use hushdesk_protocol::frames::Closer;
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::guest::{note, thread};
use hushdesk_web::components::linked;
use hushdesk_web::session::comparison::Verdict;
use hushdesk_web::session::note::Note;
use hushdesk_web::spelling;
use yew::prelude::*;

use super::icon::{self, Icon, icon};
use crate::widget::{Happening, What};

/// A line on what happened; none where a guest has nothing from it.
#[inline(never)]
pub(super) fn happened(happening: &Happening) -> Html {
    let sentence = sentence(happening);
    if sentence.is_empty() {
        return Html::default();
    }
    let (drawn, look) = look(&happening.what);
    html! {
        <p key={happening.id.0} CLASS={look}>{ drawn.map(icon) }<bdi>{ linked(&sentence) }</bdi></p>
    }
}

/// What happened, in a sentence; nothing if that is not for guests.
pub(crate) fn sentence(happening: &Happening) -> String {
    match &happening.what {
        What::Came {
            who,
            after,
            private,
        } => came(who, after.as_ref(), *private),
        What::Noted { note, operator } => noted(note, operator.as_ref(), happening.at),
    }
}

const fn look(what: &What) -> (Option<Icon>, &'static str) {
    match what {
        What::Came { private: true, .. } => (Some(icon::SHIELD), "line good"),
        What::Came { private: false, .. } => (None, "line"),
        What::Noted { note, .. } => (icon_of(note), "line"),
    }
}

const fn icon_of(note: &Note) -> Option<Icon> {
    if matches!(note, Note::Unverified { .. }) {
        Some(icon::UNSURE)
    } else if matches!(note, Note::EarlierSent { .. }) {
        Some(icon::PAGE)
    } else if matches!(
        note,
        Note::WrongKey { .. } | Note::Unreadable | Note::Service { .. }
    ) {
        Some(icon::ALERT)
    } else {
        None
    }
}

fn came(who: &DisplayName, after: Option<&DisplayName>, private: bool) -> String {
    match (after, private) {
        (Some(former), true) if former == who => note::back_private(who),
        (Some(former), false) if former == who => note::back(who),
        (Some(former), true) => note::taken_over_private(who, former),
        (Some(former), false) => note::taken_over(who, former),
        (None, true) => note::here_private(who),
        (None, false) => note::here(who),
    }
}

#[inline(never)]
fn noted(note: &Note, operator: Option<&DisplayName>, at: Timestamp) -> String {
    let operator = operator.map_or(thread::library(), DisplayName::as_str);
    match note {
        Note::Interrupted { of } => note::cut_off(of),
        Note::LookingForAnother { refused } => note::declined(refused),
        Note::Service { text } => text.clone(),
        Note::EarlierSent { texts: count } => note::showed(*count, &operator),
        Note::EarlierDeclined => note::showed_none().to_owned(),
        Note::Stays { with } => note::stays(with),
        Note::Elsewhere => note::elsewhere().to_owned(),
        Note::Unverified { .. } => note::unverified().to_owned(),
        Note::WrongKey { .. } => note::wrong_key().to_owned(),
        Note::Compared { ours, verdict } => compared(*ours, *verdict).to_owned(),
        Note::Unreadable => note::unreadable().to_owned(),
        Note::Readable => note::open().to_owned(),
        Note::Closed { by } => closed(*by, operator, at),
        Note::Answered { .. }
        | Note::Verified { .. }
        | Note::Passing { .. }
        | Note::Encrypted { .. }
        | Note::KeyRefused
        | Note::GuestKeyChanged { .. }
        | Note::EarlierMessages
        | Note::EarlierBroken
        | Note::EarlierAsked
        | Note::EarlierAskedEnough
        | Note::TransferredBy { .. }
        | Note::ContinuationOf { .. }
        | Note::RolledOverFrom { .. }
        | Note::TakenOverFrom { .. }
        | Note::HandedOn { .. }
        | Note::TransferDeclined { .. }
        | Note::TransferTimedOut
        | Note::TransferCancelled
        | Note::TransferUnavailable
        | Note::Blocked { .. }
        | Note::Lapsed { .. } => String::new(),
    }
}

fn compared(ours: bool, verdict: Verdict) -> &'static str {
    match (verdict, ours) {
        (Verdict::Same, true) => note::compared_same(),
        (Verdict::Same, false) => note::answered_right(),
        (Verdict::Different, true) => note::compared_different(),
        (Verdict::Different, false) => note::answered_wrong(),
        (Verdict::Aborted, _) => note::comparison_given_up(),
    }
}

fn closed(by: Closer, operator: &str, at: Timestamp) -> String {
    let time = spelling::time_of_day(at);
    match by {
        Closer::Guest => note::ended_by_you(&time),
        Closer::Operator => note::ended_by(&operator, &time),
        Closer::Unanswered => note::unanswered().to_owned(),
        Closer::GuestGone => note::ended_away().to_owned(),
    }
}
