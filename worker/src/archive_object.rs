//! The Durable Object around the archive. It only carries: what a queue tells, in; a question in, its answer out.

#![expect(
    missing_docs,
    reason = "`#[durable_object]` makes methods for JavaScript without a docstring"
)]

use hushdesk_archive::{Archive, answer};
use hushdesk_edge::{ObjectDatabase, panics};
use hushdesk_protocol::strict;
use hushdesk_queue_object::routes::TAKE;
use worker::{DurableObject, Env, Request, Response, Result, State, console_error, durable_object};

/// The Durable Object of one organisation's archive. It is reached by the Worker, and by the organisation's queues.
#[durable_object(fetch)]
pub struct ArchiveObject {
    archive: Archive<ObjectDatabase>,
}

impl DurableObject for ArchiveObject {
    fn new(state: State, _: Env) -> Self {
        panics::log_places_only();
        Self {
            archive: Archive::new(ObjectDatabase::of(&state.storage())),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let body = request.text().await?;
        let path = request.path();
        if path == TAKE {
            self.archive.take(strict::from_str(&body)?)?;
            return Response::empty();
        }
        match answer(&self.archive, &path, &body) {
            Ok(answer) => Response::ok(answer),
            Err(error) => {
                console_error!("archive: {path} failed: {error}");
                Response::error("the archive failed", 500)
            }
        }
    }
}
