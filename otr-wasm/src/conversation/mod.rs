//! `Conversation`, the only public machine: hands each line to its part.

mod pending;
mod receive;
mod send;
mod smp;

use std::sync::Arc;

use rand_core::CryptoRng;

use self::pending::Pending;
use crate::{
    ake::Ake,
    data::Encrypted,
    error::Misuse,
    identity::{Fingerprint, Identity},
    instance_tag::InstanceTag,
    output::{Output, SessionId},
    policy::Policy,
    text::{fragment::Assembly, query},
    version::Version,
};

/// Our end of a conversation with one instance of the other side.
#[derive(Clone, Debug)]
pub struct Conversation {
    identity: Arc<Identity>,
    our_tag: InstanceTag,
    their_tag: Option<InstanceTag>,
    policy: Policy,
    ake: Ake,
    phase: Phase,
    pending: Pending,
    assembly: Assembly,
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

impl Conversation {
    /// A conversation in plaintext, with an instance not known yet.
    pub fn new(identity: Arc<Identity>, tag: InstanceTag, policy: Policy) -> Self {
        Self {
            identity,
            our_tag: tag,
            their_tag: None,
            policy,
            ake: Ake::Idle,
            phase: Phase::Plaintext,
            pending: Pending::default(),
            assembly: Assembly::default(),
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
        Ok(output)
    }

    /// The line that asks the other side for a private conversation: `?OTRv23?` and a word for people
    /// without OTR.
    ///
    /// # Errors
    /// [`Misuse::NoVersion`] if the policy allows none.
    pub fn query(&self) -> Result<Output, Misuse> {
        let line = self.query_line().ok_or(Misuse::NoVersion)?;
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

    /// Their instance tag, once a message of version 3 named it.
    pub fn their_tag(&self) -> Option<InstanceTag> {
        self.their_tag
    }

    /// What the conversation may do by itself.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Changes what the conversation may do by itself, from now on.
    pub fn set_policy(&mut self, policy: Policy) {
        self.policy = policy;
    }

    /// The same conversation, as it is to go on with this instance of theirs.
    pub(crate) fn with_instance(&self, tag: InstanceTag) -> Self {
        Self {
            their_tag: Some(tag),
            ..self.clone()
        }
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
        let step = Ake::begin(version, rng);
        if let Some((kind, body)) = step.send {
            self.emit_ake(version, kind, &body, output);
        }
        self.ake = step.next;
    }
}
