//! Links by which people choose their passwords.

use hushdesk_directory::{ReadLink, UseLink};
use hushdesk_protocol::rest::{LinkFor, LinkReading, LinkUse, PostLinkReading, PostLinkUse};

use super::Serve;
use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::{link_token, password};

impl Serve for PostLinkReading {
    async fn serve(self, call: &Call, reading: LinkReading) -> Result<Reply<LinkFor>, Problem> {
        let link = link_token::hash(&reading.token);
        Ok(Reply::of(call.directory()?.ask(&ReadLink { link }).await?))
    }
}

/// Whether it is a link at all is asked, and counted, before anything is hashed.
impl Serve for PostLinkUse {
    async fn serve(self, call: &Call, chosen: LinkUse) -> Result<Reply<()>, Problem> {
        let link = link_token::hash(&chosen.token);
        let directory = call.directory()?;
        directory.ask(&ReadLink { link }).await?;
        let password = password::chosen(&chosen.password)?;
        Ok(Reply::of(directory.ask(&UseLink { link, password }).await?))
    }
}
