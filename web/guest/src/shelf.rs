//! Where chats are kept in this window, and the one that is.

use hushdesk_protocol::ids::SnippetName;
use hushdesk_web::session::guest_session::Kept;
use hushdesk_web::storage::{Slot, StorageError, Vault};

/// The place of one snippet's chat. Without a vault nothing outlives the page, and chats go on all the same.
#[derive(Clone, Debug)]
pub(crate) struct Shelf(Slot);

impl Shelf {
    /// The place of this snippet's chat in this window.
    pub(crate) async fn of(snippet: &SnippetName) -> Self {
        let vault = Vault::open().await.ok();
        Self(Slot::new(vault, format!("hushdesk.chat.{snippet}")))
    }

    /// The chat that is kept; none if there is none, or it cannot be read.
    pub(crate) async fn find(&self) -> Option<Kept> {
        Kept::from_bytes(&self.0.find().await?).ok()
    }

    /// Keeps the chat in place of the one before, unless a later page of this window has kept something newer. What
    /// cannot be kept is lost with the page, and only then.
    pub(crate) async fn keep(&self, kept: &Kept) -> Result<(), Overtaken> {
        match self.0.keep(&kept.to_bytes()).await {
            Err(StorageError::Overtaken) => Err(Overtaken),
            Err(StorageError::Unavailable) | Ok(()) => Ok(()),
            Err(error @ (StorageError::Full | StorageError::Damaged)) => {
                web_sys::console::warn_1(&error.to_string().into());
                Ok(())
            }
        }
    }

    /// Whether a later page of this window has gone on with the chat, or has put it away.
    pub(crate) fn is_overtaken(&self) -> bool {
        self.0.is_overtaken()
    }

    /// Keeps it no longer.
    pub(crate) fn forget(&self) {
        self.0.forget();
    }
}

/// A later page of this window speaks for the chat.
#[derive(Debug)]
pub(crate) struct Overtaken;
