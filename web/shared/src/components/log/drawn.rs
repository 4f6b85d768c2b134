//! A conversation and the lines that were made of it, so that only those are made anew that have changed.

use crate::session::log::{Log, LogEntry};

use super::line::Line;
use super::pieces::{PIECE_LINES, Pieces};

/// A log, and its lines. `With` is what lines are made with beside their entries: what people are called, say.
#[derive(Debug)]
pub struct DrawnLog<With> {
    log: Log,
    with: Option<With>,
    lines: Pieces,
}

impl<With> Default for DrawnLog<With> {
    fn default() -> Self {
        Self {
            log: Log::default(),
            with: None,
            lines: Pieces::default(),
        }
    }
}

impl<With: PartialEq> DrawnLog<With> {
    /// The lines of the log as it is now. A piece in which nothing has changed stays the same.
    #[must_use]
    pub fn next(&self, log: &Log, with: With, line: impl Fn(&LogEntry, &With) -> Line) -> Self {
        let comparable = self.with.as_ref() == Some(&with);
        let mut before = self.log.entries().chunks(PIECE_LINES);
        let mut known = self.lines.pieces().iter();
        let pieces = log.entries().chunks(PIECE_LINES).map(|entries| {
            let same = before.next() == Some(entries);
            let known = known.next().filter(|_| same && comparable);
            known.cloned().unwrap_or_else(|| {
                let lines = entries.iter().map(|entry| line(entry, &with));
                lines.collect::<Vec<_>>().into()
            })
        });
        let lines = pieces.collect();
        Self {
            lines,
            log: log.clone(),
            with: Some(with),
        }
    }

    /// The lines.
    pub const fn lines(&self) -> &Pieces {
        &self.lines
    }
}
