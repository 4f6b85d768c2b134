//! The place of one value in the window's storage, and whether it is still this page's.
//!
//! The pages of a window share its storage. One that the browser has kept (to be gone back to) wakes with what it knew
//! when it was left, while a later one may have kept something newer in the same place: that is never overwritten, and
//! whoever was left behind learns of it.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use zeroize::Zeroizing;

use super::{StorageError, Vault};

/// The place of one value. Clones are the same place.
#[derive(Clone)]
pub struct Slot(Rc<Inner>);

struct Inner {
    vault: Option<Vault>,
    name: String,
    /// What this page has found or put there, sealed.
    known: RefCell<Option<String>>,
    /// What is on its way there, or could not be put there.
    here: RefCell<Option<Zeroizing<Vec<u8>>>>,
    /// How often something was to be there, or nothing any more. Sealing takes a while: what comes later counts, whichever is
    /// sealed first.
    turn: Cell<u32>,
}

/// Without what is kept.
impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Slot").finish_non_exhaustive()
    }
}

impl Slot {
    /// The place of this name. Without a vault nothing outlives the page.
    pub fn new(vault: Option<Vault>, name: String) -> Self {
        let known = RefCell::new(vault.as_ref().and_then(|vault| vault.sealed(&name)));
        Self(Rc::new(Inner {
            vault,
            name,
            known,
            here: RefCell::default(),
            turn: Cell::default(),
        }))
    }

    /// Whether anything is kept here at all.
    pub fn keeps(&self) -> bool {
        self.0.vault.is_some()
    }

    /// What is kept, or is to be; none if there is nothing, or it cannot be read. What a later page has put there takes the
    /// place of what was on its way.
    pub async fn find(&self) -> Option<Vec<u8>> {
        if self.is_overtaken() {
            self.take_turn(None);
        }
        if let Some(here) = &*self.0.here.borrow() {
            return Some(here.to_vec());
        }
        let vault = self.0.vault.as_ref()?;
        self.0.known.replace(vault.sealed(&self.0.name));
        let sealed = self.0.known.borrow().clone()?;
        vault.unseal(&self.0.name, &sealed).await.ok()
    }

    /// Keeps the value in place of the one before; what is kept or forgotten meanwhile takes its place, and says how that
    /// went. What cannot be kept is found until something else is, or the page is left.
    pub async fn keep(&self, value: &[u8]) -> Result<(), StorageError> {
        let turn = self.take_turn(Some(Zeroizing::new(value.to_vec())));
        let vault = self.0.vault.as_ref().ok_or(StorageError::Unavailable)?;
        let sealed = vault.seal(&self.0.name, value).await;
        if self.0.turn.get() != turn {
            return Ok(());
        }
        let kept = sealed.and_then(|sealed| self.put(vault, sealed));
        if !matches!(kept, Err(StorageError::Unavailable | StorageError::Full)) {
            self.0.here.take();
        }
        kept
    }

    fn put(&self, vault: &Vault, sealed: String) -> Result<(), StorageError> {
        if self.is_overtaken() {
            return Err(StorageError::Overtaken);
        }
        vault.put(&self.0.name, &sealed)?;
        self.0.known.replace(Some(sealed));
        Ok(())
    }

    /// From here on this is what is to be there, and no more what was on its way.
    fn take_turn(&self, here: Option<Zeroizing<Vec<u8>>>) -> u32 {
        self.0.here.replace(here);
        let turn = self.0.turn.get().wrapping_add(1);
        self.0.turn.set(turn);
        turn
    }

    /// Whether a later page of this window has put something here, or taken it away.
    pub fn is_overtaken(&self) -> bool {
        let vault = self.0.vault.as_ref();
        vault.is_some_and(|vault| vault.sealed(&self.0.name) != *self.0.known.borrow())
    }

    /// Keeps nothing here any longer, unless it is a later page's.
    pub fn forget(&self) {
        self.take_turn(None);
        if let Some(vault) = &self.0.vault
            && !self.is_overtaken()
        {
            vault.forget(&self.0.name);
            self.0.known.replace(None);
        }
    }
}
