//! What a snippet stands for.

use gloo_net::http::Request;
use hushdesk_protocol::ids::SnippetName;
use hushdesk_protocol::rest::Snippet;

use super::{Trouble, body, call};

/// Where the chats of a snippet go, and how they look.
pub async fn snippet(name: &SnippetName) -> Result<Snippet, Trouble> {
    let request = Request::get(&format!("/api/snippets/{name}"))
        .build()
        .map_err(|_| Trouble::Unreachable)?;
    body(call(request).await?).await
}
