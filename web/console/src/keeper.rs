//! What a window keeps of its operator's desks over a reload: conversations, drafts, and a key that it has made itself.
//!
//! It lies in the window's session storage, sealed with a key that no script can take out
//! ([`hushdesk_web::storage`]), until the operator signs out or puts a chat away. What the browser does not keep for
//! this page is there as long as the page, so that at least the end of a sign-in loses nothing.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use hushdesk_protocol::ids::OperatorName;
use hushdesk_web::storage::{self, Slot, StorageError, Vault};
use wasm_bindgen_futures::spawn_local;
use zeroize::Zeroizing;

use crate::document::reload;

/// How the names of all that is kept begin.
const PREFIX: &str = "hushdesk.desk.";

/// Something kept, in the clear.
pub(crate) type Value = Zeroizing<Vec<u8>>;

thread_local! {
    /// What the browser does not keep.
    static OF_PAGE: RefCell<BTreeMap<String, Value>> = const { RefCell::new(BTreeMap::new()) };
    /// How often everything has been forgotten: what is on its way then is not kept any more.
    static FORGOTTEN: Cell<u32> = const { Cell::new(0) };
}

/// Where one operator's things are kept in this window.
#[derive(Clone, Debug)]
pub(crate) struct Keeper(Rc<Kept>);

#[derive(Debug)]
struct Kept {
    vault: Option<Vault>,
    prefix: String,
    forgotten: u32,
    /// The places that have been used, by their names.
    slots: RefCell<BTreeMap<String, Slot>>,
    /// What is to be kept and is not yet.
    due: RefCell<BTreeMap<String, Value>>,
    busy: Cell<bool>,
}

impl PartialEq for Keeper {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Keeper {
    /// This operator's things. Those of anybody else are forgotten.
    pub(crate) async fn open(operator: &OperatorName) -> Self {
        let prefix = format!("{PREFIX}{operator}/");
        let vault = Vault::open().await.ok();
        let all = vault.iter().flat_map(|vault| vault.names(PREFIX));
        for other in all.filter(|name| !name.starts_with(&prefix)) {
            storage::forget_all(&other);
        }
        OF_PAGE.with_borrow_mut(|kept| kept.retain(|name, _| name.starts_with(&prefix)));
        Self(Rc::new(Kept {
            vault,
            prefix,
            forgotten: FORGOTTEN.get(),
            slots: RefCell::default(),
            due: RefCell::default(),
            busy: Cell::default(),
        }))
    }

    /// If a later page of this window has kept something newer, this one begins anew with that.
    pub(crate) fn go_on_from_what_is_kept(&self) {
        let slots = self.0.slots.borrow();
        if slots.values().any(Slot::is_overtaken) {
            reload();
        }
    }

    /// The names of all that is kept and whose name begins like this.
    pub(crate) fn names(&self, beginning: &str) -> Vec<String> {
        let whole = format!("{}{beginning}", self.0.prefix);
        let of_vault = self.0.vault.iter().flat_map(|vault| vault.names(&whole));
        let mut names: Vec<_> = of_vault.collect();
        OF_PAGE.with_borrow(|kept| {
            let more = kept.keys().filter(|name| name.starts_with(&whole));
            names.extend(more.cloned());
        });
        names.sort();
        names.dedup();
        let own = names
            .iter()
            .filter_map(|name| name.strip_prefix(&self.0.prefix));
        own.map(str::to_owned).collect()
    }

    /// What is kept under this name; nothing if it cannot be read.
    pub(crate) async fn read(&self, name: &str) -> Option<Value> {
        let (whole, slot) = self.0.slot(name);
        let of_page = OF_PAGE.with_borrow(|kept| kept.get(&whole).cloned());
        match of_page {
            Some(value) => Some(value),
            None => slot.find().await.map(Zeroizing::new),
        }
    }

    /// Keeps it in place of what was kept under this name before.
    pub(crate) async fn write(&self, name: &str, value: Value) {
        self.0.write(name, value).await;
    }

    /// The same, in a while: what is to be kept under this name until then takes its place.
    pub(crate) fn write_soon(&self, name: &str, value: Value) {
        self.0.due.borrow_mut().insert(name.to_owned(), value);
        if !self.0.busy.replace(true) {
            let kept = self.0.clone();
            spawn_local(async move { kept.work().await });
        }
    }

    /// Keeps nothing under this name any more.
    pub(crate) fn forget(&self, name: &str) {
        self.0.due.borrow_mut().remove(name);
        let (whole, slot) = self.0.slot(name);
        OF_PAGE.with_borrow_mut(|kept| kept.remove(&whole));
        slot.forget();
    }
}

impl Kept {
    fn slot(&self, name: &str) -> (String, Slot) {
        let whole = format!("{}{name}", self.prefix);
        let mut slots = self.slots.borrow_mut();
        let slot = slots
            .entry(whole.clone())
            .or_insert_with(|| Slot::new(self.vault.clone(), whole.clone()));
        let slot = slot.clone();
        (whole, slot)
    }

    async fn work(&self) {
        while let Some((name, value)) = self.next() {
            self.write(&name, value).await;
        }
        self.busy.set(false);
    }

    fn next(&self) -> Option<(String, Value)> {
        self.due.borrow_mut().pop_first()
    }

    /// What is on its way when the operator signs out is kept nowhere.
    async fn write(&self, name: &str, value: Value) {
        if self.is_forgotten() {
            return;
        }
        let (whole, slot) = self.slot(name);
        let kept = slot.keep(&value).await;
        if self.is_forgotten() {
            return slot.forget();
        }
        match kept {
            Ok(()) => OF_PAGE.with_borrow_mut(|of_page| drop(of_page.remove(&whole))),
            Err(StorageError::Overtaken) => reload(),
            Err(_) => OF_PAGE.with_borrow_mut(|of_page| drop(of_page.insert(whole, value))),
        }
    }

    fn is_forgotten(&self) -> bool {
        self.forgotten != FORGOTTEN.get()
    }
}

/// Forgets all that is kept in this window: its operator signs out.
pub(crate) fn forget_all() {
    FORGOTTEN.set(FORGOTTEN.get().wrapping_add(1));
    OF_PAGE.with_borrow_mut(BTreeMap::clear);
    storage::forget_all(PREFIX);
}
