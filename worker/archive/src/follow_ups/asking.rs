//! Asking somebody to do something after a chat.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::{ChatId, FollowUpId, MailId, OperatorName, Timestamp};
use hushdesk_protocol::rest::CHAT_FOLLOW_UPS_MAX;
use hushdesk_protocol::text::NoteText;
use serde::{Deserialize, Serialize};

use super::forget_old;
use crate::history::FindChat;
use crate::mails;
use crate::question::{Asked, Question};
use crate::refused::{ArchiveError, Refused};

/// Asks somebody, of whom the directory has said that they can be asked. If they are mailed, what the mail says was put elsewhere
/// before.
#[derive(Serialize, Deserialize)]
pub struct AskFollowUp {
    /// By what it is known.
    pub id: FollowUpId,
    /// After which chat.
    pub chat: ChatId,
    /// Who is to do it.
    pub to: OperatorName,
    /// Who asks.
    pub by: OperatorName,
    /// What is to be done.
    pub note: NoteText,
    /// When.
    pub now: Timestamp,
    /// As what it is mailed, and where to, if it is.
    pub mail: Option<(MailId, EmailAddress)>,
}

impl Question for AskFollowUp {
    const PATH: &'static str = "/ask-follow-up";
    type Answer = ();

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<(), ArchiveError> {
        let Asked { by, database } = asked;
        let chat = self.chat.clone();
        let row = FindChat { chat }.answer(Asked { by, database })?;
        if row.kind == ChatKind::Sealed {
            return Err(Refused::Sealed.into());
        }
        forget_old(database, self.now)?;
        self.must_have_room(database)?;
        let mail = self.mail.as_ref().map(|(mail, _)| mail.as_str());
        database.query(
            "INSERT INTO follow_ups (id, chat, receiver, asked_by, asked, note, mail) VALUES (?, ?, ?, ?, ?, ?, ?)",
            vec![
                self.id.as_str().into(),
                self.chat.as_str().into(),
                self.to.as_str().into(),
                self.by.as_str().into(),
                self.now.into(),
                self.note.as_str().into(),
                mail.into(),
            ],
        )?;
        if let Some((mail, to)) = &self.mail {
            let about = (mail, self.id.as_str());
            mails::put(database, about, Some(to), Some(&self.by), self.now)?;
        }
        Ok(())
    }
}

impl AskFollowUp {
    fn must_have_room(&self, database: &impl Database) -> Result<(), ArchiveError> {
        let rows = database.query(
            "SELECT count(*) FROM follow_ups WHERE chat = ?",
            vec![self.chat.as_str().into()],
        )?;
        let count = rows.into_iter().next();
        let count: Result<u32, DatabaseError> =
            count.map_or(Ok(0), |mut row| row.number("follow_ups"));
        if count? >= CHAT_FOLLOW_UPS_MAX {
            return Err(Refused::FollowUpsFull.into());
        }
        Ok(())
    }
}
