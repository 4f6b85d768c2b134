//! The conversation.

use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::guest_session::{GuestStanding, GuestView};
use hushdesk_web::session::log::{Delivery, Item, LogEntry};
use hushdesk_web::session::note::Note;

use super::parts::name;
use crate::catalogue::texts;
use crate::dom::{Element, Picture, element};
use crate::widget::Deed;

/// A line of the log.
pub(super) enum Line<'a> {
    /// Somebody said something.
    Said(Said<'a>),
    /// Something happened to the chat.
    Happened(&'a Note),
}

/// What somebody said.
pub(super) struct Said<'a> {
    /// On which side it stands, in the style sheet's words.
    pub(super) side: &'static str,
    who: String,
    at: Timestamp,
    /// What: text, whatever it looks like.
    pub(super) text: &'a str,
    delivery: Shown,
}

/// How far what was said has got.
enum Shown {
    /// It is where it should be; nothing needs to be said about it.
    Done,
    /// It has left this browser for good; the words say so.
    Sent(&'static str),
    /// It has not; the words say why.
    Unsent(&'static str),
}

/// The lines. The last one is in view unless the guest has scrolled up, and the guest's own next words lead
/// back to it; the style sheet sees to the first, by filling the log from its end. New lines are read out
/// politely.
pub(crate) fn log(view: &GuestView) -> Picture<Deed> {
    let entries = view.log.entries();
    let ours = |entry: &&LogEntry| matches!(entry.item, Item::Ours { .. });
    element("div")
        .class("log")
        .has("role", "log")
        .has("tabindex", "0")
        .has("aria-label", texts().conversation)
        .rewound(entries.iter().filter(ours).count())
        .with(element("ol").with_all(lines(view).map(|(entry, line)| shown(entry, &line))))
        .into()
}

/// All lines. Who spoke is whoever had answered last.
pub(super) fn lines(view: &GuestView) -> impl Iterator<Item = (&LogEntry, Line<'_>)> {
    let mut operator = None;
    view.log.entries().iter().map(move |entry| {
        if let Item::Note(Note::Answered { by, .. }) = &entry.item {
            operator = Some(by);
        }
        (entry, line(entry, operator, view))
    })
}

/// Who has answered, if somebody has.
pub(super) const fn operator(standing: &GuestStanding) -> Option<&OperatorName> {
    match standing {
        GuestStanding::Exchanging { operator }
        | GuestStanding::Talking { operator, .. }
        | GuestStanding::WrongKey { operator, .. } => Some(operator),
        GuestStanding::Waiting { .. }
        | GuestStanding::Interrupted { .. }
        | GuestStanding::Ending
        | GuestStanding::Over(_) => None,
    }
}

/// Who said it, and when.
pub(super) fn head(said: &Said<'_>) -> Element<Deed> {
    element("span")
        .class("who")
        .with(name(said.who.clone()))
        .with(" ")
        .with(Picture::Time(said.at))
}

fn line<'a>(entry: &'a LogEntry, operator: Option<&OperatorName>, view: &GuestView) -> Line<'a> {
    let (side, who, text, delivery) = match &entry.item {
        Item::Note(note) => return Line::Happened(note),
        Item::Ours { text, delivery } => (
            "ours",
            texts().you.to_owned(),
            text,
            how_far(*delivery, view),
        ),
        Item::Theirs { text } => {
            let who = operator.map_or(texts().operator, OperatorName::as_str);
            ("theirs", who.to_owned(), text, Shown::Done)
        }
    };
    Line::Said(Said {
        side,
        who,
        at: entry.at,
        text: text.as_str(),
        delivery,
    })
}

fn how_far(delivery: Delivery, view: &GuestView) -> Shown {
    match delivery {
        // Nothing goes out any more to whoever has the wrong key.
        Delivery::Waiting if matches!(view.standing, GuestStanding::WrongKey { .. }) => {
            Shown::Unsent(texts().not_sent)
        }
        Delivery::Sending(_) if matches!(view.flow, Flow::Held(_)) => {
            Shown::Unsent(texts().not_sent_yet)
        }
        Delivery::Waiting => Shown::Unsent(texts().not_sent_yet),
        Delivery::Sending(_) => Shown::Unsent(texts().sending),
        Delivery::Sent(_) => Shown::Sent(texts().sent),
        Delivery::Delivered => Shown::Done,
        Delivery::Unsent => Shown::Unsent(texts().not_sent),
    }
}

fn shown(entry: &LogEntry, line: &Line<'_>) -> Element<Deed> {
    match line {
        Line::Said(line) => said(line),
        Line::Happened(note) => element("li")
            .class("happened")
            .with(Picture::Time(entry.at))
            .with(" ")
            .with(name((texts().note)(note))),
    }
}

fn said(said: &Said<'_>) -> Element<Deed> {
    let (unsent, state) = match said.delivery {
        Shown::Done => ("", None),
        Shown::Sent(state) => ("", Some(state)),
        Shown::Unsent(state) => (" unsent", Some(state)),
    };
    let text = element("p").class("text").has("dir", "auto");
    element("li")
        .class(format!("said {}{unsent}", said.side))
        .with(head(said))
        .with(text.with(said.text.to_owned()))
        .with(state.map(|state| element("span").class("state").with(state)))
}
