//! The Durable Object around the directory. It only carries: a question in, its answer out.

#![expect(
    missing_docs,
    reason = "`#[durable_object]` makes methods for JavaScript without a docstring"
)]

use std::rc::Rc;

use futures_util::future::join_all;
use hushdesk_edge::outbox::Message;
use hushdesk_edge::{Alarm, Database, DatabaseError, ObjectDatabase, now};
use hushdesk_protocol::ids::{OrganisationName, QueueName, Timestamp};
use worker::{
    DurableObject, Env, Error, Request, Response, Result, State, Storage, console_error,
    durable_object,
};

use super::{
    AdmitGuest, AdmitOperator, CloseSession, Directory, DirectoryError, FindCredential,
    FindSession, FindSnippet, Found, IsFounded, ListQueues, ListSkins, OpenSession, Question,
    Refused, SetQueue, ShowQueueSettings,
};
use crate::problem::Problem;
use crate::queue_client::QueueClient;

/// As whom the directory tells queues' objects something.
const SENDER: &str = "directory";

/// The Durable Object of one organisation's directory. It is reached by the Worker only.
#[durable_object(alarm)]
pub struct DirectoryObject {
    state: State,
    env: Env,
    directory: Rc<Directory<ObjectDatabase>>,
    alarm: Rc<Alarm>,
}

impl DurableObject for DirectoryObject {
    fn new(state: State, env: Env) -> Self {
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
        self.tell_queues().await?;
        Response::empty()
    }
}

impl DirectoryObject {
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

/// Sees to it that the alarm rings when something is to be told next.
async fn arm(
    directory: &Directory<ObjectDatabase>,
    alarm: &Alarm,
    storage: &Storage,
) -> Result<()> {
    match directory.next_telling() {
        Ok(Some(at)) => alarm.ring_by(storage, at, now()).await,
        Ok(None) => Ok(()),
        Err(error) => Err(Error::RustError(format!("{error:?}"))),
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

/// Why a question has neither answer nor refusal.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("no question has this address")]
    NoSuchQuestion,
    /// Without the error's own words: they could repeat what is in the question.
    #[error("a question or an answer could not be read or written")]
    Json,
    #[error(transparent)]
    Database(DatabaseError),
}

/// The answer to the question at an address, as JSON of a `Result` whose error is a [`Refused`].
fn answer<D: Database>(
    directory: &Directory<D>,
    path: &str,
    question: &str,
    now: Timestamp,
) -> std::result::Result<String, Failure> {
    match path {
        IsFounded::PATH => ask::<IsFounded, D>(directory, question, now),
        Found::PATH => ask::<Found, D>(directory, question, now),
        FindCredential::PATH => ask::<FindCredential, D>(directory, question, now),
        OpenSession::PATH => ask::<OpenSession, D>(directory, question, now),
        FindSession::PATH => ask::<FindSession, D>(directory, question, now),
        CloseSession::PATH => ask::<CloseSession, D>(directory, question, now),
        FindSnippet::PATH => ask::<FindSnippet, D>(directory, question, now),
        AdmitGuest::PATH => ask::<AdmitGuest, D>(directory, question, now),
        ListQueues::PATH => ask::<ListQueues, D>(directory, question, now),
        ListSkins::PATH => ask::<ListSkins, D>(directory, question, now),
        ShowQueueSettings::PATH => ask::<ShowQueueSettings, D>(directory, question, now),
        SetQueue::PATH => ask::<SetQueue, D>(directory, question, now),
        AdmitOperator::PATH => ask::<AdmitOperator, D>(directory, question, now),
        _ => Err(Failure::NoSuchQuestion),
    }
}

fn ask<Q: Question, D: Database>(
    directory: &Directory<D>,
    question: &str,
    now: Timestamp,
) -> std::result::Result<String, Failure> {
    let question: Q = serde_json::from_str(question).map_err(|_| Failure::Json)?;
    let answer: std::result::Result<Q::Answer, Refused> = match directory.ask(question, now) {
        Ok(answer) => Ok(answer),
        Err(DirectoryError::Refused(refused)) => Err(refused),
        Err(DirectoryError::Database(error)) => return Err(Failure::Database(error)),
    };
    serde_json::to_string(&answer).map_err(|_| Failure::Json)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::testing::{NOW, library};

    #[test]
    fn a_question_and_its_answer_travel_as_json() {
        let question = r#"{"snippet":"nothing"}"#;
        assert_eq!(
            answer(&library(), FindSnippet::PATH, question, NOW).unwrap(),
            r#"{"Err":"NoSnippet"}"#
        );
        assert_eq!(
            answer(&library(), IsFounded::PATH, "null", NOW).unwrap(),
            r#"{"Ok":true}"#
        );
    }

    #[test]
    fn what_is_no_question_fails_without_repeating_it() {
        let failure = |path, question| {
            answer(&library(), path, question, NOW)
                .unwrap_err()
                .to_string()
        };
        let broken = failure(OpenSession::PATH, r#"{"name":"desk1","secret":"hunter2"}"#);
        assert!(!broken.contains("hunter2"), "{broken}");
        assert_eq!(failure("/other", ""), "no question has this address");
    }
}
