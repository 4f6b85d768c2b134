//! What a key of the organisation is worth, and what follows when it goes.

use hushdesk_protocol::ids::{Fingerprint, Timestamp};
use hushdesk_protocol::rest::{Key, KeyState, Sealing, SkinListing, UnverifiedOperator};

use crate::days::between;

/// Days before its end from which on a key is spoken of.
const REMINDED_DAYS: usize = 30;

/// What a key is worth.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Standing {
    /// It counts.
    Usable,
    /// It counts, and ends in so many days, soon.
    Ends(usize),
    /// It has ended.
    Expired,
    /// Its holder asks for it to be pinned.
    Proposed,
    /// It counts nowhere any more.
    Revoked(Timestamp),
}

impl Standing {
    /// That of a key at a moment.
    pub(super) fn of(key: &Key, now: Timestamp) -> Self {
        match (key.state, key.expires) {
            (KeyState::Proposed, _) => Self::Proposed,
            (KeyState::Revoked { at }, _) => Self::Revoked(at),
            (KeyState::Pinned, Some(end)) if end <= now => Self::Expired,
            (KeyState::Pinned, Some(end)) if between(now, end) <= REMINDED_DAYS => {
                Self::Ends(between(now, end))
            }
            (KeyState::Pinned, _) => Self::Usable,
        }
    }

    /// Whether guests' browsers accept it.
    pub(super) const fn counts(self) -> bool {
        matches!(self, Self::Usable | Self::Ends(_))
    }
}

/// Keys that end soon and that no other key of the same holder outlives, with the days until then.
pub(super) fn ending(keys: &[Key], now: Timestamp) -> Vec<(&Key, usize)> {
    let outlives = |other: &&Key, key: &Key| {
        other.fingerprint != key.fingerprint
            && is_of_the_same(other, key)
            && Standing::of(other, now).counts()
            && other.expires.is_none_or(|end| Some(end) > key.expires)
    };
    keys.iter()
        .filter_map(|key| match Standing::of(key, now) {
            Standing::Ends(days) => Some((key, days)),
            Standing::Usable | Standing::Expired | Standing::Proposed | Standing::Revoked(_) => {
                None
            }
        })
        .filter(|(key, _)| !keys.iter().any(|other| outlives(&other, key)))
        .collect()
}

/// Whether two keys are of one holder; of keys that are shared nobody knows by whom.
fn is_of_the_same(one: &Key, other: &Key) -> bool {
    one.holder.is_some() && one.holder == other.holder
}

/// The titles of the sealed skins whose last key this is, and that refuse whoever has none of theirs.
pub(super) fn left_without<'a>(skins: &'a [SkinListing], key: &Fingerprint) -> Vec<&'a str> {
    let is_last = |skin: &&SkinListing| match &skin.sealing {
        Sealing::Open => false,
        Sealing::Sealed { pinned, unverified } => {
            *unverified == UnverifiedOperator::Refuse
                && matches!(pinned.as_slice(), [only] if only.fingerprint == *key)
        }
    };
    skins.iter().filter(is_last).map(|it| &*it.title).collect()
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::PinnedKey;

    use super::*;
    use crate::days::after;

    const NOW: Timestamp = Timestamp(1_000_000_000_000);

    fn key(byte: u8, holder: Option<&str>, days: Option<u64>) -> Key {
        Key {
            fingerprint: Fingerprint::from_bytes([byte; 20]),
            label: "Any".parse().unwrap(),
            holder: holder.map(|it| it.parse().unwrap()),
            name: None,
            added: Timestamp(0),
            expires: days.map(|days| after(NOW, days)),
            state: KeyState::Pinned,
        }
    }

    #[test]
    fn a_key_is_worth_what_its_state_and_its_end_say() {
        let of = |key: &Key| Standing::of(key, NOW);
        assert_eq!(of(&key(1, None, None)), Standing::Usable);
        assert_eq!(of(&key(1, None, Some(31))), Standing::Usable);
        assert_eq!(of(&key(1, None, Some(9))), Standing::Ends(9));
        let over = Key {
            expires: Some(NOW),
            ..key(1, None, None)
        };
        assert_eq!(of(&over), Standing::Expired);
        let revoked = Key {
            state: KeyState::Revoked { at: Timestamp(7) },
            ..key(1, None, Some(9))
        };
        assert_eq!(of(&revoked), Standing::Revoked(Timestamp(7)));
    }

    #[test]
    fn a_key_that_ends_soon_is_spoken_of_unless_its_holder_has_one_that_outlives_it() {
        let ends = key(1, Some("mara"), Some(9));
        let other = key(2, Some("tomas"), None);
        let keys = [ends.clone(), other.clone()];
        assert_eq!(ending(&keys, NOW), [(&ends, 9)]);
        let successor = key(3, Some("mara"), Some(300));
        assert_eq!(ending(&[ends.clone(), other, successor], NOW), []);
        let shared = [key(4, None, Some(9)), key(5, None, None)];
        assert_eq!(ending(&shared, NOW), [(&shared[0], 9)]);
        let shorter = key(3, Some("mara"), Some(5));
        let keys = [ends.clone(), shorter];
        assert_eq!(ending(&keys, NOW), [(&ends, 9)]);
    }

    #[test]
    fn what_follows_is_known_when_the_last_key_of_a_skin_goes() {
        let skin = |title: &str, keys: &[u8], unverified| SkinListing {
            name: "any".parse().unwrap(),
            title: title.to_owned(),
            picture: None,
            sealing: Sealing::Sealed {
                pinned: keys
                    .iter()
                    .map(|byte| PinnedKey {
                        fingerprint: Fingerprint::from_bytes([*byte; 20]),
                        name: None,
                    })
                    .collect(),
                unverified,
            },
        };
        let skins = [
            skin("Only this", &[1], UnverifiedOperator::Refuse),
            skin("Others too", &[1, 2], UnverifiedOperator::Refuse),
            skin("Anybody", &[1], UnverifiedOperator::Accept),
        ];
        let left = left_without(&skins, &Fingerprint::from_bytes([1; 20]));
        assert_eq!(left, ["Only this"]);
    }
}
