//! Our two and their two keys, and when they move on.
//!
//! Each side has a current key, with which it writes, and one more: we announce our next one in each
//! message; theirs may still be the one before. A message names a pair by its ids. Once the other side
//! uses our next key it becomes our current one; once it uses its newest, the next it announced
//! becomes that. The four pairs' session keys are computed when they are first needed.

use rand_core::CryptoRng;

use super::{
    message::{DataMessage, KeyIds},
    revealed_macs::RevealedMacs,
    session_keys::SessionKeys,
};
use crate::{
    ake::Established,
    crypto::dh_group::{KeyPair, PublicKey},
    error::Reason,
};

/// The keys of a private conversation.
#[derive(Clone, Debug)]
pub(super) struct DhKeys {
    /// The id of `ours.newer`.
    our_newest_id: u32,
    ours: Two<KeyPair>,
    /// The id of `theirs.newer`.
    their_newest_id: u32,
    theirs: TheirKeys,
    /// Session keys, by our key and then theirs.
    sessions: Two<Two<Option<Box<SessionKeys>>>>,
}

/// One thing for the older and one for the newer key.
#[derive(Clone, Debug, Default)]
struct Two<T> {
    older: T,
    newer: T,
}

/// Their newest key, and the one before it once there is one.
#[derive(Clone, Debug)]
struct TheirKeys {
    older: Option<PublicKey>,
    newer: PublicKey,
}

impl TheirKeys {
    fn get(&self, age: Age) -> Option<&PublicKey> {
        match age {
            Age::Older => self.older.as_ref(),
            Age::Newer => Some(&self.newer),
        }
    }
}

/// Which of two keys.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Age {
    Older,
    Newer,
}

impl<T> Two<T> {
    fn get(&self, age: Age) -> &T {
        match age {
            Age::Older => &self.older,
            Age::Newer => &self.newer,
        }
    }

    fn get_mut(&mut self, age: Age) -> &mut T {
        match age {
            Age::Older => &mut self.older,
            Age::Newer => &mut self.newer,
        }
    }
}

/// Which keys move on after a message.
#[derive(Debug)]
pub(super) struct Rotation {
    ours: bool,
    theirs: Option<PublicKey>,
}

impl DhKeys {
    pub(super) fn new(established: Established, rng: &mut dyn CryptoRng) -> Self {
        Self {
            our_newest_id: established.our_keyid + 1,
            ours: Two {
                older: established.our_dh,
                newer: KeyPair::generate(rng),
            },
            their_newest_id: established.their_keyid,
            theirs: TheirKeys {
                older: None,
                newer: established.their_dh,
            },
            sessions: Two::default(),
        }
    }

    /// What a message is written with: the ids of the pair, our next key, the pair's session keys.
    pub(super) fn for_sending(&mut self) -> (KeyIds, &PublicKey, &mut SessionKeys) {
        let ids = KeyIds {
            sender: self.our_newest_id - 1,
            recipient: self.their_newest_id,
        };
        let slot = &mut self.sessions.older.newer;
        let session = session(slot, &self.ours.older, &self.theirs.newer);
        (ids, self.ours.newer.public(), session)
    }

    /// The session keys a message was made with.
    pub(super) fn for_receiving(&mut self, ids: KeyIds) -> Result<&SessionKeys, Reason> {
        let (our_age, their_age) = self.ages(ids)?;
        let theirs = self.theirs.get(their_age).ok_or(Reason::UnknownKeys)?;
        let slot = self.sessions.get_mut(our_age).get_mut(their_age);
        Ok(session(slot, self.ours.get(our_age), theirs))
    }

    /// What moves on after a message that has been verified; refused if the key it announces cannot be
    /// used.
    pub(super) fn rotation(&self, message: &DataMessage<'_>) -> Result<Rotation, Reason> {
        let announced = (message.ids.sender == self.their_newest_id)
            .then(|| PublicKey::from_mpi(message.next_dh, "the next key"))
            .transpose()?;
        let ours = message.ids.recipient == self.our_newest_id;
        let used_up = (ours && self.our_newest_id == u32::MAX)
            || (announced.is_some() && self.their_newest_id == u32::MAX);
        if used_up {
            return Err(Reason::OutOfRange("the key id"));
        }
        Ok(Rotation {
            ours,
            theirs: announced,
        })
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
        if rotation.ours {
            let next = KeyPair::generate(rng);
            self.ours.older = std::mem::replace(&mut self.ours.newer, next);
            self.our_newest_id += 1;
            let gone = std::mem::take(&mut self.sessions.newer);
            let gone = std::mem::replace(&mut self.sessions.older, gone);
            reveal(gone.older, revealed);
            reveal(gone.newer, revealed);
        }
        if let Some(announced) = rotation.theirs {
            self.theirs.older = Some(std::mem::replace(&mut self.theirs.newer, announced));
            self.their_newest_id += 1;
            for sessions in [&mut self.sessions.older, &mut self.sessions.newer] {
                let newer = sessions.newer.take();
                reveal(std::mem::replace(&mut sessions.older, newer), revealed);
            }
        }
    }

    fn ages(&self, ids: KeyIds) -> Result<(Age, Age), Reason> {
        let ours = age(ids.recipient, self.our_newest_id)?;
        let theirs = age(ids.sender, self.their_newest_id)?;
        Ok((ours, theirs))
    }
}

/// Which of the two keys an id names.
fn age(id: u32, newest: u32) -> Result<Age, Reason> {
    match newest.checked_sub(id) {
        Some(0) => Ok(Age::Newer),
        Some(1) if id > 0 => Ok(Age::Older),
        _ => Err(Reason::UnknownKeys),
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
