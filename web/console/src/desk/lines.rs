//! A conversation as its log shows it.

use std::cell::RefCell;
use std::rc::Rc;

use hushdesk_protocol::earlier::EarlierText;
use hushdesk_protocol::frames::{GuestLabel, Party};
use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::console as texts;
use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::log::{self, Item, LogEntry};
use hushdesk_web::session::operator_session::ChatView;
use yew::prelude::*;

use super::names::Names;
use super::wording;
use crate::components::{Delivery, DrawnLog, Happened, Line, Pieces, Said, Side, What};

/// What this window still hears of what was written in it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Told {
    /// How far each message gets.
    All,
    /// The same, once the queue takes more.
    Later,
    /// Nothing: somebody else has the chat, or nobody.
    Nothing,
}

impl Told {
    pub(super) fn of(chat: &ChatView) -> Self {
        match chat.flow {
            _ if chat.standing.is_over() => Self::Nothing,
            Flow::Held(_) => Self::Later,
            Flow::Free | Flow::Full => Self::All,
        }
    }
}

/// The lines of a conversation, made anew where it has changed.
#[hook]
pub(super) fn use_lines(chat: &ChatView, names: &Names) -> Pieces {
    let drawn: Rc<RefCell<DrawnLog<With>>> = use_mut_ref(DrawnLog::default);
    let with = (chat.guest.clone(), Told::of(chat), names.clone());
    let next = drawn.borrow().next(&chat.log, with, line);
    let lines = next.lines().clone();
    drawn.replace(next);
    lines
}

/// What lines are made with beside the log: the guest, what is still heard, and what colleagues are called.
type With = (GuestLabel, Told, Names);

/// What the guest has sent of the time before, and who wrote it.
pub(super) fn earlier_lines(texts: &[EarlierText], guest: &GuestLabel) -> Pieces {
    let mut ids = 1..;
    let mut line = |text: &EarlierText| {
        let (side, who) = match text.from {
            Party::Guest => (Side::Theirs, guest.to_string()),
            Party::Operator => (Side::Ours, said_before_by(text.operator.as_ref())),
        };
        let said = Said {
            side,
            who: who.into(),
            at: text.at,
            text: text.text.clone().into(),
            delivery: Delivery::Done,
        };
        Line {
            id: ids.next().unwrap_or_default(),
            what: What::Said(said),
        }
    };
    texts.iter().map(&mut line).collect::<Vec<_>>().into()
}

fn said_before_by(operator: Option<&DisplayName>) -> String {
    match operator {
        Some(operator) => operator.to_string(),
        None => texts::earlier::operator().to_owned(),
    }
}

fn line(entry: &LogEntry, (guest, told, names): &With) -> Line {
    let said = |side, who: String, text: &str, delivery| {
        What::Said(Said {
            side,
            who: who.into(),
            at: entry.at,
            text: text.to_owned().into(),
            delivery,
        })
    };
    let what = match &entry.item {
        Item::Ours { text, delivery } => {
            let delivery = shown(*delivery, *told);
            said(
                Side::Ours,
                texts::conversation::you().to_owned(),
                text.as_str(),
                delivery,
            )
        }
        Item::Theirs { text } => {
            let done = Delivery::Done;
            said(Side::Theirs, guest.to_string(), text.as_str(), done)
        }
        Item::Colleagues { by, text } => {
            let done = Delivery::Done;
            said(Side::Ours, by.to_string(), text.as_str(), done)
        }
        Item::Note(note) => What::Happened(Happened {
            at: entry.at,
            what: wording::note(note, names).into(),
        }),
    };
    Line {
        id: entry.id.0,
        what,
    }
}

fn shown(delivery: log::Delivery, told: Told) -> Delivery {
    match (delivery, told) {
        (log::Delivery::Delivered, _) => Delivery::Done,
        (log::Delivery::Sent(_), Told::Nothing) => {
            Delivery::Sent(AttrValue::Static(texts::delivery::sent_on()))
        }
        (log::Delivery::Sent(_), _) => Delivery::Sent(AttrValue::Static(texts::delivery::sent())),
        (log::Delivery::Sending(_), Told::All | Told::Nothing) => {
            Delivery::Unsent(AttrValue::Static(texts::delivery::sending()))
        }
        (log::Delivery::Sending(_), Told::Later) | (log::Delivery::Waiting, _) => {
            Delivery::Unsent(AttrValue::Static(texts::delivery::waits()))
        }
        (log::Delivery::Unsent, _) => {
            Delivery::Unsent(AttrValue::Static(texts::delivery::unsent()))
        }
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::{Number, Timestamp};
    use hushdesk_web::session::log::{EntryId, Log};
    use hushdesk_web::session::text::Text;

    use super::super::fixtures::guest;
    use super::*;

    fn entry(id: u64, delivery: log::Delivery) -> LogEntry {
        LogEntry {
            id: EntryId(id),
            at: Timestamp(id),
            item: Item::Ours {
                text: Text::typed("words").unwrap(),
                delivery,
            },
            earlier: false,
        }
    }

    fn delivered(count: u64) -> Vec<LogEntry> {
        (1..=count)
            .map(|id| entry(id, log::Delivery::Delivered))
            .collect()
    }

    fn with(digit: u8, told: Told) -> With {
        (guest(digit), told, Names::default())
    }

    fn drawn(entries: Vec<LogEntry>, before: &DrawnLog<With>) -> DrawnLog<With> {
        before.next(&Log::from(entries), with(1, Told::All), line)
    }

    /// How many pieces are the same values as before.
    fn unchanged(before: &DrawnLog<With>, after: &DrawnLog<With>) -> usize {
        let pieces = before.lines().pieces().iter().zip(after.lines().pieces());
        pieces.filter(|(before, after)| before == after).count()
    }

    #[test]
    fn a_new_line_changes_no_piece_but_the_last() {
        let before = drawn(delivered(120), &DrawnLog::default());
        assert_eq!(before.lines().pieces().len(), 3);
        let after = drawn(delivered(121), &before);
        assert_eq!(unchanged(&before, &after), 2);
        assert_eq!(after.lines().pieces()[2].lines().len(), 21);
        assert_eq!(unchanged(&after, &drawn(delivered(121), &after)), 3);
    }

    #[test]
    fn a_message_that_is_delivered_changes_the_piece_it_stands_in() {
        let mut entries = delivered(120);
        entries[60] = entry(61, log::Delivery::Sent(Number(1)));
        let before = drawn(entries, &DrawnLog::default());
        let after = drawn(delivered(120), &before);
        assert_eq!(unchanged(&before, &after), 2);
        assert_ne!(before.lines().pieces()[1], after.lines().pieces()[1]);
    }

    #[test]
    fn another_name_or_another_word_for_how_far_a_message_has_got_changes_all() {
        let before = drawn(delivered(60), &DrawnLog::default());
        let log = Log::from(delivered(60));
        let renamed = before.next(&log, with(2, Told::All), line);
        assert_eq!(unchanged(&before, &renamed), 0);
        let ended = before.next(&log, with(1, Told::Nothing), line);
        assert_eq!(unchanged(&before, &ended), 0);
    }
}
