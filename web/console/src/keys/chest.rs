//! The keys that a browser keeps for those who sign in there, each under a passphrase, in IndexedDB.

use hushdesk_protocol::ids::{Fingerprint, OperatorName};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::database::Database;
use super::lock::Locked;

const DATABASE: &str = "hushdesk-keys";

/// A key that is kept.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeptKey {
    /// Whose it is.
    pub(crate) operator: OperatorName,
    /// What its holder calls it.
    pub(crate) label: String,
    /// Its fingerprint.
    pub(crate) fingerprint: Fingerprint,
    /// The key pair as PKCS#8, under the passphrase.
    pub(super) locked: Locked,
}

impl KeptKey {
    fn name(&self) -> String {
        format!("{}/{}", self.operator, self.fingerprint.as_str())
    }
}

/// The keys that are kept for this operator; none where the browser keeps nothing.
pub(crate) async fn kept_for(operator: &OperatorName) -> Vec<KeptKey> {
    let all = match Database::open(DATABASE).await {
        Ok(database) => database.all().await,
        Err(unavailable) => Err(unavailable),
    };
    let read = |kept: &JsValue| serde_json::from_str::<KeptKey>(&kept.as_string()?).ok();
    let all = all.unwrap_or_default();
    all.iter()
        .filter_map(read)
        .filter(|kept| kept.operator == *operator)
        .collect()
}

/// Keeps a key. False if the browser cannot.
pub(crate) async fn keep(key: &KeptKey) -> bool {
    let (Ok(database), Ok(json)) = (Database::open(DATABASE).await, serde_json::to_string(key))
    else {
        return false;
    };
    database.put(&key.name(), &json.into()).await.is_ok()
}

/// Keeps a key no longer. False if the browser does not answer.
pub(crate) async fn forget(key: &KeptKey) -> bool {
    match Database::open(DATABASE).await {
        Ok(database) => database.forget(&key.name()).await.is_ok(),
        Err(_) => false,
    }
}
