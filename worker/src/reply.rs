//! What an endpoint answers if it works.

use hushdesk_protocol::rest::{Answer, Description, Origins};
use serde::Serialize;
use worker::Response;

use crate::problem::Problem;
use crate::security_headers;

/// An answer of an endpoint.
pub(crate) struct Reply<A> {
    says: Says<A>,
    headers: Vec<(&'static str, String)>,
    /// Seconds for which whoever asked may keep it. Without any it is not kept.
    kept_for: Option<u32>,
}

enum Says<A> {
    /// In words, or nothing.
    Words(A),
    /// A file of this name.
    File(&'static str, String),
    /// A socket, opened elsewhere.
    Socket(Response),
}

impl<A: Serialize> Reply<A> {
    /// This.
    pub(crate) const fn of(answer: A) -> Self {
        Self {
            says: Says::Words(answer),
            headers: Vec::new(),
            kept_for: None,
        }
    }

    /// This, of which there is this version (RFC 9110, section 8.8.3).
    pub(crate) fn of_version(answer: A, version: u64) -> Self {
        Self::of(answer).with("ETag", format!("\"{version}\""))
    }

    /// A header more.
    pub(crate) fn with(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// This, which whoever asked may keep for so many seconds.
    pub(crate) const fn kept_for(mut self, seconds: u32) -> Self {
        self.kept_for = Some(seconds);
        self
    }

    /// The response to a request for this endpoint.
    pub(crate) fn into_response(self, endpoint: &Description) -> Result<Response, Problem> {
        let response = match self.says {
            Says::Socket(socket) => return Ok(socket),
            Says::File(name, text) => file(name, text)?,
            Says::Words(answer) => match endpoint.answer {
                Answer::Json | Answer::JsonOfVersion => Response::from_json(&answer)?,
                Answer::File
                | Answer::Created
                | Answer::Done
                | Answer::DoneToVersion
                | Answer::Socket => Response::empty()?,
            },
        };
        let response = response.with_status(endpoint.answer.status());
        let headers = response.headers();
        security_headers::set(headers)?;
        if endpoint.from == Origins::All {
            // A widget in a sandbox has no origin, and is another site to us.
            headers.set("Access-Control-Allow-Origin", "*")?;
        }
        if let Some(seconds) = self.kept_for {
            headers.set("Cache-Control", &format!("public, max-age={seconds}"))?;
        }
        for (name, value) in &self.headers {
            headers.append(name, value)?;
        }
        Ok(response)
    }
}

/// A file that a browser saves under this name (RFC 6266).
fn file(name: &str, text: String) -> Result<Response, Problem> {
    let response = Response::ok(text)?;
    let headers = response.headers();
    headers.set("Content-Type", "text/csv; charset=utf-8")?;
    let disposition = format!("attachment; filename=\"{name}\"");
    headers.set("Content-Disposition", &disposition)?;
    Ok(response)
}

impl Reply<()> {
    /// A file of rows.
    pub(crate) const fn file(name: &'static str, text: String) -> Self {
        Self {
            says: Says::File(name, text),
            kept_for: None,
            headers: Vec::new(),
        }
    }

    /// A socket.
    pub(crate) const fn socket(socket: Response) -> Self {
        Self {
            says: Says::Socket(socket),
            headers: Vec::new(),
            kept_for: None,
        }
    }
}
