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

/// Milliseconds after which a database that has not answered never will: some browsers let a page that may keep nothing
/// wait for ever.
const PATIENCE_MILLIS: i32 = 2_000;

/// The key of this origin, if it is there in time. If two windows make one at the same time, the first one counts for both.
pub(super) async fn find_or_make(
    window: &Window,
    subtle: &SubtleCrypto,
) -> Result<CryptoKey, JsValue> {
    let database = open(window).await?;
    if let Some(key) = find(window, &database).await? {
        return Ok(key);
    }
    let made = make(subtle).await?;
    let store = store(&database, IdbTransactionMode::Readwrite)?;
    // Refused if there is one by now: that is the one to take.
    let _added = wait(window, &store.add_with_key(&made, &KEY.into())?).await;
    Ok(find(window, &database).await?.unwrap_or(made))
}

async fn open(window: &Window) -> Result<IdbDatabase, JsValue> {
    let factory = window.indexed_db()?.ok_or(JsValue::NULL)?;
    let request = factory.open_with_u32(DATABASE, 1)?;
    let upgrade = {
        let request = request.clone();
        Closure::once(move || set_up(&request))
    };
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    Ok(wait(window, &request).await?.unchecked_into())
}

fn set_up(request: &IdbOpenDbRequest) {
    if let Ok(database) = request.result() {
        let database: IdbDatabase = database.unchecked_into();
        // If this fails, so does the transaction that looks for the store.
        let _store = database.create_object_store(STORE);
    }
}

async fn find(window: &Window, database: &IdbDatabase) -> Result<Option<CryptoKey>, JsValue> {
    let found = store(database, IdbTransactionMode::Readonly)?.get(&KEY.into())?;
    Ok(wait(window, &found).await?.dyn_into().ok())
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

/// Waits for the request's success or error, or until it is too late for either.
async fn wait(window: &Window, request: &IdbRequest) -> Result<JsValue, JsValue> {
    let done = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        // A window always has timers. Whatever comes second changes nothing.
        let _timer =
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&reject, PATIENCE_MILLIS);
    });
    JsFuture::from(done).await?;
    request.result()
}
