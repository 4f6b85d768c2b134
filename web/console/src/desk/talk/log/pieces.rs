//! A long log is drawn in pieces: its end at once, what comes before it bit by bit; and of what has been drawn only
//! the pieces that have changed are looked at again.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use hushdesk_web::session::log::{Log, LogEntry};
use yew::prelude::*;

use super::line::{Line, line};

/// Lines of a piece: a new one begins at each multiple.
pub(super) const PIECE_LINES: usize = 50;

/// Pieces that are drawn at once.
const AT_ONCE: usize = 2;

/// Milliseconds between two of these: a frame, so that the page is there for other things.
const PAUSE_MILLIS: u32 = 16;

/// Some lines that follow each other. The same piece is the same value: to compare them costs nothing.
#[derive(Clone, Debug)]
pub(crate) struct Piece(Rc<[Line]>);

/// The lines of a log, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pieces(Rc<Vec<Piece>>);

impl Piece {
    /// Its lines.
    pub(crate) fn lines(&self) -> &[Line] {
        &self.0
    }
}

impl From<Vec<Line>> for Piece {
    fn from(lines: Vec<Line>) -> Self {
        Self(lines.into())
    }
}

impl PartialEq for Piece {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl From<Vec<Line>> for Pieces {
    fn from(lines: Vec<Line>) -> Self {
        let pieces = lines.chunks(PIECE_LINES);
        Self(Rc::new(pieces.map(|lines| lines.to_vec().into()).collect()))
    }
}

impl Pieces {
    /// Whether there is no line.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub(crate) fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// How many lines there are.
    pub(crate) fn count(&self) -> usize {
        self.0.iter().map(|piece| piece.0.len()).sum()
    }

    /// Which of the reader's own lines is the last.
    pub(super) fn last_of_ours(&self) -> Option<u64> {
        let mut lines = self.0.iter().rev().flat_map(|piece| piece.0.iter().rev());
        lines.find(|line| line.is_ours()).map(|line| line.id)
    }
}

/// A log, and the lines that were made of it, so that only those are made anew that have changed. `With` is what lines are
/// made with beside their entries: what people are called, say.
#[derive(Debug)]
pub(crate) struct DrawnLog<With> {
    log: Log,
    with: Option<With>,
    lines: Pieces,
}

/// A line of a log between its neighbours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InLog<'a> {
    /// The line.
    pub(crate) entry: &'a LogEntry,
    /// The one before it.
    pub(crate) before: Option<&'a LogEntry>,
    /// The one after it.
    pub(crate) after: Option<&'a LogEntry>,
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
    /// The lines of the log as it is now. A piece in which nothing has changed, nor beside it, stays the same.
    pub(crate) fn next(
        &self,
        log: &Log,
        with: With,
        line: impl Fn(InLog<'_>, &With) -> Line,
    ) -> Self {
        let comparable = self.with.as_ref() == Some(&with);
        let (known, now) = (self.log.entries(), log.entries());
        let pieces = (0..now.len()).step_by(PIECE_LINES).enumerate();
        let pieces = pieces.map(|(place, start)| {
            let same = comparable && around(known, start) == around(now, start);
            let drawn = self.lines.0.get(place).filter(|_| same);
            drawn.cloned().unwrap_or_else(|| {
                let entries = start..start.saturating_add(PIECE_LINES).min(now.len());
                let lines = entries.filter_map(|at| Some(line(in_log(now, at)?, &with)));
                lines.collect::<Vec<_>>().into()
            })
        });
        let lines = Pieces(Rc::new(pieces.collect()));
        Self {
            lines,
            log: log.clone(),
            with: Some(with),
        }
    }

    /// The lines.
    pub(crate) const fn lines(&self) -> &Pieces {
        &self.lines
    }
}

/// The entries of the piece that starts there, with one more at each end.
fn around(entries: &[Rc<LogEntry>], start: usize) -> &[Rc<LogEntry>] {
    let end = start.saturating_add(PIECE_LINES).saturating_add(1);
    let from = start.saturating_sub(1);
    entries
        .get(from..end.min(entries.len()))
        .unwrap_or_default()
}

fn in_log(entries: &[Rc<LogEntry>], at: usize) -> Option<InLog<'_>> {
    let entry_at = |at: Option<usize>| at.and_then(|at| entries.get(at)).map(Rc::as_ref);
    Some(InLog {
        entry: entry_at(Some(at))?,
        before: entry_at(at.checked_sub(1)),
        after: entry_at(at.checked_add(1)),
    })
}

#[derive(Debug, Properties, PartialEq)]
pub(super) struct InPiecesProps {
    pub(super) pieces: Pieces,
}

/// The lists of all pieces that have been drawn so far: the last ones at first. Only what comes after them is new, and
/// read out.
#[component]
pub(super) fn InPieces(props: &InPiecesProps) -> Html {
    let pieces = props.pieces.pieces();
    let new_from = *use_state(|| pieces.len().saturating_sub(AT_ONCE));
    let from = use_state(|| new_from);
    let setter = from.setter();
    use_effect_with(*from, move |&from| {
        let next = from.saturating_sub(AT_ONCE);
        let more = (from > 0).then(|| Timeout::new(PAUSE_MILLIS, move || setter.set(next)));
        move || drop(more)
    });
    let drawn = pieces.iter().enumerate().skip(*from);
    let list = |(place, piece): (usize, &Piece)| {
        html! { <OnePiece key={place} piece={piece.clone()} old={place < new_from} /> }
    };
    html! { <>{ for drawn.map(list) }</> }
}

#[derive(Debug, Properties, PartialEq)]
struct OnePieceProps {
    piece: Piece,
    /// Drawn later than what follows it.
    old: bool,
}

#[component]
fn OnePiece(props: &OnePieceProps) -> Html {
    html! {
        <ol class="piece" aria-live={props.old.then_some("off")}>{ for props.piece.lines().iter().map(line) }</ol>
    }
}
