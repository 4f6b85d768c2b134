//! How chats went, as their guests say, and what else they say of them.

use hushdesk_archive::Survey;
use hushdesk_directory::{Count, Counted, FindQueue};
use hushdesk_edge::now;
use hushdesk_protocol::rest::{GuestRating, PutRating};
use hushdesk_queue_object::routes::{GuestOf, RatedBy};

use super::Serve;
use crate::archive_client;
use crate::call::Call;
use crate::problem::Problem;
use crate::queue_client::QueueClient;
use crate::reply::Reply;

/// That there is such a queue is asked first: of one that is made up no object is made. The queue knows whose chat it was, and whether
/// what was said in it is kept; the archive keeps what is said of it. Whether it was taken nobody is told who may not say it.
impl Serve for PutRating {
    async fn serve(self, call: &Call, says: GuestRating) -> Result<Reply<()>, Problem> {
        let directory = call.directory()?;
        directory.ask(&Count(Counted::Rating)).await?;
        let Self { queue, chat } = self;
        let find = FindQueue {
            queue: queue.clone(),
        };
        directory.ask(&find).await?;
        let queue = QueueClient::of(call, &queue)?;
        let GuestRating {
            token,
            rating,
            said,
        } = says;
        if let Some(rating) = rating {
            let rated = RatedBy {
                chat: chat.clone(),
                token: token.clone(),
                rating,
            };
            queue.rate(&rated).await?;
        }
        if let Some(said) = said {
            let by = GuestOf {
                chat: chat.clone(),
                token,
            };
            if queue.may_survey(&by).await? {
                let at = now();
                archive_client::survey(call, &Survey { chat, at, said }).await?;
            }
        }
        Ok(Reply::of(()))
    }
}
