//! The Durable Object around the archive. It only carries: what a queue tells, in; a question in, its answer out; and what is
//! to be deleted where transcripts are kept.

#![expect(
    missing_docs,
    reason = "`#[durable_object]` makes methods for JavaScript without a docstring"
)]

use futures_util::future::join_all;
use hushdesk_archive::{Archive, answer};
use hushdesk_edge::{Alarm, ObjectDatabase, now, panics};
use hushdesk_protocol::ids::{ChatId, OrganisationName};
use hushdesk_protocol::strict;
use hushdesk_queue_object::kept_transcripts::KeptTranscripts;
use hushdesk_queue_object::routes::TAKE;
use worker::{
    DurableObject, Env, Error, Request, Response, Result, State, console_error, durable_object,
};

/// The Durable Object of one organisation's archive. It is reached by the Worker, and by the organisation's queues.
#[durable_object(alarm)]
pub struct ArchiveObject {
    state: State,
    env: Env,
    archive: Archive<ObjectDatabase>,
    alarm: Alarm,
}

impl DurableObject for ArchiveObject {
    fn new(state: State, env: Env) -> Self {
        panics::log_places_only();
        let archive = Archive::new(ObjectDatabase::of(&state.storage()));
        Self {
            state,
            env,
            archive,
            alarm: Alarm::default(),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let body = request.text().await?;
        let path = request.path();
        if path == TAKE {
            self.archive.take(strict::from_str(&body)?)?;
            self.arm().await?;
            return Response::empty();
        }
        match answer(&self.archive, &path, &body) {
            Ok(answer) => {
                self.arm().await?;
                Response::ok(answer)
            }
            Err(error) => {
                console_error!("archive: {path} failed: {error}");
                Response::error("the archive failed", 500)
            }
        }
    }

    async fn alarm(&self) -> Result<Response> {
        self.alarm.rings();
        let due = self.archive.due_removals(now())?;
        join_all(due.iter().map(|chat| self.remove(chat))).await;
        self.arm().await?;
        Response::empty()
    }
}

impl ArchiveObject {
    /// Deletes what was said in a chat where it is kept, and takes note of how that went.
    async fn remove(&self, chat: &ChatId) {
        let removed = match self.kept() {
            Ok(kept) => kept.delete(chat).await,
            Err(error) => Err(error),
        };
        if let Err(error) = &removed {
            console_error!("archive: a transcript was not deleted: {error}");
        }
        if let Err(error) = self.archive.removal_went(chat, removed.is_ok(), now()) {
            console_error!("archive: how deleting went was not kept: {error}");
        }
    }

    fn kept(&self) -> Result<KeptTranscripts> {
        let name = self.state.id().name();
        let organisation: Option<OrganisationName> = name.and_then(|name| name.parse().ok());
        let organisation = organisation.ok_or_else(|| {
            Error::RustError("the object has no name of an organisation".to_owned())
        })?;
        KeptTranscripts::of(&self.env, organisation)
    }

    /// Sees to it that the alarm rings when something is to be deleted next.
    async fn arm(&self) -> Result<()> {
        match self.archive.next_removal()? {
            Some(at) => {
                let storage = self.state.storage();
                self.alarm.ring_by(&storage, at, now()).await
            }
            None => Ok(()),
        }
    }
}
