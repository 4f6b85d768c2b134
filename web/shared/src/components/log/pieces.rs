//! A long log is drawn in pieces: its end at once, what comes before it bit by bit; and of what has been drawn only
//! the pieces that have changed are looked at again.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
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
pub struct Piece(Rc<[Line]>);

/// The lines of a log, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pieces(Rc<Vec<Piece>>);

impl Piece {
    /// Its lines.
    pub fn lines(&self) -> &[Line] {
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
        lines
            .chunks(PIECE_LINES)
            .map(|lines| lines.to_vec().into())
            .collect()
    }
}

impl FromIterator<Piece> for Pieces {
    fn from_iter<All: IntoIterator<Item = Piece>>(pieces: All) -> Self {
        Self(Rc::new(pieces.into_iter().collect()))
    }
}

impl Pieces {
    /// Whether there is no line.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// Which of the reader's own lines is the last.
    pub(super) fn last_of_ours(&self) -> Option<u64> {
        let mut lines = self.0.iter().rev().flat_map(|piece| piece.0.iter().rev());
        lines.find(|line| line.is_ours()).map(|line| line.id)
    }
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
