//! The keys by which a provider signs (RFC 7517).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Header};
use serde::Deserialize;
use serde_json::Value;

/// Keys of one provider that are kept: those of now, of before and of next, for each of its services.
const KEYS_MAX: usize = 64;

/// Bytes of the number of an RSA key: 2,048 bits at least (RFC 7518, section 3.3), and no more than anybody has.
const RSA_BYTES: std::ops::RangeInclusive<usize> = 256..=512;

/// The keys of a provider that may sign a token.
#[derive(Clone, Debug, Default)]
pub struct Keys(Vec<Jwk>);

/// What was read is no set of keys.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("what stands at the provider's jwks_uri is no set of keys")]
pub struct NoKeys;

#[derive(Deserialize)]
struct Set {
    keys: Vec<Value>,
}

impl Keys {
    /// Reads a set. Keys of kinds that are of no use here are passed over.
    ///
    /// # Errors
    ///
    /// It is none.
    pub fn read(set: &[u8]) -> Result<Self, NoKeys> {
        let set: Set = serde_json::from_slice(set).map_err(|_| NoKeys)?;
        let keys = set.keys.into_iter();
        let readable = keys.filter_map(|key| serde_json::from_value(key).ok());
        Ok(Self(readable.take(KEYS_MAX).collect()))
    }

    /// The key by which a token with this header can have been signed. A header that names none, where there are several that
    /// it could be, names none at all.
    pub(crate) fn of(&self, header: &Header) -> Option<DecodingKey> {
        let mut fitting = self.0.iter().filter(|key| {
            let is_named = |kid: &String| key.common.key_id.as_ref() == Some(kid);
            signs(key, header.alg) && header.kid.as_ref().is_none_or(is_named)
        });
        match (fitting.next(), fitting.next()) {
            (Some(key), None) => DecodingKey::from_jwk(key).ok(),
            (Some(_) | None, _) => None,
        }
    }
}

/// Whether it is a key by which tokens are signed with this algorithm. A secret is none, whatever is said of it.
fn signs(key: &Jwk, algorithm: Algorithm) -> bool {
    let is_for_signing = matches!(
        key.common.public_key_use,
        None | Some(PublicKeyUse::Signature)
    );
    let named = key.common.key_algorithm.as_ref();
    let (is_of_kind, name) = match (algorithm, &key.algorithm) {
        (Algorithm::ES256, AlgorithmParameters::EllipticCurve(curve)) => {
            (curve.curve == EllipticCurve::P256, KeyAlgorithm::ES256)
        }
        (Algorithm::RS256, AlgorithmParameters::RSA(number)) => {
            (is_long_enough(&number.n), KeyAlgorithm::RS256)
        }
        _ => return false,
    };
    is_for_signing && is_of_kind && named.is_none_or(|named| *named == name)
}

fn is_long_enough(number: &str) -> bool {
    let bytes = URL_SAFE_NO_PAD.decode(number).unwrap_or_default();
    let significant = bytes.iter().skip_while(|byte| **byte == 0).count();
    RSA_BYTES.contains(&significant)
}
