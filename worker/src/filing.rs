//! Saying what a chat was about: what its queue knows, and putting it down.

use std::collections::BTreeSet;

use hushdesk_archive::{FileChat, FindChat};
use hushdesk_directory::FindCategories;
use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::ChatRow;
use hushdesk_protocol::text::Category;

use crate::archive_client::ArchiveClient;
use crate::directory_client::DirectoryClient;
use crate::problem::Problem;

/// A chat, and what its queue knows of what chats can be about.
pub(crate) async fn known(
    archive: &ArchiveClient,
    directory: &DirectoryClient,
    chat: &ChatId,
) -> Result<(ChatRow, Vec<Category>), Problem> {
    let row = archive.ask(&FindChat { chat: chat.clone() }).await?;
    let queue = row.queue.clone();
    let known = directory.ask(&FindCategories { queue }).await?;
    Ok((row, known.categories))
}

/// Puts down what a chat was about, in the place of what was.
pub(crate) async fn file(
    archive: &ArchiveClient,
    chat: &ChatId,
    categories: BTreeSet<Category>,
) -> Result<(), Problem> {
    let chat = chat.clone();
    archive.ask(&FileChat { chat, categories }).await
}
