//! The edge's REST routes, as a browser calls them. Each route is a function; the bodies are
//! `hushdesk_protocol::rest`'s.

mod demonstration;
mod queues;
mod session;
mod skins;
mod snippet;

pub use demonstration::demonstration_key;
pub use queues::queues;
pub use session::{session, sign_in, sign_out};
pub use skins::skins;
pub use snippet::snippet;

use hushdesk_protocol::rest::{Problem, ProblemCode};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

use crate::json;

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

impl Trouble {
    /// Whether the edge said that there is no such thing.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Refused(problem) if problem.code == ProblemCode::NotFound)
    }
}

/// What the edge answered.
struct Answer {
    status: u16,
    /// Whether it did what was asked.
    ok: bool,
    body: String,
}

impl Answer {
    /// What it says.
    fn read<Body: DeserializeOwned>(&self) -> Result<Body, Trouble> {
        let status = self.status;
        json::read(&self.body).ok_or(Trouble::Unreadable { status })
    }
}

/// Sends a request, `body` being JSON, and gives back the answer, if it is a success.
async fn call(method: &str, address: &str, body: Option<&str>) -> Result<Answer, Trouble> {
    let answer = send(method, address, body).await;
    let answer = answer.map_err(|_| Trouble::Unreachable)?;
    if answer.ok {
        return Ok(answer);
    }
    Err(Trouble::Refused(answer.read()?))
}

async fn send(method: &str, address: &str, body: Option<&str>) -> Result<Answer, JsValue> {
    let options = RequestInit::new();
    options.set_method(method);
    if let Some(body) = body {
        let headers = Headers::new()?;
        headers.set("content-type", "application/json")?;
        options.set_headers(&headers);
        options.set_body(&body.into());
    }
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let sent = window.fetch_with_str_and_init(address, &options);
    let response: Response = JsFuture::from(sent).await?.dyn_into()?;
    let body = JsFuture::from(response.text()?).await?;
    Ok(Answer {
        status: response.status(),
        ok: response.ok(),
        body: body.as_string().unwrap_or_default(),
    })
}
