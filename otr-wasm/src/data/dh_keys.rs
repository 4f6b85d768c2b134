//! Our two and their two keys, and when they move on.
//!
//! Each side has a current key, with which it writes, and one more: we announce our next one in each
//! message; theirs may still be the one before. A message names a pair by its ids. Once the other side
//! uses our next key it becomes our current one; once it uses its newest, the next it announced
//! becomes that. The four pairs' session keys are computed when they are first needed.

use rand_core::CryptoRng;

use super::{
    message::DataMessage,
    revealed_macs::RevealedMacs,
    session_keys::SessionKeys,
    two_keys::{Age, Two},
};
use crate::{
    ake::Established,
    crypto::dh_group::{KeyPair, PublicKey},
    error::Reason,
    key_id::{KeyId, KeyIds, Ours, Theirs},
};

/// The keys of a private conversation.
#[derive(Clone, Debug)]
pub(super) struct DhKeys {
    /// The number of `ours.newer`.
    our_newest: KeyId<Ours>,
    ours: Two<Ours, KeyPair>,
    /// The number of `theirs.newer`.
    their_newest: KeyId<Theirs>,
    theirs: TheirKeys,
    /// Session keys, by our key and then theirs.
    sessions: Two<Ours, Two<Theirs, Option<Box<SessionKeys>>>>,
}

/// Their newest key, and the one before it once there is one.
#[derive(Clone, Debug)]
struct TheirKeys {
    older: Option<PublicKey>,
    newer: PublicKey,
}

impl TheirKeys {
    fn get(&self, age: Age<Theirs>) -> Option<&PublicKey> {
        age.pick(self.older.as_ref(), Some(&self.newer))
    }
}

/// Which keys move on after a message.
#[derive(Debug)]
pub(super) struct Rotation {
    /// The number of our next key.
    ours: Option<KeyId<Ours>>,
    /// Their next key, and its number.
    theirs: Option<(KeyId<Theirs>, PublicKey)>,
}

impl DhKeys {
    pub(super) fn new(established: Established, rng: &mut dyn CryptoRng) -> Self {
        Self {
            our_newest: KeyId::SECOND,
            ours: Two::new(established.our_dh, KeyPair::generate(rng)),
            their_newest: established.their_keyid,
            theirs: TheirKeys {
                older: None,
                newer: established.their_dh,
            },
            sessions: Two::default(),
        }
    }

    /// What a message is written with: the numbers of the pair, our next key, the pair's session keys.
    pub(super) fn for_sending(&mut self) -> (KeyIds, &PublicKey, &mut SessionKeys) {
        let ids = KeyIds {
            ours: self.our_newest.previous(),
            theirs: self.their_newest,
        };
        let slot = &mut self.sessions.older.newer;
        let session = session(slot, &self.ours.older, &self.theirs.newer);
        (ids, self.ours.newer.public(), session)
    }

    /// The session keys a message was made with.
    pub(super) fn for_receiving(&mut self, ids: KeyIds) -> Result<&SessionKeys, Reason> {
        let (our_age, their_age) = self.ages(ids)?;
        let theirs = self.theirs.get(their_age);
        let theirs = theirs.ok_or_else(|| self.unknown(ids))?;
        let slot = self.sessions.get_mut(our_age).get_mut(their_age);
        Ok(session(slot, self.ours.get(our_age), theirs))
    }

    /// What moves on after a message that has been verified; refused if the key it announces cannot be
    /// used.
    pub(super) fn rotation(&self, message: &DataMessage<'_>) -> Result<Rotation, Reason> {
        let used_up = Reason::OutOfRange("the key id");
        let announced = (message.ids.theirs == self.their_newest)
            .then(|| PublicKey::from_be_bytes(message.next_dh))
            .map(|key| key.ok_or(Reason::OutOfRange("the next key")))
            .transpose()?;
        let theirs = announced
            .map(|key| self.their_newest.next().zip(Some(key)))
            .map(|next| next.ok_or(used_up.clone()))
            .transpose()?;
        let ours = (message.ids.ours == self.our_newest)
            .then(|| self.our_newest.next().ok_or(used_up))
            .transpose()?;
        Ok(Rotation { ours, theirs })
    }

    /// A message with this counter has been verified.
    pub(super) fn note_received(&mut self, ids: KeyIds, counter: u64) {
        if let Ok((our_age, their_age)) = self.ages(ids)
            && let Some(session) = self.sessions.get_mut(our_age).get_mut(their_age)
        {
            session.received = counter;
        }
    }

    /// Moves on; MAC keys that verified something and go out of use are to be revealed.
    pub(super) fn rotate(
        &mut self,
        rotation: Rotation,
        revealed: &mut RevealedMacs,
        rng: &mut dyn CryptoRng,
    ) {
        if let Some(number) = rotation.ours {
            self.our_newest = number;
            self.ours.move_on(KeyPair::generate(rng));
            let gone = self.sessions.move_on(Two::default());
            reveal(gone.older, revealed);
            reveal(gone.newer, revealed);
        }
        if let Some((number, announced)) = rotation.theirs {
            self.their_newest = number;
            self.theirs.older = Some(std::mem::replace(&mut self.theirs.newer, announced));
            for sessions in [&mut self.sessions.older, &mut self.sessions.newer] {
                reveal(sessions.move_on(None), revealed);
            }
        }
    }

    fn ages(&self, ids: KeyIds) -> Result<(Age<Ours>, Age<Theirs>), Reason> {
        let ours = Age::of(ids.ours, self.our_newest);
        let theirs = Age::of(ids.theirs, self.their_newest);
        ours.zip(theirs).ok_or_else(|| self.unknown(ids))
    }

    /// The refusal of a message that was made with other keys.
    fn unknown(&self, ids: KeyIds) -> Reason {
        Reason::UnknownKeys {
            ours: ids.ours.number(),
            our_newest: self.our_newest.number(),
            theirs: ids.theirs.number(),
            their_newest: self.their_newest.number(),
        }
    }
}

/// The session keys in this place, computed now if they are not there.
fn session<'a>(
    slot: &'a mut Option<Box<SessionKeys>>,
    ours: &KeyPair,
    theirs: &PublicKey,
) -> &'a mut SessionKeys {
    slot.get_or_insert_with(|| Box::new(SessionKeys::derive(ours, theirs)))
}

fn reveal(gone: Option<Box<SessionKeys>>, revealed: &mut RevealedMacs) {
    if let Some(session) = gone
        && session.received > 0
    {
        revealed.push(session.receiving.mac_key.clone());
    }
}
