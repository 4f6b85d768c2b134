//! The log of a conversation.

use hushdesk_protocol::ids::Timestamp;
use web_sys::Element;
use yew::prelude::*;

use super::clock::time_of_day;

/// A line of the log.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Line {
    /// Somebody said something.
    Said(Said),
    /// Something happened to the chat.
    Happened {
        /// When.
        at: Timestamp,
        /// What, as a sentence.
        what: AttrValue,
    },
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Delivery {
    /// It is where it should be; nothing needs to be said about it.
    Done,
    /// It has left this browser for good; the words say so.
    Sent(AttrValue),
    /// It has not; the words say why.
    Unsent(AttrValue),
}

/// What a log shows.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct ConversationLogProps {
    /// What the log is, said to screen readers.
    pub(crate) label: AttrValue,
    /// Its lines; new ones come at the end.
    pub(crate) lines: Vec<Line>,
    /// Lines from elsewhere that come before them.
    #[prop_or_default]
    pub(crate) before: Vec<Line>,
    /// What those are.
    #[prop_or_default]
    pub(crate) before_label: AttrValue,
    /// Said while the other end is writing.
    #[prop_or_default]
    pub(crate) typing: Option<AttrValue>,
}

/// The lines. The last one is in view unless the reader has scrolled up, and the reader's own next words
/// lead back to it; the style sheet sees to the first, by filling the log from its end. New lines are read out
/// politely.
#[component]
pub(crate) fn ConversationLog(props: &ConversationLogProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(own_lines(&props.lines), move |_| {
            if let Some(log) = node.cast::<Element>() {
                // Its end, where it is filled from.
                log.set_scroll_top(0);
            }
        });
    }
    html! {
        <>
            <div class="log" ref={node} role="log" tabindex="0" aria-label={&props.label}>
                <ol>
                    if !props.before.is_empty() {
                        <li class="before">
                            <h3>{ &props.before_label }</h3>
                            <ol>{ for props.before.iter().map(line) }</ol>
                        </li>
                    }
                    { for props.lines.iter().map(line) }
                </ol>
            </div>
            <p class="typing">{ props.typing.as_ref() }</p>
        </>
    }
}

fn own_lines(lines: &[Line]) -> usize {
    let ours = |line: &&Line| matches!(line, Line::Said(said) if said.side == Side::Ours);
    lines.iter().filter(ours).count()
}

fn line(line: &Line) -> Html {
    match line {
        Line::Said(line) => said(line),
        Line::Happened { at, what } => html! {
            <li class="happened">{ time_of_day(*at) }{ " " }<bdi>{ what }</bdi></li>
        },
    }
}

fn said(said: &Said) -> Html {
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
        <li class={classes!("said", side, unsent)}>
            <span class="who"><bdi>{ &said.who }</bdi>{ " " }{ time_of_day(said.at) }</span>
            <p class="text" dir="auto">{ &said.text }</p>
            if let Some(state) = state {
                <span class="state">{ state }</span>
            }
        </li>
    }
}
