//! Base64 (RFC 4648, section 4) as OTR messages are written in it. A library's is tuned for speed over megabytes: three
//! kilobytes more of what every guest's browser loads.

/// The letters, by what they stand for.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Adds the letters of these bytes, with padding.
pub(super) fn encode(bytes: &[u8], into: &mut String) {
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, place| {
            bits << 8 | u32::from(group.get(place).copied().unwrap_or(0))
        });
        for place in 0..4 {
            into.push(match place <= group.len() {
                true => letter(bits >> (18 - 6 * place)),
                false => '=',
            });
        }
    }
}

/// The bytes of these letters. Padding may be missing, and bits after the last byte are not looked at, as in libotr.
pub(super) fn decode(letters: &str) -> Option<Vec<u8>> {
    let letters = letters.strip_suffix('=').unwrap_or(letters);
    let letters = letters.strip_suffix('=').unwrap_or(letters).as_bytes();
    let mut bytes = Vec::with_capacity(letters.len() * 3 / 4);
    for group in letters.chunks(4) {
        let mut bits = 0_u32;
        for letter in group {
            bits = bits << 6 | value(*letter)?;
        }
        let missing = 4_usize.checked_sub(group.len())?;
        for _ in 0..missing {
            bits <<= 6;
        }
        // One letter is less than a byte.
        let whole = 3_usize.checked_sub(missing).filter(|whole| *whole > 0)?;
        bytes.extend(bits.to_be_bytes().into_iter().skip(1).take(whole));
    }
    Some(bytes)
}

/// The letter of the lowest six bits.
fn letter(bits: u32) -> char {
    let place = usize::try_from(bits & 63).unwrap_or_default();
    ALPHABET.get(place).copied().map_or('=', char::from)
}

fn value(letter: u8) -> Option<u32> {
    let (first, from) = match letter {
        b'A'..=b'Z' => (b'A', 0),
        b'a'..=b'z' => (b'a', 26),
        b'0'..=b'9' => (b'0', 52),
        b'+' => return Some(62),
        b'/' => return Some(63),
        _ => return None,
    };
    Some(u32::from(letter - first) + from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(bytes: &[u8]) -> String {
        let mut letters = String::new();
        encode(bytes, &mut letters);
        letters
    }

    #[test]
    fn the_vectors_of_rfc_4648_are_written_and_read() {
        for (bytes, letters) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encoded(bytes.as_bytes()), letters);
            assert_eq!(decode(letters).unwrap(), bytes.as_bytes());
            assert_eq!(
                decode(letters.trim_end_matches('=')).unwrap(),
                bytes.as_bytes()
            );
        }
    }

    #[test]
    fn every_byte_is_read_as_it_was_written() {
        let all: Vec<u8> = (0..=u8::MAX).collect();
        for from in 0..3 {
            assert_eq!(decode(&encoded(&all[from..])).unwrap(), all[from..]);
        }
    }

    #[test]
    fn bits_after_the_last_byte_are_not_looked_at_and_other_letters_are_refused() {
        assert_eq!(decode("Zh==").unwrap(), b"f");
        for wrong in ["Z", "Zm9vY", "Zm9v=Zg", "Zm 9", "Zm9\u{e9}", "Zg==="] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
