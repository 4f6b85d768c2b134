//! What a program sends: an envelope with stanzas in it.

use minidom::Element;

use crate::jid::Domain;
use crate::ns;
use crate::xml::{BadXml, parse};

/// Bytes of a request: the longest sealed text, and as much again for what is around it.
pub const BODY_BYTES_MAX: usize = 262_144;

/// Stanzas of one request: a program has the presence, questions and messages of a second to send.
const STANZAS_MAX: usize = 100;

/// The number of a request, which goes up by one: the first is random, and at most 2^53 (XEP-0124, section 14).
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Rid(pub u64);

/// The largest that there is.
const RID_MAX: u64 = 9_007_199_254_740_991;

impl Rid {
    pub(super) const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    pub(super) const fn before(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

/// Which program asks, as far as that matters.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Program {
    /// One that is made of libpurple: Pidgin and its kin.
    Purple,
    /// Another.
    Other,
}

impl Program {
    /// By what it says of itself.
    pub fn of(user_agent: &str) -> Self {
        if user_agent.contains("libpurple") {
            Self::Purple
        } else {
            Self::Other
        }
    }
}

/// What a request is besides its stanzas.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// A poll.
    Poll,
    /// The stream begins anew, after a sign-in.
    Restart,
    /// The last one.
    Terminate,
}

/// A request.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Its number.
    pub rid: Rid,
    /// Of which polls; none begins some.
    pub sid: Option<String>,
    /// To which server, as the program calls it.
    pub to: Option<Domain>,
    /// Which program.
    pub program: Program,
    /// What it is.
    pub kind: Kind,
    /// What is said in it.
    pub stanzas: Vec<Element>,
    /// The version of XEP-0124 that it is written by.
    pub(super) version: Option<String>,
}

impl Request {
    /// Reads one.
    ///
    /// # Errors
    ///
    /// It is none.
    pub fn read(text: &str, user_agent: &str) -> Result<Self, BadXml> {
        if text.len() > BODY_BYTES_MAX {
            return Err(BadXml::Malformed);
        }
        let mut body = parse(text)?;
        if !body.is("body", ns::HTTP_BIND) {
            return Err(BadXml::Malformed);
        }
        let rid = body.attr("rid").and_then(|rid| rid.parse().ok());
        let rid = rid.filter(|rid| (1..=RID_MAX).contains(rid));
        let restart = body.attr_ns(ns::XBOSH, "restart") == Some("true");
        let kind = match (body.attr("type"), restart) {
            (Some("terminate"), _) => Kind::Terminate,
            (_, true) => Kind::Restart,
            (_, false) => Kind::Poll,
        };
        let stanzas: Vec<Element> = body
            .take_nodes()
            .into_iter()
            .filter_map(minidom::Node::into_element)
            .collect();
        if stanzas.len() > STANZAS_MAX {
            return Err(BadXml::Malformed);
        }
        Ok(Self {
            rid: Rid(rid.ok_or(BadXml::Malformed)?),
            sid: body.attr("sid").map(str::to_owned),
            to: body.attr("to").and_then(Domain::of),
            program: Program::of(user_agent),
            kind,
            stanzas,
            version: body.attr("ver").map(str::to_owned),
        })
    }
}
