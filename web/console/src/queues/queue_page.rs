//! One of them.

use hushdesk_protocol::ids::QueueName;
use yew::prelude::*;

use crate::frame::PageHead;

/// Which.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct QueuePageProps {
    pub(crate) queue: QueueName,
}

/// The page.
#[component]
pub(crate) fn QueuePage(props: &QueuePageProps) -> Html {
    html! { <div class="page"><PageHead title={props.queue.to_string()} lead="" /></div> }
}
