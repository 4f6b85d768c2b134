//! Words and sentences about how things stand.

use crate::tone::Tone;
use yew::prelude::*;

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

/// A sentence over the thing it is about, told to nobody when it changes.
pub fn notice(tone: Tone, sentence: Html) -> Html {
    html! { <div CLASS={format!("notice {}", tone.class())}>{ sentence }</div> }
}

/// A word beside the thing it is about.
pub fn badge(tone: Tone, word: Html) -> Html {
    html! { <span CLASS={format!("badge {}", tone.class())}>{ word }</span> }
}
