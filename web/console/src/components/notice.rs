//! A sentence about how things stand, as a line over what it is about.

use yew::prelude::*;

use super::badge::Meaning;

/// A sentence and what it means.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct NoticeProps {
    /// What it means.
    #[prop_or_default]
    pub(crate) meaning: Meaning,
    /// Whether screen readers are told when it changes.
    #[prop_or_default]
    pub(crate) live: bool,
    /// The sentence, and what can be done about it.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// One that is live stays in the page while its sentence comes and goes; empty it takes no room.
#[component]
pub(crate) fn Notice(props: &NoticeProps) -> Html {
    html! {
        <div class={classes!("notice", props.meaning.class())} role={props.live.then_some("status")}>
            { props.children.clone() }
        </div>
    }
}
