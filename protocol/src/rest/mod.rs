//! The bodies of the REST routes: JSON, one type a body. The routes themselves stand in
//! `docs/protocol.md`; each is named at its body here.

mod queue;
mod session;
mod setup;
mod skin;
mod snippet;

pub use queue::{OfferTo, QueueListing, QueueSettings, ShiftEnd};
pub use session::{QueueTitle, Role, Session, SignIn};
pub use setup::{NewOperator, NewQueue, NewSkin, NewSnippet, Setup};
pub use skin::SkinListing;
pub use snippet::{PinnedKey, Sealing, Snippet, UnverifiedOperator};

use serde::{Deserialize, Serialize};

/// Every answer that is not a success: what happened and what to do, in one sentence, and a code that
/// programs can go by.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// For programs.
    pub code: ProblemCode,
    /// For people who read the answer; front ends show a sentence of their own catalogue.
    pub message: String,
}

/// What went wrong with a request.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The body, or a part of the address, is not what the route takes.
    Malformed,
    /// Name and password do not match.
    WrongCredentials,
    /// The route needs a sign-in, and there is none or it has ended.
    SignedOut,
    /// Signed in, but not allowed to.
    Forbidden,
    /// Nothing has this address.
    NotFound,
    /// It is there already.
    Conflict,
    /// Too many tries: wait as long as `Retry-After` says.
    TooMany,
    /// The edge failed; it is not the client's fault.
    Failed,
}
