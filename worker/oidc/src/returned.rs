//! What somebody comes back with from the provider.

use hushdesk_protocol::rest::ProviderReturn;

use crate::attempt::Bound;
use crate::client::Client;
use crate::metadata::Metadata;

/// Why there is nothing to go on with.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NotReturned {
    /// It is no answer to what this browser has asked.
    #[error("it is no answer to a sign-in that was begun here")]
    NotAsked,
    /// It comes from another provider (RFC 9207, section 2.4), or from one that ought to say its name.
    #[error("the answer comes from another provider")]
    OtherProvider,
    /// Somebody pressed cancel there, or may not sign in to this.
    #[error("the provider says that access was denied")]
    Denied,
    /// The provider has refused it for another reason.
    #[error("the provider has refused it")]
    Refused,
    /// There is neither a code nor an error.
    #[error("the provider sent no code")]
    NoCode,
}

/// The code somebody has come back with, if it is an answer to what was asked. What a provider says of its errors is not looked at
/// beyond their name: anybody may have written it.
///
/// # Errors
///
/// There is nothing to go on with.
pub fn code_of<'a>(
    returned: &'a ProviderReturn,
    bound: &Bound,
    client: &Client<'_>,
    metadata: &Metadata,
) -> Result<&'a str, NotReturned> {
    if !bound.is_answered_by(returned.state.as_str()) {
        return Err(NotReturned::NotAsked);
    }
    match &returned.iss {
        Some(iss) if iss.as_str() == client.issuer => {}
        None if !metadata.names_itself() => {}
        Some(_) | None => return Err(NotReturned::OtherProvider),
    }
    match (&returned.error, &returned.code) {
        (Some(error), _) if error.as_str() == "access_denied" => Err(NotReturned::Denied),
        (Some(_), _) => Err(NotReturned::Refused),
        (None, Some(code)) if !code.is_empty() => Ok(code),
        (None, _) => Err(NotReturned::NoCode),
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Timestamp;
    use serde_json::json;

    use super::*;
    use crate::attempt::{Attempt, Purpose, SECRET_BYTES};
    use crate::client::Reach;

    const CLIENT: Client<'static> = Client {
        issuer: "https://id.example",
        id: "hushdesk",
        redirect: "https://help.example/console/provider",
    };

    fn metadata(names_itself: bool) -> Metadata {
        let document = json!({
            "issuer": CLIENT.issuer,
            "authorization_endpoint": "https://id.example/auth",
            "token_endpoint": "https://id.example/token",
            "jwks_uri": "https://id.example/keys",
            "authorization_response_iss_parameter_supported": names_itself,
        });
        let text = document.to_string();
        Metadata::read(CLIENT.issuer, text.as_bytes(), Reach::Encrypted).unwrap()
    }

    fn bound(byte: u8) -> Bound {
        let attempt = Attempt::new([byte; SECRET_BYTES], Purpose::SignIn, Timestamp(5));
        attempt.bound_to(&CLIENT).unwrap()
    }

    fn returned() -> ProviderReturn {
        ProviderReturn {
            state: bound(1).state().parse().unwrap(),
            code: Some("the code".to_owned()),
            iss: None,
            error: None,
        }
    }

    fn read(returned: &ProviderReturn, names_itself: bool) -> Result<&str, NotReturned> {
        code_of(returned, &bound(1), &CLIENT, &metadata(names_itself))
    }

    #[test]
    fn a_code_counts_in_the_browser_that_has_asked_for_it() {
        assert_eq!(read(&returned(), false), Ok("the code"));
        let foreign = code_of(&returned(), &bound(2), &CLIENT, &metadata(false)).map(str::to_owned);
        assert_eq!(foreign, Err(NotReturned::NotAsked));
    }

    #[test]
    fn an_answer_of_another_provider_is_none() {
        let from = |iss: Option<&str>| ProviderReturn {
            iss: iss.map(|iss| iss.parse().unwrap()),
            ..returned()
        };
        let other = Err(NotReturned::OtherProvider);
        assert_eq!(read(&from(Some("https://evil.example")), false), other);
        assert_eq!(read(&from(None), true), other);
        assert_eq!(read(&from(Some(CLIENT.issuer)), true), Ok("the code"));
    }

    #[test]
    fn an_error_counts_with_a_state_only_and_whatever_code_stands_beside_it() {
        let with = |error: &str| ProviderReturn {
            error: Some(error.parse().unwrap()),
            ..returned()
        };
        assert_eq!(
            read(&with("access_denied"), false),
            Err(NotReturned::Denied)
        );
        assert_eq!(read(&with("<script>"), false), Err(NotReturned::Refused));
        let forged = ProviderReturn {
            state: "made-up".parse().unwrap(),
            ..with("access_denied")
        };
        assert_eq!(read(&forged, false), Err(NotReturned::NotAsked));
        let nothing = ProviderReturn {
            code: None,
            ..returned()
        };
        assert_eq!(read(&nothing, false), Err(NotReturned::NoCode));
    }
}
