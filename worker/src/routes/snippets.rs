//! What a page needs to know of a snippet before anybody opens a chat by it, and what the widget does. Public.

use hushdesk_directory::{FindSnippet, SnippetRecord};
use hushdesk_protocol::rest::{GetPresence, GetSnippet, PRESENCE_SECONDS, Presence, Snippet};

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

impl Serve for GetPresence {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Presence>, Problem> {
        let snippet = self.snippet;
        let SnippetRecord { queue, .. } = call.directory()?.ask(&FindSnippet { snippet }).await?;
        let staffed = QueueClient::of(call, &queue)?.is_staffed().await?;
        Ok(Reply::of(Presence { staffed }).kept_for(PRESENCE_SECONDS))
    }
}
