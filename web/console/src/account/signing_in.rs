//! The page.

use hushdesk_texts::console as words;
use yew::prelude::*;

use crate::frame::PageHead;

/// The page.
#[component]
pub(crate) fn SigningInPage() -> Html {
    html! { <div class="page"><PageHead title={words::places::signing_in()} lead="" /></div> }
}
