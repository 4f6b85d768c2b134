//! Application passwords: 120 random bits in letters and digits that nobody confuses, since somebody may type one.

use hushdesk_edge::random;

use crate::problem::Problem;

/// Characters of one.
const CHARACTERS: usize = 24;

/// 32, so that a byte is an even choice. No look-alikes among them.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Makes one.
pub(crate) fn make() -> Result<String, Problem> {
    Ok(of_bytes(random::bytes()?))
}

/// The password of these random bytes, in groups of four.
fn of_bytes(bytes: [u8; CHARACTERS]) -> String {
    let character = |byte: u8| ALPHABET.get(usize::from(byte % 32)).copied();
    let characters: Vec<u8> = bytes.into_iter().filter_map(character).collect();
    let groups = characters.chunks(4).map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_six_groups_of_four() {
        assert_eq!(of_bytes([0; CHARACTERS]), "aaaa-aaaa-aaaa-aaaa-aaaa-aaaa");
        let mut bytes = [0; CHARACTERS];
        for (byte, n) in bytes.iter_mut().zip(0..) {
            *byte = n;
        }
        assert_eq!(of_bytes(bytes), "abcd-efgh-ijkm-npqr-stuv-wxyz");
    }
}
