//! Whether a guest is there.

use yew::prelude::*;

use crate::texts;

/// Whether.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct PresenceProps {
    pub(crate) here: bool,
}

/// A dot, filled or not, and words for those who do not see it.
#[component]
pub(crate) fn Presence(props: &PresenceProps) -> Html {
    let words = if props.here {
        texts::GUEST_HERE
    } else {
        texts::GUEST_AWAY
    };
    html! {
        <span class={classes!("presence", props.here.then_some("here"))} role="img"
            aria-label={words} title={words} />
    }
}
