//! The key exchange at an operator's end: which one stands, and with which guest's key.

use std::mem;

use hushdesk_protocol::earlier::Earlier;
use hushdesk_protocol::frames::Body;
use hushdesk_protocol::ids::{Epoch, Fingerprint, Timestamp};
use hushdesk_protocol::text::{CommitText, SealedText};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::Turn;
use crate::comparison::Compare;
use crate::ends;
use crate::epoch_keys::{EpochKeys, Opened, bodies};
use crate::sealing::Sealing;
use crate::text::Text;
use crate::text_id::TextId;
use crate::verdict::Clearance;

/// The operator's key and the key exchange.
#[derive(Debug)]
pub(crate) struct KeyExchange<S: Sealing> {
    sealing: S,
    stage: Stage<S::Channel>,
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
enum Stage<C> {
    /// Nowhere: the keys went with a reload, or the guest's commit has not come.
    Keyless,
    /// The guest's commit is answered.
    Exchanging { keys: EpochKeys<C> },
    /// Done.
    Encrypted {
        keys: EpochKeys<C>,
        guest: Fingerprint,
        /// The guest's end has sealed something: it accepts this operator's key.
        heard: bool,
    },
    /// Somebody behind this end has the keys; how far they have got is not known here.
    Passage { keys: EpochKeys<C> },
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

impl<S: Sealing> KeyExchange<S> {
    /// One that has not begun, in this epoch.
    pub(super) fn new(sealing: S, epoch: Epoch) -> Self {
        Self {
            stage: without_keys(&sealing, epoch),
            sealing,
            guest: None,
        }
    }

    /// The same, with a guest who is known from before.
    pub(super) fn knowing(self, guest: Option<KnownGuest>) -> Self {
        Self { guest, ..self }
    }

    /// The guest, as this window knows them.
    pub(super) fn known_guest(&self) -> Option<KnownGuest> {
        self.guest.clone()
    }

    /// These keys are of no use any more; unless they are behind this end, and may be of use in this epoch.
    pub(super) fn forget_keys(&mut self, epoch: Epoch) {
        self.stage = without_keys(&self.sealing, epoch);
    }

    /// Whether somebody behind this end has the keys.
    pub(super) const fn is_passage(&self) -> bool {
        matches!(self.stage, Stage::Passage { .. })
    }

    /// The guest's key, while texts can be sealed for it.
    pub(super) const fn encrypted_with(&self) -> Option<&Fingerprint> {
        match &self.stage {
            Stage::Encrypted { guest, .. } => Some(guest),
            Stage::Keyless | Stage::Exchanging { .. } | Stage::Passage { .. } | Stage::Finished => {
                None
            }
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
    pub(super) fn ask(&self, epoch: Epoch, turn: &mut Turn<'_>) -> Vec<Body> {
        bodies(self.sealing.query(turn.rng), epoch)
    }

    /// The guest begins this epoch: answers in a fresh conversation.
    pub(super) fn answer(
        &mut self,
        epoch: Epoch,
        commit: CommitText,
        turn: &mut Turn<'_>,
    ) -> Opened {
        let Some((channel, received)) = self.sealing.answer(commit, turn.now, turn.rng) else {
            self.stage = Stage::Keyless;
            return Opened::default();
        };
        let keys = EpochKeys::new(epoch, channel);
        self.stage = if self.is_passage() {
            Stage::Passage { keys }
        } else {
            Stage::Exchanging { keys }
        };
        Opened::of(received, epoch)
    }

    /// The conversation is encrypted with this key.
    pub(super) fn encrypted(&mut self, key: Fingerprint) -> Guest {
        self.stage = match mem::replace(&mut self.stage, Stage::Keyless) {
            Stage::Exchanging { keys } => Stage::Encrypted {
                keys,
                guest: key.clone(),
                heard: false,
            },
            stage @ (Stage::Keyless
            | Stage::Encrypted { .. }
            | Stage::Passage { .. }
            | Stage::Finished) => stage,
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

    /// Seals a record about earlier messages, if there are keys.
    pub(super) fn seal_record(&mut self, record: &Earlier, turn: &mut Turn<'_>) -> Vec<Body> {
        let clearance = Clearance::for_any_guest();
        self.sealing_keys()
            .map(|keys| keys.seal_record(record, &clearance, turn.now, turn.rng))
            .unwrap_or_default()
    }

    fn sealing_keys(&mut self) -> Option<&mut EpochKeys<S::Channel>> {
        match &mut self.stage {
            Stage::Encrypted { keys, .. } | Stage::Passage { keys } => Some(keys),
            Stage::Keyless | Stage::Exchanging { .. } | Stage::Finished => None,
        }
    }
}

/// Where it begins, and where it falls back to.
fn without_keys<S: Sealing>(sealing: &S, epoch: Epoch) -> Stage<S::Channel> {
    sealing.resume().map_or(Stage::Keyless, |channel| {
        let keys = EpochKeys::new(epoch, channel);
        Stage::Passage { keys }
    })
}

impl<S: Sealing> ends::KeyExchange for KeyExchange<S> {
    fn reads(&self) -> bool {
        match self.stage {
            Stage::Keyless => false,
            Stage::Exchanging { .. }
            | Stage::Encrypted { .. }
            | Stage::Passage { .. }
            | Stage::Finished => true,
        }
    }

    fn is_encrypted(&self) -> bool {
        self.encrypted_with().is_some()
    }

    fn receive(
        &mut self,
        line: (Epoch, &SealedText),
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Option<Opened> {
        match &mut self.stage {
            Stage::Exchanging { keys }
            | Stage::Encrypted { keys, .. }
            | Stage::Passage { keys } => keys.receive(line, now, rng),
            Stage::Keyless | Stage::Finished => None,
        }
    }

    fn compare(&mut self, step: &Compare, now: Timestamp, rng: &mut dyn CryptoRng) -> Vec<Body> {
        let clearance = Clearance::for_any_guest();
        self.sealing_keys()
            .map(|keys| keys.compare(step, &clearance, now, rng))
            .unwrap_or_default()
    }

    fn seal(
        &mut self,
        text: (&Text, TextId),
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<Body> {
        let clearance = Clearance::for_any_guest();
        self.sealing_keys()
            .map(|keys| keys.seal(text, &clearance, now, rng))
            .unwrap_or_default()
    }
}
