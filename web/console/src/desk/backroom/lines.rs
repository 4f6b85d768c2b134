//! What was said among operators, as their log shows it.

use hushdesk_protocol::frames::Refusal;
use hushdesk_protocol::ids::OperatorName;
use hushdesk_texts::console as texts;
use hushdesk_web::session::desk::Passage;

use super::thread::InThread;
use crate::desk::names::Names;
use crate::desk::talk::{Line, Reached, Said, Side, What};

/// Milliseconds after which somebody who goes on begins a new group: 3 minutes.
const PAUSE_MILLIS: u64 = 180_000;

/// The lines, those that one says in a row under one name.
pub(super) fn lines(said: &[InThread<'_>], names: &Names) -> Vec<Line> {
    let mut before = None::<&InThread<'_>>;
    let lines = said.iter().map(|it| {
        let goes_on = before.replace(it).is_some_and(|before| {
            before.line.by == it.line.by && it.line.at.since(before.line.at) < PAUSE_MILLIS
        });
        line(it, !goes_on, names)
    });
    lines.collect()
}

fn line(it: &InThread<'_>, first: bool, names: &Names) -> Line {
    let at = it.clock.here(it.line.at);
    let side = if it.is_ours { Side::Ours } else { Side::Theirs };
    let what = What::Said(Said {
        side,
        head: first.then(|| (who(&it.line.by, it.is_ours, names).into(), at)),
        text: it.line.text.as_str().to_owned().into(),
        reached: reached(it.line.passage),
        told_later: false,
    });
    Line { id: it.id, what }
}

fn who(by: &OperatorName, is_ours: bool, names: &Names) -> String {
    if is_ours {
        texts::talk::you().to_owned()
    } else {
        names.of(by)
    }
}

/// Nothing once it has gone out.
fn reached(passage: Passage) -> Option<Reached> {
    let words = match passage {
        Passage::Done => return None,
        Passage::Told => texts::delivery::sending(),
        Passage::Refused(Refusal::TooFast { .. }) => texts::backroom::too_fast(),
        Passage::Refused(Refusal::Unavailable) => texts::backroom::had_gone(),
        Passage::Refused(_) => texts::backroom::not_said(),
        Passage::Unknown => texts::backroom::perhaps_not_said(),
    };
    Some(Reached::Unsent(words.into()))
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::Audience;
    use hushdesk_web::session::clock::EdgeClock;
    use hushdesk_web::session::desk::RoomLine;

    use super::super::super::fixtures::room_line;
    use super::*;

    /// For each text whether a name stands over it.
    fn heads(lines: &[RoomLine]) -> Vec<bool> {
        let said = lines.iter().map(|line| InThread {
            id: line.id,
            line,
            clock: EdgeClock::default(),
            is_ours: line.by.as_str() == "desk1",
        });
        let said: Vec<_> = said.collect();
        let lines = self::lines(&said, &Names::default()).into_iter();
        lines
            .map(|line| matches!(line.what, What::Said(said) if said.head.is_some()))
            .collect()
    }

    #[test]
    fn what_one_says_in_a_row_stands_under_one_name() {
        let line = |id, by, at| room_line(id, by, Audience::Room, at);
        let said = [
            line(1, "desk2", 0),
            line(2, "desk2", 1),
            line(3, "desk3", 2),
            line(4, "desk1", 3),
            line(5, "desk1", 3 + PAUSE_MILLIS),
        ];
        assert_eq!(heads(&said), [true, false, true, true, true]);
    }

    #[test]
    fn what_did_not_go_out_says_so() {
        let shown = |passage| reached(passage).map(|it| matches!(it, Reached::Unsent(_)));
        assert_eq!(shown(Passage::Done), None);
        for passage in [
            Passage::Told,
            Passage::Refused(Refusal::Unavailable),
            Passage::Refused(Refusal::TooFast { wait_millis: 1 }),
            Passage::Unknown,
        ] {
            assert_eq!(shown(passage), Some(true));
        }
    }
}
