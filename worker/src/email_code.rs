//! Codes by which somebody shows that an address is theirs: digits that one reads in a letter and types.

use hushdesk_directory::EmailCodeHash;
use hushdesk_edge::random;
use hushdesk_protocol::rest::EMAIL_CODE_DIGITS;
use sha2::{Digest, Sha256};

use crate::problem::Problem;

/// Makes one. Of 2^64 numbers each code has as many as every other, to one in 10^11.
pub(crate) fn make() -> Result<String, Problem> {
    let number = random::long_word()?;
    let digits = format!("{number:020}");
    let skipped = digits.len().saturating_sub(EMAIL_CODE_DIGITS);
    Ok(digits.chars().skip(skipped).collect())
}

/// As one reads it: in two groups.
pub(crate) fn shown(code: &str) -> String {
    let (first, second) = code
        .split_at_checked(EMAIL_CODE_DIGITS / 2)
        .unwrap_or((code, ""));
    format!("{first} {second}")
}

/// What the directory knows of a code, in whatever way it was typed.
pub(crate) fn hash(typed: &str) -> EmailCodeHash {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    EmailCodeHash::of_bytes(Sha256::digest(digits.as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        assert_eq!(hash("1234 5678"), hash(" 12345678"));
        assert_ne!(hash("12345678"), hash("12345679"));
        assert_eq!(shown("12345678"), "1234 5678");
    }
}
