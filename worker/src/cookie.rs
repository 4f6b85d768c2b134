//! The cookies (RFC 6265bis): for our own pages only, never for scripts.

use hushdesk_directory::SESSION_SECONDS;
use hushdesk_oidc::Attempt;
use hushdesk_protocol::rest::PROVIDER_MINUTES;

use crate::browser_token::{BROWSER_SECONDS, BrowserToken};
use crate::session_token::SessionToken;
use crate::site::{Site, Way};

/// One of our cookies, by its names.
#[derive(Clone, Copy)]
struct Cookie {
    /// The prefix makes browsers refuse the cookie unless it is `Secure`, for this host alone and for all of it
    /// (section 4.1.3.2).
    secure: &'static str,
    /// Without `Secure` there can be no prefix.
    plain: &'static str,
}

const SESSION: Cookie = Cookie {
    secure: "__Host-hushdesk",
    plain: "hushdesk",
};

const BROWSER: Cookie = Cookie {
    secure: "__Host-hushdesk-browser",
    plain: "hushdesk-browser",
};

/// What a browser has while somebody is at the identity provider. It comes back though the way leads over another site: it is our own
/// page that sends it, when it has been led back to.
const ATTEMPT: Cookie = Cookie {
    secure: "__Host-hushdesk-provider",
    plain: "hushdesk-provider",
};

/// The `Set-Cookie` that gives a browser its session.
pub(crate) fn giving(token: &SessionToken, site: &Site) -> String {
    SESSION.set(token.as_str(), SESSION_SECONDS, site)
}

/// The `Set-Cookie` that takes it away.
pub(crate) fn taking(site: &Site) -> String {
    SESSION.set("", 0, site)
}

/// The `Set-Cookie` by which a browser is known again.
pub(crate) fn marking(browser: &BrowserToken, site: &Site) -> String {
    BROWSER.set(browser.as_str(), BROWSER_SECONDS, site)
}

/// The `Set-Cookie` of a browser in which somebody goes to the identity provider.
pub(crate) fn attempting(attempt: &Attempt, site: &Site) -> String {
    ATTEMPT.set(&attempt.to_text(), PROVIDER_MINUTES * 60, site)
}

/// The `Set-Cookie` that takes that away.
pub(crate) fn attempted(site: &Site) -> String {
    ATTEMPT.set("", 0, site)
}

/// What somebody has begun at the identity provider, in a `Cookie` header.
pub(crate) fn attempt(header: &str, site: &Site) -> Option<Attempt> {
    ATTEMPT.find(header, site, Attempt::from_text)
}

/// The session's token in a `Cookie` header.
pub(crate) fn token(header: &str, site: &Site) -> Option<SessionToken> {
    SESSION.find(header, site, SessionToken::from_text)
}

/// The browser's token in a `Cookie` header.
pub(crate) fn browser(header: &str, site: &Site) -> Option<BrowserToken> {
    BROWSER.find(header, site, BrowserToken::from_text)
}

impl Cookie {
    fn name(self, site: &Site) -> &'static str {
        if site.way == Way::Loopback {
            self.plain
        } else {
            self.secure
        }
    }

    fn set(self, value: &str, seconds: u64, site: &Site) -> String {
        let name = self.name(site);
        let secure = if site.way == Way::Loopback {
            ""
        } else {
            "; Secure"
        };
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}")
    }

    /// The first value of this cookie that can be read.
    fn find<T>(self, header: &str, site: &Site, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        header.split(';').find_map(|pair| {
            let (name, value) = pair.trim().split_once('=')?;
            (name == self.name(site)).then(|| read(value))?
        })
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_oidc::Purpose;
    use hushdesk_protocol::ids::Timestamp;

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

    #[test]
    fn what_was_begun_at_the_provider_is_in_a_cookie_for_ten_minutes() {
        let site = site("https://help.example/");
        let attempt = Attempt::new([7; 32], Purpose::SignIn, Timestamp(5));
        let (name, text) = ("__Host-hushdesk-provider", attempt.to_text());
        assert_eq!(
            attempting(&attempt, &site),
            format!("{name}={text}; Path=/; HttpOnly; SameSite=Strict; Max-Age=600; Secure")
        );
        assert_eq!(
            super::attempt(&format!("{name}={text}"), &site),
            Some(attempt)
        );
        assert_eq!(
            super::attempt(&format!("hushdesk-provider={text}"), &site),
            None
        );
    }

    #[test]
    fn a_browser_is_known_again_for_long_by_a_cookie_of_its_own() {
        let site = site("https://help.example/");
        let text = "cd".repeat(32);
        let marked = BrowserToken::from_bytes([0xcd; 32]);
        assert_eq!(
            marking(&marked, &site),
            format!(
                "__Host-hushdesk-browser={text}; Path=/; HttpOnly; SameSite=Strict; Max-Age=34560000; Secure"
            )
        );
        let header = format!(
            "__Host-hushdesk={}; __Host-hushdesk-browser={text}",
            "ab".repeat(32)
        );
        assert_eq!(browser(&header, &site), Some(marked));
        assert_eq!(browser(&format!("__Host-hushdesk={text}"), &site), None);
    }
}
