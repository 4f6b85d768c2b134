//! Mails on their way: which are to be tried now, and how that went.
//!
//! That one is tried is written down before, with when it is tried again, so that none is lost whatever dies. Whoever delivers
//! mail knows nothing of that: if the archive dies between handing one over and hearing of it, it is handed over again ten
//! minutes later. Nothing short of a mark that the deliverer keeps could rule that out, and there is none.

use hushdesk_edge::{Database, DatabaseError, Row, Value, overwritten};
use hushdesk_protocol::ids::{MailId, Timestamp};
use hushdesk_protocol::rest::{FOLLOW_UP_DAYS, FOLLOW_UP_DONE_DAYS};

use super::KNOWN_MILLIS;
use crate::archive::Archive;
use crate::{follow_ups, messages};

/// Milliseconds after which a mail is tried again of which was not heard how it went.
const AGAIN_MILLIS: u64 = 10 * 60 * 1_000;

/// Milliseconds until the second try of one that was not taken. They double with each: 1, 2, 4 minutes and so on.
const FIRST_PAUSE_MILLIS: u64 = 60 * 1_000;

/// How often one is tried: for a bit more than four hours.
const TRIES_MAX: u32 = 9;

/// Mails that are tried at once.
const AT_ONCE: u32 = 50;

/// How handing a mail over went.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Went {
    /// It was taken.
    Taken,
    /// It was not taken.
    NotTaken,
}

impl<D: Database> Archive<D> {
    /// The mails that are to be handed over now. What was asked for, or left, long ago is forgotten.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn due_mails(&self, now: Timestamp) -> Result<Vec<MailId>, DatabaseError> {
        self.open()?;
        let database = &self.database;
        database.transaction(|| {
            forget(database, now)?;
            messages::forget_old(database, now)?;
            follow_ups::forget_old(database, now)?;
            let due = database.query(
                &format!("SELECT id FROM mails WHERE due <= ? ORDER BY due LIMIT {AT_ONCE}"),
                vec![now.into()],
            )?;
            let due = ids(due)?;
            for mail in &due {
                database.query(
                    "UPDATE mails SET due = ?, tries = tries + 1 WHERE id = ?",
                    vec![now.plus(AGAIN_MILLIS).into(), mail.as_str().into()],
                )?;
            }
            Ok(due)
        })
    }

    /// Takes note of how handing one over went. Gives whether it is over: what it said is needed no longer.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn mail_went(
        &self,
        mail: &MailId,
        went: Went,
        now: Timestamp,
    ) -> Result<bool, DatabaseError> {
        match went {
            Went::Taken => {
                // Whoever withdrew it meanwhile came too late.
                let sent = "UPDATE mails SET state = 'sent', due = NULL WHERE id = ?";
                self.database.query(sent, vec![mail.as_str().into()])?;
                Ok(true)
            }
            Went::NotTaken => self.try_again(mail, now),
        }
    }

    fn try_again(&self, mail: &MailId, now: Timestamp) -> Result<bool, DatabaseError> {
        let rows = self.database.query(
            &format!(
                "UPDATE mails SET state = iif(tries < {TRIES_MAX}, 'waiting', 'failed'),
                     due = iif(tries < {TRIES_MAX}, ? + ({FIRST_PAUSE_MILLIS} << (tries - 1)), NULL)
                 WHERE id = ? AND state = 'waiting' RETURNING state = 'waiting'"
            ),
            vec![now.into(), mail.as_str().into()],
        )?;
        let goes_on = rows.into_iter().next();
        let goes_on = goes_on.map(|mut row| row.flag("mails.state")).transpose()?;
        Ok(goes_on != Some(true))
    }

    /// When a mail is to be handed over next, or one, a message or a follow-up to be forgotten.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn next_mail(&self) -> Result<Option<Timestamp>, DatabaseError> {
        self.open()?;
        let rows = self.database.query(
            &format!(
                "SELECT min(due) FROM (SELECT min(due) AS due FROM mails WHERE due IS NOT NULL
                 UNION ALL SELECT min(asked) + {KNOWN_MILLIS} FROM mails
                 UNION ALL SELECT min(left_at) + {} FROM messages
                 UNION ALL SELECT min(asked) + {} FROM follow_ups
                 UNION ALL SELECT min(done) + {} FROM follow_ups WHERE done IS NOT NULL)",
                messages::KEPT_MILLIS,
                FOLLOW_UP_DAYS * follow_ups::DAY_MILLIS,
                FOLLOW_UP_DONE_DAYS * follow_ups::DAY_MILLIS,
            ),
            vec![],
        )?;
        let next = rows.into_iter().next();
        let next = next.map(|mut row| row.optional_moment("mails.due"));
        Ok(next.transpose()?.flatten())
    }
}

/// Forgets those that were asked for long ago. What stood in a deleted row stays in the file, so the address is written over.
fn forget(database: &impl Database, now: Timestamp) -> Result<(), DatabaseError> {
    let before = Timestamp(now.0.saturating_sub(KNOWN_MILLIS));
    let over = overwritten("receiver");
    for statement in [
        &*format!("UPDATE mails SET {over} WHERE asked <= ?"),
        "DELETE FROM mails WHERE asked <= ?",
    ] {
        database.query(statement, vec![before.into()])?;
    }
    Ok(())
}

/// Those about a chat, or a message, that have not gone yet go no more. Gives all there are, gone or not: what one says may still be
/// where it was put.
pub(crate) fn withdraw(
    database: &impl Database,
    about: &str,
) -> Result<Vec<MailId>, DatabaseError> {
    database.query(
        "UPDATE mails SET state = 'withdrawn', due = NULL WHERE about = ? AND state = 'waiting'",
        vec![about.into()],
    )?;
    ids(database.query("SELECT id FROM mails WHERE about = ?", vec![about.into()])?)
}

/// The same of those about these chats.
pub(crate) fn withdraw_of(
    database: &impl Database,
    chats: &Value,
) -> Result<Vec<MailId>, DatabaseError> {
    database.query(
        "UPDATE mails SET state = 'withdrawn', due = NULL
         WHERE about IN (SELECT value FROM json_each(?)) AND state = 'waiting'",
        vec![chats.clone()],
    )?;
    let of_chats = "SELECT id FROM mails WHERE about IN (SELECT value FROM json_each(?))";
    ids(database.query(of_chats, vec![chats.clone()])?)
}

/// Forgets that there have been mails about these chats, and where they went.
pub(crate) fn forget_of(database: &impl Database, chats: &Value) -> Result<(), DatabaseError> {
    let over = overwritten("receiver");
    for statement in [
        &*format!("UPDATE mails SET {over} WHERE about IN (SELECT value FROM json_each(?))"),
        "DELETE FROM mails WHERE about IN (SELECT value FROM json_each(?))",
    ] {
        database.query(statement, vec![chats.clone()])?;
    }
    Ok(())
}

fn ids(rows: Vec<Row>) -> Result<Vec<MailId>, DatabaseError> {
    rows.into_iter()
        .map(|mut row| row.name("mails.id"))
        .collect()
}

#[cfg(test)]
mod tests {
    use hushdesk_edge::testing::Memory;
    use hushdesk_protocol::frames::ChatKind;
    use hushdesk_protocol::rest::MailState;

    use super::*;
    use crate::mails::asking::{AskMail, ListMails, MailedBy};
    use crate::testing::{NOW, administrator, archive, told};

    const MAIL: [u8; 16] = [7; 16];

    fn asked() -> Archive<Memory> {
        let mut open = told(1);
        open.chat.kind = ChatKind::Open;
        let archive = archive(&[open]);
        let ask = AskMail {
            id: MailId::from_bytes(MAIL),
            chat: told(1).chat.chat,
            by: MailedBy::Operator {
                name: "ann".parse().unwrap(),
                to: "guest@example.org".parse().unwrap(),
            },
            now: NOW,
        };
        archive.ask(&administrator(), ask).unwrap();
        archive
    }

    fn state(archive: &Archive<Memory>) -> Option<MailState> {
        let chat = told(1).chat.chat;
        let mails = archive.ask(&administrator(), ListMails { chat }).unwrap();
        mails.first().map(|mail| mail.state)
    }

    #[test]
    fn a_mail_is_handed_over_once_and_again_if_nobody_heard_how_it_went() {
        let archive = asked();
        let mail = MailId::from_bytes(MAIL);
        assert_eq!(archive.next_mail(), Ok(Some(NOW)));
        assert_eq!(archive.due_mails(NOW), Ok(vec![mail.clone()]));
        assert_eq!(archive.due_mails(NOW), Ok(vec![]));
        let again = NOW.plus(AGAIN_MILLIS);
        assert_eq!(archive.next_mail(), Ok(Some(again)));
        assert_eq!(archive.due_mails(again), Ok(vec![mail.clone()]));
        assert_eq!(archive.mail_went(&mail, Went::Taken, again), Ok(true));
        assert_eq!(state(&archive), Some(MailState::Sent));
        assert_eq!(archive.next_mail(), Ok(Some(NOW.plus(KNOWN_MILLIS))));
    }

    #[test]
    fn one_that_is_not_taken_is_tried_more_and_more_rarely_and_then_given_up() {
        let archive = asked();
        let mail = MailId::from_bytes(MAIL);
        let mut now = NOW;
        let mut pauses = Vec::new();
        while state(&archive) == Some(MailState::Waiting) {
            assert_eq!(archive.due_mails(now), Ok(vec![mail.clone()]));
            let is_over = archive.mail_went(&mail, Went::NotTaken, now).unwrap();
            assert_eq!(is_over, state(&archive) == Some(MailState::Failed));
            let next = archive.next_mail().unwrap().unwrap();
            pauses.push(next.since(now) / 60_000);
            now = next;
        }
        pauses.pop();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 64, 128]);
        assert_eq!(state(&archive), Some(MailState::Failed));
    }

    #[test]
    fn what_is_withdrawn_stays_so_unless_it_has_gone_already() {
        let archive = asked();
        let mail = MailId::from_bytes(MAIL);
        archive.due_mails(NOW).unwrap();
        let withdrawn = withdraw(&archive.database, told(1).chat.chat.as_str());
        assert_eq!(withdrawn, Ok(vec![mail.clone()]));
        assert_eq!(archive.mail_went(&mail, Went::NotTaken, NOW), Ok(true));
        assert_eq!(state(&archive), Some(MailState::Withdrawn));
        assert_eq!(archive.mail_went(&mail, Went::Taken, NOW), Ok(true));
        assert_eq!(state(&archive), Some(MailState::Sent));
    }

    #[test]
    fn where_a_mail_went_is_forgotten_after_a_while() {
        let archive = asked();
        let later = NOW.plus(KNOWN_MILLIS);
        archive.due_mails(later).unwrap();
        assert_eq!(state(&archive), None);
        assert_eq!(archive.next_mail(), Ok(None));
    }
}
