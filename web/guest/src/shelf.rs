//! Where chats are kept in this window, and the one that is.

use hushdesk_protocol::ids::SnippetName;
use hushdesk_web::session::guest_session::Kept;
use hushdesk_web::storage::Vault;

/// The place of one snippet's chat. Without a vault nothing outlives the page, and chats go on all the same.
#[derive(Clone, Debug)]
pub(crate) struct Shelf {
    vault: Option<Vault>,
    name: String,
}

impl Shelf {
    /// The place of this snippet's chat in this window.
    pub(crate) async fn of(snippet: &SnippetName) -> Self {
        Self {
            vault: Vault::open().await.ok(),
            name: format!("hushdesk.chat.{snippet}"),
        }
    }

    /// The chat that is kept; none if there is none, or it cannot be read.
    pub(crate) async fn find(&self) -> Option<Kept> {
        let kept = self.vault.as_ref()?.read(&self.name).await;
        Kept::from_bytes(&kept.ok()??).ok()
    }

    /// Keeps the chat in place of the one before. What cannot be kept is lost with the page, and only then.
    pub(crate) async fn keep(&self, kept: &Kept) {
        if let Some(vault) = &self.vault
            && let Err(error) = vault.write(&self.name, &kept.to_bytes()).await
        {
            web_sys::console::warn_1(&error.to_string().into());
        }
    }

    /// Keeps it no longer.
    pub(crate) fn forget(&self) {
        if let Some(vault) = &self.vault {
            vault.forget(&self.name);
        }
    }
}
