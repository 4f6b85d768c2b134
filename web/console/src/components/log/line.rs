//! One line of a log.

use hushdesk_protocol::ids::Timestamp;
use yew::prelude::*;

use crate::components::clock::time_of_day;
use crate::components::linked;

/// A line of the log.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Line {
    /// By what it is told from the others of its log.
    pub(crate) id: u64,
    /// What it says.
    pub(crate) what: What,
}

/// What a line says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum What {
    /// Somebody said something.
    Said(Said),
    /// Something happened to the chat.
    Happened(Happened),
}

/// What happened.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Happened {
    /// When.
    pub(crate) at: Timestamp,
    /// What, as a sentence.
    pub(crate) what: AttrValue,
}

/// What somebody said.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Said {
    /// On which side it stands.
    pub(crate) side: Side,
    /// Who said it.
    pub(crate) who: AttrValue,
    /// When.
    pub(crate) at: Timestamp,
    /// What: text, whatever it looks like.
    pub(crate) text: AttrValue,
    /// How far it has got.
    pub(crate) delivery: Delivery,
}

/// Whose words they are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Side {
    /// The reader's own.
    Ours,
    /// The other end's.
    Theirs,
}

/// How far what was said has got.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Delivery {
    /// It is where it should be; nothing needs to be said about it.
    Done,
    /// It has left this browser for good; the words say so.
    Sent(AttrValue),
    /// It has not; the words say why.
    Unsent(AttrValue),
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
            <li key={line.id} class="happened">{ time_of_day(*at) }{ " " }<bdi>{ what }</bdi></li>
        },
    }
}

fn said(id: u64, said: &Said) -> Html {
    let side = match said.side {
        Side::Ours => "ours",
        Side::Theirs => "theirs",
    };
    let (unsent, state) = match &said.delivery {
        Delivery::Done => (None, None),
        Delivery::Sent(state) => (None, Some(state)),
        Delivery::Unsent(state) => (Some("unsent"), Some(state)),
    };
    html! {
        <li key={id} class={classes!("said", side, unsent)}>
            <span class="who"><bdi>{ &said.who }</bdi>{ " " }{ time_of_day(said.at) }</span>
            <p class="text" dir="auto">{ linked(&said.text) }</p>
            if let Some(state) = state {
                <span class="state">{ state }</span>
            }
        </li>
    }
}
