//! One attempt to sign in: a secret in a cookie of the browser that begins it, and what follows from that secret for the provider.
//!
//! Nothing is stored of it: `state`, `nonce` and the verifier of PKCE are made of the secret, of when and for what it was begun, and of
//! which client of which provider it is. So what comes back counts in the browser that began it, at the provider that was asked, for
//! what was asked, and for a while. That it counts once is up to whoever takes it.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::PROVIDER_MINUTES;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::client::Client;

/// Bytes of the secret.
pub const SECRET_BYTES: usize = 32;

/// For what somebody goes to the provider.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Purpose {
    /// To sign in.
    SignIn,
    /// To show again, where they are signed in, that it is them.
    Proof,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Proof => "proof",
        }
    }
}

/// An attempt. `Debug` shows nothing of its secret.
#[derive(Clone, Eq, PartialEq, ZeroizeOnDrop)]
pub struct Attempt {
    secret: [u8; SECRET_BYTES],
    #[zeroize(skip)]
    begun: Timestamp,
    #[zeroize(skip)]
    purpose: Purpose,
}

/// What an attempt is to a client of a provider.
#[derive(Clone, Eq, PartialEq, ZeroizeOnDrop)]
pub struct Bound {
    state: String,
    nonce: String,
    verifier: String,
}

impl Attempt {
    /// One that begins now, by a secret that nobody else has.
    pub const fn new(secret: [u8; SECRET_BYTES], purpose: Purpose, now: Timestamp) -> Self {
        Self {
            secret,
            begun: now,
            purpose,
        }
    }

    /// As a cookie holds it.
    pub fn to_text(&self) -> String {
        let mut bytes = self.secret;
        let secret = URL_SAFE_NO_PAD.encode(bytes);
        bytes.zeroize();
        format!("{secret}.{}.{}", self.begun.0, self.purpose.as_str())
    }

    /// Reads one as a cookie holds it; `None` if it is not one.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (secret, begun, purpose) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        let secret = URL_SAFE_NO_PAD.decode(secret).ok()?;
        let purposes = [Purpose::SignIn, Purpose::Proof];
        Some(Self {
            secret: secret.try_into().ok()?,
            begun: Timestamp(begun.parse().ok()?),
            purpose: purposes.into_iter().find(|it| it.as_str() == purpose)?,
        })
    }

    /// For what it was begun.
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// When it was begun.
    pub const fn begun(&self) -> Timestamp {
        self.begun
    }

    /// When it counts no more.
    pub const fn ends(&self) -> Timestamp {
        self.begun.plus(PROVIDER_MINUTES * 60_000)
    }

    /// Whether it counts no more, or not yet.
    pub fn is_over(&self, now: Timestamp) -> bool {
        now >= self.ends() || now < self.begun
    }

    /// By what it is known that it has been used: a hash, by which nobody goes on with it.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.secret).into()
    }

    /// What it is to this client.
    pub fn bound_to(&self, client: &Client<'_>) -> Option<Bound> {
        Some(Bound {
            state: self.derived("state", client)?,
            nonce: self.derived("nonce", client)?,
            verifier: self.derived("verifier", client)?,
        })
    }

    /// The parts are told apart by a byte that none of them holds. None only if HMAC took no key of this length.
    fn derived(&self, of: &str, client: &Client<'_>) -> Option<String> {
        let begun = self.begun.0.to_string();
        let parts = [
            of,
            begun.as_str(),
            self.purpose.as_str(),
            client.issuer,
            client.id,
            client.redirect,
        ];
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).ok()?;
        mac.update(parts.join("\0").as_bytes());
        Some(URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
    }
}

impl Bound {
    /// What the provider gives back with its answer.
    pub fn state(&self) -> &str {
        &self.state
    }

    /// What the provider puts into the token.
    pub fn nonce(&self) -> &str {
        &self.nonce
    }

    /// What shows, with the code, that it is whoever has asked for it (RFC 7636, section 4.1).
    pub fn verifier(&self) -> &str {
        &self.verifier
    }

    /// What the provider is told of that beforehand (RFC 7636, section 4.2: S256).
    pub fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier.as_bytes()))
    }

    /// Whether this came back with the answer, in a time that does not tell how much of it is right.
    pub fn is_answered_by(&self, state: &str) -> bool {
        self.state.as_bytes().ct_eq(state.as_bytes()).into()
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("begun", &self.begun)
            .field("purpose", &self.purpose)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bound").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    const CLIENT: Client<'static> = Client {
        issuer: "https://id.example",
        id: "hushdesk",
        redirect: "https://help.example/console/provider",
    };

    fn attempt(byte: u8) -> Attempt {
        Attempt::new([byte; SECRET_BYTES], Purpose::SignIn, NOW)
    }

    #[test]
    fn an_attempt_is_read_back_from_its_cookie_and_nothing_else_is_one() {
        for purpose in [Purpose::SignIn, Purpose::Proof] {
            let attempt = Attempt::new([7; SECRET_BYTES], purpose, NOW);
            assert_eq!(Attempt::from_text(&attempt.to_text()), Some(attempt));
        }
        let text = attempt(7).to_text();
        let cut = text.get(1..).unwrap();
        for wrong in ["", "..", cut, &format!("{text}.more"), &format!("{text}s")] {
            assert_eq!(Attempt::from_text(wrong), None, "{wrong}");
        }
        assert!(!format!("{:?}", attempt(7)).contains('7'.to_string().repeat(3).as_str()));
    }

    #[test]
    fn what_came_back_counts_for_the_attempt_the_purpose_and_the_client_it_was_made_for() {
        let state = |attempt: &Attempt, client: &Client<'_>| {
            attempt.bound_to(client).unwrap().state().to_owned()
        };
        let own = state(&attempt(1), &CLIENT);
        let bound = attempt(1).bound_to(&CLIENT).unwrap();
        assert!(bound.is_answered_by(&own));
        let later = Attempt::new([1; SECRET_BYTES], Purpose::SignIn, NOW.plus(1));
        let proof = Attempt::new([1; SECRET_BYTES], Purpose::Proof, NOW);
        let elsewhere = Client {
            issuer: "https://evil.example",
            ..CLIENT
        };
        let other = Client {
            id: "other",
            ..CLIENT
        };
        for foreign in [
            state(&attempt(2), &CLIENT),
            state(&later, &CLIENT),
            state(&proof, &CLIENT),
            state(&attempt(1), &elsewhere),
            state(&attempt(1), &other),
            bound.nonce().to_owned(),
            String::new(),
        ] {
            assert!(!bound.is_answered_by(&foreign), "{foreign}");
        }
    }

    #[test]
    fn the_provider_is_told_a_hash_of_the_verifier_and_nothing_that_gives_it() {
        let bound = attempt(1).bound_to(&CLIENT).unwrap();
        assert_eq!(bound.verifier().len(), 43, "RFC 7636: 43 to 128 characters");
        let digest = URL_SAFE_NO_PAD.decode(bound.challenge()).unwrap();
        assert_eq!(digest, Sha256::digest(bound.verifier().as_bytes()).to_vec());
        let all = [bound.state(), bound.nonce(), bound.verifier()];
        assert!(all[0] != all[1] && all[1] != all[2] && all[0] != all[2]);
    }

    #[test]
    fn an_attempt_counts_for_ten_minutes() {
        let attempt = attempt(1);
        assert!(!attempt.is_over(NOW));
        assert!(!attempt.is_over(NOW.plus(PROVIDER_MINUTES * 60_000 - 1)));
        assert!(attempt.is_over(NOW.plus(PROVIDER_MINUTES * 60_000)));
        assert!(attempt.is_over(Timestamp(NOW.0 - 1)));
    }
}
