//! `/api/snippets/NAME`: what a widget needs to know before it opens a chat. Public.

use hushdesk_protocol::rest::Snippet;
use worker::Response;

use super::name;
use crate::call::Call;
use crate::problem::Problem;
use crate::queue_client::QueueClient;
use hushdesk_directory::{FindSnippet, SnippetRecord};

/// `GET`: the snippet.
pub(super) async fn show(call: &Call, snippet: &str) -> Result<Response, Problem> {
    let find = FindSnippet {
        snippet: name(snippet)?,
    };
    let SnippetRecord {
        queue,
        queue_title,
        skin,
        title,
        sealing,
        sites: _,
    } = call.directory()?.ask(&find).await?;
    let staffed = QueueClient::of(call, &queue)?.is_staffed().await?;
    let response = Response::from_json(&Snippet {
        queue,
        queue_title,
        skin,
        title,
        sealing,
        staffed,
    })?;
    // A widget in a sandbox has no origin, and is another site to us. This is for everybody to read.
    response.headers().set("Access-Control-Allow-Origin", "*")?;
    Ok(response)
}
