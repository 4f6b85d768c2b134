//! Passwords as Argon2id hashes (RFC 9106).
//!
//! The parameters are the first choice of the OWASP Password Storage Cheat Sheet ("Argon2id": m = 19456 KiB,
//! t = 2, p = 1). The memory is a sixth of what a Worker may have; the time is told in `docs/operations.md`. A
//! hash carries its parameters, so that these may be raised without making anybody's hash useless.

use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use hushdesk_directory::{PasswordHash, is_password};
use hushdesk_edge::random;
use hushdesk_protocol::limits::{PASSWORD_BYTES_MAX, PASSWORD_CHARS_MIN};

use crate::problem::Problem;

/// Kibibytes of memory.
const MEMORY: u32 = 19_456;

/// Passes over the memory.
const PASSES: u32 = 2;

/// Lanes; a Worker has one thread.
const LANES: u32 = 1;

/// Bytes of the salt (RFC 9106, section 3.1: 16 are recommended).
pub(crate) const SALT_BYTES: usize = 16;

/// What a password is checked against when nobody has the name: the hash of nothing anybody knows, with the
/// parameters of all others, so that it takes as long.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$\
    aHVzaGRlc2stbm9ib2R5cw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Why a password could not be hashed: there was not enough memory.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the password could not be hashed: {0}")]
pub(crate) struct HashingFailed(#[from] argon2::password_hash::Error);

/// Refuses a password that nobody should have.
pub(crate) fn must_be_allowed(password: &str) -> Result<(), Problem> {
    if is_password(password) {
        return Ok(());
    }
    Err(Problem::Malformed(format!(
        "a password has at least {PASSWORD_CHARS_MIN} characters and at most {PASSWORD_BYTES_MAX} bytes"
    )))
}

/// The hash of a password that somebody has chosen.
pub(crate) fn chosen(password: &str) -> Result<PasswordHash, Problem> {
    must_be_allowed(password)?;
    hash(password, random::bytes()?).map_err(|error| Problem::Failed(error.to_string()))
}

/// Hashes a password.
pub(crate) fn hash(password: &str, salt: [u8; SALT_BYTES]) -> Result<PasswordHash, HashingFailed> {
    let hash = argon2()?.hash_password_with_salt(password.as_bytes(), &salt)?;
    Ok(PasswordHash::stored(hash.to_string()))
}

/// Gives back the hash if it is the password's; without a hash it does the same work in vain.
pub(crate) fn verified(hash: Option<PasswordHash>, password: &str) -> Option<PasswordHash> {
    let text = hash.as_ref().map_or(NOBODYS, PasswordHash::as_str);
    matches(text, password).then_some(hash).flatten()
}

/// The output is compared in constant time, by the `phc` crate.
fn matches(hash: &str, password: &str) -> bool {
    phc::PasswordHash::new(hash).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    })
}

fn argon2() -> Result<Argon2<'static>, HashingFailed> {
    let params =
        Params::new(MEMORY, PASSES, LANES, None).map_err(argon2::password_hash::Error::from)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_given_back_for_its_password_only() {
        let hash = hash("correct horse", [7; SALT_BYTES]).unwrap();
        assert_eq!(
            verified(Some(hash.clone()), "correct horse"),
            Some(hash.clone())
        );
        assert_eq!(verified(Some(hash), "wrong horse"), None);
        assert_eq!(verified(None, "correct horse"), None);
    }

    #[test]
    fn nobodys_hash_costs_what_every_hash_costs() {
        let parameters = |hash: &str| hash.rsplitn(3, '$').last().map(str::to_owned);
        let hash = hash("correct horse", [7; SALT_BYTES]).unwrap();
        assert_eq!(
            parameters(hash.as_str()).as_deref(),
            Some("$argon2id$v=19$m=19456,t=2,p=1")
        );
        assert_eq!(parameters(NOBODYS), parameters(hash.as_str()));
        let nobodys = phc::PasswordHash::new(NOBODYS).unwrap();
        let somebodys = phc::PasswordHash::new(hash.as_str()).unwrap();
        let lengths = |hash: &phc::PasswordHash| {
            (
                hash.salt.map(|salt| salt.len()),
                hash.hash.map(|output| output.len()),
            )
        };
        assert_eq!(lengths(&nobodys), lengths(&somebodys));
    }

    #[test]
    fn a_stored_text_that_is_no_hash_matches_nothing() {
        let broken = PasswordHash::stored("correct horse".to_owned());
        assert_eq!(verified(Some(broken), "correct horse"), None);
    }
}
