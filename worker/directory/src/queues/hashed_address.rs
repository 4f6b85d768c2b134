//! Where guests come from, as a queue hears of it: hashed, so that it can count and block what it does not know.

use hmac::{Hmac, KeyInit, Mac};
use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::QueueName;
use sha2::Sha256;

use crate::address::Address;

/// Bytes of a hash that are told: enough that no two addresses have the same.
const TOLD_BYTES: usize = 16;

/// Under what a guest's sockets are counted at a queue, and by what a guest is blocked there: the address, and the network it
/// is of. The key is the organisation's and leaves its directory never; each queue gets others.
pub(super) fn counted_at(
    database: &impl Database,
    queue: &QueueName,
    address: &Address,
) -> Result<Vec<String>, DatabaseError> {
    if address.is_loopback() {
        return Ok(Vec::new());
    }
    let secret = key(database)?;
    let keys = address.counted();
    keys.map(|(key, _)| hashed(&secret, queue, key.as_str()))
        .collect()
}

/// The organisation's key.
pub(crate) fn key(database: &impl Database) -> Result<[u8; 32], DatabaseError> {
    let rows = database.query("SELECT secret FROM address_key", vec![])?;
    let row = rows.into_iter().next();
    let mut row = row.ok_or(DatabaseError::Column("address_key.secret"))?;
    row.bytes::<32>("address_key.secret")
}

fn hashed(secret: &[u8; 32], queue: &QueueName, key: &str) -> Result<String, DatabaseError> {
    let mac = Hmac::<Sha256>::new_from_slice(secret);
    let mut mac = mac.map_err(|_| DatabaseError::Column("address_key.secret"))?;
    // A name has no line feed in it.
    for part in [queue.as_str(), "\n", key] {
        mac.update(part.as_bytes());
    }
    let hash = mac.finalize().into_bytes();
    let told = hash.iter().take(TOLD_BYTES);
    Ok(told.map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_of_one_key_one_queue_and_one_address() {
        let hash = |secret, queue: &str, key| {
            let queue = queue.parse().unwrap();
            hashed(&[secret; 32], &queue, key).unwrap()
        };
        let one = hash(1, "reference", "198.51.100.7");
        assert_eq!(one.len(), 2 * TOLD_BYTES);
        assert_eq!(one, hash(1, "reference", "198.51.100.7"));
        for other in [
            hash(2, "reference", "198.51.100.7"),
            hash(1, "circulation", "198.51.100.7"),
            hash(1, "reference", "198.51.100.8"),
        ] {
            assert_ne!(one, other);
        }
    }
}
