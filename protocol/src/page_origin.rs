//! Whose pages may embed a snippet.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Bytes of one: a host has at most 253 (RFC 1035, section 2.3.4), and scheme and port some more.
const PAGE_ORIGIN_BYTES_MAX: usize = 300;

/// The origin of pages that may embed a snippet, as a browser writes it: `https://www.library.example`, or
/// `https://*.library.example` for all hosts below one.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PageOrigin(String);

/// Why a text is none.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a page's origin is like https://www.library.example or https://*.library.example")]
pub struct NotAnOrigin;

impl PageOrigin {
    /// The text itself, which is also what a `frame-ancestors` takes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a page of this origin, as a browser says it, is meant.
    pub fn includes(&self, origin: &str) -> bool {
        match self.0.split_once("*.") {
            None => origin == self.0,
            Some((scheme, above)) => origin
                .strip_prefix(scheme)
                .and_then(|host| host.strip_suffix(above))
                .is_some_and(|below| below.len() > 1 && below.ends_with('.')),
        }
    }
}

impl TryFrom<String> for PageOrigin {
    type Error = NotAnOrigin;

    fn try_from(text: String) -> Result<Self, NotAnOrigin> {
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .ok_or(NotAnOrigin)?;
        let rest = rest.strip_prefix("*.").unwrap_or(rest);
        let (host, port) = rest.split_once(':').unwrap_or((rest, "0"));
        let is_right = host.split('.').all(is_label)
            && port.parse::<u16>().is_ok()
            && text.len() <= PAGE_ORIGIN_BYTES_MAX;
        is_right.then_some(Self(text)).ok_or(NotAnOrigin)
    }
}

/// As a browser writes hosts: small letters, and others in their encoded form.
fn is_label(label: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !label.is_empty() && label.bytes().all(is_part)
}

impl std::str::FromStr for PageOrigin {
    type Err = NotAnOrigin;

    fn from_str(text: &str) -> Result<Self, NotAnOrigin> {
        Self::try_from(text.to_owned())
    }
}

impl From<PageOrigin> for String {
    fn from(origin: PageOrigin) -> Self {
        origin.0
    }
}

impl fmt::Display for PageOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_scheme_host_and_port_and_nothing_that_a_policy_would_read_otherwise() {
        for text in [
            "https://www.library.example",
            "http://localhost:8080",
            "https://*.library.example",
            "https://xn--bcherei-n2a.example",
        ] {
            assert!(text.parse::<PageOrigin>().is_ok(), "{text}");
        }
        for text in [
            "",
            "*",
            "https://",
            "https://*",
            "https://*.",
            "https://library.example/",
            "https://library.example; script-src *",
            "https://library.example 'self'",
            "https://Library.example",
            "https://a.*.example",
            "https://library.example:port",
            "https://me@library.example",
            "data:",
            "null",
        ] {
            assert_eq!(text.parse::<PageOrigin>(), Err(NotAnOrigin), "{text}");
        }
    }

    #[test]
    fn an_origin_includes_itself_and_with_an_asterisk_all_below() {
        let includes = |text: &str, origin| text.parse::<PageOrigin>().unwrap().includes(origin);
        assert!(includes(
            "https://library.example",
            "https://library.example"
        ));
        assert!(!includes(
            "https://library.example",
            "http://library.example"
        ));
        assert!(!includes(
            "https://library.example",
            "https://www.library.example"
        ));
        let all = "https://*.library.example";
        assert!(includes(all, "https://www.library.example"));
        assert!(includes(all, "https://a.b.library.example"));
        for other in [
            "https://library.example",
            "https://.library.example",
            "https://evillibrary.example",
            "http://www.library.example",
            "https://www.library.example.evil.example",
            "null",
        ] {
            assert!(!includes(all, other), "{other}");
        }
    }
}
