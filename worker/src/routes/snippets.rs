//! What a widget needs to know before it opens a chat. Public.

use hushdesk_directory::{FindSnippet, SnippetRecord};
use hushdesk_protocol::rest::{GetSnippet, Snippet};

use super::Serve;
use crate::call::Call;
use crate::problem::Problem;
use crate::queue_client::QueueClient;
use crate::reply::Reply;

impl Serve for GetSnippet {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Snippet>, Problem> {
        let snippet = self.snippet;
        let SnippetRecord {
            queue,
            queue_title,
            skin,
            title,
            sealing,
            sites: _,
        } = call.directory()?.ask(&FindSnippet { snippet }).await?;
        let staffed = QueueClient::of(call, &queue)?.is_staffed().await?;
        Ok(Reply::of(Snippet {
            queue,
            queue_title,
            skin,
            title,
            sealing,
            staffed,
        }))
    }
}
