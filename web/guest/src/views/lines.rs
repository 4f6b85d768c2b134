//! The session's log as the lines a guest reads.

use std::rc::Rc;

use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::guest_session::{GuestStanding, GuestView};
use hushdesk_web::session::log::{Delivery, Item, LogEntry};
use hushdesk_web::session::note::Note;

use crate::catalogue::texts;

/// A line of the log.
pub(super) enum LogLine<'a> {
    /// Somebody said something.
    Said(Said<'a>),
    /// Something happened to the chat.
    Happened(Timestamp, &'a Note),
}

/// What somebody said.
pub(super) struct Said<'a> {
    /// On which side it stands, in the style sheet's words.
    pub(super) side: &'static str,
    /// Who said it.
    pub(super) who: &'a str,
    /// When.
    pub(super) at: Timestamp,
    /// What: text, whatever it looks like.
    pub(super) text: &'a str,
    /// How far it has got.
    pub(super) mark: Mark,
}

/// How far what was said has got.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Mark {
    /// It is where it should be; nothing needs to be said about it.
    Arrived,
    /// It has left this browser for good; the words say so.
    Sent(&'static str),
    /// It has not; the words say why.
    Unsent(&'static str),
}

/// All lines, with what they are made of. Who spoke is whoever had answered last.
pub(super) fn lines(view: &GuestView) -> impl Iterator<Item = (&Rc<LogEntry>, LogLine<'_>)> {
    let mut operator = None;
    view.log.entries().iter().map(move |entry| {
        if let Item::Note(Note::Answered { by, .. }) = &entry.item {
            operator = Some(by);
        }
        (entry, line(entry, operator, view))
    })
}

fn line<'a>(
    entry: &'a LogEntry,
    operator: Option<&'a DisplayName>,
    view: &GuestView,
) -> LogLine<'a> {
    let (side, who, text, mark) = match &entry.item {
        Item::Note(note) => return LogLine::Happened(entry.at, note),
        Item::Ours { text, delivery } => ("ours", texts().you, text, mark(*delivery, view)),
        Item::Colleagues { by, text } => ("theirs", by.as_str(), text, Mark::Arrived),
        Item::Theirs { text } => {
            let who = operator.map_or(texts().operator, DisplayName::as_str);
            ("theirs", who, text, Mark::Arrived)
        }
    };
    LogLine::Said(Said {
        side,
        who,
        at: entry.at,
        text: text.as_str(),
        mark,
    })
}

fn mark(delivery: Delivery, view: &GuestView) -> Mark {
    match delivery {
        // Nothing goes out any more to whoever has the wrong key.
        Delivery::Waiting if matches!(view.standing, GuestStanding::WrongKey { .. }) => {
            Mark::Unsent(texts().not_sent)
        }
        Delivery::Sending(_) if matches!(view.flow, Flow::Held(_)) => {
            Mark::Unsent(texts().not_sent_yet)
        }
        Delivery::Waiting => Mark::Unsent(texts().not_sent_yet),
        Delivery::Sending(_) => Mark::Unsent(texts().sending),
        Delivery::Sent(_) => Mark::Sent(texts().sent),
        Delivery::Delivered => Mark::Arrived,
        Delivery::Unsent => Mark::Unsent(texts().not_sent),
    }
}
