//! What a request is answered with: an envelope, never empty, and never cut in pieces.

use super::request::{Program, Request};
use crate::ns;
use crate::xml::Tag;

/// Why polls are over.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Ended {
    /// The program said so.
    Terminated,
    /// The stream has this error (RFC 6120, section 4.9.3).
    StreamError(&'static str),
}

impl Ended {
    /// As it is said. libpurple never comes back after `terminate`, and does after an error of the stream; others hear only
    /// `terminate`.
    pub(super) fn text(self, program: Program) -> String {
        match (self, program) {
            (Self::Terminated, _) => envelope().with("type", "terminate").write(),
            (Self::StreamError(condition), Program::Purple) => {
                envelope().child(&stream_error(condition)).write()
            }
            (Self::StreamError(condition), Program::Other) => envelope()
                .with("type", "terminate")
                .with("condition", "remote-stream-error")
                .child(&stream_error(condition))
                .write(),
        }
    }
}

/// The answer to whoever asks for polls that nobody knows (any more).
pub fn lost(program: Program) -> String {
    match program {
        Program::Purple => Ended::StreamError("reset").text(program),
        Program::Other => envelope()
            .with("type", "terminate")
            .with("condition", "item-not-found")
            .write(),
    }
}

/// The answer to what is no request.
pub fn malformed(program: Program) -> String {
    match program {
        Program::Purple => Ended::StreamError("not-well-formed").text(program),
        Program::Other => envelope()
            .with("type", "terminate")
            .with("condition", "bad-request")
            .write(),
    }
}

/// The answer to whoever may not begin any more polls for now.
pub fn too_many(program: Program) -> String {
    match program {
        Program::Purple => Ended::StreamError("resource-constraint").text(program),
        Program::Other => envelope()
            .with("type", "terminate")
            .with("condition", "policy-violation")
            .write(),
    }
}

/// The answer when something has failed here.
pub fn failed(program: Program) -> String {
    match program {
        Program::Purple => Ended::StreamError("internal-server-error").text(program),
        Program::Other => envelope()
            .with("type", "terminate")
            .with("condition", "internal-server-error")
            .write(),
    }
}

/// What the first answer says besides.
#[derive(Clone, Debug)]
pub(super) struct Greeting {
    domain: Option<String>,
    version: Option<String>,
    wait: u64,
    inactivity: u64,
}

impl Greeting {
    pub(super) fn to(first: &Request, hold_millis: u64, silence_millis: u64) -> Self {
        Self {
            domain: first.to.as_ref().map(|it| it.as_str().to_owned()),
            version: first.version.clone(),
            wait: hold_millis.div_euclid(1_000),
            inactivity: silence_millis.div_euclid(1_000),
        }
    }
}

/// An envelope with these stanzas.
pub(super) fn body(greeting: Option<(&Greeting, &str)>, stanzas: &[String]) -> String {
    let mut tag = envelope();
    if let Some((greeting, sid)) = greeting {
        tag = tag
            .with("sid", sid)
            .with("wait", &greeting.wait.to_string())
            .with("requests", "2")
            .with("hold", "1")
            .with("inactivity", &greeting.inactivity.to_string())
            .with("polling", "2")
            .maybe("ver", greeting.version.as_deref())
            .maybe("from", greeting.domain.as_deref())
            .with("xmlns:xmpp", ns::XBOSH)
            .with("xmpp:version", "1.0")
            .with("xmpp:restartlogic", "true");
    }
    stanzas
        .iter()
        .fold(tag, |tag, stanza| tag.written(stanza))
        .write()
}

fn envelope() -> Tag {
    Tag::of("body", ns::HTTP_BIND).with("xmlns:stream", ns::STREAM)
}

fn stream_error(condition: &'static str) -> Tag {
    Tag::new("stream:error").child(&Tag::of(condition, ns::STREAM_ERRORS))
}
