//! The queues of the organisation, to which chats can be handed on.

use gloo_net::http::Request;
use hushdesk_protocol::rest::QueueListing;

use super::{Trouble, body, call};

/// All queues, and whether somebody staffs them now. For operators.
pub async fn queues() -> Result<Vec<QueueListing>, Trouble> {
    let request = Request::get("/api/queues")
        .build()
        .map_err(|_| Trouble::Unreachable)?;
    body(call(request).await?).await
}
