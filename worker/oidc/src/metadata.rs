//! What a provider says of itself (OpenID Connect Discovery 1.0).

use serde::Deserialize;
use url::Url;

use crate::attempt::{Bound, Purpose};
use crate::client::{Client, Reach};

/// Where a provider says it (section 4.1).
const WELL_KNOWN: &str = "/.well-known/openid-configuration";

/// Algorithms by which a token may be signed.
const ALGORITHMS: [&str; 2] = ["ES256", "RS256"];

/// What is asked for: that it is OpenID, and the address by which somebody may be known.
const SCOPE: &str = "openid email profile";

/// A provider, as far as it is of use here.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Metadata {
    authorization: Url,
    token: Url,
    keys: Url,
    userinfo: Option<Url>,
    secret_by: SecretBy,
    names_itself: bool,
}

/// How a client shows the provider its secret.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum SecretBy {
    /// In a header, as all providers take it that say nothing else.
    Basic,
    /// In the body.
    Post,
}

/// Why nobody can sign in there.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Unusable {
    /// It is no document of a provider.
    #[error("what stands at /.well-known/openid-configuration is no description of a provider")]
    NoDocument,
    /// It calls itself otherwise.
    #[error(
        "the provider calls itself otherwise: the issuer has to be what it says there, to the letter"
    )]
    OtherIssuer,
    /// One of its addresses could be read on the way.
    #[error("one of the provider's addresses does not begin with https://")]
    InTheClear,
    /// It signs by other algorithms.
    #[error("the provider signs tokens by neither ES256 nor RS256")]
    Algorithms,
    /// It knows no PKCE.
    #[error("the provider does not take PKCE by S256")]
    NoPkce,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    userinfo_endpoint: Option<String>,
    id_token_signing_alg_values_supported: Option<Vec<String>>,
    code_challenge_methods_supported: Option<Vec<String>>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

/// Where this issuer says what it is.
pub fn metadata_address(issuer: &str) -> String {
    let issuer = issuer.strip_suffix('/').unwrap_or(issuer);
    format!("{issuer}{WELL_KNOWN}")
}

impl Metadata {
    /// Reads what an issuer says of itself.
    ///
    /// # Errors
    ///
    /// Nobody can sign in there.
    pub fn read(issuer: &str, document: &[u8], reach: Reach) -> Result<Self, Unusable> {
        let document: Document =
            serde_json::from_slice(document).map_err(|_| Unusable::NoDocument)?;
        if document.issuer != issuer {
            return Err(Unusable::OtherIssuer);
        }
        let lists = |list: &Option<Vec<String>>, any: &[&str]| {
            let is_one = |it: &String| any.contains(&it.as_str());
            list.as_ref().is_none_or(|list| list.iter().any(is_one))
        };
        if !lists(&document.id_token_signing_alg_values_supported, &ALGORITHMS) {
            return Err(Unusable::Algorithms);
        }
        if !lists(&document.code_challenge_methods_supported, &["S256"]) {
            return Err(Unusable::NoPkce);
        }
        let methods = &document.token_endpoint_auth_methods_supported;
        let secret_by = if lists(methods, &["client_secret_basic"]) {
            SecretBy::Basic
        } else {
            SecretBy::Post
        };
        let address = |text: &str| reach.address(text).ok_or(Unusable::InTheClear);
        Ok(Self {
            authorization: address(&document.authorization_endpoint)?,
            token: address(&document.token_endpoint)?,
            keys: address(&document.jwks_uri)?,
            userinfo: document
                .userinfo_endpoint
                .as_deref()
                .map(address)
                .transpose()?,
            secret_by,
            names_itself: document.authorization_response_iss_parameter_supported,
        })
    }

    /// Where its keys are.
    pub const fn keys_address(&self) -> &Url {
        &self.keys
    }

    /// Where a code is exchanged.
    pub const fn token_address(&self) -> &Url {
        &self.token
    }

    /// Where more is said of somebody than in a token (OpenID Connect Core 1.0, section 5.3), if anywhere.
    pub const fn userinfo_address(&self) -> Option<&Url> {
        self.userinfo.as_ref()
    }

    pub(crate) const fn secret_by(&self) -> SecretBy {
        self.secret_by
    }

    /// Whether it names itself beside each of its answers (RFC 9207).
    pub(crate) const fn names_itself(&self) -> bool {
        self.names_itself
    }

    /// Where somebody is sent to sign in (OpenID Connect Core 1.0, section 3.1.2.1). Who is to prove that it is them signs in again
    /// there, and the token says when.
    pub fn sign_in_address(&self, client: &Client<'_>, bound: &Bound, purpose: Purpose) -> Url {
        let mut address = self.authorization.clone();
        {
            let mut query = address.query_pairs_mut();
            query
                .append_pair("response_type", "code")
                .append_pair("client_id", client.id)
                .append_pair("redirect_uri", client.redirect)
                .append_pair("scope", SCOPE)
                .append_pair("state", bound.state())
                .append_pair("nonce", bound.nonce())
                .append_pair("code_challenge", &bound.challenge())
                .append_pair("code_challenge_method", "S256");
            if purpose == Purpose::Proof {
                query
                    .append_pair("prompt", "login")
                    .append_pair("max_age", "0");
            }
        }
        address
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Timestamp;
    use serde_json::{Value, json};

    use super::*;
    use crate::attempt::{Attempt, SECRET_BYTES};

    const ISSUER: &str = "https://id.example";

    fn document() -> Value {
        json!({
            "issuer": ISSUER,
            "authorization_endpoint": "https://id.example/auth?tenant=1",
            "token_endpoint": "https://id.example/token",
            "jwks_uri": "https://id.example/keys",
            "claims_supported": ["sub"],
        })
    }

    fn with(name: &str, value: Value) -> Result<Metadata, Unusable> {
        let mut document = document();
        document[name] = value;
        Metadata::read(ISSUER, document.to_string().as_bytes(), Reach::Encrypted)
    }

    #[test]
    fn the_document_is_below_the_issuer() {
        let expected = "https://id.example/realm/.well-known/openid-configuration";
        for issuer in ["https://id.example/realm", "https://id.example/realm/"] {
            assert_eq!(metadata_address(issuer), expected);
        }
    }

    #[test]
    fn a_provider_that_is_another_or_cannot_be_trusted_is_not_used() {
        assert!(with("more", json!(1)).is_ok());
        for issuer in [
            "https://evil.example",
            "https://id.example/",
            "HTTPS://id.example",
        ] {
            assert_eq!(with("issuer", json!(issuer)), Err(Unusable::OtherIssuer));
        }
        for name in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
            for address in ["http://id.example/", "javascript:alert(1)", "/keys"] {
                assert_eq!(with(name, json!(address)), Err(Unusable::InTheClear));
            }
            assert_eq!(with(name, Value::Null), Err(Unusable::NoDocument));
        }
        let only = |name: &str, one: &str| with(name, json!([one]));
        let algorithms = "id_token_signing_alg_values_supported";
        assert_eq!(only(algorithms, "HS256"), Err(Unusable::Algorithms));
        assert!(only(algorithms, "ES256").is_ok());
        let pkce = "code_challenge_methods_supported";
        assert_eq!(only(pkce, "plain"), Err(Unusable::NoPkce));
        let html = Metadata::read(ISSUER, b"<!doctype html>", Reach::Encrypted);
        assert_eq!(html, Err(Unusable::NoDocument));
    }

    #[test]
    fn the_secret_is_shown_in_a_header_unless_the_provider_takes_it_otherwise_only() {
        let methods = |list: Value| {
            let read = with("token_endpoint_auth_methods_supported", list);
            read.unwrap().secret_by()
        };
        assert_eq!(methods(Value::Null), SecretBy::Basic);
        let both = json!(["client_secret_post", "client_secret_basic"]);
        assert_eq!(methods(both), SecretBy::Basic);
        assert_eq!(methods(json!(["client_secret_post"])), SecretBy::Post);
    }

    #[test]
    fn somebody_is_sent_there_with_all_that_binds_the_answer_to_them() {
        let metadata = with("more", json!(1)).unwrap();
        let client = Client {
            issuer: ISSUER,
            id: "hush desk&co",
            redirect: "https://help.example/console/provider",
        };
        let attempt = Attempt::new([1; SECRET_BYTES], Purpose::SignIn, Timestamp(5));
        let bound = attempt.bound_to(&client).unwrap();
        let query = |purpose| -> Vec<(String, String)> {
            let address = metadata.sign_in_address(&client, &bound, purpose);
            assert!(
                address
                    .as_str()
                    .starts_with("https://id.example/auth?tenant=1&")
            );
            address.query_pairs().into_owned().collect()
        };
        let expected = [
            ("tenant", "1"),
            ("response_type", "code"),
            ("client_id", "hush desk&co"),
            ("redirect_uri", "https://help.example/console/provider"),
            ("scope", "openid email profile"),
            ("state", bound.state()),
            ("nonce", bound.nonce()),
            ("code_challenge", &bound.challenge()),
            ("code_challenge_method", "S256"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(query(Purpose::SignIn), expected);
        let more = query(Purpose::Proof).split_off(expected.len());
        let again = [("prompt", "login"), ("max_age", "0")];
        assert_eq!(
            more,
            again.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }
}
