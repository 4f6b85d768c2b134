//! What an endpoint of the API is: where it is, who may use it, what it takes and what it answers.

use std::fmt::Display;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::problem::ProblemCode;

/// Where all endpoints are. A change that old clients would not survive moves them.
pub const API: &str = "/api/v1";

/// One address of the API and one thing to do there. The values of its fields stand in the address.
pub trait Endpoint: Sized {
    /// All that does not depend on the fields.
    const DESCRIPTION: Description;

    /// What is sent; `()` for nothing.
    type Body: Serialize + DeserializeOwned;

    /// What comes back if it works; `()` for nothing.
    type Answer: Serialize + DeserializeOwned;

    /// Its path and query.
    fn address(&self) -> String;
}

/// All that is to be said of an endpoint, as data.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Description {
    /// What it is called.
    pub name: &'static str,
    /// What it does.
    pub says: &'static [&'static str],
    /// How it is asked.
    pub method: Method,
    /// Its path below [`API`], with `{queue}` where the value of a field stands.
    pub path: &'static str,
    /// The fields of the query; each may be left out.
    pub query: &'static [&'static str],
    /// Who may.
    pub who: Who,
    /// From whose pages.
    pub from: Origins,
    /// What is sent.
    pub body: Body,
    /// What comes back if it works.
    pub answer: Answer,
    /// What it may refuse beside what [`Description::problems`] adds.
    pub own_problems: &'static [ProblemCode],
}

/// How an endpoint is asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Method {
    /// Reads.
    Get,
    /// Makes something.
    Post,
    /// Replaces something.
    Put,
    /// Takes something away.
    Delete,
}

/// Who may use an endpoint.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Who {
    /// Everybody.
    Anybody,
    /// Whoever is signed in, be it without the second factor that the organisation requires.
    Holder,
    /// Whoever is signed in, with a second factor where one is required.
    SignedIn,
    /// Whoever is signed in and assigned to the queue in the address.
    Assigned,
    /// An administrator, or whoever manages the queue in the address.
    Manager,
    /// An administrator.
    Administrator,
    /// Whoever has the deployment's setup code.
    SetupCode,
}

/// From whose pages a browser may use an endpoint. A program that is no browser says so by a header.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Origins {
    /// From every page, which may read the answer.
    All,
    /// From every page, of which a foreign one cannot read the answer.
    Unread,
    /// From the deployment's own.
    Ours,
    /// From the deployment's own and those that may embed the snippet.
    Embedders,
}

/// What is sent to an endpoint.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Body {
    /// Nothing.
    Nothing,
    /// JSON of at most so many bytes.
    Json(usize),
    /// The same, for what `If-Match` says: the `ETag` that was read.
    JsonOfVersion(usize),
}

/// What comes back if it works.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Answer {
    /// 200 with JSON.
    Json,
    /// 200 with JSON, and an `ETag` for it.
    JsonOfVersion,
    /// 200 with a file of rows, `text/csv`, to be saved.
    File,
    /// 201 with nothing.
    Created,
    /// 204 with nothing.
    Done,
    /// 204 with nothing, and the `ETag` of what is there now.
    DoneToVersion,
    /// 101: a WebSocket.
    Socket,
}

impl Method {
    /// As HTTP writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

impl Body {
    /// How many bytes it may have, if there is any.
    pub const fn bytes_max(self) -> Option<usize> {
        match self {
            Self::Nothing => None,
            Self::Json(bytes) | Self::JsonOfVersion(bytes) => Some(bytes),
        }
    }
}

impl Answer {
    /// Its status.
    pub const fn status(self) -> u16 {
        match self {
            Self::Json | Self::JsonOfVersion | Self::File => 200,
            Self::Created => 201,
            Self::Done | Self::DoneToVersion => 204,
            Self::Socket => 101,
        }
    }
}

impl Description {
    /// The names of the fields that stand in the path, in order.
    pub fn path_fields(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('/').filter_map(field_name)
    }

    /// The fields in a path below [`API`] by their names, if it is one of this endpoint.
    pub(crate) fn fields_of<'a>(&self, path: &'a str) -> Option<Vec<(&'static str, &'a str)>> {
        let mut fields = Vec::new();
        let mut parts = path.split('/');
        for expected in self.path.split('/') {
            let part = parts.next()?;
            match field_name(expected) {
                Some(name) => fields.push((name, part)),
                None if part == expected => {}
                None => return None,
            }
        }
        parts.next().is_none().then_some(fields)
    }

    /// The address with these values in it. Those of the path are such as stand in addresses as they are.
    pub(crate) fn address(
        &self,
        fields: &[(&str, &str)],
        query: &[(&str, Option<&str>)],
    ) -> String {
        let mut address = API.to_owned();
        for part in self.path.split('/') {
            let value = fields
                .iter()
                .find(|(name, _)| Some(*name) == field_name(part));
            address.push('/');
            address.push_str(value.map_or(part, |(_, value)| value));
        }
        let mut before = '?';
        for (name, value) in query {
            if let Some(value) = value {
                address.push(std::mem::replace(&mut before, '&'));
                address.push_str(name);
                address.push('=');
                push_encoded(&mut address, value);
            }
        }
        address
    }

    /// What it may refuse, in the order of their statuses: what is its own, and what follows from what it takes and who may.
    pub fn problems(&self) -> Vec<ProblemCode> {
        let takes_something = self.body != Body::Nothing
            || self.answer == Answer::Socket
            || !self.query.is_empty()
            || self.path_fields().next().is_some();
        let mut problems = vec![ProblemCode::Forbidden, ProblemCode::Failed];
        problems.extend(takes_something.then_some(ProblemCode::Malformed));
        problems.extend(match self.who {
            Who::Holder | Who::SignedIn | Who::Assigned | Who::Manager | Who::Administrator => {
                Some(ProblemCode::SignedOut)
            }
            Who::Anybody | Who::SetupCode => None,
        });
        problems.extend(match self.who {
            Who::SignedIn | Who::Assigned | Who::Manager | Who::Administrator => {
                Some(ProblemCode::SecondFactorMissing)
            }
            Who::Holder | Who::Anybody | Who::SetupCode => None,
        });
        // An organisation that nobody has set up.
        problems.extend((self.who != Who::SetupCode).then_some(ProblemCode::NotFound));
        if matches!(self.body, Body::JsonOfVersion(_)) {
            problems.extend([ProblemCode::VersionMissing, ProblemCode::ChangedMeanwhile]);
        }
        problems.extend(self.own_problems);
        problems.sort_by_key(|problem| (problem.status(), *problem));
        problems.dedup();
        problems
    }
}

/// Writes a value of a query: what has no meaning of its own there as it is, and all else percent-encoded (RFC 3986,
/// section 2).
fn push_encoded(address: &mut String, value: &str) {
    for byte in value.bytes() {
        let is_unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if is_unreserved {
            address.push(byte.into());
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
}

/// The name of a field, if this part of a path stands for one.
fn field_name(part: &'static str) -> Option<&'static str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

/// What stands in an address: the fields of its path, and its query.
pub(crate) struct Given<'a> {
    pub(crate) fields: Vec<(&'static str, &'a str)>,
    pub(crate) query: &'a [(String, String)],
}

impl Given<'_> {
    /// A field of the path.
    pub(crate) fn field<T: TryFrom<String, Error: Display>>(
        &self,
        name: &str,
    ) -> Result<T, String> {
        let value = self.fields.iter().find(|(field, _)| *field == name);
        let value = value.map(|(_, value)| (*value).to_owned());
        read(name, value.unwrap_or_default())
    }

    /// A field of the query, if it is there.
    pub(crate) fn parameter<T: TryFrom<String, Error: Display>>(
        &self,
        name: &str,
    ) -> Result<Option<T>, String> {
        let value = self.query.iter().find(|(field, _)| field == name);
        value
            .map(|(_, value)| read(name, value.clone()))
            .transpose()
    }
}

fn read<T: TryFrom<String, Error: Display>>(name: &str, value: String) -> Result<T, String> {
    T::try_from(value).map_err(|error| format!("its {name}: {error}"))
}

/// Why there is no endpoint.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum NoRoute {
    /// Nothing has this address.
    NoAddress,
    /// It is asked by other methods, as `Allow` lists them (RFC 9110, section 10.2.1).
    OtherMethod(String),
    /// A field of the address is not what it should be: which and why.
    Malformed(String),
}

impl NoRoute {
    /// None at an address that these methods are for.
    pub(crate) fn none(others: Vec<Method>) -> Self {
        if others.is_empty() {
            return Self::NoAddress;
        }
        let others: Vec<_> = others.into_iter().map(Method::as_str).collect();
        Self::OtherMethod(others.join(", "))
    }
}
