//! One of them.

use hushdesk_protocol::ids::SnippetName;
use yew::prelude::*;

use crate::frame::PageHead;

/// Which.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SnippetPageProps {
    pub(crate) snippet: SnippetName,
}

/// The page.
#[component]
pub(crate) fn SnippetPage(props: &SnippetPageProps) -> Html {
    html! { <div class="page"><PageHead title={props.snippet.to_string()} lead="" /></div> }
}
