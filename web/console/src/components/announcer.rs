//! What is said to screen readers when something happens away from where the reader is.

use yew::prelude::*;

/// What to say.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct AnnouncerProps {
    /// The sentence; the next one replaces it. Empty: silence.
    pub(crate) sentence: AttrValue,
}

/// A polite live region that nobody sees. It stays in the page while its sentences change, since a
/// region that comes with its sentence is often not read.
#[component]
pub(crate) fn Announcer(props: &AnnouncerProps) -> Html {
    html! { <p class="unseen" role="status">{ &props.sentence }</p> }
}
