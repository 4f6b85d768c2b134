//! Base64 (RFC 4648, section 4) as OTR messages are written in it. A library's is tuned for speed over megabytes: three
//! kilobytes more of what every guest's browser loads.

/// The letters, by what they stand for.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What a byte stands for that is none of the letters: more than any of them does.
const NONE: u8 = 64;

/// What each byte stands for.
const VALUES: [u8; 256] = values();

/// Adds the letters of these bytes, with padding.
pub(super) fn encode(bytes: &[u8], into: &mut Vec<u8>) {
    let (groups, rest) = bytes.as_chunks();
    for group in groups {
        into.extend(letters(*group));
    }
    if let Some(first) = rest.first() {
        let second = rest.get(1);
        let [one, two, three, _] = letters([*first, second.copied().unwrap_or(0), 0]);
        into.extend([one, two, second.map_or(b'=', |_| three), b'=']);
    }
}

/// The bytes of these letters. Padding may be missing, and bits after the last byte are not looked at, as in libotr.
pub(super) fn decode(letters: &str) -> Option<Vec<u8>> {
    let letters = letters.strip_suffix('=').unwrap_or(letters);
    let letters = letters.strip_suffix('=').unwrap_or(letters).as_bytes();
    let (groups, rest) = letters.as_chunks();
    let last = match rest {
        [] => [b'A'; 4],
        [one, two] => [*one, *two, b'A', b'A'],
        [one, two, three] => [*one, *two, *three, b'A'],
        // One letter is less than a byte.
        _ => return None,
    };
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3 + 3);
    let mut seen = 0;
    for group in groups.iter().chain([&last]) {
        let mut bits = 0;
        for letter in group {
            let value = VALUES.get(usize::from(*letter)).copied().unwrap_or(NONE);
            seen |= value;
            bits = bits << 6 | u32::from(value);
        }
        let [_, one, two, three] = bits.to_be_bytes();
        bytes.extend([one, two, three]);
    }
    bytes.truncate(letters.len() * 3 / 4);
    (seen < NONE).then_some(bytes)
}

fn letters([one, two, three]: [u8; 3]) -> [u8; 4] {
    let bits = u32::from_be_bytes([0, one, two, three]);
    [18, 12, 6, 0].map(|from| {
        let place = usize::try_from(bits >> from & 63).unwrap_or_default();
        ALPHABET.get(place).copied().unwrap_or_default()
    })
}

#[expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "what is wrong with a constant the compiler says, and neither `get` nor `from` is one's function"
)]
const fn values() -> [u8; 256] {
    let mut values = [NONE; 256];
    let mut value = 0;
    while value < NONE {
        values[ALPHABET[value as usize] as usize] = value;
        value += 1;
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(bytes: &[u8]) -> String {
        let mut letters = Vec::new();
        encode(bytes, &mut letters);
        String::from_utf8(letters).unwrap()
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
