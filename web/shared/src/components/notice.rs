//! Words and sentences about how things stand.

use yew::prelude::*;

/// What a state means to the reader.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Tone {
    /// As it should be, and worth saying.
    Good,
    /// Neither good nor bad.
    Plain,
    /// To be known before going on.
    Warn,
    /// Something does not work.
    Bad,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Plain => "plain",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// A sentence and its tone.
#[derive(Debug, Properties, PartialEq)]
pub struct NoticeProps {
    /// What it means.
    pub tone: Tone,
    /// Whether screen readers are told when it changes.
    #[prop_or_default]
    pub live: bool,
    /// The sentence, and what can be done about it.
    #[prop_or_default]
    pub children: Html,
}

/// A sentence over the thing it is about. One that is live stays in the page while its sentence comes
/// and goes; empty it takes no room.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    html! {
        <div class={classes!("notice", props.tone.class())} role={props.live.then_some("status")}>
            { props.children.clone() }
        </div>
    }
}

/// A word beside the thing it is about.
pub fn badge(tone: Tone, word: Html) -> Html {
    html! { <span class={classes!("badge", tone.class())}>{ word }</span> }
}
