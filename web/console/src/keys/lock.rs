//! A key under a passphrase, as a browser keeps it: PBKDF2 (RFC 8018, HMAC-SHA-256) and AES-GCM, both of the browser's own
//! WebCrypto, which is many times as quick as code of ours and makes a guess as dear for others as it can.

use hushdesk_web::ambient::random_bytes;
use js_sys::{Array, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, AesKeyGenParams, CryptoKey, Pbkdf2Params, SubtleCrypto};
use zeroize::Zeroizing;

/// Rounds of PBKDF2, as OWASP's "Password Storage Cheat Sheet" has it for SHA-256.
const ROUNDS: u32 = 600_000;

/// Characters of a passphrase, at least.
pub(super) const PASSPHRASE_CHARS_MIN: usize = 12;

/// Something under a passphrase.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(super) struct Locked {
    rounds: u32,
    salt: Vec<u8>,
    nonce: Vec<u8>,
    sealed: Vec<u8>,
}

impl Locked {
    /// Locks a text. None if the browser cannot.
    pub(super) async fn lock(text: &str, passphrase: &str) -> Option<Self> {
        let salt = random_bytes::<16>().to_vec();
        let nonce = random_bytes::<12>().to_vec();
        let key = key(passphrase, &salt, ROUNDS).await.ok()?;
        let sealing =
            subtle()?.encrypt_with_object_and_u8_array(&parameters(&nonce), &key, text.as_bytes());
        let sealed = JsFuture::from(sealing.ok()?).await.ok()?;
        Some(Self {
            rounds: ROUNDS,
            salt,
            nonce,
            sealed: Uint8Array::new(&sealed).to_vec(),
        })
    }

    /// Opens it. None if the passphrase is another.
    pub(super) async fn open(&self, passphrase: &str) -> Option<Zeroizing<String>> {
        let key = key(passphrase, &self.salt, self.rounds).await.ok()?;
        let opening = subtle()?.decrypt_with_object_and_u8_array(
            &parameters(&self.nonce),
            &key,
            &self.sealed,
        );
        let opened = JsFuture::from(opening.ok()?).await.ok()?;
        let text = String::from_utf8(Uint8Array::new(&opened).to_vec());
        text.ok().map(Zeroizing::new)
    }
}

fn subtle() -> Option<SubtleCrypto> {
    let crypto = web_sys::window()?.crypto().ok()?;
    Some(crypto.subtle())
}

fn parameters(nonce: &[u8]) -> AesGcmParams {
    AesGcmParams::new("AES-GCM", &Uint8Array::from(nonce))
}

/// The key that a passphrase stands for. No script can read it out.
async fn key(passphrase: &str, salt: &[u8], rounds: u32) -> Result<CryptoKey, JsValue> {
    let subtle = subtle().ok_or(JsValue::NULL)?;
    let not_extractable = false;
    let typed = Uint8Array::from(passphrase.as_bytes());
    let base = subtle.import_key_with_str(
        "raw",
        &typed,
        "PBKDF2",
        not_extractable,
        &Array::of1(&"deriveKey".into()),
    )?;
    let base: CryptoKey = JsFuture::from(base).await?.unchecked_into();
    let derived = subtle.derive_key_with_object_and_object(
        &Pbkdf2Params::new("PBKDF2", &"SHA-256".into(), rounds, &Uint8Array::from(salt)),
        &base,
        &AesKeyGenParams::new("AES-GCM", 256),
        not_extractable,
        &Array::of2(&"encrypt".into(), &"decrypt".into()),
    )?;
    Ok(JsFuture::from(derived).await?.unchecked_into())
}
