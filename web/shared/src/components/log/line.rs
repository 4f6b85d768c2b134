//! One line of a log.

use hushdesk_protocol::ids::Timestamp;
use yew::prelude::*;

use crate::components::{linked, time_of_day};

/// A line of the log.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Line {
    /// By what it is told from the others of its log.
    pub id: u64,
    /// What it says.
    pub what: What,
}

/// What a line says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum What {
    /// Somebody said something.
    Said(Said),
    /// Something happened to the chat.
    Happened(Happened),
}

/// What happened.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Happened {
    /// When.
    pub at: Timestamp,
    /// What, as a sentence.
    pub what: AttrValue,
}

/// What somebody said.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Said {
    /// On which side it stands.
    pub side: Side,
    /// Who said it.
    pub who: AttrValue,
    /// When.
    pub at: Timestamp,
    /// What: text, whatever it looks like.
    pub text: AttrValue,
    /// How far it has got.
    pub delivery: Delivery,
}

/// Whose words they are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Side {
    /// The reader's own.
    Ours,
    /// The other end's.
    Theirs,
}

/// How far what was said has got.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Delivery {
    /// It is where it should be; nothing needs to be said about it.
    Done,
    /// It has left this browser for good; the words say so.
    Sent(AttrValue),
    /// It has not; the words say why.
    Unsent(AttrValue),
}

impl Side {
    /// Its name in the style sheets.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Theirs => "theirs",
        }
    }
}

impl Line {
    /// Whether these are the reader's own words.
    pub(super) const fn is_ours(&self) -> bool {
        match &self.what {
            What::Said(said) => matches!(said.side, Side::Ours),
            What::Happened(_) => false,
        }
    }
}

/// A line as it is drawn.
pub(super) fn line(line: &Line) -> Html {
    match &line.what {
        What::Said(it) => said(line.id, it),
        What::Happened(Happened { at, what }) => html! {
            <li key={line.id} class="happened">{ time_of_day(*at) }{ " " }<bdi>{ linked(what) }</bdi></li>
        },
    }
}

/// Who said it, and when.
pub fn head(said: &Said) -> Html {
    html! { <span class="who"><bdi>{ &said.who }</bdi>{ " " }{ time_of_day(said.at) }</span> }
}

fn said(id: u64, said: &Said) -> Html {
    let side = said.side.class();
    let (unsent, state) = match &said.delivery {
        Delivery::Done => ("", None),
        Delivery::Sent(state) => ("", Some(state)),
        Delivery::Unsent(state) => (" unsent", Some(state)),
    };
    html! {
        <li key={id} CLASS={format!("said {side}{unsent}")}>
            { head(said) }
            <p class="text" dir="auto">{ linked(&said.text) }</p>
            if let Some(state) = state {
                <span key={state.as_str()} class="state">{ state }</span>
            }
        </li>
    }
}
