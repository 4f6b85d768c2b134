//! Keys, their files and fingerprints.

use std::{str::FromStr, sync::Arc};

use js_sys::Array;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::{Result, rng, shown::object};
use crate::{
    Fingerprint, Generation, Identity, Progress,
    key_file::{
        self, Account, Found, Unusable, read_libotr, read_pkcs8, write_libotr, write_pkcs8,
        write_spki,
    },
};

#[wasm_bindgen(js_name = RawIdentity)]
#[derive(Clone)]
pub struct JsIdentity(pub(super) Arc<Identity>);

#[wasm_bindgen(js_class = RawIdentity)]
impl JsIdentity {
    pub fn generate() -> Self {
        Self(Arc::new(Identity::generate(&mut rng())))
    }

    /// `{ accounts: [{ name, protocol, identity }], unusable }`
    #[wasm_bindgen(js_name = readLibotr)]
    pub fn read_libotr(file: &str) -> Result<JsValue> {
        let found = read_libotr(file, &mut rng())?;
        let account = |account: Account| {
            object([
                ("name", account.name.into()),
                ("protocol", account.protocol.into()),
                ("identity", Self(account.identity).into()),
            ])
        };
        Ok(shown("accounts", found, account))
    }

    /// PKCS#8, in PEM.
    #[wasm_bindgen(js_name = readPem)]
    pub fn read_pem(text: &str) -> Result<Self> {
        Ok(Self(read_pkcs8(text, &mut rng())?))
    }

    #[wasm_bindgen(js_name = writePem)]
    pub fn write_pem(&self) -> Result<String> {
        Ok(write_pkcs8(&self.0)?.to_string())
    }

    /// The public key alone: SubjectPublicKeyInfo, in PEM.
    #[wasm_bindgen(js_name = writePublicPem)]
    pub fn write_public_pem(&self) -> Result<String> {
        Ok(write_spki(&self.0)?)
    }

    #[wasm_bindgen(getter)]
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint().to_hex()
    }
}

/// Accounts on their way into a libotr file.
#[wasm_bindgen(js_name = RawAccounts)]
#[derive(Default)]
pub struct JsAccounts(Vec<Account>);

#[wasm_bindgen(js_class = RawAccounts)]
impl JsAccounts {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    pub fn add(&mut self, name: String, protocol: String, identity: &JsIdentity) {
        let identity = Arc::clone(&identity.0);
        self.0.push(Account {
            name,
            protocol,
            identity,
        });
    }

    #[wasm_bindgen(js_name = writeLibotr)]
    pub fn write_libotr(&self) -> String {
        write_libotr(&self.0).to_string()
    }
}

#[wasm_bindgen(js_name = RawGeneration)]
#[derive(Default)]
pub struct JsGeneration(Generation);

#[wasm_bindgen(js_class = RawGeneration)]
impl JsGeneration {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// The identity, or a number: how far the search is.
    pub fn step(&mut self) -> JsValue {
        match self.0.step(&mut rng()) {
            Progress::Searching(share) => share.into(),
            Progress::Done(identity) => JsIdentity(Arc::from(identity)).into(),
        }
    }
}

/// The fingerprints of all keys in a file, libotr's, or PEM, private or public: `{ fingerprints, unusable }`
#[wasm_bindgen]
pub fn fingerprints(file: &str) -> Result<JsValue> {
    let found = key_file::fingerprints(file)?;
    Ok(shown("fingerprints", found, |found| found.to_hex().into()))
}

/// What was found under this name, and what of it cannot be used.
fn shown<T>(name: &str, found: Found<T>, usable: impl FnMut(T) -> JsValue) -> JsValue {
    let unusable = |account: Unusable| {
        object([
            (
                "place",
                u32::try_from(account.place).unwrap_or(u32::MAX).into(),
            ),
            ("name", account.name.into()),
            ("protocol", account.protocol.into()),
            ("reason", account.reason.to_string().into()),
        ])
    };
    let usable: Array = found.usable.into_iter().map(usable).collect();
    let unusable: Array = found.unusable.into_iter().map(unusable).collect();
    object([(name, usable.into()), ("unusable", unusable.into())])
}

/// A fingerprint as people compare it: five groups of eight digits.
#[wasm_bindgen(js_name = formatFingerprint)]
pub fn format_fingerprint(fingerprint: &str) -> Result<String> {
    Ok(Fingerprint::from_str(fingerprint)?.to_string())
}
