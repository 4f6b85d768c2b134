//! Questions and answers as they travel: JSON in, JSON out.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Asker, Directory, DirectoryError, Question, Refused};

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
    Database(DatabaseError),
}

/// A question and who asks it, as they travel: written from what the Worker has, read as what is its own.
#[derive(Serialize, Deserialize)]
pub struct Envelope<A, Q> {
    /// Who asks.
    pub asker: A,
    /// What.
    pub question: Q,
}

/// What asks the question at a path, if it is one of these.
macro_rules! questions {
    ($path:ident; $($question:ident,)+) => {
        match $path {
            $(crate::$question::PATH => ask::<crate::$question, D>,)+
            _ => return Err(Failure::NoSuchQuestion),
        }
    };
}

/// The answer to the question at an address, as JSON of a `Result` whose error is a [`Refused`].
///
/// # Errors
///
/// It is no question, or the directory itself failed.
pub fn answer<D: Database>(
    directory: &Directory<D>,
    path: &str,
    question: &str,
    now: Timestamp,
) -> Result<String, Failure> {
    let ask = questions! { path;
        AcceptKey,
        AddApplication,
        AddCanned,
        AddPasskey,
        AddQueue,
        AddSkin,
        AddSnippet,
        AdmitFollowUp,
        AdmitGuest,
        AdmitMessage,
        AdmitTestMail,
        AdmitOperator,
        Assign,
        BeginEmail,
        BeginPasskey,
        BeginSecondFactor,
        ChangeCanned,
        ChangeKey,
        ChangeOwnPassword,
        ChangePerson,
        ChangeQueue,
        CloseSession,
        ConfirmEmail,
        ConfirmSecondFactor,
        CopySkin,
        Count,
        DisablePerson,
        EndOwnSessions,
        EndSessions,
        ExportPeople,
        FindApplications,
        FindCategories,
        FindCredential,
        AddressGuestMail,
        AdmitGuestMail,
        FindLetterhead,
        FindMessageQueues,
        FindNoteKey,
        FindNoteKeys,
        FindOwnCredential,
        FindOwnSalt,
        FindPicture,
        FindProvider,
        FindQueue,
        FindReading,
        FindDesk,
        FindSender,
        FindSession,
        FindQuestions,
        FindSnippet,
        FindWaysIn,
        ForgetEmail,
        Found,
        GivePasskeyChallenge,
        ImportPeople,
        Invite,
        IsFounded,
        ListApplications,
        ListAudit,
        ListCanned,
        ListColleagues,
        ListKeys,
        ListOwnSessions,
        ListPasskeys,
        ListPeople,
        ListQueues,
        ListSessions,
        ListSkins,
        ListSnippets,
        MakeForgottenLinks,
        MakeLink,
        MayRemoveQueue,
        NoteTranscriptDeleted,
    NoteWebhook, NoteTranscriptsDownloaded,
        OpenApplicationSession,
        OpenPasskeySession,
        OpenProviderSession,
        OpenSession,
        PinKey,
        ProposeKey,
        ProveByPasskey,
        ProveByProvider,
        PublishNoteKey,
        ProveSession,
        ReadLink,
        RemoveCanned,
        RemoveKey,
        RemovePasskey,
        RemovePerson,
        RemoveQueue,
        RemoveSecondFactor,
        RemoveSkin,
        RemoveSkinPicture,
        RemoveSnippet,
        RenamePasskey,
        RenameSelf,
        RenewRecovery,
        ResetSecondFactor,
        RevokeApplication,
        RevokeKey,
        SetOrganisation,
        SetProvider,
        SetQueue,
        SetQueueProfile,
        SetSkin,
        SetSkinPicture,
        SetSnippet,
        ShowCanned,
        ShowKey,
        ShowOrganisation,
        ShowOwnEmail,
        ShowPerson,
        ShowProvider,
        ShowQueue,
        ShowQueueProfile,
        ShowQueueSettings,
        ShowSkin,
        ShowSnippet,
        TakeReturn,
        UnlinkPerson,
        UseLink,
    };
    ask(directory, question, now)
}

fn ask<Q: Question, D: Database>(
    directory: &Directory<D>,
    text: &str,
    now: Timestamp,
) -> Result<String, Failure> {
    let envelope = serde_json::from_str(text).map_err(|_| Failure::Json)?;
    let Envelope::<Asker, Q> { asker, question } = envelope;
    let answer: Result<Q::Answer, Refused> = match directory.ask(&asker, question, now) {
        Ok(answer) => Ok(answer),
        Err(DirectoryError::Refused(refused)) => Err(refused),
        Err(DirectoryError::Database(error)) => return Err(Failure::Database(error)),
    };
    serde_json::to_string(&answer).map_err(|_| Failure::Json)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, library};
    use crate::{FindSnippet, IsFounded, OpenSession};

    const ASKER: &str = r#"{"session":null,"address":{"network":"198.51.100.7","site":null}}"#;

    fn asked(question: &str) -> String {
        format!(r#"{{"asker":{ASKER},"question":{question}}}"#)
    }

    #[test]
    fn a_question_and_its_answer_travel_as_json() {
        let find = asked(r#"{"snippet":"nothing"}"#);
        assert_eq!(
            answer(&library(), FindSnippet::PATH, &find, NOW).unwrap(),
            r#"{"Err":"NoSnippet"}"#
        );
        assert_eq!(
            answer(&library(), IsFounded::PATH, &asked("null"), NOW).unwrap(),
            r#"{"Ok":true}"#
        );
    }

    #[test]
    fn what_is_no_question_fails_without_repeating_it() {
        let failure = |path, question: &str| {
            answer(&library(), path, &asked(question), NOW)
                .unwrap_err()
                .to_string()
        };
        let broken = failure(OpenSession::PATH, r#"{"name":"desk1","secret":"hunter2"}"#);
        assert!(!broken.contains("hunter2"), "{broken}");
        assert_eq!(failure("/other", ""), "no question has this address");
    }
}
