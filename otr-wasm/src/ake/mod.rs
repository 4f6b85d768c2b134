//! `Ake`: where the key exchange stands, and which message leads where.
//!
//! ```text
//! the committing side                          the answering side
//!                       D-H Commit       ->
//! AwaitingDhKey
//!                  <-       D-H Key            AwaitingRevealSignature
//!                    Reveal Signature    ->
//! AwaitingSignature
//!                  <-      Signature           established
//! established
//! ```
//!
//! A message goes to the state that awaits something; each state's file says what every message does
//! there. What comes out is a [`Step`], and nothing has changed before the caller takes it.

mod awaiting_dh_key;
mod awaiting_reveal_signature;
mod awaiting_signature;
pub(crate) mod dh_commit;
mod dh_key;
pub(crate) mod keys;
mod reveal_signature;
mod signature;
mod signed_identity;
#[cfg(test)]
mod tests;

use rand_core::CryptoRng;

use self::{
    awaiting_dh_key::AwaitingDhKey,
    awaiting_reveal_signature::AwaitingRevealSignature,
    awaiting_signature::AwaitingSignature,
    dh_commit::{DhCommit, OurCommit},
};
use crate::{
    crypto::dh_group::{KeyPair, PublicKey},
    error::Reason,
    identity::{Fingerprint, Identity},
    output::SessionId,
    version::Version,
    wire::header::MessageType,
};

/// The number of our key in each exchange: every exchange has a fresh key, the first of its session.
const OUR_KEYID: u32 = 1;

/// Where the key exchange stands.
#[derive(Clone, Debug)]
pub(crate) enum Ake {
    /// Nothing is under way.
    Idle,
    /// We sent a D-H Commit.
    AwaitingDhKey(Box<AwaitingDhKey>),
    /// We sent a D-H Key.
    AwaitingRevealSignature(Box<AwaitingRevealSignature>),
    /// We sent a Reveal Signature.
    AwaitingSignature(Box<AwaitingSignature>),
}

/// What one message leads to.
#[derive(Debug)]
pub(crate) struct Step {
    /// Where the exchange stands after it.
    pub(crate) next: Ake,
    /// The message to send: its type and its body.
    pub(crate) send: Option<(MessageType, Vec<u8>)>,
    /// The exchange is complete.
    pub(crate) established: Option<Box<Established>>,
}

/// What a complete exchange yields.
#[derive(Debug)]
pub(crate) struct Established {
    /// Who is at the other end.
    pub(crate) fingerprint: Fingerprint,
    pub(crate) session: SessionId,
    pub(crate) our_dh: KeyPair,
    pub(crate) our_keyid: u32,
    pub(crate) their_dh: PublicKey,
    pub(crate) their_keyid: u32,
}

/// A message of the exchange as it arrived.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Incoming<'a> {
    pub(crate) version: Version,
    pub(crate) kind: MessageType,
    pub(crate) body: &'a [u8],
}

impl Step {
    fn to(next: Ake, kind: MessageType, body: Vec<u8>) -> Self {
        Self {
            next,
            send: Some((kind, body)),
            established: None,
        }
    }
}

impl Ake {
    /// Starts an exchange, whatever was under way.
    pub(crate) fn begin(version: Version, rng: &mut dyn CryptoRng) -> Step {
        let commit = OurCommit::generate(rng);
        let body = commit.message.write();
        let next = Self::AwaitingDhKey(Box::new(AwaitingDhKey { version, commit }));
        Step::to(next, MessageType::DhCommit, body)
    }

    /// What a message leads to.
    pub(crate) fn receive(
        &self,
        message: Incoming<'_>,
        identity: &Identity,
        rng: &mut dyn CryptoRng,
    ) -> Result<Step, Reason> {
        match self {
            Self::Idle => Self::receive_idle(message, rng),
            Self::AwaitingDhKey(state) => state.receive(message, identity, rng),
            Self::AwaitingRevealSignature(state) => state.receive(message, identity, rng),
            Self::AwaitingSignature(state) => state.receive(message, rng),
        }
    }

    /// The version, and a Reveal Signature message that proves these bytes to be our key and its number.
    #[cfg(feature = "testing")]
    pub(crate) fn forge_proof(
        &self,
        key_and_id: &[u8],
        identity: &Identity,
        rng: &mut dyn CryptoRng,
    ) -> Option<(Version, Vec<u8>)> {
        let Self::AwaitingSignature(state) = self else {
            return None;
        };
        let body = state.forge_proof(key_and_id, identity, rng)?;
        Some((state.version, body))
    }

    /// Nothing is under way: only a D-H Commit means something.
    fn receive_idle(message: Incoming<'_>, rng: &mut dyn CryptoRng) -> Result<Step, Reason> {
        match message.kind {
            MessageType::DhCommit => Ok(answer_commit(
                message.version,
                DhCommit::read(message.body)?,
                None,
                rng,
            )),
            MessageType::DhKey
            | MessageType::RevealSignature
            | MessageType::Signature
            | MessageType::Data => Err(Reason::Unexpected(message.kind.name())),
        }
    }
}

/// Answers a D-H Commit with a fresh D-H Key.
fn answer_commit(
    version: Version,
    theirs: DhCommit,
    yielded: Option<OurCommit>,
    rng: &mut dyn CryptoRng,
) -> Step {
    let dh = KeyPair::generate(rng);
    let body = dh_key::write(dh.public());
    let state = AwaitingRevealSignature {
        version,
        dh,
        theirs,
        yielded,
    };
    Step::to(
        Ake::AwaitingRevealSignature(Box::new(state)),
        MessageType::DhKey,
        body,
    )
}
