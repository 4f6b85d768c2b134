//! What a browser says of where something was made or signed (section 5.8.1).

use hushdesk_protocol::rest::Encoded;
use serde::Deserialize;

use crate::encoded::decoded;
use crate::{Site, Untrue};

/// For what an authenticator was asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Purpose {
    /// To make a passkey.
    Create,
    /// To sign with one.
    Get,
}

impl Purpose {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "webauthn.create",
            Self::Get => "webauthn.get",
        }
    }
}

/// What counts of it. What else browsers say there is not looked at (section 5.8.1.1: more may be added).
#[derive(Deserialize)]
struct ClientData {
    r#type: String,
    challenge: Encoded,
    origin: String,
    #[serde(default, rename = "crossOrigin")]
    cross_origin: bool,
}

/// The challenge that was answered for this purpose by a page of this site (sections 7.1 and 7.2: steps 7 to 10, and 11 to 13).
pub(crate) fn challenge_in(json: &[u8], purpose: Purpose, site: &Site) -> Result<Vec<u8>, Untrue> {
    let data: ClientData = serde_json::from_slice(json).map_err(|_| Untrue::Unreadable)?;
    if data.r#type != purpose.as_str() {
        return Err(Untrue::OtherPurpose);
    }
    if data.origin != site.origin || data.cross_origin {
        return Err(Untrue::OtherOrigin);
    }
    decoded(&data.challenge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::site;

    fn challenge(json: &str) -> Result<Vec<u8>, Untrue> {
        challenge_in(json.as_bytes(), Purpose::Get, &site())
    }

    #[test]
    fn a_challenge_counts_that_our_own_page_had_answered() {
        let own = r#"{"type":"webauthn.get","challenge":"AQID","origin":"https://help.example","other":{}}"#;
        assert_eq!(challenge(own), Ok(vec![1, 2, 3]));
        let said = own.replace("\"other\":{}", "\"crossOrigin\":false");
        assert_eq!(challenge(&said), Ok(vec![1, 2, 3]));
    }

    #[test]
    fn a_foreign_page_another_purpose_and_what_is_no_json_do_not_count() {
        let says = |kind: &str, origin: &str, more: &str| {
            challenge(&format!(
                r#"{{"type":"{kind}","challenge":"AQID","origin":"{origin}"{more}}}"#
            ))
        };
        let (get, ours) = ("webauthn.get", "https://help.example");
        for origin in [
            "https://evil.example",
            "http://help.example",
            "https://help.example:8443",
            "https://help.example.evil.example",
            "https://sub.help.example",
            "",
        ] {
            assert_eq!(says(get, origin, ""), Err(Untrue::OtherOrigin), "{origin}");
        }
        let framed = says(get, ours, r#","crossOrigin":true"#);
        assert_eq!(framed, Err(Untrue::OtherOrigin));
        for kind in ["webauthn.create", "", "payment.get"] {
            assert_eq!(says(kind, ours, ""), Err(Untrue::OtherPurpose), "{kind}");
        }
        for text in ["", "null", "[]", r#"{"type":"webauthn.get"}"#] {
            assert_eq!(challenge(text), Err(Untrue::Unreadable), "{text}");
        }
        let broken = r#"{"type":"webauthn.get","challenge":"=","origin":"https://help.example"}"#;
        assert_eq!(challenge(broken), Err(Untrue::Unreadable));
    }
}
