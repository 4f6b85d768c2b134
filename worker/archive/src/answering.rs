//! Questions and answers as they travel: JSON in, JSON out.

use hushdesk_edge::{Database, DatabaseError};
use serde::{Deserialize, Serialize};

use crate::{
    AddWebhook, AnswerMessage, Archive, ArchiveError, AskBulk, AskFollowUp, AskMail, CallOffBulk,
    CountChats, CountHistory, CountStaffing, DeleteFollowUp, DeleteMessage, DeleteText,
    DeleteWebhook, DoFollowUp, FileChat, FindBulk, FindChat, FindMailable, FindMessage, FindText,
    FindWebhook, ListBulk, ListChatFollowUps, ListChats, ListDeliveries, ListFollowUps, ListMails,
    ListMessages, ListWebhooks, PauseWebhook, Question, Reader, Refused, TestWebhook,
};

/// Why a question has neither answer nor refusal.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is no such question.
    #[error("no question has this address")]
    NoSuchQuestion,
    /// Without the error's own words: they could repeat what is in the question.
    #[error("a question or an answer could not be read or written")]
    Json,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// A question and who asks it, as they travel: written from what the Worker has, read as what is its own.
#[derive(Serialize, Deserialize)]
pub struct Envelope<R, Q> {
    /// Who asks.
    pub reader: R,
    /// What.
    pub question: Q,
}

/// The answer to the question at an address, as JSON of a `Result` whose error is a [`Refused`].
///
/// # Errors
///
/// It is no question, or the archive itself failed.
pub fn answer<D: Database>(
    archive: &Archive<D>,
    path: &str,
    question: &str,
) -> Result<String, Failure> {
    let ask = match path {
        ListChats::PATH => ask::<ListChats, D>,
        FindChat::PATH => ask::<FindChat, D>,
        FileChat::PATH => ask::<FileChat, D>,
        CountChats::PATH => ask::<CountChats, D>,
        FindText::PATH => ask::<FindText, D>,
        DeleteText::PATH => ask::<DeleteText, D>,
        FindMailable::PATH => ask::<FindMailable, D>,
        AskMail::PATH => ask::<AskMail, D>,
        ListMails::PATH => ask::<ListMails, D>,
        CountHistory::PATH => ask::<CountHistory, D>,
        AskBulk::PATH => ask::<AskBulk, D>,
        ListBulk::PATH => ask::<ListBulk, D>,
        FindBulk::PATH => ask::<FindBulk, D>,
        CallOffBulk::PATH => ask::<CallOffBulk, D>,
        ListMessages::PATH => ask::<ListMessages, D>,
        FindMessage::PATH => ask::<FindMessage, D>,
        AnswerMessage::PATH => ask::<AnswerMessage, D>,
        DeleteMessage::PATH => ask::<DeleteMessage, D>,
        AskFollowUp::PATH => ask::<AskFollowUp, D>,
        ListChatFollowUps::PATH => ask::<ListChatFollowUps, D>,
        ListFollowUps::PATH => ask::<ListFollowUps, D>,
        DoFollowUp::PATH => ask::<DoFollowUp, D>,
        DeleteFollowUp::PATH => ask::<DeleteFollowUp, D>,
        CountStaffing::PATH => ask::<CountStaffing, D>,
        ListWebhooks::PATH => ask::<ListWebhooks, D>,
        FindWebhook::PATH => ask::<FindWebhook, D>,
        AddWebhook::PATH => ask::<AddWebhook, D>,
        PauseWebhook::PATH => ask::<PauseWebhook, D>,
        TestWebhook::PATH => ask::<TestWebhook, D>,
        DeleteWebhook::PATH => ask::<DeleteWebhook, D>,
        ListDeliveries::PATH => ask::<ListDeliveries, D>,
        _ => return Err(Failure::NoSuchQuestion),
    };
    ask(archive, question)
}

fn ask<Q: Question, D: Database>(archive: &Archive<D>, text: &str) -> Result<String, Failure> {
    let envelope = serde_json::from_str(text).map_err(|_| Failure::Json)?;
    let Envelope::<Reader, Q> { reader, question } = envelope;
    let answer: Result<Q::Answer, Refused> = match archive.ask(&reader, question) {
        Ok(answer) => Ok(answer),
        Err(ArchiveError::Refused(refused)) => Err(refused),
        Err(ArchiveError::Database(error)) => return Err(Failure::Database(error)),
    };
    serde_json::to_string(&answer).map_err(|_| Failure::Json)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::archive;

    #[test]
    fn a_question_and_its_answer_travel_as_json() {
        let find = format!(
            r#"{{"reader":"Administrator","question":{{"chat":"{}"}}}}"#,
            "ab".repeat(16)
        );
        assert_eq!(
            answer(&archive(&[]), FindChat::PATH, &find).unwrap(),
            r#"{"Err":"NoChat"}"#
        );
    }

    #[test]
    fn what_is_no_question_fails_without_repeating_it() {
        let failure = |path, question| answer(&archive(&[]), path, question).unwrap_err();
        let broken = failure(ListChats::PATH, r#"{"reader":"hunter2"}"#).to_string();
        assert!(!broken.contains("hunter2"), "{broken}");
        assert!(matches!(failure("/other", ""), Failure::NoSuchQuestion));
    }
}
