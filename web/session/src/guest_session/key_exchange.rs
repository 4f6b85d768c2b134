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
use crate::channel::{Channel, Opened, commit, fresh_conversation};
use crate::kept_identity::KeptIdentity;
use crate::text::Text;
use crate::text_id::TextId;
use crate::verdict::{Clearance, Doubt, Verdict, Vouching};

/// The guest's key, whom the skin vouches for, and the key exchange.
#[derive(Debug)]
pub(super) struct Sealed {
    identity: Arc<Identity>,
    vouching: Vouching,
    /// The keys that the skin does not vouch for and the guest has agreed to, the last ones.
    accepted: Vec<Fingerprint>,
    stage: Stage,
}

/// How many agreements of the guest are remembered: more operators than a chat goes through.
const ACCEPTED_MAX: usize = 16;

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
    /// Done, and the guest is asked whether to go on with this key.
    Doubtful {
        channel: Channel,
        doubt: Doubt,
        key: Fingerprint,
    },
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
            accepted: Vec::new(),
            stage: Stage::Keyless,
        }
    }

    /// One whose guest has agreed to these keys.
    pub(super) fn having_accepted(self, accepted: Vec<Fingerprint>) -> Self {
        Self { accepted, ..self }
    }

    /// The keys that the guest has agreed to.
    pub(super) fn accepted(&self) -> &[Fingerprint] {
        &self.accepted
    }

    /// Somebody else has begun other key exchanges: these keys are of no use any more.
    pub(super) fn forget_keys(&mut self) {
        self.stage = Stage::Keyless;
    }

    /// The guest's key, to be kept.
    pub(super) fn kept_identity(&self) -> Option<KeptIdentity> {
        KeptIdentity::of(&self.identity)
    }

    pub(super) const fn is_keyless(&self) -> bool {
        matches!(self.stage, Stage::Keyless)
    }

    /// Whether a key exchange is begun, and its epoch not known.
    pub(super) const fn is_requested(&self) -> bool {
        matches!(self.stage, Stage::Requested { .. })
    }

    /// Whether all that comes can be read, or never will be: only then may it be acknowledged. What cannot
    /// be read before a new epoch begins must stay undelivered, so that the operator's end seals it again.
    pub(super) const fn reads(&self) -> bool {
        match self.stage {
            Stage::Keyless | Stage::Requested { .. } => false,
            Stage::Exchanging { .. }
            | Stage::Doubtful { .. }
            | Stage::Encrypted { .. }
            | Stage::Dead { .. } => true,
        }
    }

    /// Whether an operator has answered the commit, so that another needs another.
    pub(super) const fn is_answered(&self) -> bool {
        match self.stage {
            Stage::Keyless | Stage::Requested { .. } => false,
            Stage::Exchanging { answered, .. } => answered,
            Stage::Doubtful { .. } | Stage::Encrypted { .. } | Stage::Dead { .. } => true,
        }
    }

    /// Whether what the operator writes is shown: there are keys, and they are not the wrong ones.
    pub(super) const fn is_encrypted(&self) -> bool {
        matches!(self.stage, Stage::Doubtful { .. } | Stage::Encrypted { .. })
    }

    /// The key about which the guest is asked.
    pub(super) const fn doubtful_key(&self) -> Option<&Fingerprint> {
        match &self.stage {
            Stage::Doubtful { key, .. } => Some(key),
            Stage::Keyless
            | Stage::Requested { .. }
            | Stage::Exchanging { .. }
            | Stage::Encrypted { .. }
            | Stage::Dead { .. } => None,
        }
    }

    /// Whom the guest talks to, if anything can be said.
    pub(super) const fn trust(&self) -> Option<&Trust> {
        match &self.stage {
            Stage::Encrypted { trust, .. } => Some(trust),
            Stage::Keyless
            | Stage::Requested { .. }
            | Stage::Exchanging { .. }
            | Stage::Doubtful { .. }
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
            | Stage::Doubtful { .. }
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
            | Stage::Doubtful { .. }
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
            | Stage::Doubtful { channel, .. }
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

    /// The conversation is encrypted with this key: judges it. What is to be sent, if it is the wrong one, says that the
    /// conversation has ended, and nothing else.
    pub(super) fn encrypted(&mut self, key: Fingerprint, turn: &mut Turn<'_>) -> Judged {
        let Some(mut channel) = self.take_channel() else {
            return Judged::Nothing;
        };
        match self.vouching.judge(&key) {
            Verdict::Verified { clearance, name } => {
                self.go_on(channel, clearance, Trust::Verified { name })
            }
            Verdict::Doubtful(doubt) if self.accepted.contains(&key) => {
                let trust = Trust::Unverified { fingerprint: key };
                self.go_on(channel, doubt.cleared_by_the_guest(), trust)
            }
            Verdict::Doubtful(doubt) => {
                self.stage = Stage::Doubtful {
                    channel,
                    doubt,
                    key,
                };
                Judged::Nothing
            }
            Verdict::WrongKey => {
                let farewell = channel.end(turn.now, turn.rng);
                let wrong_key = Some(key);
                self.stage = Stage::Dead { channel, wrong_key };
                Judged::Refused(farewell)
            }
        }
    }

    /// The guest agrees to this key, if it is the one of the question.
    pub(super) fn accept(&mut self, agreed: &Fingerprint) -> Judged {
        match mem::replace(&mut self.stage, Stage::Keyless) {
            Stage::Doubtful {
                channel,
                doubt,
                key,
            } if key == *agreed => {
                let forgotten = self.accepted.len().saturating_sub(ACCEPTED_MAX - 1);
                self.accepted.drain(..forgotten);
                self.accepted.push(key.clone());
                let trust = Trust::Unverified { fingerprint: key };
                self.go_on(channel, doubt.cleared_by_the_guest(), trust)
            }
            stage @ (Stage::Keyless
            | Stage::Requested { .. }
            | Stage::Exchanging { .. }
            | Stage::Doubtful { .. }
            | Stage::Encrypted { .. }
            | Stage::Dead { .. }) => {
                self.stage = stage;
                Judged::Nothing
            }
        }
    }

    fn go_on(&mut self, channel: Channel, clearance: Clearance, trust: Trust) -> Judged {
        self.stage = Stage::Encrypted {
            channel,
            clearance,
            trust: trust.clone(),
        };
        Judged::Accepted(trust)
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
            | Stage::Doubtful { channel, .. }
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
        self.cleared()
            .map(|(channel, clearance)| channel.seal(text, clearance, turn.now, turn.rng))
            .unwrap_or_default()
    }

    /// Seals a record about earlier messages, under the same conditions as a text.
    pub(super) fn seal_record(&mut self, record: &Earlier, turn: &mut Turn<'_>) -> Vec<Body> {
        self.cleared()
            .map(|(channel, clearance)| channel.seal_record(record, clearance, turn.now, turn.rng))
            .unwrap_or_default()
    }

    /// Lets the operator know that their key is accepted, under the same conditions.
    pub(super) fn nod(&mut self, turn: &mut Turn<'_>) -> Vec<Body> {
        self.cleared()
            .map(|(channel, clearance)| channel.nod(clearance, turn.now, turn.rng))
            .unwrap_or_default()
    }

    fn cleared(&mut self) -> Option<(&mut Channel, &Clearance)> {
        match &mut self.stage {
            Stage::Encrypted {
                channel, clearance, ..
            } => Some((channel, clearance)),
            Stage::Keyless
            | Stage::Requested { .. }
            | Stage::Exchanging { .. }
            | Stage::Doubtful { .. }
            | Stage::Dead { .. } => None,
        }
    }
}

/// What follows from a look at the operator's key.
#[derive(Debug)]
pub(super) enum Judged {
    /// Nothing yet.
    Nothing,
    /// Texts may be sealed.
    Accepted(Trust),
    /// Nothing is sealed; this is said to the operator.
    Refused(Vec<Body>),
}
