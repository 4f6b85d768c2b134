//! What outlives a page: values in the window's session storage, sealed with a key that no script can read
//! out.
//!
//! The key is an AES-GCM key of WebCrypto, made not extractable and kept in IndexedDB: what lies in the
//! session storage is worth nothing on another machine or in a backup. The name of a value is
//! authenticated with it, so that one cannot be taken for another.

mod slot;

pub use slot::Slot;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, CryptoKey, Storage, SubtleCrypto};

use crate::ambient::random_bytes;

/// Bytes of a nonce (NIST SP 800-38D, 8.2.2: random nonces of 96 bits, for at most 2^32 values of one key).
const NONCE_BYTES: usize = 12;

#[wasm_bindgen(module = "/src/storage/key.js")]
extern "C" {
    /// The key of this origin, in the end: of IndexedDB there is a third less to load in a script.
    #[wasm_bindgen(catch, js_name = key)]
    async fn find_or_make_key() -> Result<JsValue, JsValue>;
}

/// Why something could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The browser has none of it for this page, or the person has forbidden it.
    #[error("this browser keeps nothing for this page")]
    Unavailable,
    /// There is no room left.
    #[error("there is no room left to keep it")]
    Full,
    /// It was sealed by another key, or is damaged.
    #[error("what was kept cannot be opened")]
    Damaged,
    /// A later page of this window has kept something there.
    #[error("a later page of this window has kept something newer")]
    Overtaken,
}

/// The window's storage and the key to it.
#[derive(Clone, Debug)]
pub struct Vault {
    storage: Storage,
    subtle: SubtleCrypto,
    key: CryptoKey,
}

impl Vault {
    /// That of this window. Finds the key, or makes it; where the browser does not answer in two seconds, there is none.
    pub async fn open() -> Result<Self, StorageError> {
        Self::over(of_window()).await
    }

    /// That of all windows of this browser, for what outlives them: sealed with the same key.
    pub async fn open_of_browser() -> Result<Self, StorageError> {
        Self::over(of_browser()).await
    }

    async fn over(storage: Option<Storage>) -> Result<Self, StorageError> {
        let window = web_sys::window().ok_or(StorageError::Unavailable)?;
        let storage = storage.ok_or(StorageError::Unavailable)?;
        let crypto = window.crypto().map_err(|_| StorageError::Unavailable)?;
        let subtle = crypto.subtle();
        let key = find_or_make_key().await;
        let key = key.map_err(|_| StorageError::Unavailable)?.unchecked_into();
        Ok(Self {
            storage,
            subtle,
            key,
        })
    }

    /// The names of all that is kept in this window and begins like this.
    pub fn names(&self, beginning: &str) -> Vec<String> {
        names(&self.storage, beginning)
    }

    /// What is kept under this name, as it lies there.
    fn sealed(&self, name: &str) -> Option<String> {
        self.storage.get_item(name).ok().flatten()
    }

    /// Opens what lay under this name.
    async fn unseal(&self, name: &str, sealed: &str) -> Result<Vec<u8>, StorageError> {
        let sealed = bytes(sealed).ok_or(StorageError::Damaged)?;
        let (nonce, sealed) = sealed
            .split_at_checked(NONCE_BYTES)
            .ok_or(StorageError::Damaged)?;
        let opening = self.subtle.decrypt_with_object_and_u8_array(
            &parameters(nonce, name),
            &self.key,
            sealed,
        );
        let opened = wait(opening).await.map_err(|_| StorageError::Damaged)?;
        Ok(Uint8Array::new(&opened).to_vec())
    }

    /// Seals a value for this name.
    async fn seal(&self, name: &str, value: &[u8]) -> Result<String, StorageError> {
        let nonce = random_bytes::<NONCE_BYTES>();
        let sealing = self.subtle.encrypt_with_object_and_u8_array(
            &parameters(&nonce, name),
            &self.key,
            value,
        );
        let sealed = wait(sealing).await.map_err(|_| StorageError::Unavailable)?;
        let mut whole = nonce.to_vec();
        whole.extend(Uint8Array::new(&sealed).to_vec());
        Ok(letters(&whole))
    }

    /// Puts it in place of what lay there: the one or the other is there at any moment.
    fn put(&self, name: &str, sealed: &str) -> Result<(), StorageError> {
        let put = self.storage.set_item(name, sealed);
        put.map_err(|_| StorageError::Full)
    }

    /// Keeps the value of this name no longer.
    fn forget(&self, name: &str) {
        // Removing fails only where there is no storage, and then there is nothing to remove.
        let _removed = self.storage.remove_item(name);
    }
}

/// Forgets all that is kept in this window under names that begin like this. Needs no key.
pub fn forget_all(beginning: &str) {
    let Some(storage) = of_window() else {
        return;
    };
    for name in names(&storage, beginning) {
        // Removing fails only where there is no storage.
        let _removed = storage.remove_item(&name);
    }
}

fn of_window() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

fn of_browser() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

fn names(storage: &Storage, beginning: &str) -> Vec<String> {
    let count = storage.length().unwrap_or(0);
    let names = (0..count).filter_map(|place| storage.key(place).ok().flatten());
    names.filter(|name| name.starts_with(beginning)).collect()
}

/// Bytes as the storage takes them: each as the letter of its number, the first 256 of Unicode.
fn letters(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// The bytes that those letters stand for.
fn bytes(letters: &str) -> Option<Vec<u8>> {
    letters
        .chars()
        .map(|letter| u8::try_from(letter).ok())
        .collect()
}

fn parameters(nonce: &[u8], name: &str) -> AesGcmParams {
    let parameters = AesGcmParams::new("AES-GCM", &Uint8Array::from(nonce));
    parameters.set_additional_data(&Uint8Array::from(name.as_bytes()));
    parameters
}

async fn wait(promise: Result<js_sys::Promise, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(promise?).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_kept_as_a_letter_and_found_again() {
        let all: Vec<u8> = (0..=u8::MAX).collect();
        assert_eq!(bytes(&letters(&all)), Some(all));
        assert_eq!(bytes("\u{100}"), None);
    }
}
