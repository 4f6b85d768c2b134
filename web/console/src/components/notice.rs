//! Words and sentences about how things stand.

use hushdesk_web::tone::Tone;
use yew::prelude::*;

/// A sentence and its tone.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct NoticeProps {
    /// What it means.
    pub(crate) tone: Tone,
    /// Whether screen readers are told when it changes.
    #[prop_or_default]
    pub(crate) live: bool,
    /// The sentence, and what can be done about it.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// A sentence over the thing it is about. One that is live stays in the page while its sentence comes
/// and goes; empty it takes no room.
#[component]
pub(crate) fn Notice(props: &NoticeProps) -> Html {
    html! {
        <div class={classes!("notice", props.tone.class())} role={props.live.then_some("status")}>
            { props.children.clone() }
        </div>
    }
}

/// A word beside the thing it is about.
pub(crate) fn badge(tone: Tone, word: Html) -> Html {
    html! { <span class={classes!("badge", tone.class())}>{ word }</span> }
}
