//! Whether somebody is there, at addresses that other pages and programs may ask: `/presence/queue/NAME.txt`, and so on. One
//! look at a queue serves all who ask at a place of the edge within some seconds, so that nobody keeps its object or the
//! directory's awake.

use hushdesk_directory::{FindQueue, FindSnippet, SnippetRecord};
use hushdesk_edge::now;
use hushdesk_protocol::ids::{QueueName, SnippetName, Timestamp};
use hushdesk_protocol::rest::{OpeningHours, Presence};
use worker::{Cache, Response};

use crate::call::Call;
use crate::opening_hours;
use crate::presence_format::Format;
use crate::problem::Problem;
use crate::queue_client::QueueClient;
use crate::security_headers;

/// Seconds for which a look serves.
const LOOK_SECONDS: u64 = 5;

/// What such an address leads to: the presence of a queue, or of the queue to which a snippet leads.
pub(super) async fn show(call: &Call, kind: &str, file: &str) -> Result<Response, Problem> {
    let nothing = || Problem::NotFound("page");
    let (name, extension) = file.rsplit_once('.').ok_or_else(nothing)?;
    let format = Format::of_extension(extension).ok_or_else(nothing)?;
    let presence = match kind {
        "queue" => of_queue(call, name).await?,
        "snippet" => of_snippet(call, name).await?,
        _ => return Err(nothing()),
    };
    let response = Response::ok(format.says(&format!("{kind}/{name}"), &presence)?)?;
    let headers = response.headers();
    security_headers::set(headers)?;
    for (name, value) in [
        ("Content-Type", format.content_type()),
        ("Access-Control-Allow-Origin", "*"),
        ("Cross-Origin-Resource-Policy", "cross-origin"),
        ("Cache-Control", &kept(&presence, now())),
    ] {
        headers.set(name, value)?;
    }
    Ok(response)
}

async fn of_queue(call: &Call, name: &str) -> Result<Presence, Problem> {
    let queue: QueueName = name.parse().map_err(|_| Problem::NotFound("queue"))?;
    let seen = key(call, "queue", queue.as_str());
    if let Some(known) = last_look(&seen).await? {
        return Ok(known);
    }
    let find = FindQueue {
        queue: queue.clone(),
    };
    let hours = call.directory()?.ask(&find).await?;
    look(call, &queue, hours, &seen).await
}

/// Who comes through a snippet is answered where its chats begin or where they are passed on to. A snippet's look is kept by its own name as well, so that nobody asks the directory again where it leads.
async fn of_snippet(call: &Call, name: &str) -> Result<Presence, Problem> {
    let snippet: SnippetName = name.parse().map_err(|_| Problem::NotFound("snippet"))?;
    let seen = key(call, "snippet", snippet.as_str());
    if let Some(known) = last_look(&seen).await? {
        return Ok(known);
    }
    let SnippetRecord {
        queue,
        hours,
        rollover,
        ..
    } = call.directory()?.ask(&FindSnippet { snippet }).await?;
    let queue_seen = key(call, "queue", queue.as_str());
    let mut presence = match last_look(&queue_seen).await? {
        Some(known) => known,
        None => look(call, &queue, hours, &queue_seen).await?,
    };
    for level in &rollover {
        if !presence.staffed {
            presence.staffed = of_queue(call, level.queue.as_str()).await?.staffed;
        }
    }
    keep(&seen, &presence).await?;
    Ok(presence)
}

/// The address of a look in the cache. Nobody else can ask for it: the guard of pages knows none like it.
fn key(call: &Call, kind: &str, name: &str) -> String {
    format!("{}/presence/look/{kind}/{name}", call.site.origin)
}

/// How it was at the last look, if that was a moment ago.
async fn last_look(key: &str) -> Result<Option<Presence>, Problem> {
    match Cache::default().get(key, false).await? {
        Some(mut known) => Ok(Some(known.json().await?)),
        None => Ok(None),
    }
}

/// How a queue is, looked at now.
async fn look(
    call: &Call,
    queue: &QueueName,
    hours: Option<OpeningHours>,
    key: &str,
) -> Result<Presence, Problem> {
    let staffed = QueueClient::of(call, queue)?.is_staffed().await?;
    let presence = Presence {
        staffed,
        hours: hours.and_then(|hours| opening_hours::standing(&hours, now())),
    };
    keep(key, &presence).await?;
    Ok(presence)
}

async fn keep(key: &str, presence: &Presence) -> Result<(), Problem> {
    let seen = Response::from_json(presence)?;
    seen.headers()
        .set("Cache-Control", &kept(presence, now()))?;
    Ok(Cache::default().put(key, seen).await?)
}

/// For how long it may be kept: no longer than until the queue opens or closes by its hours.
fn kept(presence: &Presence, now: Timestamp) -> String {
    let change = presence
        .hours
        .as_ref()
        .and_then(|hours| hours.until.as_ref());
    let seconds = change.map_or(LOOK_SECONDS, |change| {
        LOOK_SECONDS.min(change.at.since(now) / 1_000)
    });
    format!("public, max-age={seconds}")
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::{Day, HoursChange, HoursNow};

    use super::*;

    #[test]
    fn an_answer_is_not_kept_beyond_the_next_opening() {
        let kept_before = |millis: Option<u64>| {
            let until = millis.map(|millis| HoursChange {
                at: Timestamp(1_000_000 + millis),
                day: Day::after_1970(0),
                minute: 16,
            });
            let presence = Presence {
                staffed: false,
                hours: Some(HoursNow { open: false, until }),
            };
            kept(&presence, Timestamp(1_000_000))
        };
        for (millis, seconds) in [
            (None, 5),
            (Some(3_600_000), 5),
            (Some(2_900), 2),
            (Some(900), 0),
        ] {
            assert_eq!(kept_before(millis), format!("public, max-age={seconds}"));
        }
        let without = Presence {
            staffed: true,
            hours: None,
        };
        assert_eq!(kept(&without, Timestamp(0)), "public, max-age=5");
    }
}
