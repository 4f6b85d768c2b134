//! What must be true of a token before it says who somebody is (OpenID Connect Core 1.0, section 3.1.3.7).

use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::EMAIL_CLAIM;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, Validation, decode, decode_header};
use serde_json::{Map, Value};
use subtle::ConstantTimeEq;

use crate::keys::Keys;
use crate::signatures;

/// Bytes of a token that is looked at: a few claims, and a group for each of somebody's offices.
const TOKEN_BYTES_MAX: usize = 65_536;

/// Bytes of a subject (section 2: 255 ASCII characters).
const SUBJECT_BYTES_MAX: usize = 255;

/// Seconds by which two clocks may differ.
const SKEW: u64 = 60;

/// Seconds since a token was made: it comes straight from the provider.
const AGE_MAX: u64 = 600;

/// What a token is held against.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The provider.
    pub issuer: &'a str,
    /// By what it knows the organisation.
    pub client: &'a str,
    /// What was sent with the question.
    pub nonce: &'a str,
    /// When somebody has to have signed in at the provider at the earliest, if that matters.
    pub since: Option<Timestamp>,
    /// The time.
    pub now: Timestamp,
}

/// A token of which all that must be true is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct IdToken {
    subject: String,
    claims: Map<String, Value>,
}

/// Why a token is not believed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Untrue {
    /// It is no token.
    #[error("it is no token")]
    Malformed,
    /// It is signed otherwise than it has to be, or not at all.
    #[error("it is not signed by ES256 or RS256")]
    Algorithm,
    /// The provider has no such key, as far as is known.
    #[error("it is signed by a key that the provider does not have")]
    Key,
    /// The signature is wrong.
    #[error("its signature is wrong")]
    Signature,
    /// It is of another provider.
    #[error("it is of another issuer")]
    Issuer,
    /// It is for somebody else, or for others, too.
    #[error("it is for another client")]
    Audience,
    /// It counts no more, or not yet, or is older than an answer can be.
    #[error("it is too old, or its clock and ours differ")]
    Time,
    /// It answers another question.
    #[error("it answers another question")]
    Nonce,
    /// It says nobody.
    #[error("it names nobody")]
    Subject,
    /// It does not say that somebody has signed in just now.
    #[error("it does not say that somebody has just signed in at the provider")]
    SignedInBefore,
}

/// Reads a token that is signed by one of these keys, and true.
///
/// # Errors
///
/// It is not believed.
pub fn verify(token: &str, keys: &Keys, expected: &Expected<'_>) -> Result<IdToken, Untrue> {
    let claims = signed(token, keys)?;
    let subject = text(&claims, "sub").unwrap_or_default().to_owned();
    if text(&claims, "iss") != Some(expected.issuer) {
        return Err(Untrue::Issuer);
    }
    if !is_for(&claims, expected.client) {
        return Err(Untrue::Audience);
    }
    let nonce = text(&claims, "nonce").unwrap_or_default();
    if !bool::from(nonce.as_bytes().ct_eq(expected.nonce.as_bytes())) {
        return Err(Untrue::Nonce);
    }
    if !is_of_now(&claims, expected.now) {
        return Err(Untrue::Time);
    }
    let is_subject = subject.is_ascii() && (1..=SUBJECT_BYTES_MAX).contains(&subject.len());
    if !is_subject {
        return Err(Untrue::Subject);
    }
    let token = IdToken { subject, claims };
    match (expected.since, token.signed_in()) {
        (None, _) => Ok(token),
        (Some(since), Some(at)) if at.plus(SKEW * 1_000) >= since => Ok(token),
        (Some(_), _) => Err(Untrue::SignedInBefore),
    }
}

/// What stands in a token that is signed by one of these keys.
fn signed(token: &str, keys: &Keys) -> Result<Map<String, Value>, Untrue> {
    if token.len() > TOKEN_BYTES_MAX {
        return Err(Untrue::Malformed);
    }
    signatures::install();
    let header = decode_header(token).map_err(|error| {
        // What is called otherwise than its algorithms is not read by the library: "none", too.
        let is_unread = matches!(
            error.kind(),
            ErrorKind::Json(_) | ErrorKind::InvalidAlgorithmName
        );
        if is_unread {
            Untrue::Algorithm
        } else {
            Untrue::Malformed
        }
    })?;
    if !matches!(header.alg, Algorithm::ES256 | Algorithm::RS256) {
        return Err(Untrue::Algorithm);
    }
    let key = keys.of(&header).ok_or(Untrue::Key)?;
    // What is true of a token by the time is looked at here, where the time is an argument.
    let mut validation = Validation::new(header.alg);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    let decoded = decode::<Map<String, Value>>(token, &key, &validation);
    let decoded = decoded.map_err(|error| why(error.kind()))?;
    Ok(decoded.claims)
}

/// Why the library does not take a token.
fn why(kind: &ErrorKind) -> Untrue {
    let wrong_key = matches!(
        kind,
        ErrorKind::InvalidKeyFormat | ErrorKind::InvalidEcdsaKey
    );
    if *kind == ErrorKind::InvalidSignature {
        Untrue::Signature
    } else if *kind == ErrorKind::InvalidAlgorithm {
        Untrue::Algorithm
    } else if wrong_key {
        Untrue::Key
    } else {
        Untrue::Malformed
    }
}

/// Whether a token is for this client. Where it is for others, too, it says that it was given to this one.
fn is_for(claims: &Map<String, Value>, client: &str) -> bool {
    let (is_in, is_alone) = match claims.get("aud") {
        Some(Value::String(audience)) => (audience == client, true),
        Some(Value::Array(all)) => (all.iter().any(|it| it == client), all.len() == 1),
        Some(_) | None => (false, false),
    };
    let is_party = match claims.get("azp") {
        None => is_alone,
        Some(party) => party == client,
    };
    is_in && is_party
}

/// Whether a token counts by now, and was made just now.
fn is_of_now(claims: &Map<String, Value>, now: Timestamp) -> bool {
    let now = now.0 / 1_000;
    let number = |name: &str| claims.get(name).and_then(Value::as_u64);
    let (Some(ends), Some(made)) = (number("exp"), number("iat")) else {
        return false;
    };
    let is_begun = match claims.get("nbf") {
        None => true,
        Some(begins) => begins.as_u64().is_some_and(|begins| begins <= now + SKEW),
    };
    let is_fresh = made <= now + SKEW && made.saturating_add(AGE_MAX + SKEW) >= now;
    ends.saturating_add(SKEW) > now && is_fresh && is_begun
}

/// What a claim is made of.
fn belonging(claim: &str) -> impl Iterator<Item = &str> {
    let verified = (claim == EMAIL_CLAIM).then_some("email_verified");
    [claim].into_iter().chain(verified)
}

fn text<'a>(claims: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    claims.get(name).and_then(Value::as_str)
}

impl IdToken {
    /// By what the provider knows somebody, for ever.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// A claim that is a text.
    pub fn claim(&self, name: &str) -> Option<&str> {
        text(&self.claims, name)
    }

    /// Somebody's address, if the provider has made sure that it is theirs. Some providers say so in a text.
    pub fn verified_email(&self) -> Option<EmailAddress> {
        let is_verified = match self.claims.get("email_verified") {
            Some(Value::Bool(is_verified)) => *is_verified,
            Some(Value::String(says)) => says == "true",
            Some(_) | None => false,
        };
        is_verified.then(|| self.claim("email")?.parse().ok())?
    }

    /// Whether the token says nothing of this. Many a provider says more of somebody elsewhere only (section 5.4).
    pub fn lacks(&self, claim: &str) -> bool {
        belonging(claim).any(|name| !self.claims.contains_key(name))
    }

    /// The same with this claim as the provider says it elsewhere, if it says it of the same person (section 5.3.2). An address comes
    /// with whether it was verified.
    #[must_use]
    pub fn with(mut self, claim: &str, userinfo: &[u8]) -> Self {
        let said = serde_json::from_slice::<Map<String, Value>>(userinfo);
        let Ok(mut said) = said else {
            return self;
        };
        if text(&said, "sub") != Some(self.subject()) {
            return self;
        }
        for name in belonging(claim) {
            match said.remove(name) {
                Some(value) => self.claims.insert(name.to_owned(), value),
                None => self.claims.remove(name),
            };
        }
        self
    }

    /// When they signed in at the provider, if it says so.
    pub fn signed_in(&self) -> Option<Timestamp> {
        let seconds = self.claims.get("auth_time")?.as_u64()?;
        Some(Timestamp(seconds.saturating_mul(1_000)))
    }
}
