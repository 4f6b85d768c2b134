//! How the Worker asks the directory of an organisation.

use hushdesk_protocol::ids::OrganisationName;
use worker::{Env, Method, Request, RequestInit};

use super::{Question, Refused};
use crate::problem::Problem;

/// The binding's name in `wrangler.toml`.
const BINDING: &str = "DIRECTORY";

/// The directory of one organisation, seen from the Worker.
pub(crate) struct DirectoryClient {
    stub: worker::Stub,
}

impl DirectoryClient {
    /// The directory of this organisation.
    pub(crate) fn of(env: &Env, organisation: &OrganisationName) -> Result<Self, Problem> {
        let stub = env
            .durable_object(BINDING)?
            .get_by_name(organisation.as_str())?;
        Ok(Self { stub })
    }

    /// Asks and waits for the answer. A refusal becomes the [`Problem`] the client is told.
    pub(crate) async fn ask<Q: Question>(&self, question: &Q) -> Result<Q::Answer, Problem> {
        let body = serde_json::to_string(question).map_err(|_| Problem::failed("asking"))?;
        let mut init = RequestInit::new();
        init.with_method(Method::Post)
            .with_body(Some(body.as_str().into()));
        // The host is of no meaning: the stub leads to the object.
        let request = Request::new_with_init(&format!("https://directory{}", Q::PATH), &init)?;
        let mut response = self.stub.fetch_with_request(request).await?;
        if response.status_code() != 200 {
            return Err(Problem::failed("the directory's answer"));
        }
        let answer: Result<Q::Answer, Refused> = serde_json::from_str(&response.text().await?)
            .map_err(|_| Problem::failed("reading the directory's answer"))?;
        Ok(answer?)
    }
}
