//! By which number a state of something is known that two people may change at once: a digest of the state itself. So the
//! number is another whenever the state is, and nothing has to be counted.

use hushdesk_edge::DatabaseError;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::refused::{DirectoryError, Refused};

/// Something, and by which number this state of it is known.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Versioned<T> {
    /// What it is.
    pub state: T,
    /// Another whenever it is another.
    pub version: u64,
}

/// The number of a state.
pub(crate) fn of(state: &impl Serialize) -> Result<u64, DatabaseError> {
    let json = serde_json::to_vec(state).map_err(|_| DatabaseError::Column("version"))?;
    let digest = Sha256::digest(json);
    let number = digest.iter().take(8);
    Ok(number.fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// Refuses to change what is not any more as whoever changes it has seen it. None was seen: whatever it is.
pub(crate) fn must_be(seen: Option<u64>, state: &impl Serialize) -> Result<(), DirectoryError> {
    match seen {
        Some(seen) if seen != of(state)? => Err(Refused::ChangedMeanwhile.into()),
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_known_by_its_number_until_it_is_another() {
        let number = of(&("reference", 1)).unwrap();
        assert_eq!(must_be(Some(number), &("reference", 1)), Ok(()));
        assert_eq!(must_be(None, &("reference", 2)), Ok(()));
        assert_eq!(
            must_be(Some(number), &("reference", 2)),
            Err(Refused::ChangedMeanwhile.into())
        );
    }
}
