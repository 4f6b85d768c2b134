//! Whether the guest's browser accepts the key of the operator who answered.
//!
//! Without a [`Clearance`] nothing can be sealed, and outside this file there is none without a judgement:
//! a chat with the wrong key fails closed.
//!
//! ```compile_fail,E0423
//! let cleared = hushdesk_session::verdict::Clearance(());
//! ```

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::rest::{PinnedKey, Sealing, UnverifiedOperator};
use hushdesk_protocol::text::DisplayName;
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
    Verified {
        /// What is sealed may go.
        clearance: Clearance,
        /// Whose the library says that the key is.
        name: Option<DisplayName>,
    },
    /// The key is none of the pinned, and the skin allows that: send nothing before the guest has agreed.
    Doubtful(Doubt),
    /// The key is none of the pinned: send nothing.
    WrongKey,
}

/// The other end's key has been looked at and texts may be sealed for it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Clearance(());

/// The key is none of the pinned; whether it is good enough only the guest can say.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Doubt(());

/// Who can read a chat.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Trust {
    /// The two ends only, and the operator's key is one the skin vouches for.
    Verified {
        /// Whose the library says that the key is. The name that comes with the chat is bound to no key; this one is.
        name: Option<DisplayName>,
    },
    /// The two ends only, but the operator's key is none the skin vouches for; the guest has agreed to it.
    Unverified {
        /// The key.
        fingerprint: Fingerprint,
    },
    /// The two ends only; the operator's key is none the skin vouches for, and the guest has asked whoever has it for
    /// something that only the right one knows.
    Compared {
        /// The key.
        fingerprint: Fingerprint,
    },
    /// The service too: the chat is open.
    Readable,
}

impl Doubt {
    /// The guest has agreed.
    pub(crate) const fn cleared_by_the_guest(self) -> Clearance {
        Clearance(())
    }
}

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
        let pinned = self.pinned.iter().find(|pinned| pinned.fingerprint == *key);
        match (pinned, self.unverified) {
            (Some(pinned), _) => Verdict::Verified {
                clearance: Clearance(()),
                name: pinned.name.clone(),
            },
            (None, UnverifiedOperator::Accept) => Verdict::Doubtful(Doubt(())),
            (None, UnverifiedOperator::Refuse) => Verdict::WrongKey,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vouching(pinned: &[(u8, Option<&str>)], unverified: UnverifiedOperator) -> Vouching {
        let pinned = pinned.iter().map(|(byte, name)| PinnedKey {
            fingerprint: key(*byte),
            name: name.map(|name| name.parse().unwrap()),
        });
        Vouching {
            pinned: pinned.collect(),
            unverified,
        }
    }

    fn key(byte: u8) -> Fingerprint {
        Fingerprint::from_bytes([byte; 20])
    }

    fn verified(name: Option<&str>) -> Verdict {
        Verdict::Verified {
            clearance: Clearance(()),
            name: name.map(|name| name.parse().unwrap()),
        }
    }

    #[test]
    fn a_pinned_key_is_verified_under_its_own_name_whatever_the_skin_says_of_others() {
        for unverified in [UnverifiedOperator::Accept, UnverifiedOperator::Refuse] {
            let vouching = vouching(&[(1, Some("Ana")), (2, None)], unverified);
            assert_eq!(vouching.judge(&key(1)), verified(Some("Ana")));
            assert_eq!(vouching.judge(&key(2)), verified(None));
        }
    }

    #[test]
    fn another_key_passes_only_if_the_skin_and_the_guest_say_so() {
        let accepting = vouching(&[(1, None)], UnverifiedOperator::Accept);
        assert_eq!(accepting.judge(&key(9)), Verdict::Doubtful(Doubt(())));
        let refusing = vouching(&[(1, None)], UnverifiedOperator::Refuse);
        assert_eq!(refusing.judge(&key(9)), Verdict::WrongKey);
    }

    #[test]
    fn with_no_key_pinned_nobody_is_verified() {
        let refusing = vouching(&[], UnverifiedOperator::Refuse);
        assert_eq!(refusing.judge(&key(1)), Verdict::WrongKey);
    }
}
