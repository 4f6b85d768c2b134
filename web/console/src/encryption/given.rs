//! What somebody gives as a public key: digits, or a file.

use hushdesk_protocol::ids::Fingerprint;
use otr_wasm::key_file::{fingerprints, is_encrypted_pkcs8};

/// What it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Given {
    /// Nothing yet.
    Nothing,
    /// So many of the 40 digits of a fingerprint.
    Digits(usize),
    /// A fingerprint, or a public key, from which it was computed.
    Public(Fingerprint),
    /// A private key, which is nobody's business here, and the fingerprints of its public half; none if it is locked.
    Private(Vec<Fingerprint>),
    /// None of these.
    Unknown,
}

impl Given {
    /// What a text is.
    pub(super) fn of(text: &str) -> Self {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Self::Nothing;
        }
        if is_encrypted_pkcs8(trimmed) {
            return Self::Private(vec![]);
        }
        let is_private = ["PRIVATE KEY-----", "(privkeys", "(private-key"]
            .iter()
            .any(|mark| trimmed.contains(mark));
        let found: Vec<_> = fingerprints(&spelled(trimmed))
            .map(|found| {
                found
                    .usable
                    .iter()
                    .map(|it| of_ours(*it.as_bytes()))
                    .collect()
            })
            .unwrap_or_default();
        match (is_private, found.as_slice()) {
            (true, _) => Self::Private(found),
            (false, [only]) => Self::Public(only.clone()),
            (false, _) => digits(trimmed).map_or(Self::Unknown, Self::Digits),
        }
    }
}

fn of_ours(bytes: [u8; 20]) -> Fingerprint {
    Fingerprint::from_bytes(bytes)
}

/// Digits with colons or dashes between them, as some programs show them, without these.
fn spelled(text: &str) -> String {
    match digits(text) {
        Some(_) => text.chars().filter(char::is_ascii_hexdigit).collect(),
        None => text.to_owned(),
    }
}

/// How many digits there are, if there is nothing but digits and what stands between them.
fn digits(text: &str) -> Option<usize> {
    let between = |letter: char| letter.is_whitespace() || matches!(letter, ':' | '-');
    text.chars()
        .all(|letter| letter.is_ascii_hexdigit() || between(letter))
        .then(|| text.chars().filter(char::is_ascii_hexdigit).count())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use hushdesk_web::ambient::rng;
    use otr_wasm::Identity;
    use otr_wasm::key_file::{
        Account, write_encrypted_pkcs8, write_libotr, write_pkcs8, write_spki,
    };

    use super::*;

    #[test]
    fn forty_digits_are_a_fingerprint_in_any_usual_spelling() {
        let expected = Given::Public(Fingerprint::from_bytes([0xab; 20]));
        let (pairs, groups) = (["ab"; 20], ["ABABABAB"; 5]);
        for text in [
            "ab".repeat(20),
            groups.join(" "),
            pairs.join(":"),
            groups.join("-"),
            format!("\n {} ", groups.join("\n")),
        ] {
            assert_eq!(Given::of(&text), expected, "{text}");
        }
    }

    #[test]
    fn too_few_digits_are_counted_and_words_are_none() {
        assert_eq!(Given::of(&"a".repeat(39)), Given::Digits(39));
        assert_eq!(Given::of("hello"), Given::Unknown);
        assert_eq!(Given::of("  "), Given::Nothing);
    }

    #[test]
    fn a_private_key_is_recognised_in_every_kind_of_file_and_a_public_one_is_not_taken_for_one() {
        let identity = Arc::new(Identity::generate(&mut rng()));
        let fingerprint = of_ours(*identity.fingerprint().as_bytes());
        let account = Account {
            name: "mara@library.example/".to_owned(),
            protocol: "prpl-jabber".to_owned(),
            identity: Arc::clone(&identity),
        };
        let private = Given::Private(vec![fingerprint.clone()]);
        assert_eq!(Given::of(&write_libotr(&[account])), private);
        assert_eq!(Given::of(&write_pkcs8(&identity).unwrap()), private);
        let locked = write_encrypted_pkcs8(&identity, "quiet", &mut rng()).unwrap();
        assert_eq!(Given::of(&locked), Given::Private(vec![]));
        let public = write_spki(&identity).unwrap();
        assert_eq!(Given::of(&public), Given::Public(fingerprint));
    }
}
