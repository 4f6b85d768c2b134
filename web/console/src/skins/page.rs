//! The page.

use hushdesk_texts::console as words;
use yew::prelude::*;

use crate::frame::PageHead;

/// The page.
#[component]
pub(crate) fn SkinsPage() -> Html {
    html! { <div class="page"><PageHead title={words::places::skins()} lead="" /></div> }
}
