//! The sealed side of the guest's end: which key exchange stands, and whom it was made with.

use std::mem;
use std::sync::Arc;

use hushdesk_protocol::earlier::Earlier;
use hushdesk_protocol::frames::Body;
use hushdesk_protocol::ids::{Epoch, Fingerprint, Number};
use hushdesk_protocol::text::{CommitText, SealedText};
use otr_wasm::{Conversation, Identity};

use super::turn::Turn;
use super::view::Trust;
use crate::session::channel::{Channel, Opened, commit, fresh_conversation};
use crate::session::kept_identity::KeptIdentity;
use crate::session::text::Text;
use crate::session::text_id::TextId;
use crate::session::verdict::{Clearance, Verdict, Vouching};

/// The guest's key, whom the skin vouches for, and the key exchange.
#[derive(Debug)]
pub(super) struct Sealed {
    identity: Arc<Identity>,
    vouching: Vouching,
    stage: Stage,
}

/// Where the key exchange stands.
#[derive(Debug)]
enum Stage {
    /// Nowhere: the keys went with a reload.
    Keyless,
    /// Begun with this message; the queue has not said which epoch that is.
    Requested {
        number: Number,
        conversation: Conversation,
    },
    /// Under way; once the commit is answered, nobody else can answer it.
    Exchanging { channel: Channel, answered: bool },
    /// Done, and the operator's key is accepted.
    Encrypted {
        channel: Channel,
        clearance: Clearance,
        trust: Trust,
    },
    /// Done, and the operator's key is not accepted; or the operator left the private conversation.
    Dead {
        channel: Channel,
        wrong_key: Option<Fingerprint>,
    },
}

impl Sealed {
    pub(super) fn new(identity: Arc<Identity>, vouching: Vouching) -> Self {
        Self {
            identity,
            vouching,
            stage: Stage::Keyless,
        }
    }

    /// The guest's key, to be kept.
    pub(super) fn kept_identity(&self) -> Option<KeptIdentity> {
        KeptIdentity::of(&self.identity)
    }

    pub(super) const fn is_keyless(&self) -> bool {
        matches!(self.stage, Stage::Keyless)
    }

    /// Whether all that comes can be read, or never will be: only then may it be acknowledged. What cannot
    /// be read before a new epoch begins must stay undelivered, so that the operator's end seals it again.
    pub(super) const fn reads(&self) -> bool {
        match self.stage {
            Stage::Keyless | Stage::Requested { .. } => false,
            Stage::Exchanging { .. } | Stage::Encrypted { .. } | Stage::Dead { .. } => true,
        }
    }

    /// Whether an operator has answered the commit, so that another needs another.
    pub(super) const fn is_answered(&self) -> bool {
        match self.stage {
            Stage::Keyless | Stage::Requested { .. } => false,
            Stage::Exchanging { answered, .. } => answered,
            Stage::Encrypted { .. } | Stage::Dead { .. } => true,
        }
    }

    /// Whom the guest talks to, if anything can be said.
    pub(super) const fn trust(&self) -> Option<&Trust> {
        match &self.stage {
            Stage::Encrypted { trust, .. } => Some(trust),
            Stage::Keyless
            | Stage::Requested { .. }
            | Stage::Exchanging { .. }
            | Stage::Dead { .. } => None,
        }
    }

    /// The key that was not accepted.
    pub(super) const fn wrong_key(&self) -> Option<&Fingerprint> {
        match &self.stage {
            Stage::Dead { wrong_key, .. } => wrong_key.as_ref(),
            Stage::Keyless
            | Stage::Requested { .. }
            | Stage::Exchanging { .. }
            | Stage::Encrypted { .. } => None,
        }
    }

    /// A commit that nothing will follow.
    pub(super) fn spare_commit(&self, turn: &mut Turn<'_>) -> Option<CommitText> {
        commit(&mut fresh_conversation(&self.identity, turn.rng), turn.rng)
    }

    /// A fresh conversation's commit, and the conversation.
    pub(super) fn fresh(&self, turn: &mut Turn<'_>) -> Option<(CommitText, Conversation)> {
        let mut conversation = fresh_conversation(&self.identity, turn.rng);
        let commit = commit(&mut conversation, turn.rng)?;
        Some((commit, conversation))
    }

    /// The conversation's commit is on its way under this number.
    pub(super) fn requested(&mut self, number: Number, conversation: Conversation) {
        self.stage = Stage::Requested {
            number,
            conversation,
        };
    }

    /// The commits up to this number have their epochs, the last of them this one; whether that was ours.
    pub(super) fn settled(&mut self, upto: Number, epoch: Epoch) -> bool {
        match mem::replace(&mut self.stage, Stage::Keyless) {
            Stage::Requested {
                number,
                conversation,
            } if number <= upto => {
                self.stage = Stage::Exchanging {
                    channel: Channel::new(epoch, conversation),
                    answered: false,
                };
                true
            }
            stage @ (Stage::Requested { .. }
            | Stage::Keyless
            | Stage::Exchanging { .. }
            | Stage::Encrypted { .. }
            | Stage::Dead { .. }) => {
                self.stage = stage;
                false
            }
        }
    }

    /// Takes a line of this epoch; none if it is not the one that stands.
    pub(super) fn receive(
        &mut self,
        epoch: Epoch,
        line: &SealedText,
        turn: &mut Turn<'_>,
    ) -> Option<Opened> {
        let channel = match &mut self.stage {
            Stage::Exchanging { channel, .. }
            | Stage::Encrypted { channel, .. }
            | Stage::Dead { channel, .. } => channel,
            Stage::Keyless | Stage::Requested { .. } => return None,
        };
        if channel.epoch() != epoch {
            return None;
        }
        let opened = channel.receive(line, turn.now, turn.rng);
        if let Stage::Exchanging { answered, .. } = &mut self.stage {
            *answered |= !opened.refused && !opened.replies.is_empty();
        }
        Some(opened)
    }

    /// The conversation is encrypted with this key: judges it. What is to be sent, if it is the wrong one,
    /// says that the conversation has ended, and nothing else.
    pub(super) fn encrypted(
        &mut self,
        key: Fingerprint,
        turn: &mut Turn<'_>,
    ) -> (Option<Trust>, Vec<Body>) {
        let Some(mut channel) = self.take_channel() else {
            return (None, Vec::new());
        };
        let (clearance, trust) = match self.vouching.judge(&key) {
            Verdict::Verified(clearance) => (clearance, Trust::Verified),
            Verdict::Unverified(clearance) => (clearance, Trust::Unverified { fingerprint: key }),
            Verdict::WrongKey => {
                let farewell = channel.end(turn.now, turn.rng);
                let wrong_key = Some(key);
                self.stage = Stage::Dead { channel, wrong_key };
                return (None, farewell);
            }
        };
        self.stage = Stage::Encrypted {
            channel,
            clearance,
            trust: trust.clone(),
        };
        (Some(trust), Vec::new())
    }

    /// The operator left the private conversation: nothing can be sealed before a new key exchange.
    pub(super) fn finished(&mut self) {
        if let Some(channel) = self.take_channel() {
            let wrong_key = None;
            self.stage = Stage::Dead { channel, wrong_key };
        }
    }

    /// The channel, for a stage to come; without one, the stage stays as it is.
    fn take_channel(&mut self) -> Option<Channel> {
        match mem::replace(&mut self.stage, Stage::Keyless) {
            Stage::Exchanging { channel, .. }
            | Stage::Encrypted { channel, .. }
            | Stage::Dead { channel, .. } => Some(channel),
            stage @ (Stage::Keyless | Stage::Requested { .. }) => {
                self.stage = stage;
                None
            }
        }
    }

    /// Seals a text, if the conversation is encrypted and the operator's key accepted.
    pub(super) fn seal(&mut self, text: (&Text, TextId), turn: &mut Turn<'_>) -> Vec<Body> {
        match &mut self.stage {
            Stage::Encrypted {
                channel, clearance, ..
            } => channel.seal(text, clearance, turn.now, turn.rng),
            Stage::Keyless
            | Stage::Requested { .. }
            | Stage::Exchanging { .. }
            | Stage::Dead { .. } => Vec::new(),
        }
    }

    /// Seals a record about earlier messages, under the same conditions as a text.
    pub(super) fn seal_record(&mut self, record: &Earlier, turn: &mut Turn<'_>) -> Vec<Body> {
        match &mut self.stage {
            Stage::Encrypted {
                channel, clearance, ..
            } => channel.seal_record(record, clearance, turn.now, turn.rng),
            Stage::Keyless
            | Stage::Requested { .. }
            | Stage::Exchanging { .. }
            | Stage::Dead { .. } => Vec::new(),
        }
    }
}
