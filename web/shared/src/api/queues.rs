//! The queues of the organisation, to which chats can be handed on.

use hushdesk_protocol::rest::QueueListing;

use super::{Trouble, call};

/// All queues, and whether somebody staffs them now. For operators.
pub async fn queues() -> Result<Vec<QueueListing>, Trouble> {
    call("GET", "/api/queues", None).await?.read()
}
