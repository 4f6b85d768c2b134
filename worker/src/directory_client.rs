//! How the Worker asks the directory of an organisation.

use hushdesk_directory::{Asker, Envelope, Question, Refused};
use hushdesk_edge::ObjectClient;
use hushdesk_protocol::ids::OrganisationName;
use worker::Env;

use crate::problem::Problem;

/// The binding's name in `wrangler.toml`.
pub(crate) const BINDING: &str = "DIRECTORY";

/// The directory of one organisation, as somebody asks it through the Worker.
pub(crate) struct DirectoryClient {
    object: ObjectClient,
    asker: Asker,
}

impl DirectoryClient {
    /// The directory of this organisation, asked by them.
    pub(crate) fn of(
        env: &Env,
        organisation: &OrganisationName,
        asker: Asker,
    ) -> Result<Self, Problem> {
        let object = ObjectClient::new(env, BINDING, organisation.as_str())?;
        Ok(Self { object, asker })
    }

    /// Asks and waits for the answer. A refusal becomes the [`Problem`] the client is told.
    pub(crate) async fn ask<Q: Question>(&self, question: &Q) -> Result<Q::Answer, Problem> {
        let asker = &self.asker;
        let envelope = Envelope { asker, question };
        let answer: Result<Q::Answer, Refused> = self.object.ask(Q::PATH, &envelope).await?;
        Ok(answer?)
    }
}
