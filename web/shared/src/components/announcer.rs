//! What is said to screen readers when something happens away from where the reader is.

use yew::prelude::*;

use super::anew;

/// A polite live region that nobody sees. It stays in the page while its sentences change, since a region that comes with
/// its sentence is often not read. An empty sentence is silence.
pub fn announcer(sentence: &AttrValue) -> Html {
    html! { <p class="unseen" role="status">{ anew(sentence) }</p> }
}
