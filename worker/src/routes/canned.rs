//! Canned messages.

use hushdesk_directory::{AddCanned, ChangeCanned, ListCanned, RemoveCanned, ShowCanned};
use hushdesk_edge::random;
use hushdesk_protocol::ids::CannedId;
use hushdesk_protocol::rest::{
    CannedChange, CannedMessage, DeleteCanned, GetCanned, GetCannedMessage, NewCanned, Page,
    PostCanned, PutCanned,
};

use super::Serve;
use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;

impl Serve for GetCanned {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<CannedMessage>>, Problem> {
        let after = self.after;
        Ok(Reply::of(
            call.directory()?.ask(&ListCanned { after }).await?,
        ))
    }
}

impl Serve for PostCanned {
    async fn serve(self, call: &Call, new: NewCanned) -> Result<Reply<()>, Problem> {
        let id = CannedId::from_bytes(random::bytes()?);
        let add = AddCanned { id, new };
        Ok(Reply::of(call.directory()?.ask(&add).await?))
    }
}

impl Serve for GetCannedMessage {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<CannedMessage>, Problem> {
        let id = self.canned;
        let shown = call.directory()?.ask(&ShowCanned { id }).await?;
        Ok(Reply::of_version(shown.state, shown.version))
    }
}

impl Serve for PutCanned {
    async fn serve(self, call: &Call, change: CannedChange) -> Result<Reply<()>, Problem> {
        let change = ChangeCanned {
            id: self.canned,
            change,
            seen: call.seen_version()?,
        };
        let version = call.directory()?.ask(&change).await?;
        Ok(Reply::of_version((), version))
    }
}

impl Serve for DeleteCanned {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let id = self.canned;
        let remove = RemoveCanned { id };
        Ok(Reply::of(call.directory()?.ask(&remove).await?))
    }
}
