//! Whether the guest's browser accepts the key of the operator who answered.
//!
//! Without a [`Clearance`] nothing can be sealed, and outside this file there is none without a judgement:
//! a chat with the wrong key fails closed.

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::rest::{PinnedKey, Sealing, UnverifiedOperator};
use serde::{Deserialize, Serialize};

/// The keys a skin vouches for, and what is to be done about others.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Vouching {
    pinned: Vec<PinnedKey>,
    unverified: UnverifiedOperator,
}

/// What becomes of an encrypted conversation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Verdict {
    /// The key is one of the pinned: go on.
    Verified(Clearance),
    /// The key is none of the pinned, and the skin allows that: go on, and say so.
    Unverified(Clearance),
    /// The key is none of the pinned: send nothing.
    WrongKey,
}

/// The other end's key has been looked at and texts may be sealed for it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Clearance(());

impl Clearance {
    /// What an operator has: whoever comes as a guest is answered.
    pub(crate) const fn for_any_guest() -> Self {
        Self(())
    }
}

impl Vouching {
    /// As the skin says; none for an open one.
    pub fn of(sealing: &Sealing) -> Option<Self> {
        match sealing {
            Sealing::Sealed { pinned, unverified } => Some(Self {
                pinned: pinned.clone(),
                unverified: *unverified,
            }),
            Sealing::Open => None,
        }
    }

    /// What the skin said.
    pub(crate) fn sealing(&self) -> Sealing {
        Sealing::Sealed {
            pinned: self.pinned.clone(),
            unverified: self.unverified,
        }
    }

    /// Judges the operator's key.
    pub fn judge(&self, key: &Fingerprint) -> Verdict {
        if self.pinned.iter().any(|pinned| pinned.fingerprint == *key) {
            return Verdict::Verified(Clearance(()));
        }
        match self.unverified {
            UnverifiedOperator::Accept => Verdict::Unverified(Clearance(())),
            UnverifiedOperator::Refuse => Verdict::WrongKey,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vouching(pinned: &[u8], unverified: UnverifiedOperator) -> Vouching {
        let pinned = pinned.iter().map(|byte| PinnedKey {
            fingerprint: key(*byte),
            name: None,
        });
        Vouching {
            pinned: pinned.collect(),
            unverified,
        }
    }

    fn key(byte: u8) -> Fingerprint {
        Fingerprint::from_bytes([byte; 20])
    }

    #[test]
    fn a_pinned_key_is_verified_whatever_the_skin_says_of_others() {
        for unverified in [UnverifiedOperator::Accept, UnverifiedOperator::Refuse] {
            let verdict = vouching(&[1, 2], unverified).judge(&key(2));
            assert_eq!(verdict, Verdict::Verified(Clearance(())));
        }
    }

    #[test]
    fn another_key_passes_only_if_the_skin_says_so() {
        let accepting = vouching(&[1], UnverifiedOperator::Accept);
        assert_eq!(accepting.judge(&key(9)), Verdict::Unverified(Clearance(())));
        let refusing = vouching(&[1], UnverifiedOperator::Refuse);
        assert_eq!(refusing.judge(&key(9)), Verdict::WrongKey);
    }

    #[test]
    fn with_no_key_pinned_nobody_is_verified() {
        let refusing = vouching(&[], UnverifiedOperator::Refuse);
        assert_eq!(refusing.judge(&key(1)), Verdict::WrongKey);
    }
}
