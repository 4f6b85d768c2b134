//! One of them.

use hushdesk_protocol::ids::SkinName;
use yew::prelude::*;

use crate::frame::PageHead;

/// Which.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SkinPageProps {
    pub(crate) skin: SkinName,
}

/// The page.
#[component]
pub(crate) fn SkinPage(props: &SkinPageProps) -> Html {
    html! { <div class="page"><PageHead title={props.skin.to_string()} lead="" /></div> }
}
