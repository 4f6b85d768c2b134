//! What the operators of a queue say to each other, as far as this window has heard it. It is kept nowhere: not by the
//! queue, which passes it on, and not by the window.

use std::rc::Rc;

use hushdesk_protocol::frames::{Audience, FromOperator, Refusal};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::text::ColleagueText;

use super::Turn;

/// Lines that are shown, of all that was said at a queue: a morning's talk. 200 of the longest texts have
/// 200 * 4,000 = 800 KB.
const LINES_MAX: usize = 200;

/// Something that was said.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RoomLine {
    /// By what it is told from the others; a later one has a higher number.
    pub id: u64,
    /// Who said it.
    pub by: OperatorName,
    /// To whom.
    pub to: Audience,
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: ColleagueText,
    /// Whether it went out.
    pub passage: Passage,
}

/// Whether something that was said went out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Passage {
    /// The queue has it, or has yet to answer.
    Told,
    /// It has passed it on.
    Done,
    /// It did not, for this reason.
    Refused(Refusal),
    /// The line broke before the queue answered: it may have passed it on.
    Unknown,
}

/// All that is shown. Cheap to clone and to compare.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Room {
    lines: Rc<Vec<RoomLine>>,
    last: u64,
}

impl From<Vec<RoomLine>> for Room {
    /// A talk as it was, the oldest line first.
    fn from(lines: Vec<RoomLine>) -> Self {
        let last = lines.last().map_or(0, |line| line.id);
        let lines = Rc::new(lines);
        Self { lines, last }
    }
}

impl Room {
    /// The lines, the oldest first.
    pub fn lines(&self) -> &[RoomLine] {
        &self.lines
    }

    /// The number of the last line there has been.
    pub const fn last(&self) -> u64 {
        self.last
    }

    /// This operator says something.
    pub(super) fn say(
        &mut self,
        by: OperatorName,
        to: Audience,
        text: ColleagueText,
        turn: &mut Turn<'_>,
    ) {
        turn.send.push(FromOperator::Tell {
            to: to.clone(),
            text: text.clone(),
        });
        let at = turn.clock.edge(turn.now);
        self.add(by, to, at, text, Passage::Told);
    }

    /// The queue passes something on; if it is what was said here, that is done.
    pub(super) fn hear(
        &mut self,
        by: OperatorName,
        to: Audience,
        at: Timestamp,
        text: ColleagueText,
    ) {
        let is_it = |line: &RoomLine| {
            line.passage == Passage::Told && line.by == by && line.to == to && line.text == text
        };
        match self.first(is_it) {
            Some(line) => (line.at, line.passage) = (at, Passage::Done),
            None => self.add(by, to, at, text, Passage::Done),
        }
    }

    /// The first text that has not been answered was not passed on.
    pub(super) fn refused(&mut self, refusal: Refusal) {
        if let Some(line) = self.first(|line| line.passage == Passage::Told) {
            line.passage = Passage::Refused(refusal);
        }
    }

    /// What has not been answered will not be.
    pub(super) fn disconnected(&mut self) {
        while let Some(line) = self.first(|line| line.passage == Passage::Told) {
            line.passage = Passage::Unknown;
        }
    }

    /// The window has left the queue.
    pub(super) fn leave(&mut self) {
        self.lines = Rc::default();
    }

    fn first(&mut self, is_it: impl Fn(&RoomLine) -> bool) -> Option<&mut RoomLine> {
        let place = self.lines.iter().position(is_it)?;
        Rc::make_mut(&mut self.lines).get_mut(place)
    }

    fn add(
        &mut self,
        by: OperatorName,
        to: Audience,
        at: Timestamp,
        text: ColleagueText,
        passage: Passage,
    ) {
        self.last = self.last.saturating_add(1);
        let lines = Rc::make_mut(&mut self.lines);
        lines.push(RoomLine {
            id: self.last,
            by,
            to,
            at,
            text,
            passage,
        });
        let surplus = lines.len().saturating_sub(LINES_MAX);
        lines.drain(..surplus);
    }
}
