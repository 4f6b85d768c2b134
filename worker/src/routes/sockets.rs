//! `/api/queues/NAME/guest` and `/api/queues/NAME/desk`: the sockets of a queue. They are opened here, after
//! it has been checked who asks, and from then on belong to the queue's object.

use hushdesk_protocol::ids::QueueName;
use worker::Response;

use super::name;
use crate::call::Call;
use crate::problem::Problem;
use crate::queue_client::QueueClient;
use hushdesk_directory::{AdmitGuest, AdmitOperator};

/// `GET`: a guest's socket. Anybody may have one, on a queue that exists and within the limit per address, but for
/// pages of other sites that may not embed the snippet: the widget's page is ours, wherever it is. `?snippet=` says what may be opened by it.
pub(super) async fn guest(call: &Call, queue: &str) -> Result<Response, Problem> {
    call.must_be_upgrade()?;
    let queue: QueueName = name(queue)?;
    let snippet = call.query("snippet")?;
    let admit = AdmitGuest {
        queue: queue.clone(),
        snippet: snippet.as_deref().map(name).transpose()?,
        foreign: call.foreign_origin(),
    };
    let admitted = call.directory()?.ask(&admit).await?;
    let client = QueueClient::of(call, &queue)?;
    client.guest_socket(admitted, &call.address()).await
}

/// `GET`: an operator's socket, for one who is signed in and assigned to the queue. The cookie comes with every
/// request a browser makes, so it has to be one of our own pages that asks.
pub(super) async fn desk(call: &Call, queue: &str) -> Result<Response, Problem> {
    call.must_be_upgrade()?;
    call.must_be_ours()?;
    let queue: QueueName = name(queue)?;
    let admit = AdmitOperator {
        queue: queue.clone(),
    };
    let admitted = call.directory()?.ask(&admit).await?;
    let client = QueueClient::of(call, &queue)?;
    client.desk_socket(admitted).await
}
