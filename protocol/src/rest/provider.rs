//! Signing in at the organisation's identity provider (OpenID Connect Core 1.0), and how that is set.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::session::Session;
use super::webhook::host;
use crate::ids::{OperatorName, Timestamp};
use crate::text::Title;

/// Bytes of the JSON of how a provider is set: an address, a few names and a secret in JSON's longest way.
pub const PROVIDER_BYTES_MAX: usize = 16_384;

/// Bytes of what somebody comes back with: a code, whose size is the provider's business (RFC 6749, section 4.1.2), and a state.
pub const PROVIDER_RETURN_BYTES_MAX: usize = 32_768;

/// Bytes of what somebody begins with.
pub const PROVIDER_BEGINNING_BYTES_MAX: usize = 64;

/// Minutes somebody may take at the provider.
pub const PROVIDER_MINUTES: u64 = 10;

/// The path of the page to which a provider sends people back.
pub const PROVIDER_RETURN_PATH: &str = "/console/provider";

/// The claim that is compared with addresses, if the provider has verified it. All others are compared with sign-in names.
pub const EMAIL_CLAIM: &str = "email";

/// Bytes of an issuer.
const ISSUER_BYTES_MAX: usize = 500;

/// Bytes of what a client is known by.
const CLIENT_ID_BYTES_MAX: usize = 255;

/// Bytes of the secret of a client.
const CLIENT_SECRET_BYTES_MAX: usize = 1_000;

/// Bytes of what a provider gives back beside a code: our own state, its own name, the name of an error.
const RETURNED_BYTES_MAX: usize = 500;

/// Bytes of the name of a claim.
const CLAIM_BYTES_MAX: usize = 100;

/// What is not what a provider is set by.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NotOfProvider {
    /// No issuer.
    #[error("an issuer begins with https:// and has neither user, query nor fragment")]
    Issuer,
    /// Nothing a client is known by.
    #[error(
        "a client id has 1 to {CLIENT_ID_BYTES_MAX} characters, none of them beyond ASCII, and no blanks"
    )]
    ClientId,
    /// No secret.
    #[error(
        "a client secret has 1 to {CLIENT_SECRET_BYTES_MAX} characters, none of them beyond ASCII"
    )]
    ClientSecret,
    /// Nothing that a provider gives back.
    #[error(
        "what a provider gives back has 1 to {RETURNED_BYTES_MAX} characters, none of them beyond ASCII, and no blanks"
    )]
    Returned,
    /// No name of a claim.
    #[error(
        "the name of a claim has 1 to {CLAIM_BYTES_MAX} characters, none of them beyond ASCII, and no blanks"
    )]
    Claim,
}

macro_rules! setting {
    ($(#[$doc:meta])* $name:ident, $not:ident, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotOfProvider;

            fn try_from(text: String) -> Result<Self, NotOfProvider> {
                let check: fn(&str) -> bool = $check;
                check(&text).then_some(Self(text)).ok_or(NotOfProvider::$not)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotOfProvider;

            fn from_str(text: &str) -> Result<Self, NotOfProvider> {
                Self::try_from(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }
    };
}

macro_rules! shown {
    ($($name:ident),+) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        })+
    };
}

setting! {
    /// A provider, by the address it goes by: an `https` address; `http` is for a provider beside a development server, on a loopback
    /// address.
    IssuerAddress, Issuer, |text| {
        let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"?#<>\"\\`{}|^".contains(&byte);
        let is_host = |host: &str| {
            let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte);
            !host.is_empty() && host.bytes().all(is_part)
        };
        text.len() <= ISSUER_BYTES_MAX && text.bytes().all(is_plain) && host(text).is_some_and(is_host)
    }
}
setting! {
    /// By what the provider knows the organisation (RFC 6749, appendix A.1).
    ClientId, ClientId, |text| is_visible(text, CLIENT_ID_BYTES_MAX) && !text.contains(' ')
}
setting! {
    /// By what the organisation shows the provider that it is itself. `Debug` shows nothing of it.
    ClientSecret, ClientSecret, |text| is_visible(text, CLIENT_SECRET_BYTES_MAX)
}
setting! {
    /// The name of a claim.
    ClaimName, Claim, |text| is_visible(text, CLAIM_BYTES_MAX) && !text.contains(' ')
}
setting! {
    /// Something that a provider gives back in an address.
    ReturnedText, Returned, |text| is_visible(text, RETURNED_BYTES_MAX) && !text.contains(' ')
}
shown!(IssuerAddress, ClientId, ClaimName, ReturnedText);

impl fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientSecret").finish_non_exhaustive()
    }
}

fn is_visible(text: &str, bytes_max: usize) -> bool {
    let is_visible = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    (1..=bytes_max).contains(&text.len()) && text.trim() == text && text.bytes().all(is_visible)
}

/// How people sign in at a provider.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// What it is called where one signs in.
    pub name: Title,
    /// The provider.
    pub issuer: IssuerAddress,
    /// By what it knows the organisation.
    pub client_id: ClientId,
    /// The claim that says, the first time, whose account it is: `email`, which counts if the provider has verified it and somebody here
    /// can be reached there or was invited there; or another, which is a sign-in name.
    pub claim: ClaimName,
    /// Who signs in with a password beside.
    pub passwords: PasswordSignIn,
}

/// Who signs in with a password, where there is a provider.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PasswordSignIn {
    /// Whoever has one.
    Everybody,
    /// One administrator, for when the provider fails.
    Only(OperatorName),
}

/// How the provider is set, if there is one ([`GetProvider`](super::GetProvider)). The secret of the client is told nobody.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// How; null: nobody signs in at one.
    pub settings: Option<ProviderSettings>,
    /// Since when the client has had its secret, if it has one.
    pub secret_since: Option<Timestamp>,
}

/// How the provider is to be set ([`PutProvider`](super::PutProvider)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProviderChange {
    /// How; null: nobody signs in at one any more.
    pub settings: Option<ProviderSettings>,
    /// What becomes of the client's secret.
    pub secret: SecretChange,
}

/// What becomes of the secret of a client.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SecretChange {
    /// It stays.
    Keep,
    /// It is forgotten: the client has none.
    Forget,
    /// It is this one.
    Set(ClientSecret),
}

/// How one can sign in here ([`GetWaysIn`](super::GetWaysIn)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WaysIn {
    /// What the provider is called, if there is one.
    pub provider: Option<Title>,
    /// Whether more than one person signs in with a password.
    pub passwords: bool,
}

/// Somebody goes to the provider ([`PostProviderSignIn`](super::PostProviderSignIn)).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProviderBeginning {
    /// They are signed in by it, and are to show again that it is them.
    #[serde(default)]
    pub again: bool,
}

/// Where they go.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProviderAddress {
    /// The address, which is the provider's.
    pub address: String,
}

/// What they come back with: the query of the page's address ([`PostProviderReturn`](super::PostProviderReturn)).
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProviderReturn {
    /// What was sent with the question.
    pub state: ReturnedText,
    /// What is exchanged for a token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Which provider it is, as it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iss: Option<ReturnedText>,
    /// Why there is no code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<ReturnedText>,
}

/// Without what is exchanged.
impl fmt::Debug for ProviderReturn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderReturn").finish_non_exhaustive()
    }
}

/// Who has come back.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProviderReturned {
    /// Who is signed in, and for what.
    pub session: Session,
    /// They were signed in before, and have shown again that it is them.
    pub again: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_is_an_address_without_anything_behind_it() {
        for right in [
            "https://id.example",
            "https://id.example/realms/library/",
            "http://127.0.0.1:9",
        ] {
            assert!(right.parse::<IssuerAddress>().is_ok(), "{right}");
        }
        for wrong in [
            "",
            "id.example",
            "https://",
            "ftp://id.example",
            "https://user@id.example",
            "https://id.example?a=b",
            "https://id.example#a",
            "https://id.example/\u{e4}",
            "https://id.example/a b",
        ] {
            assert!(wrong.parse::<IssuerAddress>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_secret_is_not_printed() {
        let secret: ClientSecret = "hunter2".parse().unwrap();
        let change = SecretChange::Set(secret);
        assert!(!format!("{change:?}").contains("hunter2"));
        for wrong in ["", " a", "a\n", "\u{e4}", &"a".repeat(1_001)] {
            assert!(wrong.parse::<ClientSecret>().is_err(), "{wrong}");
        }
    }
}
