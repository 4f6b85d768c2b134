//! Which texts of a conversation stand together: what one person says in a row, with one name, one time, and one word on
//! how far it has got.

use hushdesk_web::session::log::{Item, LogEntry};

/// Milliseconds after which somebody who goes on begins a new group: 3 minutes.
const PAUSE_MILLIS: u64 = 180_000;

/// Where a text stands in its group.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Place {
    /// It is the first: the name and the time stand over it.
    pub(crate) first: bool,
    /// What comes next in the group has got as far: how far is said there, for all of them.
    pub(crate) told_later: bool,
}

impl Place {
    /// The place of a text between the lines before and after it.
    pub(crate) fn between(
        before: Option<&LogEntry>,
        entry: &LogEntry,
        after: Option<&LogEntry>,
    ) -> Self {
        Self {
            first: before.is_none_or(|before| !goes_on(before, entry)),
            told_later: after
                .is_some_and(|after| goes_on(entry, after) && delivery(entry) == delivery(after)),
        }
    }
}

/// Whether a line goes on with what the one before it began.
fn goes_on(before: &LogEntry, after: &LogEntry) -> bool {
    let same = match (&before.item, &after.item) {
        (Item::Ours { .. }, Item::Ours { .. }) | (Item::Theirs { .. }, Item::Theirs { .. }) => true,
        (Item::Colleagues { by, .. }, Item::Colleagues { by: next, .. }) => by == next,
        (Item::Ours { .. } | Item::Theirs { .. } | Item::Colleagues { .. } | Item::Note(_), _) => {
            false
        }
    };
    same && after.at.since(before.at) < PAUSE_MILLIS
}

/// How far it has got, as far as a reader can tell it apart.
fn delivery(entry: &LogEntry) -> Option<u8> {
    use hushdesk_web::session::log::Delivery;
    match &entry.item {
        Item::Ours { delivery, .. } => Some(match delivery {
            Delivery::Waiting => 0,
            Delivery::Sending(_) => 1,
            Delivery::Sent(_) => 2,
            Delivery::Delivered => 3,
            Delivery::Unsent => 4,
        }),
        Item::Theirs { .. } | Item::Colleagues { .. } | Item::Note(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Number;
    use hushdesk_web::session::log::Delivery;
    use hushdesk_web::session::note::Note;

    use super::super::super::super::fixtures::{self, entry, text};
    use super::*;

    const WORDS: &str = "words";

    fn ours(at: u64, delivery: Delivery) -> LogEntry {
        fixtures::ours(at, WORDS, delivery)
    }

    fn theirs(at: u64) -> LogEntry {
        fixtures::theirs(at, WORDS)
    }

    fn of(colleague: &str, at: u64) -> LogEntry {
        let (by, text) = (colleague.parse().unwrap(), text(WORDS));
        entry(at, Item::Colleagues { by, text })
    }

    /// For each line whether a group begins there, and whether how far it has got is told there.
    fn places(lines: &[LogEntry]) -> Vec<(bool, bool)> {
        let place = |at: usize| {
            let before = at.checked_sub(1).and_then(|at| lines.get(at));
            let place = Place::between(before, &lines[at], lines.get(at + 1));
            (place.first, !place.told_later)
        };
        (0..lines.len()).map(place).collect()
    }

    #[test]
    fn what_one_person_says_in_a_row_stands_together_until_another_speaks() {
        let delivered = Delivery::Delivered;
        let lines = [
            ours(0, delivered),
            ours(1, delivered),
            theirs(2),
            theirs(3),
            ours(4, delivered),
        ];
        assert_eq!(
            places(&lines),
            [
                (true, false),
                (false, true),
                (true, false),
                (false, true),
                (true, true)
            ]
        );
    }

    #[test]
    fn a_pause_and_what_happens_between_begin_a_new_group() {
        let lines = [
            theirs(0),
            theirs(PAUSE_MILLIS - 1),
            theirs(2 * PAUSE_MILLIS),
        ];
        assert_eq!(places(&lines), [(true, false), (false, true), (true, true)]);
        let note = entry(1, Item::Note(Note::Readable));
        assert_eq!(places(&[theirs(0), note, theirs(2)])[2], (true, true));
    }

    #[test]
    fn colleagues_are_told_apart() {
        let lines = [of("Ines", 0), of("Ines", 1), of("Tomas", 2)];
        assert_eq!(places(&lines), [(true, false), (false, true), (true, true)]);
    }

    #[test]
    fn how_far_texts_have_got_is_told_once_and_again_where_it_differs() {
        let lines = [
            ours(0, Delivery::Delivered),
            ours(1, Delivery::Delivered),
            ours(2, Delivery::Sent(Number(3))),
            ours(3, Delivery::Sent(Number(4))),
            ours(4, Delivery::Waiting),
        ];
        assert_eq!(
            places(&lines),
            [
                (true, false),
                (false, true),
                (false, false),
                (false, true),
                (false, true)
            ]
        );
    }
}
