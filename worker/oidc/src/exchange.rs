//! Exchanging a code for a token (OpenID Connect Core 1.0, section 3.1.3).

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use url::form_urlencoded::{Serializer, byte_serialize};

use crate::attempt::Bound;
use crate::client::Client;
use crate::metadata::{Metadata, SecretBy};

/// What is posted to the provider. `Debug` shows nothing of it.
pub struct TokenRequest {
    /// What stands in `Authorization`, if anything.
    pub authorization: Option<String>,
    /// The body, `application/x-www-form-urlencoded`.
    pub body: String,
}

/// Why there is no token.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NoIdToken {
    /// The provider does not take the client, or its secret.
    #[error("the provider does not know the client by this secret")]
    Client,
    /// The provider does not take the code.
    #[error("the provider does not take the code")]
    Code,
    /// It says something else.
    #[error("the provider answers without a token")]
    Nothing,
}

impl TokenRequest {
    /// The request for this code, of a client that has this secret or none.
    pub fn new(
        metadata: &Metadata,
        client: &Client<'_>,
        secret: Option<&str>,
        (code, bound): (&str, &Bound),
    ) -> Self {
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", client.redirect)
            .append_pair("code_verifier", bound.verifier());
        let mut authorization = None;
        match (secret, metadata.secret_by()) {
            (Some(secret), SecretBy::Basic) => authorization = Some(basic(client.id, secret)),
            (Some(secret), SecretBy::Post) => {
                form.append_pair("client_id", client.id)
                    .append_pair("client_secret", secret);
            }
            (None, _) => {
                form.append_pair("client_id", client.id);
            }
        }
        Self {
            authorization,
            body: form.finish(),
        }
    }
}

/// RFC 6749, section 2.3.1: both are encoded as forms are before they are joined.
fn basic(id: &str, secret: &str) -> String {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let both = format!("{}:{}", encoded(id), encoded(secret));
    format!("Basic {}", STANDARD.encode(both))
}

impl fmt::Debug for TokenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenRequest").finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Answer {
    id_token: Option<String>,
    access_token: Option<String>,
    error: Option<String>,
}

/// What a code is exchanged for. `Debug` shows nothing of it.
#[derive(Eq, PartialEq)]
pub struct Tokens {
    /// What says who it is.
    pub id: String,
    /// By what the provider is asked for more about them, if by anything.
    pub access: Option<String>,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").finish_non_exhaustive()
    }
}

/// The tokens in what the provider answers. None is kept.
///
/// # Errors
///
/// There is none that says who it is.
pub fn tokens_in(answer: &[u8]) -> Result<Tokens, NoIdToken> {
    let answer: Answer = serde_json::from_slice(answer).map_err(|_| NoIdToken::Nothing)?;
    match (answer.error.as_deref(), answer.id_token) {
        (None, Some(id)) => Ok(Tokens {
            id,
            access: answer.access_token,
        }),
        (Some("invalid_client" | "unauthorized_client"), _) => Err(NoIdToken::Client),
        (Some("invalid_grant"), _) => Err(NoIdToken::Code),
        (_, _) => Err(NoIdToken::Nothing),
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
        id: "hush desk",
        redirect: "https://help.example/console/provider",
    };

    fn bound() -> Bound {
        let attempt = Attempt::new([1; SECRET_BYTES], Purpose::SignIn, Timestamp(5));
        attempt.bound_to(&CLIENT).unwrap()
    }

    fn request(methods: &[&str], secret: Option<&str>) -> TokenRequest {
        let document = json!({
            "issuer": CLIENT.issuer,
            "authorization_endpoint": "https://id.example/auth",
            "token_endpoint": "https://id.example/token",
            "jwks_uri": "https://id.example/keys",
            "token_endpoint_auth_methods_supported": methods,
        });
        let text = document.to_string();
        let metadata = Metadata::read(CLIENT.issuer, text.as_bytes(), Reach::Encrypted);
        TokenRequest::new(&metadata.unwrap(), &CLIENT, secret, ("a&b", &bound()))
    }

    #[test]
    fn a_code_is_exchanged_with_the_verifier_and_the_secret_where_the_provider_takes_it() {
        let common = format!(
            "grant_type=authorization_code&code=a%26b\
             &redirect_uri=https%3A%2F%2Fhelp.example%2Fconsole%2Fprovider&code_verifier={}",
            bound().verifier()
        );
        let basic = request(&["client_secret_basic"], Some("a:b"));
        assert_eq!(basic.body, common);
        let expected = format!("Basic {}", STANDARD.encode("hush+desk:a%3Ab"));
        assert_eq!(basic.authorization, Some(expected));
        let post = request(&["client_secret_post"], Some("a:b"));
        assert_eq!(
            post.body,
            format!("{common}&client_id=hush+desk&client_secret=a%3Ab")
        );
        assert_eq!(post.authorization, None);
        let public = request(&["none"], None);
        assert_eq!(public.body, format!("{common}&client_id=hush+desk"));
        assert!(!format!("{basic:?}").contains("a%3Ab"));
    }

    #[test]
    fn only_an_answer_without_an_error_has_a_token() {
        let read = |answer: &str| tokens_in(answer.as_bytes());
        let tokens = |access: Option<&str>| Tokens {
            id: "x".to_owned(),
            access: access.map(str::to_owned),
        };
        let both = r#"{"id_token":"x","access_token":"y"}"#;
        assert_eq!(read(both), Ok(tokens(Some("y"))));
        assert_eq!(read(r#"{"id_token":"x"}"#), Ok(tokens(None)));
        let denied = r#"{"id_token":"x","error":"invalid_grant"}"#;
        assert_eq!(read(denied), Err(NoIdToken::Code));
        assert_eq!(
            read(r#"{"error":"invalid_client"}"#),
            Err(NoIdToken::Client)
        );
        for nothing in ["{}", "", "<html>", r#"{"error":"server_error"}"#] {
            assert_eq!(read(nothing), Err(NoIdToken::Nothing), "{nothing}");
        }
    }
}
