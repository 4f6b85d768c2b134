//! What a call asks of the caller: send this, show that.

use std::fmt;

use subtle::ConstantTimeEq;

use crate::{fingerprint::Fingerprint, secret::Secret, version::Version, wire::tlv::Tlv};

/// What comes out of a call.
#[derive(Debug, Default, Eq, PartialEq)]
pub struct Output {
    /// Lines for the other side, to be sent in this order.
    pub send: Vec<String>,
    /// What happened, in this order.
    pub outcomes: Vec<Outcome>,
}

impl Output {
    /// Whether the call led to a private conversation, or to fresh keys.
    pub(crate) fn begins_private_conversation(&self) -> bool {
        let begins = |outcome: &Outcome| matches!(outcome, Outcome::Encrypted { .. });
        self.outcomes.iter().any(begins)
    }

    /// Whether something happened that nobody but the other side can bring about.
    pub(crate) fn is_authentic(&self) -> bool {
        self.outcomes.iter().any(|outcome| match outcome {
            Outcome::Text(_)
            | Outcome::Encrypted { .. }
            | Outcome::Finished
            | Outcome::Tlv(_)
            | Outcome::Smp(_)
            | Outcome::ExtraKey { .. } => true,
            Outcome::Unencrypted { .. }
            | Outcome::Queried { .. }
            | Outcome::PeerError(_)
            | Outcome::Resent(_) => false,
        })
    }
}

/// One thing that happened in a conversation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// A text arrived, encrypted and authenticated. (Bytes that are not UTF-8 are replaced.)
    Text(String),
    /// A text arrived in clear; a whitespace tag has been taken off.
    Unencrypted {
        /// The text.
        text: String,
        /// Clear text was to be expected: no private conversation stands, and none is required.
        /// Otherwise the user is to be warned.
        expected: bool,
    },
    /// The conversation is encrypted now; or is so anew, with fresh keys.
    Encrypted {
        /// Who is at the other end: to be compared with what is known of them.
        fingerprint: Fingerprint,
        /// The version of the protocol in use.
        version: Version,
        /// The same at both ends, unless somebody sits between them.
        session: SessionId,
    },
    /// The other side ended the private conversation. Nothing can be sent until
    /// [`Conversation::end`](crate::Conversation::end) or a new key exchange.
    Finished,
    /// A record that is not one of OTR's own, from an authenticated message.
    Tlv(Tlv),
    /// Something happened in the comparison of secrets.
    Smp(SmpEvent),
    /// Both sides now hold this key for a purpose of the application.
    ExtraKey {
        /// What the key is for: a number the applications agree on.
        usage: u32,
        /// What the sender says about the use, for instance a file's name.
        context: Vec<u8>,
        /// The key.
        key: ExtraKey,
    },
    /// The other side asks for a private conversation and the policy leaves the answer to the caller.
    Queried {
        /// The version that would be used.
        version: Version,
    },
    /// An error message arrived: in clear, from anybody.
    PeerError(String),
    /// The last text was sent again, since the other side could not read it.
    Resent(String),
}

/// What happens while two secrets are compared (Socialist Millionaires' Protocol).
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum SmpEvent {
    /// The other side wants to compare a secret and waits for our answer.
    Asked {
        /// The question to answer, if they asked one.
        question: Option<String>,
    },
    /// Both secrets are the same: the other side is who knows it.
    Verified,
    /// The secrets differ.
    Failed,
    /// The other side gave up, or its message came out of turn; nothing is under way any more.
    Aborted,
    /// The other side sent a message that does not prove what it should; nothing is under way any
    /// more.
    Cheated,
}

/// The secure session id: 8 bytes that are the same at both ends, to be read out to each other.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SessionId {
    /// The 8 bytes.
    pub bytes: [u8; 8],
    /// The half our side shows in bold, and reads out.
    pub ours: Half,
}

/// A half of a session id.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Half {
    /// The first four bytes.
    First,
    /// The last four bytes.
    Second,
}

impl fmt::Display for SessionId {
    /// Sixteen lower-case hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes
            .iter()
            .try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A key of 32 bytes that both sides hold, for a purpose of the application.
#[derive(Clone, Debug)]
pub struct ExtraKey(Secret<32>);

impl ExtraKey {
    pub(crate) fn new(key: Secret<32>) -> Self {
        Self(key)
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

impl PartialEq for ExtraKey {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes().ct_eq(other.as_bytes()).into()
    }
}

impl Eq for ExtraKey {}
