//! The edge's REST routes, as a browser calls them. Each route is a function; the bodies are
//! `hushdesk_protocol::rest`'s.

mod demonstration;
mod queues;
mod session;
mod snippet;

pub use demonstration::demonstration_key;
pub use queues::queues;
pub use session::{session, sign_in, sign_out};
pub use snippet::snippet;

use gloo_net::http::{Request, Response};
use hushdesk_protocol::rest::Problem;
use serde::de::DeserializeOwned;

/// Why a call has no answer.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Trouble {
    /// The edge could not be reached: the connection, most likely.
    #[error("the edge could not be reached")]
    Unreachable,
    /// The edge said no, and why.
    #[error("{}", .0.message)]
    Refused(Problem),
    /// Something answered that does not speak like the edge.
    #[error("an answer with status {status} could not be read")]
    Unreadable {
        /// The HTTP status.
        status: u16,
    },
}

/// Sends a request and gives back the answer, if it is a success.
async fn call(request: Request) -> Result<Response, Trouble> {
    let response = request.send().await.map_err(|_| Trouble::Unreachable)?;
    if response.ok() {
        return Ok(response);
    }
    let problem: Problem = body(response).await?;
    Err(Trouble::Refused(problem))
}

/// What an answer says.
async fn body<Body: DeserializeOwned>(response: Response) -> Result<Body, Trouble> {
    let status = response.status();
    response
        .json()
        .await
        .map_err(|_| Trouble::Unreadable { status })
}
