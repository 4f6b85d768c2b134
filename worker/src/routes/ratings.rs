//! How chats went, as their guests say.

use hushdesk_directory::{Count, Counted, FindQueue};
use hushdesk_protocol::rest::{GuestRating, PutRating};
use hushdesk_queue_object::routes::RatedBy;

use super::Serve;
use crate::call::Call;
use crate::problem::Problem;
use crate::queue_client::QueueClient;
use crate::reply::Reply;

/// That there is such a queue is asked first: of one that is made up no object is made.
impl Serve for PutRating {
    async fn serve(self, call: &Call, says: GuestRating) -> Result<Reply<()>, Problem> {
        let directory = call.directory()?;
        directory.ask(&Count(Counted::Rating)).await?;
        let queue = self.queue;
        directory
            .ask(&FindQueue {
                queue: queue.clone(),
            })
            .await?;
        let rated = RatedBy {
            chat: self.chat,
            says,
        };
        Ok(Reply::of(
            QueueClient::of(call, &queue)?.rate(&rated).await?,
        ))
    }
}
