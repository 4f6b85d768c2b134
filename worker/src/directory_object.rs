//! The Durable Object around the directory. It only carries: a question in, its answer out.

#![expect(
    missing_docs,
    reason = "`#[durable_object]` makes methods for JavaScript without a docstring"
)]

use std::rc::Rc;

use futures_util::future::join_all;
use hushdesk_directory::{BulkNote, Directory, answer};
use hushdesk_edge::metrics::{Counter, Counts, Metrics};
use hushdesk_edge::outbox::Message;
use hushdesk_edge::{Alarm, ObjectDatabase, now, panics};
use hushdesk_protocol::ids::{OrganisationName, QueueName};
use worker::{
    DurableObject, Env, Error, Request, Response, Result, State, Storage, console_error,
    durable_object,
};

use crate::problem::Problem;
use crate::queue_client::QueueClient;

/// As whom the directory tells queues' objects something.
const SENDER: &str = "directory";

/// The address at which the archive tells what was done with many chats.
pub(crate) const NOTE_BULK: &str = "/note-bulk";

/// The Durable Object of one organisation's directory. It is reached by the Worker and by the organisation's archive.
#[durable_object(alarm)]
pub struct DirectoryObject {
    state: State,
    env: Env,
    directory: Rc<Directory<ObjectDatabase>>,
    alarm: Rc<Alarm>,
}

impl DurableObject for DirectoryObject {
    fn new(state: State, env: Env) -> Self {
        panics::log_places_only();
        let directory = Rc::new(Directory::new(ObjectDatabase::of(&state.storage())));
        Self {
            state,
            env,
            directory,
            alarm: Rc::default(),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let question = request.text().await?;
        if request.path() == NOTE_BULK {
            let note: BulkNote = serde_json::from_str(&question)?;
            return match self.directory.note_bulk(&note, now()) {
                Ok(()) => Response::empty(),
                Err(error) => {
                    console_error!("directory: what was done was not noted: {error:?}");
                    Response::error("the directory failed", 500)
                }
            };
        }
        match answer(&self.directory, &request.path(), &question, now()) {
            Ok(answer) => {
                self.tell_queues().await?;
                Response::ok(answer)
            }
            Err(error) => {
                console_error!("directory: {} failed: {error}", request.path());
                Response::error("the directory failed", 500)
            }
        }
    }

    async fn alarm(&self) -> Result<Response> {
        self.alarm.rings();
        self.measure_waits();
        if let Err(error) = self.directory.forget(now()) {
            console_error!("directory: nothing was forgotten: {error:?}");
        }
        self.tell_queues().await?;
        Response::empty()
    }
}

impl DirectoryObject {
    /// Writes, when the alarm rings and counters are kept, how late it is for what was due, and for how long a queue has
    /// not heard what it was told.
    fn measure_waits(&self) {
        let Some(metrics) = Metrics::bound(&self.env) else {
            return;
        };
        let mut counts = Counts::default();
        let waits = [
            (Counter::AlarmLateness, self.directory.next_telling()),
            (Counter::OutboxAge, self.directory.unheard_since()),
        ];
        for (counter, since) in waits {
            if let Some(since) = since.ok().flatten().filter(|since| *since <= now()) {
                counts.measure(counter, now().since(since), now());
            }
        }
        let organisation = self.state.id().name().unwrap_or_default();
        if let Err(error) = metrics.write([&organisation, ""], &mut counts) {
            console_error!("directory: counters were not written: {error}");
        }
    }

    /// Has queues' objects hear what they have yet to hear. Nobody waits for that. The alarm is set first: it rings
    /// if this object dies meanwhile, or if a queue's could not be reached.
    async fn tell_queues(&self) -> Result<()> {
        let Ok(due) = self.directory.due_tellings(now()) else {
            // Nobody has set the organisation up.
            return Ok(());
        };
        let (directory, alarm) = (Rc::clone(&self.directory), Rc::clone(&self.alarm));
        let storage = self.state.storage();
        arm(&directory, &alarm, &storage).await?;
        if due.is_empty() {
            return Ok(());
        }
        let (env, name) = (self.env.clone(), self.state.id().name());
        self.state.wait_until(async move {
            let tellings = due
                .iter()
                .map(|it| tell(&directory, &env, name.as_deref(), it));
            join_all(tellings).await;
            if let Err(error) = arm(&directory, &alarm, &storage).await {
                console_error!("directory: the alarm was not set: {error}");
            }
        });
        Ok(())
    }
}

/// Sees to it that the alarm rings when something is to be told or forgotten next.
async fn arm(
    directory: &Directory<ObjectDatabase>,
    alarm: &Alarm,
    storage: &Storage,
) -> Result<()> {
    let failed = |error| Error::RustError(format!("{error:?}"));
    let telling = directory.next_telling().map_err(failed)?;
    let forgetting = directory.next_forgetting().map_err(failed)?;
    match telling.into_iter().chain(forgetting).min() {
        Some(at) => alarm.ring_by(storage, at, now()).await,
        None => Ok(()),
    }
}

/// Tells one queue's object something, and takes note of how that went.
async fn tell(
    directory: &Directory<ObjectDatabase>,
    env: &Env,
    name: Option<&str>,
    message: &Message,
) {
    let told = bring(env, name, message).await;
    if let Err(problem) = &told {
        console_error!("directory: telling queue {}: {problem:?}", message.receiver);
    }
    if let Err(error) = directory.telling_went(message, told.is_ok(), now()) {
        console_error!("directory: how a telling went was not kept: {error:?}");
    }
}

async fn bring(
    env: &Env,
    name: Option<&str>,
    message: &Message,
) -> std::result::Result<(), Problem> {
    let organisation: Option<OrganisationName> = name.and_then(|name| name.parse().ok());
    let organisation =
        organisation.ok_or_else(|| Problem::failed("finding the organisation's name"))?;
    let queue: QueueName = message
        .receiver
        .parse()
        .map_err(|_| Problem::failed("reading a queue's name"))?;
    let delivery = message
        .delivery(SENDER)
        .map_err(|_| Problem::failed("reading what a queue is to be told"))?;
    QueueClient::new(env, &organisation, &queue)?
        .tell(&delivery)
        .await
}
