//! Addresses of e-mail.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Bytes of an address, at most (RFC 5321, section 4.5.3.1.3, without the angle brackets).
pub const EMAIL_ADDRESS_BYTES_MAX: usize = 254;

/// Bytes of what stands before the `@`, at most (RFC 5321, section 4.5.3.1.1).
const LOCAL_BYTES_MAX: usize = 64;

/// Bytes of a label of a domain, at most (RFC 1035, section 2.3.4).
const LABEL_BYTES_MAX: usize = 63;

/// An address such as `desk@library.example`: a dot-string and a domain of two labels at least (RFC 5321, section 4.1.2), in
/// ASCII. The domain is in small letters.
///
/// Quoted local parts, comments, address literals and what only RFC 6531 allows are none of these: hardly anybody has such an
/// address, and without them nothing in one can end a header, or begin another.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// Why a text is no address.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("an e-mail address is like desk@library.example")]
pub struct NotAnEmailAddress;

impl EmailAddress {
    /// The address itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for EmailAddress {
    type Err = NotAnEmailAddress;

    fn from_str(text: &str) -> Result<Self, NotAnEmailAddress> {
        let at = text.bytes().rposition(|byte| byte == b'@');
        let (local, domain) = at
            .and_then(|at| text.as_bytes().split_at_checked(at))
            .ok_or(NotAnEmailAddress)?;
        let is_right = text.len() <= EMAIL_ADDRESS_BYTES_MAX
            && is_local_part(local)
            && domain.strip_prefix(b"@").is_some_and(is_domain);
        if !is_right {
            return Err(NotAnEmailAddress);
        }
        let mut address = text.to_owned();
        if let Some(domain) = address.get_mut(local.len()..) {
            domain.make_ascii_lowercase();
        }
        Ok(Self(address))
    }
}

/// A dot-string: atoms of RFC 5322, section 3.2.3, with dots between them.
fn is_local_part(text: &[u8]) -> bool {
    let is_of_an_atom =
        |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(byte);
    let is_atom = |atom: &[u8]| !atom.is_empty() && atom.iter().all(is_of_an_atom);
    text.len() <= LOCAL_BYTES_MAX && text.split(is_dot).all(is_atom)
}

/// Labels of letters, digits and hyphens, the last of which is no number.
fn is_domain(text: &[u8]) -> bool {
    let is_of_a_label = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let is_label = |label: &[u8]| {
        (1..=LABEL_BYTES_MAX).contains(&label.len())
            && label.iter().all(is_of_a_label)
            && !label.starts_with(b"-")
            && !label.ends_with(b"-")
    };
    let last = text.rsplit(is_dot).next().unwrap_or_default();
    text.contains(&b'.')
        && text.split(is_dot).all(is_label)
        && last.iter().any(u8::is_ascii_alphabetic)
}

const fn is_dot(byte: &u8) -> bool {
    *byte == b'.'
}

impl TryFrom<String> for EmailAddress {
    type Error = NotAnEmailAddress;

    fn try_from(text: String) -> Result<Self, NotAnEmailAddress> {
        text.parse()
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_libraries_and_people_write_is_an_address() {
        for text in [
            "desk@library.example",
            "ann.o'neil+chat@reading-room.city.example",
            "1@x1.example",
            "a@b.xn--p1ai",
        ] {
            let address: EmailAddress = text.parse().unwrap();
            assert_eq!(address.as_str(), text);
        }
        let address: EmailAddress = "Ann@Library.EXAMPLE".parse().unwrap();
        assert_eq!(address.as_str(), "Ann@library.example");
    }

    #[test]
    fn what_could_end_a_header_or_reach_somebody_else_is_none() {
        let long = format!("{}@library.example", "a".repeat(65));
        for text in [
            "",
            "desk",
            "desk@",
            "@library.example",
            "desk@library",
            "desk@127.0.0.1",
            "desk@[127.0.0.1]",
            "desk@library..example",
            "desk@-library.example",
            ".desk@library.example",
            "de..sk@library.example",
            "desk @library.example",
            "desk@library.example\r\nBcc: all@library.example",
            "a@b.example,c@d.example",
            "Desk <desk@library.example>",
            "\"a b\"@library.example",
            "d\u{e9}sk@library.example",
            "a@b@library.example",
            &long,
        ] {
            assert_eq!(
                text.parse::<EmailAddress>(),
                Err(NotAnEmailAddress),
                "{text}"
            );
        }
    }
}
