//! A conversation as its log shows it.

use std::cell::RefCell;
use std::rc::Rc;

use hushdesk_protocol::earlier::EarlierText;
use hushdesk_protocol::frames::{GuestLabel, Party};
use hushdesk_texts::console as texts;
use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::log::{Delivery, Item};
use hushdesk_web::session::note::Note;
use hushdesk_web::session::operator_session::ChatView;
use yew::prelude::*;

use super::super::names::Names;
use super::super::wording;
use super::log::{DrawnLog, Happened, InLog, Line, Pieces, Place, Reached, Said, Side, What};
use crate::components::Icon;

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
    let mut before = None::<(Party, String)>;
    let lines = (1..).zip(texts).map(|(id, text)| {
        let (side, who) = match text.from {
            Party::Guest => (Side::Theirs, guest.to_string()),
            Party::Operator => (Side::Colleagues, earlier_operator(text)),
        };
        let by = (text.from, who.clone());
        let goes_on = before
            .replace(by.clone())
            .is_some_and(|before| before == by);
        let said = Said {
            side,
            head: (!goes_on).then(|| (who.into(), text.at)),
            text: text.text.clone().into(),
            reached: None,
            told_later: false,
        };
        let what = What::Said(said);
        Line { id, what }
    });
    lines.collect::<Vec<_>>().into()
}

fn earlier_operator(text: &EarlierText) -> String {
    match &text.operator {
        Some(operator) => operator.to_string(),
        None => texts::earlier::operator().to_owned(),
    }
}

fn line(line: InLog<'_>, (guest, told, names): &With) -> Line {
    let entry = line.entry;
    let place = Place::between(line.before, entry, line.after);
    let said = |side, who: String, text: &str, reached| {
        What::Said(Said {
            side,
            head: place.first.then(|| (who.into(), entry.at)),
            text: text.to_owned().into(),
            reached,
            told_later: place.told_later,
        })
    };
    let what = match &entry.item {
        Item::Ours { text, delivery } => {
            let reached = Some(reached(*delivery, *told));
            said(
                Side::Ours,
                texts::talk::you().to_owned(),
                text.as_str(),
                reached,
            )
        }
        Item::Theirs { text } => said(Side::Theirs, guest.to_string(), text.as_str(), None),
        Item::Colleagues { by, text } => {
            said(Side::Colleagues, by.to_string(), text.as_str(), None)
        }
        Item::Note(note) => What::Happened(Happened {
            at: entry.at,
            what: wording::note(note, names).into(),
            icon: icon_of(note),
        }),
    };
    Line {
        id: entry.id.0,
        what,
    }
}

/// What is shown of a note beside its words.
fn icon_of(note: &Note) -> Option<Icon> {
    if matches!(note, Note::Encrypted { .. }) {
        Some(Icon::Lock)
    } else if matches!(note, Note::Readable) {
        Some(Icon::Open)
    } else {
        matches!(note, Note::KeyRefused).then_some(Icon::Key)
    }
}

/// How far a message has got, in words.
fn reached(delivery: Delivery, told: Told) -> Reached {
    match (delivery, told) {
        (Delivery::Delivered, _) => Reached::Delivered(texts::delivery::delivered().into()),
        (Delivery::Sent(_), Told::Nothing) => Reached::Sent(texts::delivery::sent_on().into()),
        (Delivery::Sent(_), _) => Reached::Sent(texts::delivery::sent().into()),
        (Delivery::Sending(_), Told::All | Told::Nothing) => {
            Reached::Unsent(texts::delivery::sending().into())
        }
        (Delivery::Sending(_), Told::Later) | (Delivery::Waiting, _) => {
            Reached::Unsent(texts::delivery::waits().into())
        }
        (Delivery::Unsent, _) => Reached::Unsent(texts::delivery::unsent().into()),
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Number;
    use hushdesk_web::session::log::{Log, LogEntry};

    use super::super::super::fixtures::{guest, ours};
    use super::*;

    fn entry(at: u64, delivery: Delivery) -> LogEntry {
        ours(at, "words", delivery)
    }

    fn delivered(count: u64) -> Vec<LogEntry> {
        (1..=count)
            .map(|id| entry(id, Delivery::Delivered))
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
        entries[60] = entry(61, Delivery::Sent(Number(1)));
        let before = drawn(entries, &DrawnLog::default());
        let after = drawn(delivered(120), &before);
        assert_eq!(unchanged(&before, &after), 2);
        assert_ne!(before.lines().pieces()[1], after.lines().pieces()[1]);
    }

    #[test]
    fn a_line_that_begins_a_piece_goes_on_with_what_ends_the_one_before() {
        let before = drawn(delivered(50), &DrawnLog::default());
        let after = drawn(delivered(51), &before);
        assert_eq!(
            unchanged(&before, &after),
            0,
            "the last one of the first piece is followed"
        );
        let heads: Vec<_> = (0..2)
            .map(
                |piece| match &after.lines().pieces()[piece].lines()[0].what {
                    What::Said(said) => said.head.is_some(),
                    What::Happened(_) => false,
                },
            )
            .collect();
        assert_eq!(heads, [true, false]);
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
