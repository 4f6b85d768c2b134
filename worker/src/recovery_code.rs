//! Codes for when the app of a second factor is lost: 80 random bits, which stand up to whoever has their hash, in letters and
//! digits that nobody confuses.

use hushdesk_directory::{RecoveryHash, Shown};
use hushdesk_edge::random;
use hushdesk_protocol::rest::RECOVERY_CODES;
use sha2::{Digest, Sha256};

use crate::problem::Problem;

/// Characters of a code.
const CHARACTERS: usize = 16;

/// Digits of what an app shows.
const APP_DIGITS: usize = 6;

/// 32, so that a byte is an even choice. No look-alikes among them.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Makes as many as somebody gets.
pub(crate) fn make_all() -> Result<Vec<String>, Problem> {
    (0..RECOVERY_CODES)
        .map(|_| Ok(of_bytes(random::bytes()?)))
        .collect()
}

/// The code of these random bytes, in groups of four.
fn of_bytes(bytes: [u8; CHARACTERS]) -> String {
    let character = |byte: u8| ALPHABET.get(usize::from(byte % 32)).copied();
    let characters: Vec<u8> = bytes.into_iter().filter_map(character).collect();
    let groups = characters.chunks(4).map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join("-")
}

/// What was typed, without what is there for the eye.
pub(crate) fn plain(typed: &str) -> String {
    let kept = typed.chars().filter(|c| c.is_ascii_alphanumeric());
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

/// What the directory knows of a code, in whatever way it was typed.
pub(crate) fn hash(code: &str) -> RecoveryHash {
    RecoveryHash::of_bytes(Sha256::digest(plain(code).as_bytes()).into())
}

/// What somebody shows at the sign-in: what an app shows, or else a recovery code.
pub(crate) fn shown(typed: &str) -> Shown {
    let plain = plain(typed);
    if plain.len() == APP_DIGITS && plain.bytes().all(|byte| byte.is_ascii_digit()) {
        Shown::Code(plain)
    } else {
        Shown::Recovery(hash(&plain))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        let bytes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 28, 29, 30, 255];
        let code = of_bytes(bytes);
        assert_eq!(code, "abcd-efgh-ijkm-6789");
        for typed in ["abcdefghijkm6789", " ABCD EFGH IJKM 6789 "] {
            assert_eq!(hash(typed), hash(&code));
        }
        assert!(matches!(shown(&code), Shown::Recovery(it) if it == hash(&code)));
        assert!(matches!(shown("123 456"), Shown::Code(it) if it == "123456"));
    }
}
