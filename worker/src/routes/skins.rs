//! Skins, for operators who want to know how guests' browsers will take their key.

use hushdesk_directory::ListSkins;
use hushdesk_protocol::rest::{GetSkins, Page, SkinListing};

use super::Serve;
use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;

impl Serve for GetSkins {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<SkinListing>>, Problem> {
        let list = ListSkins { after: self.after };
        Ok(Reply::of(call.directory()?.ask(&list).await?))
    }
}
