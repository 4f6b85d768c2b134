//! The sealed side of an operator's end: which key exchange stands, and with which guest's key.

use std::mem;
use std::sync::Arc;

use hushdesk_protocol::earlier::Earlier;
use hushdesk_protocol::frames::Body;
use hushdesk_protocol::ids::{Epoch, Fingerprint, Timestamp};
use hushdesk_protocol::text::{CommitText, SealedText};
use otr_wasm::Identity;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::channel::{Channel, Opened, fresh_conversation};
use crate::text::Text;
use crate::text_id::TextId;
use crate::verdict::Clearance;

/// The operator's key and the key exchange.
#[derive(Debug)]
pub(super) struct Sealed {
    identity: Arc<Identity>,
    stage: Stage,
    guest: Option<KnownGuest>,
}

/// The guest, as this window knows them.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(super) struct KnownGuest {
    /// The key they came with last.
    key: Fingerprint,
    /// They have shown that they accept the operator's key.
    heard: bool,
}

/// Where the key exchange stands.
#[derive(Debug)]
enum Stage {
    /// Nowhere: the keys went with a reload, or the guest's commit has not come.
    Keyless,
    /// The guest's commit is answered.
    Exchanging { channel: Channel },
    /// Done.
    Encrypted {
        channel: Channel,
        guest: Fingerprint,
        /// The guest's end has sealed something: it accepts this operator's key.
        heard: bool,
    },
    /// The guest ended the private conversation.
    Finished,
}

/// With whom a key exchange ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Guest {
    /// The first one in this window.
    First,
    /// The same as before.
    Same,
    /// Somebody with another key.
    Other,
}

impl Sealed {
    pub(super) const fn new(identity: Arc<Identity>) -> Self {
        Self {
            identity,
            stage: Stage::Keyless,
            guest: None,
        }
    }

    /// One that has talked to this guest before, and has no keys.
    pub(super) const fn knowing(identity: Arc<Identity>, guest: Option<KnownGuest>) -> Self {
        Self {
            identity,
            stage: Stage::Keyless,
            guest,
        }
    }

    /// The guest, as this window knows them.
    pub(super) fn known_guest(&self) -> Option<KnownGuest> {
        self.guest.clone()
    }

    /// These keys are of no use any more.
    pub(super) fn forget_keys(&mut self) {
        self.stage = Stage::Keyless;
    }

    /// Whether what comes can be read: only then may it be acknowledged. What cannot be read must stay
    /// undelivered, so that the guest's end seals it again.
    pub(super) const fn reads(&self) -> bool {
        match self.stage {
            Stage::Keyless => false,
            Stage::Exchanging { .. } | Stage::Encrypted { .. } | Stage::Finished => true,
        }
    }

    /// The guest's key, while texts can be sealed for it.
    pub(super) const fn encrypted_with(&self) -> Option<&Fingerprint> {
        match &self.stage {
            Stage::Encrypted { guest, .. } => Some(guest),
            Stage::Keyless | Stage::Exchanging { .. } | Stage::Finished => None,
        }
    }

    /// Whether the guest's end has shown that it accepts this operator's key.
    pub(super) const fn is_heard(&self) -> bool {
        matches!(self.stage, Stage::Encrypted { heard: true, .. })
    }

    /// The guest's end has sealed something. Gives the guest's key when that is so for the first time in this chat.
    pub(super) fn hear(&mut self) -> Option<Fingerprint> {
        if let Stage::Encrypted { heard, .. } = &mut self.stage {
            *heard = true;
            let guest = self.guest.as_mut().filter(|guest| !guest.heard)?;
            guest.heard = true;
            return Some(guest.key.clone());
        }
        None
    }

    pub(super) const fn is_finished(&self) -> bool {
        matches!(self.stage, Stage::Finished)
    }

    /// Asks the guest for a key exchange.
    pub(super) fn ask(&self, epoch: Epoch, rng: &mut dyn CryptoRng) -> Vec<Body> {
        Channel::new(epoch, fresh_conversation(&self.identity, rng)).query()
    }

    /// The guest begins this epoch: answers in a fresh conversation.
    pub(super) fn answer(
        &mut self,
        epoch: Epoch,
        commit: CommitText,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<Body> {
        let mut channel = Channel::new(epoch, fresh_conversation(&self.identity, rng));
        let replies = channel.receive(&commit.into(), now, rng).replies;
        self.stage = Stage::Exchanging { channel };
        replies
    }

    /// Takes a line of this epoch; none if it is not the one that stands.
    pub(super) fn receive(
        &mut self,
        epoch: Epoch,
        line: &SealedText,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Option<Opened> {
        match &mut self.stage {
            Stage::Exchanging { channel } | Stage::Encrypted { channel, .. } => {
                (channel.epoch() == epoch).then(|| channel.receive(line, now, rng))
            }
            Stage::Keyless | Stage::Finished => None,
        }
    }

    /// The conversation is encrypted with this key.
    pub(super) fn encrypted(&mut self, key: Fingerprint) -> Guest {
        self.stage = match mem::replace(&mut self.stage, Stage::Keyless) {
            Stage::Exchanging { channel } => Stage::Encrypted {
                channel,
                guest: key.clone(),
                heard: false,
            },
            stage @ (Stage::Keyless | Stage::Encrypted { .. } | Stage::Finished) => stage,
        };
        match &mut self.guest {
            Some(guest) if guest.key == key => Guest::Same,
            Some(guest) => {
                guest.key = key;
                Guest::Other
            }
            None => {
                self.guest = Some(KnownGuest { key, heard: false });
                Guest::First
            }
        }
    }

    /// The guest ended the private conversation.
    pub(super) fn finished(&mut self) {
        self.stage = Stage::Finished;
    }

    /// Seals a text, if the conversation is encrypted.
    pub(super) fn seal(
        &mut self,
        text: (&Text, TextId),
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<Body> {
        match &mut self.stage {
            Stage::Encrypted { channel, .. } => {
                channel.seal(text, &Clearance::for_any_guest(), now, rng)
            }
            Stage::Keyless | Stage::Exchanging { .. } | Stage::Finished => Vec::new(),
        }
    }

    /// Seals a record about earlier messages, if the conversation is encrypted.
    pub(super) fn seal_record(
        &mut self,
        record: &Earlier,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<Body> {
        match &mut self.stage {
            Stage::Encrypted { channel, .. } => {
                channel.seal_record(record, &Clearance::for_any_guest(), now, rng)
            }
            Stage::Keyless | Stage::Exchanging { .. } | Stage::Finished => Vec::new(),
        }
    }
}
