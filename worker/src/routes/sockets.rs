//! The sockets of a queue. They are opened here, after it has been checked who asks, and from then on belong to the
//! queue's object.

use hushdesk_directory::{AdmitGuest, AdmitOperator};
use hushdesk_protocol::rest::{GetDeskSocket, GetGuestSocket};

use super::Serve;
use crate::call::Call;
use crate::problem::Problem;
use crate::queue_client::QueueClient;
use crate::reply::Reply;

/// Anybody may have one, on a queue that exists and within the limit per address, but for pages of other sites that may
/// not embed the snippet: the widget's page is ours, wherever it is.
impl Serve for GetGuestSocket {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let admit = AdmitGuest {
            queue: self.queue.clone(),
            snippet: self.snippet,
            foreign: call.foreign_origin(),
        };
        let admitted = call.directory()?.ask(&admit).await?;
        let client = QueueClient::of(call, &self.queue)?;
        let socket = client.guest_socket(admitted).await?;
        Ok(Reply::socket(socket))
    }
}

/// The cookie comes with every request a browser makes, so it has to be one of our own pages that asks.
impl Serve for GetDeskSocket {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let queue = self.queue.clone();
        let admitted = call.directory()?.ask(&AdmitOperator { queue }).await?;
        let client = QueueClient::of(call, &self.queue)?;
        Ok(Reply::socket(client.desk_socket(admitted).await?))
    }
}
