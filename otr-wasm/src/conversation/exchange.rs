//! `Exchange`: the key exchange under way, and with which instance of theirs.
//!
//! It stands beside whatever is private. Nothing in it is proved before it is complete, so that only then
//! anything else of the conversation follows it.

use rand_core::CryptoRng;

use crate::{
    ake::{Ake, AwaitingSignature, Incoming, OurCommit, Step},
    error::Reason,
    identity::Identity,
    instance_tag::InstanceTag,
    version::Version,
    wire::header::MessageType,
};

/// A key exchange, or none.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    pub(super) ake: Ake,
    /// Who takes part in it; unknown until a message of version 3 names them.
    pub(super) with: Option<InstanceTag>,
    /// The exchange that this one overtook, if only their Signature was missing.
    overtaken: Option<Overtaken>,
    /// Where our D-H Commit went.
    reach: Reach,
}

/// Our Reveal Signature is on its way, and something else has begun. They may ask again before it reaches them, and
/// answer it: then the conversation is private at their end, and so it has to be here.
#[derive(Clone, Debug)]
struct Overtaken {
    state: Box<AwaitingSignature>,
    with: Option<InstanceTag>,
}

/// Where our D-H Commit went.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Reach {
    /// From this conversation to the other side.
    Sent,
    /// As before, and nobody has taken note of it yet.
    JustSent,
    /// From the conversation with the peer as a whole to all of its instances; this one's may open it, and another's
    /// may have.
    Everybody,
}

impl Exchange {
    /// Nothing is under way.
    pub(super) const NONE: Self = Self {
        ake: Ake::Idle,
        with: None,
        overtaken: None,
        reach: Reach::Sent,
    };

    /// Begins: what is under way then, and the D-H Commit.
    pub(super) fn begin(
        &self,
        version: Version,
        rng: &mut dyn CryptoRng,
    ) -> (Self, Option<(MessageType, Vec<u8>)>) {
        // What others may have opened commits us to nothing any more.
        let step = match self.reach {
            Reach::Sent | Reach::JustSent => self.ake.begin(version, rng),
            Reach::Everybody => Ake::Idle.begin(version, rng),
        };
        let begun = Self {
            reach: Reach::JustSent,
            ..self.moved_to(step.next, None)
        };
        (begun, step.send)
    }

    /// What a message of `sender` leads to: what is under way then, and the step.
    pub(super) fn receive(
        &self,
        message: Incoming<'_>,
        sender: Option<InstanceTag>,
        identity: &Identity,
        rng: &mut dyn CryptoRng,
    ) -> Result<(Self, Step), Reason> {
        let received = self.ake.receive(message, identity, rng);
        match (received, &self.overtaken) {
            (Ok(step), _) => Ok((self.moved_to(step.next.clone(), sender), step)),
            (Err(_), Some(overtaken)) if message.kind == MessageType::Signature => {
                let step = overtaken.state.receive(message, rng)?;
                Ok((self.without_overtaken(), step))
            }
            (Err(refused), _) => Err(refused),
        }
    }

    /// The exchange that was overtaken is complete. What they have begun goes on; what we began was to bring about
    /// what now is.
    fn without_overtaken(&self) -> Self {
        match &self.ake {
            Ake::AwaitingRevealSignature(_) => Self {
                overtaken: None,
                ..self.clone()
            },
            Ake::Idle | Ake::AwaitingDhKey(_) | Ake::AwaitingSignature(_) => Self::NONE,
        }
    }

    fn moved_to(&self, ake: Ake, with: Option<InstanceTag>) -> Self {
        let overtaken = match (&ake, &self.ake) {
            (Ake::Idle, _) => None,
            // A D-H Key that came twice answers nothing new: they may be about to sign.
            (Ake::AwaitingSignature(next), _) => {
                let overtaken = self.overtaken.clone();
                overtaken.filter(|overtaken| overtaken.state.is_with_key_of(next))
            }
            (_, Ake::AwaitingSignature(state)) => Some(Overtaken {
                state: state.clone(),
                with: self.with,
            }),
            (_, Ake::Idle | Ake::AwaitingDhKey(_) | Ake::AwaitingRevealSignature(_)) => {
                self.overtaken.clone()
            }
        };
        let with = match &ake {
            Ake::Idle | Ake::AwaitingDhKey(_) => None,
            Ake::AwaitingRevealSignature(_) | Ake::AwaitingSignature(_) => with,
        };
        Self {
            ake,
            with,
            overtaken,
            reach: self.reach,
        }
    }

    /// The only instance that may send a message of this type now; none if any may.
    pub(super) fn sender_of(&self, kind: MessageType) -> Option<InstanceTag> {
        match (kind, &self.overtaken) {
            (MessageType::DhCommit, _) => None,
            (MessageType::DhKey, _) if self.awaits_dh_key() => None,
            (MessageType::Signature, Some(overtaken)) if !self.has_proved() => overtaken.with,
            (
                MessageType::DhKey
                | MessageType::RevealSignature
                | MessageType::Signature
                | MessageType::Data,
                _,
            ) => self.with,
        }
    }

    /// Whether a D-H Commit of ours waits for an answer, which may come from any instance.
    fn awaits_dh_key(&self) -> bool {
        matches!(self.ake, Ake::AwaitingDhKey(_))
    }

    /// Whether our Reveal Signature waits for an answer.
    fn has_proved(&self) -> bool {
        matches!(self.ake, Ake::AwaitingSignature(_))
    }

    /// Our D-H Commit of a version with instances, if it has been sent since this was last asked.
    pub(super) fn take_note_of_commit(&mut self) -> Option<OurCommit> {
        let just_sent = std::mem::replace(&mut self.reach, Reach::Sent) == Reach::JustSent;
        match &self.ake {
            Ake::AwaitingDhKey(state) if just_sent && state.version() == Version::V3 => {
                Some(state.commit().clone())
            }
            Ake::Idle
            | Ake::AwaitingDhKey(_)
            | Ake::AwaitingRevealSignature(_)
            | Ake::AwaitingSignature(_) => None,
        }
    }

    /// This D-H Commit went to all instances: what is under way with one of them then.
    pub(super) fn with_commit_to_everybody(&self, commit: &OurCommit) -> Self {
        let ake = self.ake.awaiting_dh_key(Version::V3, commit.clone());
        Self {
            reach: Reach::Everybody,
            ..self.moved_to(ake, None)
        }
    }

    /// What is under way once this D-H Commit is to be opened to nobody any more.
    pub(super) fn without_commit(&self, commit: &OurCommit) -> Self {
        match &self.ake {
            Ake::AwaitingDhKey(state) if state.commit().message == commit.message => Self::NONE,
            Ake::Idle
            | Ake::AwaitingDhKey(_)
            | Ake::AwaitingRevealSignature(_)
            | Ake::AwaitingSignature(_) => self.clone(),
        }
    }

    /// Whether this D-H Commit has been opened here.
    pub(super) fn has_opened(&self, commit: &OurCommit) -> bool {
        matches!(&self.ake, Ake::AwaitingSignature(state) if state.has_opened(commit))
    }
}
