//! The Durable Object around the directory. It only carries: a question in, its answer out.

#![expect(
    missing_docs,
    reason = "`#[durable_object]` makes methods for JavaScript without a docstring"
)]

use std::rc::Rc;

use hushdesk_edge::{Database, DatabaseError, ObjectDatabase, now};
use hushdesk_protocol::ids::{OrganisationName, Timestamp};
use worker::{DurableObject, Env, Request, Response, Result, State, console_error, durable_object};

use super::dismissals::Ended;
use super::{
    AdmitGuest, AdmitOperator, CloseSession, Directory, DirectoryError, FindCredential,
    FindSession, FindSnippet, Found, IsFounded, ListQueues, ListSkins, OpenSession, Question,
    Refused, SetQueue, ShowQueueSettings,
};
use crate::problem::Problem;
use crate::queue_client::QueueClient;

/// Milliseconds after which the object wakes to tell what a queue's object has yet to hear, should it have died over
/// telling it at once. A second after what is to be told again is due.
const TELL_AGAIN_MILLIS: i64 = 11_000;

/// The Durable Object of one organisation's directory. It is reached by the Worker only.
#[durable_object(alarm)]
pub struct DirectoryObject {
    state: State,
    env: Env,
    directory: Rc<Directory<ObjectDatabase>>,
}

impl DurableObject for DirectoryObject {
    fn new(state: State, env: Env) -> Self {
        let directory = Rc::new(Directory::new(ObjectDatabase::of(&state.storage())));
        Self {
            state,
            env,
            directory,
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
        self.tell_queues().await?;
        Response::empty()
    }
}

impl DirectoryObject {
    /// Has queues' objects hear what they have yet to hear. Nobody waits for that. The alarm is set first: it rings
    /// if this object dies meanwhile, or if a queue's could not be reached.
    async fn tell_queues(&self) -> Result<()> {
        let next = self.directory.next_dismissal();
        let Ok(Some(_)) = next else {
            // Nothing is to be told, or nobody has set the organisation up.
            return Ok(());
        };
        self.state.storage().set_alarm(TELL_AGAIN_MILLIS).await?;
        let directory = Rc::clone(&self.directory);
        let env = self.env.clone();
        let name = self.state.id().name();
        self.state.wait_until(async move {
            if let Err(error) = tell(&directory, &env, name).await {
                console_error!("directory: queues were not told: {error:?}");
            }
        });
        Ok(())
    }
}

/// Tells queues' objects what is due.
async fn tell(
    directory: &Directory<ObjectDatabase>,
    env: &Env,
    name: Option<String>,
) -> std::result::Result<(), Problem> {
    let name = name.ok_or_else(|| Problem::failed("finding the organisation's name"))?;
    let organisation = OrganisationName::try_from(name)
        .map_err(|_| Problem::failed("reading the organisation's name"))?;
    for ended in directory.dismissals_due(now()).map_err(unkept)? {
        let told = dismiss(env, &organisation, &ended).await;
        if let Err(problem) = &told {
            console_error!("directory: telling queue {}: {problem:?}", ended.queue);
        }
        directory
            .dismissal_told(&ended, told.is_ok(), now())
            .map_err(unkept)?;
    }
    Ok(())
}

async fn dismiss(
    env: &Env,
    organisation: &OrganisationName,
    ended: &Ended,
) -> std::result::Result<(), Problem> {
    let queue = QueueClient::new(env, organisation, &ended.queue)?;
    queue.dismiss(ended.session).await
}

fn unkept(error: DirectoryError) -> Problem {
    Problem::Failed(format!("{error:?}"))
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
