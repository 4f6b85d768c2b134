//! Signing in: SCRAM (RFC 5802, RFC 7677) and PLAIN (RFC 4616), with application passwords.
//!
//! Somebody may have several such passwords and a program says at first only who it is, so all of one person have one salt, and
//! a proof is held against each. They are random and long: salt and rounds are what the RFC asks for, not what they need.

mod exchange;
pub mod keys;
mod messages;

pub(crate) use exchange::{Exchange, Failure, Step};
pub use keys::{Credential, Credentials, PasswordKeys, ROUNDS, SALT_BYTES, ScramKeys};

/// A way of signing in that is offered.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Mechanism {
    /// RFC 7677.
    ScramSha256,
    /// RFC 5802.
    ScramSha1,
    /// RFC 4616. The line is encrypted, or does not leave the machine.
    Plain,
}

impl Mechanism {
    /// The best first.
    pub(crate) const ALL: [Self; 3] = [Self::ScramSha256, Self::ScramSha1, Self::Plain];

    /// Its registered name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::ScramSha256 => "SCRAM-SHA-256",
            Self::ScramSha1 => "SCRAM-SHA-1",
            Self::Plain => "PLAIN",
        }
    }

    /// The one of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}
