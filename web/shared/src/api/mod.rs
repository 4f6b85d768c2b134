//! The edge's API, as a browser calls it: any endpoint of `hushdesk_protocol::rest` by [`ask`], and a list to its end by
//! [`all`].

mod demonstration;
mod proof;
mod session;
mod setup;

pub use demonstration::demonstration_key;
pub use proof::{Prover, prove_by};
pub use session::session;
pub use setup::set_up;

use std::future::Future;
use std::pin::Pin;

use hushdesk_protocol::rest::{self, Cursor, Endpoint, Page, Problem, ProblemCode};
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
    #[error("{}", .0.detail)]
    Refused(Problem),
    /// Something answered that does not speak like the edge.
    #[error("an answer with status {status} could not be read")]
    Unreadable {
        /// The HTTP status.
        status: u16,
    },
}

impl Trouble {
    /// Whether the edge said no, and this is why.
    pub fn is(&self, code: ProblemCode) -> bool {
        matches!(self, Self::Refused(problem) if problem.code == code)
    }

    /// Whether the edge said that there is no such thing.
    pub fn is_not_found(&self) -> bool {
        self.is(ProblemCode::NotFound)
    }
}

/// What the edge answered.
struct Answer {
    status: u16,
    /// Whether it did what was asked.
    ok: bool,
    /// What stands in `ETag`.
    version: Option<String>,
    body: String,
}

impl Answer {
    /// What this endpoint answers.
    fn of<E: Endpoint>(self) -> Result<Versioned<E::Answer>, Trouble> {
        let answer = match E::DESCRIPTION.answer {
            rest::Answer::Json | rest::Answer::JsonOfVersion => self.read(),
            rest::Answer::File
            | rest::Answer::Created
            | rest::Answer::Done
            | rest::Answer::DoneToVersion
            | rest::Answer::Socket => {
                let status = self.status;
                json::read("null").ok_or(Trouble::Unreadable { status })
            }
        };
        Ok(Versioned {
            answer: answer?,
            version: self.version.map(Version),
        })
    }

    /// What it says.
    fn read<Body: DeserializeOwned>(&self) -> Result<Body, Trouble> {
        let status = self.status;
        json::read(&self.body).ok_or(Trouble::Unreadable { status })
    }
}

/// Asks an endpoint, and gives back its answer.
///
/// # Errors
///
/// The edge was not reached, or says no.
pub async fn ask<E: Endpoint>(endpoint: &E, body: &E::Body) -> Result<E::Answer, Trouble> {
    let asked = ask_over(endpoint, body, None).await?;
    Ok(asked.answer)
}

/// An answer, and by what the version of it is known that was answered.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Versioned<A> {
    /// The answer.
    pub answer: A,
    /// Of what is answered with an `ETag`: to be said when it is changed.
    pub version: Option<Version>,
}

/// By what a version of something is known, as the edge says it in an `ETag`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Version(String);

/// Asks an endpoint that changes what somebody else may change at the same time, over the version that was read; none,
/// whatever is there. It is refused with [`ProblemCode::ChangedMeanwhile`] if there is another by now.
///
/// # Errors
///
/// The edge was not reached, or says no.
pub async fn ask_over<E: Endpoint>(
    endpoint: &E,
    body: &E::Body,
    over: Option<&Version>,
) -> Result<Versioned<E::Answer>, Trouble> {
    let over = match E::DESCRIPTION.body {
        rest::Body::JsonOfVersion(_) => Some(over.map_or("*", |version| &version.0).to_owned()),
        rest::Body::Nothing | rest::Body::Json(_) => None,
    };
    let header = over.map(|over| ("if-match", over));
    let question = Question::of(endpoint, body)?;
    question.answer(header).await?.of::<E>()
}

/// Asks an endpoint, and gives back its HTTP status and the JSON it answers, for whoever keeps that.
///
/// # Errors
///
/// The edge was not reached, or says no.
pub async fn ask_text<E: Endpoint<Body = ()>>(endpoint: &E) -> Result<(u16, String), Trouble> {
    let question = Question::of(endpoint, &())?;
    let answer = question.answer(None).await?;
    Ok((answer.status, answer.body))
}

/// What is asked: of one type for all endpoints, so that how it is sent is not compiled for each of them.
struct Question {
    method: &'static str,
    address: String,
    body: Option<String>,
}

impl Question {
    fn of<E: Endpoint>(endpoint: &E, body: &E::Body) -> Result<Self, Trouble> {
        let description = E::DESCRIPTION;
        let body = match description.body {
            rest::Body::Nothing => None,
            rest::Body::Json(_) | rest::Body::JsonOfVersion(_) => {
                Some(serde_json::to_string(body).map_err(|_| Trouble::Unreachable)?)
            }
        };
        Ok(Self {
            method: description.method.as_str(),
            address: endpoint.address(),
            body,
        })
    }

    /// Asks it with this header beside those that each question has; once more if the person has to prove who they are and does.
    fn answer(self, header: Option<Header>) -> Answering {
        Box::pin(async move {
            let mut may_prove = true;
            loop {
                let sent = send(self.method, &self.address, self.body.as_deref(), &header);
                let answer = sent.await.map_err(|_| Trouble::Unreachable)?;
                if answer.ok {
                    return Ok(answer);
                }
                let trouble = Trouble::Refused(answer.read()?);
                let asks = may_prove && trouble.is(ProblemCode::ProofNeeded);
                if !(asks && proof::is_proved().await) {
                    return Err(trouble);
                }
                may_prove = false;
            }
        })
    }
}

/// The name of a header, and what it says.
type Header = (&'static str, String);

/// In a box, so that it is one call for whoever asks, and not a part of what they do.
type Answering = Pin<Box<dyn Future<Output = Result<Answer, Trouble>>>>;

/// Pages of a list that are read, at most: more than any list has, and an end to one that leads in a circle.
const PAGES_MAX: usize = 1_000;

/// Asks for a list, page by page: `at` is the endpoint after a cursor.
///
/// # Errors
///
/// The edge was not reached, or says no.
pub async fn all<T, E: Endpoint<Body = (), Answer = Page<T>>>(
    at: impl Fn(Option<Cursor>) -> E,
) -> Result<Vec<T>, Trouble> {
    let mut items = Vec::new();
    let mut after = None;
    for _ in 0..PAGES_MAX {
        let page = ask(&at(after), &()).await?;
        items.extend(page.items);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(items)
}

async fn send(
    method: &str,
    address: &str,
    body: Option<&str>,
    header: &Option<Header>,
) -> Result<Answer, JsValue> {
    let options = RequestInit::new();
    let headers = Headers::new()?;
    options.set_method(method);
    if let Some(body) = body {
        headers.set("content-type", "application/json")?;
        options.set_body(&body.into());
    }
    if let Some((name, value)) = header {
        headers.set(name, value)?;
    }
    options.set_headers(&headers);
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let sent = window.fetch_with_str_and_init(address, &options);
    let response: Response = JsFuture::from(sent).await?.dyn_into()?;
    let body = JsFuture::from(response.text()?).await?;
    Ok(Answer {
        status: response.status(),
        ok: response.ok(),
        version: response.headers().get("etag")?,
        body: body.as_string().unwrap_or_default(),
    })
}
