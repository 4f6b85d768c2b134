//! Whether somebody is there, at addresses that other pages and programs may ask: `/presence/queue/NAME.txt`, and so on. One
//! look at a queue serves all who ask at a place of the edge within some seconds, so that nobody keeps its object awake.

use hushdesk_directory::{FindQueue, FindSnippet};
use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::rest::Presence;
use worker::{Cache, Response};

use crate::call::Call;
use crate::presence_format::Format;
use crate::problem::Problem;
use crate::queue_client::QueueClient;
use crate::security_headers;

/// Seconds for which a look serves.
const LOOK_SECONDS: u32 = 5;

/// What such an address leads to: the presence of a queue, or of the queue to which a snippet leads.
pub(super) async fn show(call: &Call, kind: &str, file: &str) -> Result<Response, Problem> {
    let nothing = || Problem::NotFound("page");
    let (name, extension) = file.rsplit_once('.').ok_or_else(nothing)?;
    let format = Format::of_extension(extension).ok_or_else(nothing)?;
    let queue = match kind {
        "queue" => queue(call, name).await?,
        "snippet" => queue_of_snippet(call, name).await?,
        _ => return Err(nothing()),
    };
    let presence = look(call, &queue).await?;
    let response = Response::ok(format.says(&format!("{kind}/{name}"), presence)?)?;
    let headers = response.headers();
    security_headers::set(headers)?;
    for (name, value) in [
        ("Content-Type", format.content_type()),
        ("Access-Control-Allow-Origin", "*"),
        ("Cross-Origin-Resource-Policy", "cross-origin"),
        ("Cache-Control", &kept()),
    ] {
        headers.set(name, value)?;
    }
    Ok(response)
}

async fn queue(call: &Call, name: &str) -> Result<QueueName, Problem> {
    let queue: QueueName = name.parse().map_err(|_| Problem::NotFound("queue"))?;
    let find = FindQueue {
        queue: queue.clone(),
    };
    call.directory()?.ask(&find).await?;
    Ok(queue)
}

async fn queue_of_snippet(call: &Call, name: &str) -> Result<QueueName, Problem> {
    let snippet = name.parse().map_err(|_| Problem::NotFound("snippet"))?;
    let found = call.directory()?.ask(&FindSnippet { snippet }).await?;
    Ok(found.queue)
}

/// How the queue was at the last look, or is at this one.
async fn look(call: &Call, queue: &QueueName) -> Result<Presence, Problem> {
    let cache = Cache::default();
    // Nobody else can ask for this address: the guard of pages knows none like it.
    let key = format!("{}/presence/look/{queue}", call.site.origin);
    if let Some(mut known) = cache.get(&key, false).await? {
        return Ok(known.json().await?);
    }
    let staffed = QueueClient::of(call, queue)?.is_staffed().await?;
    let presence = Presence { staffed };
    let seen = Response::from_json(&presence)?;
    seen.headers().set("Cache-Control", &kept())?;
    cache.put(&key, seen).await?;
    Ok(presence)
}

fn kept() -> String {
    format!("public, max-age={LOOK_SECONDS}")
}
