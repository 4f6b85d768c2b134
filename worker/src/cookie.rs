//! The session cookie (RFC 6265bis): for our own pages only, never for scripts.

use crate::session_token::{SESSION_SECONDS, SessionToken};
use crate::site::Site;

/// The prefix makes browsers refuse the cookie unless it is `Secure`, for this host alone and for all of it
/// (section 4.1.3.2).
const NAME: &str = "__Host-hushdesk";

/// Without `Secure` there can be no prefix.
const PLAIN_NAME: &str = "hushdesk";

/// The `Set-Cookie` that gives a browser its session.
pub(crate) fn giving(token: &SessionToken, site: &Site) -> String {
    set_cookie(token.as_str(), SESSION_SECONDS, site)
}

/// The `Set-Cookie` that takes it away.
pub(crate) fn taking(site: &Site) -> String {
    set_cookie("", 0, site)
}

/// The token in a `Cookie` header.
pub(crate) fn token(header: &str, site: &Site) -> Option<SessionToken> {
    let value = |pair: &str| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == name_at(site)).then(|| SessionToken::from_text(value))?
    };
    header.split(';').find_map(value)
}

fn set_cookie(value: &str, seconds: u64, site: &Site) -> String {
    let name = name_at(site);
    let secure = if site.is_plain_loopback {
        ""
    } else {
        "; Secure"
    };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}")
}

fn name_at(site: &Site) -> &'static str {
    if site.is_plain_loopback {
        PLAIN_NAME
    } else {
        NAME
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(address: &str) -> Site {
        Site::of(&address.parse().unwrap(), None).unwrap()
    }

    #[test]
    fn on_the_web_the_cookie_is_secure_and_bound_to_the_host() {
        let token = SessionToken::from_bytes([0xab; 32]);
        assert_eq!(
            giving(&token, &site("https://help.example/")),
            format!(
                "__Host-hushdesk={}; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200; Secure",
                "ab".repeat(32)
            )
        );
        assert_eq!(
            taking(&site("https://help.example/")),
            "__Host-hushdesk=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0; Secure"
        );
    }

    #[test]
    fn on_a_development_server_it_comes_back_without_https() {
        assert_eq!(
            taking(&site("http://127.0.0.1:8787/")),
            "hushdesk=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"
        );
    }

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let expected = SessionToken::from_bytes([0xab; 32]);
        let text = "ab".repeat(32);
        let at = |header: &str| token(header, &site("https://help.example/"));
        for header in [
            format!("__Host-hushdesk={text}"),
            format!("a=b; __Host-hushdesk={text}; c=d"),
            format!("__Host-hushdesk=; __Host-hushdesk={text}"),
            format!(";;=;a;__Host-hushdesk={text}"),
        ] {
            assert_eq!(at(&header).as_ref(), Some(&expected), "{header}");
        }
        for header in [
            String::new(),
            format!("hushdesk={text}"),
            format!("x__Host-hushdesk={text}"),
            "__Host-hushdesk=abc".to_owned(),
        ] {
            assert_eq!(at(&header), None, "{header}");
        }
    }
}
