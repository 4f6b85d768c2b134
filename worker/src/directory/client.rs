//! How the Worker asks the directory of an organisation.

use hushdesk_edge::ObjectClient;
use hushdesk_protocol::ids::OrganisationName;
use worker::Env;

use super::{Question, Refused};
use crate::problem::Problem;

/// The binding's name in `wrangler.toml`.
const BINDING: &str = "DIRECTORY";

/// The directory of one organisation, seen from the Worker.
pub(crate) struct DirectoryClient {
    object: ObjectClient,
}

impl DirectoryClient {
    /// The directory of this organisation.
    pub(crate) fn of(env: &Env, organisation: &OrganisationName) -> Result<Self, Problem> {
        let object = ObjectClient::new(env, BINDING, organisation.as_str())?;
        Ok(Self { object })
    }

    /// Asks and waits for the answer. A refusal becomes the [`Problem`] the client is told.
    pub(crate) async fn ask<Q: Question>(&self, question: &Q) -> Result<Q::Answer, Problem> {
        let answer: Result<Q::Answer, Refused> = self.object.ask(Q::PATH, question).await?;
        Ok(answer?)
    }
}
