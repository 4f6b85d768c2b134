//! `Conversation`, the only public machine: hands each line to its part.

mod exchange;
#[cfg(feature = "testing")]
mod forgery;
mod go_private;
mod instance;
mod pending;
mod receive;
mod receive_data;
mod send;
mod smp;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use rand_core::CryptoRng;

use self::exchange::Exchange;
use self::pending::Pending;
use crate::{
    data::Encrypted,
    error::Misuse,
    fingerprint::Fingerprint,
    identity::Identity,
    instance_tag::InstanceTag,
    output::{Output, SessionId},
    policy::Policy,
    text::{fragment::Assembly, query},
    version::Version,
};

/// Our end of a conversation with the other side: with one instance of theirs at a time, the one that last
/// completed a key exchange.
///
/// There are no copies of one: two that both send would encrypt with the same keys and counters, and give both
/// texts away.
#[derive(Debug)]
#[cfg_attr(feature = "testing", derive(Clone))]
pub struct Conversation {
    identity: Arc<Identity>,
    our_tag: InstanceTag,
    peer: Peer,
    policy: Policy,
    exchange: Exchange,
    phase: Phase,
    pending: Pending,
    /// Pieces of lines from the instance this is with, or from nobody in particular.
    assembly: Assembly,
    /// Pieces of lines from other instances.
    strangers: Assembly,
}

/// Who is meant by the other side.
#[derive(Clone, Copy, Debug)]
enum Peer {
    /// Whichever instance completes a key exchange; in version 3 this one has, last.
    Whoever(Option<InstanceTag>),
    /// The peer as a whole; each of its instances has a conversation of its own, and this is how far they are.
    Whole(Elsewhere),
    /// This instance and no other.
    Only(InstanceTag),
}

/// Whether the conversation is private.
#[derive(Clone, Debug)]
enum Phase {
    Plaintext,
    Encrypted(Box<Encrypted>),
    Finished,
}

/// Where a conversation stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum State {
    /// Texts are sent in clear, if the policy lets them.
    Plaintext,
    /// Texts are encrypted.
    Encrypted {
        /// Who is at the other end.
        fingerprint: Fingerprint,
        /// The same at both ends.
        session: SessionId,
        /// The version of the protocol in use.
        version: Version,
    },
    /// The other side ended the private conversation; nothing is sent.
    Finished,
}

/// How far the conversations with the instances of a peer are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Elsewhere {
    Plaintext,
    /// One at least was private, until the other side ended it.
    Finished,
    /// One at least is private.
    Encrypted,
}

impl Conversation {
    /// A conversation in plaintext, with an instance not known yet.
    pub fn new(identity: Arc<Identity>, tag: InstanceTag, policy: Policy) -> Self {
        Self::with(Peer::Whoever(None), identity, tag, policy)
    }

    fn with(peer: Peer, identity: Arc<Identity>, tag: InstanceTag, policy: Policy) -> Self {
        Self {
            identity,
            our_tag: tag,
            peer,
            policy,
            exchange: Exchange::NONE,
            phase: Phase::Plaintext,
            pending: Pending::default(),
            assembly: Assembly::default(),
            strangers: Assembly::default(),
        }
    }

    /// Begins a key exchange with a D-H Commit, without a query before it; in version 3 if the policy
    /// allows it. Also from an encrypted conversation, to get fresh keys.
    ///
    /// # Errors
    /// [`Misuse::NoVersion`] if the policy allows none.
    pub fn begin(&mut self, rng: &mut dyn CryptoRng) -> Result<Output, Misuse> {
        let version = self
            .policy
            .best_of(&[Version::V2, Version::V3])
            .ok_or(Misuse::NoVersion)?;
        let mut output = Output::default();
        self.start_exchange(version, &mut output, rng);
        self.pending.note_asked();
        Ok(output)
    }

    /// The line that asks the other side for a private conversation: `?OTRv23?` and a word for people
    /// without OTR.
    ///
    /// # Errors
    /// [`Misuse::NoVersion`] if the policy allows none.
    pub fn query(&mut self) -> Result<Output, Misuse> {
        let line = self.query_line().ok_or(Misuse::NoVersion)?;
        self.pending.note_asked();
        Ok(Output {
            send: vec![line],
            outcomes: Vec::new(),
        })
    }

    /// Where the conversation stands.
    pub fn state(&self) -> State {
        match &self.phase {
            Phase::Plaintext => State::Plaintext,
            Phase::Encrypted(encrypted) => State::Encrypted {
                fingerprint: encrypted.fingerprint,
                session: encrypted.session,
                version: encrypted.version,
            },
            Phase::Finished => State::Finished,
        }
    }

    /// Our long-term key.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Our instance tag.
    pub fn our_tag(&self) -> InstanceTag {
        self.our_tag
    }

    /// Their instance tag: of the private conversation, or of the key exchange under way. None in version 2,
    /// and before a message of theirs.
    pub fn their_tag(&self) -> Option<InstanceTag> {
        self.known_tag().or(self.exchange.with)
    }

    /// What the conversation may do by itself.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Changes what the conversation may do by itself, from now on.
    pub fn set_policy(&mut self, policy: Policy) {
        self.policy = policy;
    }

    /// The versions the policy allows, in rising order.
    fn versions(&self) -> Vec<Version> {
        [Version::V2, Version::V3]
            .into_iter()
            .filter(|version| self.policy.allows(*version))
            .collect()
    }

    fn query_line(&self) -> Option<String> {
        let versions = self.versions();
        (!versions.is_empty()).then(|| query::write(&versions))
    }

    /// Sends a D-H Commit, whatever exchange was under way.
    fn start_exchange(&mut self, version: Version, output: &mut Output, rng: &mut dyn CryptoRng) {
        let (begun, send) = self.exchange.begin(version, rng);
        self.exchange = begun;
        if let Some((kind, body)) = send {
            self.emit_ake(version, kind, None, &body, output);
        }
    }

    /// Whether something is private here, or with an instance of the peer that this is with as a whole.
    fn is_encrypted(&self) -> bool {
        let elsewhere = matches!(self.peer, Peer::Whole(Elsewhere::Encrypted));
        elsewhere || matches!(self.phase, Phase::Encrypted(_))
    }

    /// Whether clear text is nothing to wonder at: nothing is private, nor has the other side just ended it.
    fn is_plaintext(&self) -> bool {
        let elsewhere = matches!(
            self.peer,
            Peer::Whole(Elsewhere::Finished | Elsewhere::Encrypted)
        );
        !elsewhere && matches!(self.phase, Phase::Plaintext)
    }

    /// The instance of theirs that has proved itself, or that alone is meant.
    fn known_tag(&self) -> Option<InstanceTag> {
        match self.peer {
            Peer::Whoever(known) => known,
            Peer::Whole(_) => None,
            Peer::Only(tag) => Some(tag),
        }
    }
}
