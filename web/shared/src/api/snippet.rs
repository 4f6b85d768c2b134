//! What a snippet stands for.

use hushdesk_protocol::ids::SnippetName;
use hushdesk_protocol::rest::Snippet;

use super::{Trouble, call};

/// Where the chats of a snippet go, and how they look.
pub async fn snippet(name: &SnippetName) -> Result<Snippet, Trouble> {
    let address = format!("/api/snippets/{name}");
    call("GET", &address, None).await?.read()
}
