//! The key to what is kept: found in IndexedDB, or made and put there.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AesKeyGenParams, CryptoKey, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest,
    IdbTransactionMode, SubtleCrypto, Window,
};

const DATABASE: &str = "hushdesk";
const STORE: &str = "keys";
const KEY: &str = "session";

/// The key of this origin. If two windows make one at the same time, the first one counts for both.
pub(super) async fn find_or_make(
    window: &Window,
    subtle: &SubtleCrypto,
) -> Result<CryptoKey, JsValue> {
    let database = open(window).await?;
    if let Some(key) = find(&database).await? {
        return Ok(key);
    }
    let made = make(subtle).await?;
    // Refused if there is one by now: that is the one to take.
    let _added =
        wait(&store(&database, IdbTransactionMode::Readwrite)?.add_with_key(&made, &KEY.into())?)
            .await;
    Ok(find(&database).await?.unwrap_or(made))
}

async fn open(window: &Window) -> Result<IdbDatabase, JsValue> {
    let factory = window.indexed_db()?.ok_or(JsValue::NULL)?;
    let request = factory.open_with_u32(DATABASE, 1)?;
    let upgrade = {
        let request = request.clone();
        Closure::once(move || set_up(&request))
    };
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    Ok(wait(&request).await?.unchecked_into())
}

fn set_up(request: &IdbOpenDbRequest) {
    if let Ok(database) = request.result() {
        let database: IdbDatabase = database.unchecked_into();
        // If this fails, so does the transaction that looks for the store.
        let _store = database.create_object_store(STORE);
    }
}

async fn find(database: &IdbDatabase) -> Result<Option<CryptoKey>, JsValue> {
    let found = store(database, IdbTransactionMode::Readonly)?.get(&KEY.into())?;
    Ok(wait(&found).await?.dyn_into().ok())
}

async fn make(subtle: &SubtleCrypto) -> Result<CryptoKey, JsValue> {
    let parameters = AesKeyGenParams::new("AES-GCM", 256);
    let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
    let extractable = false;
    let made = subtle.generate_key_with_object(&parameters, extractable, &uses)?;
    Ok(JsFuture::from(made).await?.unchecked_into())
}

fn store(database: &IdbDatabase, mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
    database
        .transaction_with_str_and_mode(STORE, mode)?
        .object_store(STORE)
}

/// Waits for the request's success or error.
async fn wait(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let done = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(done).await?;
    request.result()
}
