//! The page.

use hushdesk_texts::console as words;
use yew::prelude::*;

use crate::frame::PageHead;

/// The page.
#[component]
pub(crate) fn EncryptionPage() -> Html {
    html! { <div class="page"><PageHead title={words::places::encryption()} lead="" /></div> }
}
