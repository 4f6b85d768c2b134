//! Who may change something with a browser's cookie: our own pages, and programs that are no browsers.
//!
//! A browser says in `Origin` which page makes a request or opens a socket, and a page cannot change that. A
//! program that is no browser has no `Origin` and says [`CLIENT_HEADER`] instead, which no foreign page can: it
//! would need our leave (a CORS preflight), which is never given, and for a socket there is no way at all.

use crate::site::Site;

/// What a program that is no browser sends with value `1`.
pub(crate) const CLIENT_HEADER: &str = "X-Hushdesk";

/// Whether a request with these headers is none that a foreign page made.
pub(crate) fn is_ours(origin: Option<&str>, client_header: Option<&str>, site: &Site) -> bool {
    match origin {
        Some(origin) => origin == site.origin,
        None => client_header == Some("1"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_pages_and_programs_may_and_foreign_pages_may_not() {
        let address = "https://help.example/api/v1/session".parse().unwrap();
        let site = Site::of(&address, None).unwrap();
        for (origin, client_header, expected) in [
            (Some("https://help.example"), None, true),
            (Some("https://evil.example"), None, false),
            (Some("https://evil.example"), Some("1"), false),
            (Some("http://help.example"), None, false),
            (Some("https://help.example:8443"), None, false),
            (Some("null"), None, false),
            (None, Some("1"), true),
            (None, Some(""), false),
            (None, None, false),
        ] {
            assert_eq!(
                is_ours(origin, client_header, &site),
                expected,
                "{origin:?} {client_header:?}"
            );
        }
    }
}
