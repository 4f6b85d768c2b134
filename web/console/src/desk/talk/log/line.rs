//! One line of a log.

use hushdesk_protocol::ids::Timestamp;
use yew::prelude::*;

use crate::components::{Icon, linked, time_of_day};

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
    /// What goes with the sentence: that the chat is sealed from here on, say.
    pub(crate) icon: Option<Icon>,
}

/// What somebody said.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Said {
    /// Whose words they are.
    pub(crate) side: Side,
    /// Who said it, and when, where a group begins with it.
    pub(crate) head: Option<(AttrValue, Timestamp)>,
    /// What: text, whatever it looks like.
    pub(crate) text: AttrValue,
    /// How far it has got, if it is the reader's own.
    pub(crate) reached: Option<Reached>,
    /// Whether that is said of the next text, too, and there.
    pub(crate) told_later: bool,
}

/// Whose words they are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Side {
    /// The reader's own.
    Ours,
    /// A colleague's, of before.
    Colleagues,
    /// The guest's.
    Theirs,
}

/// How far a text has got, in words.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Reached {
    /// It is still in this browser, or will stay there.
    Unsent(AttrValue),
    /// The service has it.
    Sent(AttrValue),
    /// The other end has it.
    Delivered(AttrValue),
}

impl Reached {
    const fn class(&self) -> &'static str {
        match self {
            Self::Unsent(_) => "unsent",
            Self::Sent(_) => "sent",
            Self::Delivered(_) => "delivered",
        }
    }
}

impl Side {
    const fn class(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Colleagues => "colleagues",
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
        What::Happened(it) => html! {
            <li key={line.id} class={classes!("happened", (it.icon == Some(Icon::Lock)).then_some("sealed"))}>
                <span>{ it.icon.map(Icon::draw) }<span><bdi>{ linked(&it.what) }</bdi>{ " " }{ time_of_day(it.at) }</span></span>
            </li>
        },
    }
}

fn said(id: u64, said: &Said) -> Html {
    let first = said.head.as_ref().map(|_| "first");
    let reached = said.reached.as_ref();
    html! {
        <li key={id} class={classes!("said", said.side.class(), first, reached.map(Reached::class))}
            aria-live={(said.side == Side::Ours).then_some("off")}>
            if let Some((who, at)) = &said.head {
                <div class="who"><b><bdi>{ who }</bdi></b>{ " " }{ time_of_day(*at) }</div>
            }
            <p class="text" dir="auto">{ linked(&said.text) }</p>
            { reached.filter(|_| !said.told_later).map(state) }
        </li>
    }
}

fn state(reached: &Reached) -> Html {
    let (drawn, words) = match reached {
        Reached::Unsent(words) => (Icon::Clock, words),
        Reached::Sent(words) => (Icon::Check, words),
        Reached::Delivered(words) => (Icon::Checks, words),
    };
    html! { <span key={words.as_str()} class={classes!("state", reached.class())}>{ drawn.draw() }{ words }</span> }
}
