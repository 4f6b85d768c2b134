//! Calls between objects, and from the Worker to them. Requests are made here from nothing, so that no header of a client
//! gets through.

use serde::Serialize;
use serde::de::DeserializeOwned;
use worker::{Env, Headers, Method, Request, RequestInit, Response, Stub};

/// The status of an answer that is one.
const OK: u16 = 200;

/// Why a call has no answer. Without what was asked or answered.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The object could not be reached, or died over it: nobody knows whether it has done what it was asked to.
    #[error("the object was not reached: {0}")]
    Unreached(worker::Error),
    /// It answered with another status than was expected.
    #[error("the object answered {0}")]
    Status(u16),
    /// The question could not be written, or the answer not be read.
    #[error("a question or an answer is not what it should be")]
    Json,
}

impl From<CallError> for worker::Error {
    fn from(error: CallError) -> Self {
        Self::RustError(error.to_string())
    }
}

impl From<worker::Error> for CallError {
    fn from(error: worker::Error) -> Self {
        Self::Unreached(error)
    }
}

/// An object, as it is seen from outside.
pub struct ObjectClient {
    stub: Stub,
}

impl ObjectClient {
    /// The object of this name, of the kind that is bound under `binding` in `wrangler.toml`. It is made when it is
    /// called first.
    ///
    /// # Errors
    ///
    /// There is no such binding.
    pub fn new(env: &Env, binding: &str, name: &str) -> Result<Self, CallError> {
        let stub = env.durable_object(binding)?.get_by_name(name)?;
        Ok(Self { stub })
    }

    /// Asks at a path for the JSON of an answer.
    ///
    /// # Errors
    ///
    /// There is none.
    pub async fn ask<A: DeserializeOwned>(
        &self,
        path: &str,
        question: &impl Serialize,
    ) -> Result<A, CallError> {
        let text = self.post(path, question).await?.text().await?;
        serde_json::from_str(&text).map_err(|_| CallError::Json)
    }

    /// Tells something at a path. That it returns says that the object has taken it.
    ///
    /// # Errors
    ///
    /// It may not have.
    pub async fn tell(&self, path: &str, what: &impl Serialize) -> Result<(), CallError> {
        self.post(path, what).await.map(drop)
    }

    /// Opens a socket at a path, with these headers. The answer is that of the object, whatever it says.
    ///
    /// # Errors
    ///
    /// The object was not reached.
    pub async fn open_socket(&self, path: &str, headers: &Headers) -> Result<Response, CallError> {
        headers.set("Upgrade", "websocket")?;
        let mut init = RequestInit::new();
        init.with_method(Method::Get).with_headers(headers.clone());
        let request = Request::new_with_init(&address(path), &init)?;
        Ok(self.stub.fetch_with_request(request).await?)
    }

    async fn post(&self, path: &str, what: &impl Serialize) -> Result<Response, CallError> {
        let body = serde_json::to_string(what).map_err(|_| CallError::Json)?;
        let mut init = RequestInit::new();
        init.with_method(Method::Post)
            .with_body(Some(body.as_str().into()));
        let request = Request::new_with_init(&address(path), &init)?;
        let response = self.stub.fetch_with_request(request).await?;
        match response.status_code() {
            OK => Ok(response),
            status => Err(CallError::Status(status)),
        }
    }
}

/// The host is of no meaning: the stub leads to the object.
fn address(path: &str) -> String {
    format!("https://object{path}")
}
