//! A database of the browser (IndexedDB) with one store in it, its values by names.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode, Window,
};

const STORE: &str = "keys";

/// Milliseconds after which a database that has not answered never will: some browsers let a page that may keep nothing
/// wait for ever.
const PATIENCE_MILLIS: i32 = 2_000;

/// A database of this origin.
#[derive(Clone, Debug)]
pub(super) struct Database {
    window: Window,
    database: IdbDatabase,
}

impl Database {
    /// The database of this name, which is made if there is none.
    ///
    /// # Errors
    ///
    /// The browser keeps nothing for this page, or has not answered in two seconds.
    pub(super) async fn open(name: &str) -> Result<Self, JsValue> {
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let factory = window.indexed_db()?.ok_or(JsValue::NULL)?;
        let request = factory.open_with_u32(name, 1)?;
        let upgrade = {
            let request = request.clone();
            Closure::once(move || set_up(&request))
        };
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let database = wait(&window, &request).await?.unchecked_into();
        Ok(Self { window, database })
    }

    /// Keeps a value in place of what was kept under this name.
    ///
    /// # Errors
    ///
    /// The browser has no room for it, or does not answer.
    pub(super) async fn put(&self, name: &str, value: &JsValue) -> Result<(), JsValue> {
        let store = self.store(IdbTransactionMode::Readwrite)?;
        let put = store.put_with_key(value, &name.into())?;
        wait(&self.window, &put).await.map(drop)
    }

    /// Keeps nothing under this name any more.
    ///
    /// # Errors
    ///
    /// The browser does not answer.
    pub(super) async fn forget(&self, name: &str) -> Result<(), JsValue> {
        let store = self.store(IdbTransactionMode::Readwrite)?;
        let forgotten = store.delete(&name.into())?;
        wait(&self.window, &forgotten).await.map(drop)
    }

    /// All values, in the order of their names.
    ///
    /// # Errors
    ///
    /// The browser does not answer.
    pub(super) async fn all(&self) -> Result<Vec<JsValue>, JsValue> {
        let store = self.store(IdbTransactionMode::Readonly)?;
        let all = wait(&self.window, &store.get_all()?).await?;
        Ok(Array::from(&all).to_vec())
    }

    fn store(&self, mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
        self.database
            .transaction_with_str_and_mode(STORE, mode)?
            .object_store(STORE)
    }
}

fn set_up(request: &IdbOpenDbRequest) {
    if let Ok(database) = request.result() {
        let database: IdbDatabase = database.unchecked_into();
        // If this fails, so does the transaction that looks for the store.
        let _store = database.create_object_store(STORE);
    }
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
