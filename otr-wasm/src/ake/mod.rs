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
mod dh_commit;
mod dh_key;
pub(crate) mod keys;
pub(crate) mod public_key;
mod reveal_signature;
mod signature;
mod signed_identity;
#[cfg(test)]
mod tests;

use rand_core::CryptoRng;

use self::{
    awaiting_dh_key::AwaitingDhKey, awaiting_reveal_signature::AwaitingRevealSignature,
    dh_commit::DhCommit,
};
pub(crate) use self::{awaiting_signature::AwaitingSignature, dh_commit::OurCommit};
use crate::{
    crypto::dh_group::{KeyPair, PublicKey},
    error::Reason,
    fingerprint::Fingerprint,
    identity::Identity,
    key_id::{KeyId, Theirs},
    output::SessionId,
    version::Version,
    wire::header::MessageType,
};

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
    /// Ours; its number is [`KeyId::FIRST`].
    pub(crate) our_dh: KeyPair,
    pub(crate) their_dh: PublicKey,
    pub(crate) their_keyid: KeyId<Theirs>,
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
    /// Starts an exchange, whatever was under way. A commitment of ours that nobody has opened yet is sent again:
    /// with two on their way each side could compare another pair, and both give way, or neither.
    pub(crate) fn begin(&self, version: Version, rng: &mut dyn CryptoRng) -> Step {
        let unopened = self.unopened_commit(version).cloned();
        let commit = unopened.unwrap_or_else(|| OurCommit::generate(rng));
        let body = commit.message.write();
        Step::to(
            self.awaiting_dh_key(version, commit),
            MessageType::DhCommit,
            body,
        )
    }

    /// This commitment has been sent, whatever was under way. Whoever has been sent a D-H Key gets the same one
    /// should we give way to him again.
    pub(crate) fn awaiting_dh_key(&self, version: Version, commit: OurCommit) -> Self {
        let answer = match self {
            Self::AwaitingRevealSignature(state) if state.version == version => {
                Some(state.dh.clone())
            }
            Self::AwaitingDhKey(state) if state.version == version => state.answer.clone(),
            Self::Idle
            | Self::AwaitingDhKey(_)
            | Self::AwaitingRevealSignature(_)
            | Self::AwaitingSignature(_) => None,
        };
        Self::AwaitingDhKey(Box::new(AwaitingDhKey {
            version,
            commit,
            answer,
        }))
    }

    /// The commitment of this version that we have sent and not opened, also one that gave way to theirs.
    fn unopened_commit(&self, version: Version) -> Option<&OurCommit> {
        match self {
            Self::AwaitingDhKey(state) if state.version == version => Some(&state.commit),
            Self::AwaitingRevealSignature(state) if state.version == version => {
                state.yielded.as_ref()
            }
            Self::Idle
            | Self::AwaitingDhKey(_)
            | Self::AwaitingRevealSignature(_)
            | Self::AwaitingSignature(_) => None,
        }
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
                KeyPair::generate(rng),
            )),
            MessageType::DhKey
            | MessageType::RevealSignature
            | MessageType::Signature
            | MessageType::Data => Err(Reason::Unexpected(message.kind.name())),
        }
    }
}

/// Answers a D-H Commit with this D-H Key.
fn answer_commit(
    version: Version,
    theirs: DhCommit,
    yielded: Option<OurCommit>,
    dh: KeyPair,
) -> Step {
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
