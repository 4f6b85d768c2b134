//! The Durable Object around the directory. It only carries: a question in, its answer out.

#![expect(
    missing_docs,
    reason = "`#[durable_object]` makes methods for JavaScript without a docstring"
)]

use hushdesk_protocol::ids::Timestamp;
use worker::{
    Date, DurableObject, Env, Request, Response, Result, SqlStorage, SqlStorageValue, State,
    console_error, durable_object,
};

use super::database::{Database, DatabaseError, Row, Value};
use super::{
    AdmitGuest, AdmitOperator, CloseSession, Directory, DirectoryError, FindCredential,
    FindSession, FindSnippet, Found, IsFounded, ListQueues, OpenSession, Question, Refused,
    SetQueue, ShowQueueSettings,
};

/// The Durable Object of one organisation's directory. It is reached by the Worker only.
#[durable_object(fetch)]
pub struct DirectoryObject {
    directory: Directory<SqlStorage>,
}

impl DurableObject for DirectoryObject {
    fn new(state: State, _env: Env) -> Self {
        Self {
            directory: Directory::new(state.storage().sql()),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let question = request.text().await?;
        let now = Timestamp(Date::now().as_millis());
        match answer(&self.directory, &request.path(), &question, now) {
            Ok(answer) => Response::ok(answer),
            Err(error) => {
                console_error!("directory: {} failed: {error}", request.path());
                Response::error("the directory failed", 500)
            }
        }
    }
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
    let answer: std::result::Result<Q::Answer, Refused> = match question.answer(directory, now) {
        Ok(answer) => Ok(answer),
        Err(DirectoryError::Refused(refused)) => Err(refused),
        Err(DirectoryError::Database(error)) => return Err(Failure::Database(error)),
    };
    serde_json::to_string(&answer).map_err(|_| Failure::Json)
}

/// The object's own SQLite. `exec` does not await.
impl Database for SqlStorage {
    fn query(
        &self,
        statement: &str,
        bindings: Vec<Value>,
    ) -> std::result::Result<Vec<Row>, DatabaseError> {
        let bindings: Vec<_> = bindings.into_iter().map(SqlStorageValue::from).collect();
        let cursor = self.exec(statement, bindings).map_err(failed)?;
        cursor
            .raw()
            .map(|row| row.map_err(failed).and_then(read_row))
            .collect()
    }

    fn run(&self, script: &str) -> std::result::Result<(), DatabaseError> {
        self.exec(script, None).map_err(failed).map(drop)
    }
}

fn failed(error: worker::Error) -> DatabaseError {
    DatabaseError::Statement(error.to_string())
}

fn read_row(values: Vec<SqlStorageValue>) -> std::result::Result<Row, DatabaseError> {
    let values: std::result::Result<Vec<_>, _> = values.into_iter().map(read_value).collect();
    Ok(Row::new(values?))
}

fn read_value(value: SqlStorageValue) -> std::result::Result<Value, DatabaseError> {
    match value {
        SqlStorageValue::Null => Ok(Value::Null),
        SqlStorageValue::Integer(number) => Ok(Value::Integer(number)),
        SqlStorageValue::String(text) => Ok(Value::Text(text)),
        SqlStorageValue::Blob(bytes) => Ok(Value::Blob(bytes)),
        SqlStorageValue::Boolean(_) | SqlStorageValue::Float(_) => {
            Err(DatabaseError::Column("of a type that no table has"))
        }
    }
}

impl From<Value> for SqlStorageValue {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Integer(number) => Self::Integer(number),
            Value::Text(text) => Self::String(text),
            Value::Blob(bytes) => Self::Blob(bytes),
        }
    }
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
