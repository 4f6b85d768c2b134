//! The session's log as the lines a guest reads.

use std::cell::RefCell;
use std::rc::Rc;

use hushdesk_protocol::text::DisplayName;
use hushdesk_web::components::{Delivery, DrawnLog, Happened, Line, Pieces, Said, Side, What};
use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::guest_session::GuestView;
use hushdesk_web::session::log::{self, EntryId, Item, LogEntry};
use hushdesk_web::session::note::Note;
use yew::prelude::*;

use crate::catalogue::texts;
use crate::widget::Conversation;

/// The lines of a chat, made anew where it has changed.
#[hook]
pub(super) fn use_lines(view: &GuestView) -> Pieces {
    let drawn: Rc<RefCell<DrawnLog<Around>>> = use_mut_ref(DrawnLog::default);
    let next = drawn.borrow().next(&view.log, Around::of(view), line);
    let lines = next.lines().clone();
    drawn.replace(next);
    lines
}

/// The texts that the operator's window does not have.
pub(super) fn earlier_lines(chat: &Conversation) -> Vec<Line> {
    let around = Around::of(&chat.view);
    chat.earlier_texts()
        .map(|entry| line(entry, &around))
        .collect()
}

/// What a line says beside what its entry does.
#[derive(Debug, Eq, PartialEq)]
struct Around {
    /// Who has answered, and in which line that stands.
    answers: Vec<(EntryId, DisplayName)>,
    reach: Reach,
}

/// What becomes of a text that is not with the operator yet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Reach {
    /// It is on its way.
    Desk,
    /// The queue takes it later.
    Later,
}

impl Around {
    fn of(view: &GuestView) -> Self {
        let entries = view.log.entries().iter();
        let answers = entries.filter_map(|entry| match &entry.item {
            Item::Note(Note::Answered { by, .. }) => Some((entry.id, by.clone())),
            Item::Note(_) | Item::Ours { .. } | Item::Theirs { .. } | Item::Colleagues { .. } => {
                None
            }
        });
        Self {
            answers: answers.collect(),
            reach: Reach::of(view),
        }
    }

    /// Who speaks: whoever had answered last.
    fn speaker(&self, entry: EntryId) -> &str {
        let mut answers = self.answers.iter().rev();
        let last = answers.find(|(answer, _)| *answer < entry);
        last.map_or(texts().operator, |(_, operator)| operator.as_str())
    }
}

impl Reach {
    const fn of(view: &GuestView) -> Self {
        match view.flow {
            Flow::Held(_) => Self::Later,
            Flow::Free | Flow::Full => Self::Desk,
        }
    }
}

fn line(entry: &LogEntry, around: &Around) -> Line {
    let said = |side, who: &str, text: &str, delivery| {
        What::Said(Said {
            side,
            who: who.to_owned().into(),
            at: entry.at,
            text: text.to_owned().into(),
            delivery,
        })
    };
    let what = match &entry.item {
        Item::Note(note) => What::Happened(Happened {
            at: entry.at,
            what: (texts().note)(note).into(),
        }),
        Item::Ours { text, delivery } => {
            let delivery = delivery_word(*delivery, around.reach);
            said(Side::Ours, texts().you, text.as_str(), delivery)
        }
        Item::Colleagues { by, text } => {
            said(Side::Theirs, by.as_str(), text.as_str(), Delivery::Done)
        }
        Item::Theirs { text } => {
            let who = around.speaker(entry.id);
            said(Side::Theirs, who, text.as_str(), Delivery::Done)
        }
    };
    Line {
        id: entry.id.0,
        what,
    }
}

fn delivery_word(delivery: log::Delivery, reach: Reach) -> Delivery {
    match (delivery, reach) {
        (log::Delivery::Delivered, _) => Delivery::Done,
        (log::Delivery::Sent(_), _) => Delivery::Sent(texts().sent.into()),
        (log::Delivery::Unsent, _) => Delivery::Unsent(texts().not_sent.into()),
        (log::Delivery::Waiting, Reach::Desk | Reach::Later)
        | (log::Delivery::Sending(_), Reach::Later) => {
            Delivery::Unsent(texts().not_sent_yet.into())
        }
        (log::Delivery::Sending(_), Reach::Desk) => Delivery::Unsent(texts().sending.into()),
    }
}
