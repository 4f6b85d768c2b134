//! Asking for a mail, and looking what has become of it.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{ChatId, MailId, OperatorName, SkinName, Timestamp};
use hushdesk_protocol::rest::{CHAT_MAILS_MAX, ChatMail, GUEST_MAILS_MAX};
use serde::{Deserialize, Serialize};

use super::{put, read};
use crate::history::FindChat;
use crate::question::{Asked, Question};
use crate::reader::Reader;
use crate::refused::{ArchiveError, Refused};
use crate::texts::{self, FoundText, TextState};

/// Mails that one person asks for within an hour, at most. A desk that mails each chat needs twenty.
const PER_HOUR: u32 = 60;

const HOUR_MILLIS: u64 = 60 * 60 * 1_000;

/// Mails that guests ask for within a day, at most: each of a busy library's asks for one. Whoever opens chats from everywhere to have
/// them mailed gets no further either.
const GUESTS_PER_DAY: u32 = 1_000;

/// Where that can be read which is to be mailed. Whoever may read it may have it mailed, and whoever holds the chat.
#[derive(Serialize, Deserialize)]
pub struct FindMailable {
    /// Which chat.
    pub chat: ChatId,
}

/// A chat of which something is to be mailed.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Mailable {
    /// Where what was said is.
    pub text: FoundText,
    /// Which skin the guest saw.
    pub skin: SkinName,
    /// When it began.
    pub started: Timestamp,
}

impl Question for FindMailable {
    const PATH: &'static str = "/find-mailable";
    type Answer = Mailable;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<Mailable, ArchiveError> {
        let Asked { by, database } = asked;
        mailable(by, database, self.chat)
    }
}

fn mailable(by: &Reader, database: &impl Database, chat: ChatId) -> Result<Mailable, ArchiveError> {
    let row = FindChat { chat }.answer(Asked { by, database })?;
    let may = by.may_read_along(&row) || is_held_by(database, &row.chat, by)?;
    Ok(Mailable {
        text: texts::of(database, &row, may)?,
        skin: row.skin,
        started: row.started,
    })
}

/// Whether a chat is in their hands, or was when it ended.
fn is_held_by(database: &impl Database, chat: &ChatId, by: &Reader) -> Result<bool, DatabaseError> {
    let rows = database.query(
        "SELECT holder FROM chats WHERE chat = ?",
        vec![chat.as_str().into()],
    )?;
    let holder = rows.into_iter().next();
    let holder = holder.map(|mut row| row.optional_name("chats.holder"));
    let holder: Option<OperatorName> = holder.transpose()?.flatten();
    Ok(holder.is_some_and(|holder| by.is(&holder)))
}

/// Has something mailed. What it says was put elsewhere before.
#[derive(Serialize, Deserialize)]
pub struct AskMail {
    /// As what it was put there.
    pub id: MailId,
    /// Of which chat.
    pub chat: ChatId,
    /// Who asks.
    pub by: MailedBy,
    /// When.
    pub now: Timestamp,
}

/// Who has something mailed.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum MailedBy {
    /// Somebody at the library.
    Operator {
        /// Who.
        name: OperatorName,
        /// Where to.
        to: EmailAddress,
    },
    /// The guest. Where to only the mail says, until it has gone.
    Guest,
}

impl Question for AskMail {
    const PATH: &'static str = "/ask-mail";
    type Answer = ();

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<(), ArchiveError> {
        let Asked { by, database } = asked;
        // It may have been deleted since what it says was read.
        let Mailable { text, .. } = mailable(by, database, self.chat.clone())?;
        match text.state {
            TextState::Runs | TextState::Kept { .. } => {}
            TextState::Sealed
            | TextState::NotRetained
            | TextState::Expired
            | TextState::Deleted => return Err(Refused::NoText.into()),
        }
        self.must_have_room(database)?;
        let (to, by) = match &self.by {
            MailedBy::Operator { name, to } => (Some(to), Some(name)),
            MailedBy::Guest => (None, None),
        };
        put(database, (&self.id, self.chat.as_str()), to, by, self.now)?;
        Ok(())
    }
}

impl AskMail {
    fn must_have_room(&self, database: &impl Database) -> Result<(), ArchiveError> {
        let count = |condition: &str, bindings| -> Result<u32, DatabaseError> {
            let rows = database.query(
                &format!("SELECT count(*) FROM mails WHERE {condition}"),
                bindings,
            )?;
            let count = rows.into_iter().next();
            count.map_or(Ok(0), |mut row| row.number("mails"))
        };
        let about = || vec![self.chat.as_str().into()];
        let since = |millis| Timestamp(self.now.0.saturating_sub(millis)).into();
        let (is_full, are_too_many) = match &self.by {
            MailedBy::Operator { name, .. } => {
                let of_asker = vec![name.as_str().into(), since(HOUR_MILLIS)];
                (
                    count("about = ?", about())? >= CHAT_MAILS_MAX,
                    count("asked_by = ? AND asked > ?", of_asker)? >= PER_HOUR,
                )
            }
            MailedBy::Guest => {
                let of_guests = "asked_by IS NULL AND asked > ? AND receiver = ''";
                (
                    count("about = ? AND asked_by IS NULL", about())? >= GUEST_MAILS_MAX,
                    count(of_guests, vec![since(24 * HOUR_MILLIS)])? >= GUESTS_PER_DAY,
                )
            }
        };
        if is_full {
            return Err(Refused::MailsFull.into());
        }
        if are_too_many {
            return Err(Refused::TooManyMails.into());
        }
        Ok(())
    }
}

/// The mails of a chat that were asked for in the last 30 days, the last one first.
#[derive(Serialize, Deserialize)]
pub struct ListMails {
    /// Which chat.
    pub chat: ChatId,
}

impl Question for ListMails {
    const PATH: &'static str = "/list-mails";
    type Answer = Vec<ChatMail>;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<Vec<ChatMail>, ArchiveError> {
        let Asked { by, database } = asked;
        let chat = self.chat;
        FindChat { chat: chat.clone() }.answer(Asked { by, database })?;
        let rows = database.query(
            "SELECT receiver, asked_by, asked, state FROM mails WHERE about = ? ORDER BY asked DESC",
            vec![chat.as_str().into()],
        )?;
        let mails: Result<Vec<_>, DatabaseError> = rows.into_iter().map(read).collect();
        Ok(mails?)
    }
}

#[cfg(test)]
mod tests {
    use durable_queue::to_archive::ToArchive;
    use hushdesk_protocol::frames::ChatKind;
    use hushdesk_protocol::rest::MailState;

    use super::*;
    use crate::testing::{NOW, administrator, archive, ended, reader, told};

    fn open(number: u8) -> ToArchive {
        let mut told = told(number);
        told.chat.kind = ChatKind::Open;
        told
    }

    fn ask(byte: u8, by: &str) -> AskMail {
        AskMail {
            id: MailId::from_bytes([byte; 16]),
            chat: told(1).chat.chat,
            by: MailedBy::Operator {
                name: by.parse().unwrap(),
                to: "guest@example.org".parse().unwrap(),
            },
            now: NOW,
        }
    }

    #[test]
    fn whoever_holds_a_chat_has_it_mailed_while_it_runs_and_whoever_has_handed_it_on_does_not() {
        let mut passed = open(1);
        passed.chat.operators.push("bob".parse().unwrap());
        passed.holder = Some("bob".parse().unwrap());
        let archive = archive(&[passed]);
        let chat = told(1).chat.chat;
        let find = |by: Reader| {
            let chat = chat.clone();
            let found = archive.ask(&by, FindMailable { chat });
            found.map(|found| found.text.state)
        };
        assert_eq!(find(reader("bob", &[])), Ok(TextState::Runs));
        assert_eq!(find(reader("ann", &[])), Err(Refused::NotAlong.into()));
        assert_eq!(find(reader("eve", &["reference"])), Ok(TextState::Runs));
        assert_eq!(find(reader("eve", &[])), Err(Refused::NoChat.into()));
        assert_eq!(find(administrator()), Ok(TextState::Runs));
    }

    #[test]
    fn whoever_has_it_back_has_it_mailed_and_while_nobody_has_it_nobody_does() {
        let mut back = open(1);
        back.chat.operators.push("bob".parse().unwrap());
        let mut waits = back.clone();
        waits.revision = back.revision.next();
        waits.holder = None;
        let find = |told: &[ToArchive], name: &str| {
            let chat = told[0].chat.chat.clone();
            let found = archive(told).ask(&reader(name, &[]), FindMailable { chat });
            found.map(|found| found.text.state)
        };
        let held = [back.clone()];
        assert_eq!(find(&held, "ann"), Ok(TextState::Runs));
        assert_eq!(find(&held, "bob"), Err(Refused::NotAlong.into()));
        let all = [back, waits];
        assert_eq!(find(&all, "ann"), Err(Refused::NotAlong.into()));
    }

    #[test]
    fn what_was_deleted_since_it_was_read_is_not_mailed() {
        let archive = archive(&[ended(open(1))]);
        let asked = archive.ask(&reader("ann", &[]), ask(1, "ann"));
        assert_eq!(asked, Err(Refused::NoText.into()));
    }

    #[test]
    fn of_a_sealed_chat_nothing_can_be_mailed() {
        let archive = archive(&[ended(told(1))]);
        let find = FindMailable {
            chat: told(1).chat.chat,
        };
        let found = archive.ask(&reader("ann", &[]), find).unwrap();
        assert_eq!(found.text.state, TextState::Sealed);
    }

    #[test]
    fn what_was_asked_for_is_listed_to_those_who_see_the_chat() {
        let archive = archive(&[open(1)]);
        archive.ask(&reader("ann", &[]), ask(1, "ann")).unwrap();
        let list = |by: Reader| {
            let chat = told(1).chat.chat;
            archive.ask(&by, ListMails { chat })
        };
        let mail = ChatMail {
            to: Some("guest@example.org".parse().unwrap()),
            by: Some("ann".parse().unwrap()),
            asked: NOW,
            state: MailState::Waiting,
        };
        assert_eq!(list(administrator()), Ok(vec![mail]));
        assert_eq!(list(reader("eve", &[])), Err(Refused::NoChat.into()));
    }

    #[test]
    fn where_a_guests_mail_goes_is_not_remembered_and_of_one_chat_there_are_three() {
        let archive = archive(&[open(1)]);
        let guest = |byte| AskMail {
            by: MailedBy::Guest,
            ..ask(byte, "ann")
        };
        for byte in 1..=3 {
            archive.ask(&administrator(), guest(byte)).unwrap();
        }
        let refused = archive.ask(&administrator(), guest(4));
        assert_eq!(refused, Err(Refused::MailsFull.into()));
        archive.ask(&reader("ann", &[]), ask(5, "ann")).unwrap();
        let chat = told(1).chat.chat;
        let mails = archive.ask(&administrator(), ListMails { chat }).unwrap();
        let by_guest: Vec<_> = mails.iter().filter(|mail| mail.by.is_none()).collect();
        assert_eq!(by_guest.len(), 3);
        assert!(by_guest.iter().all(|mail| mail.to.is_none()));
        let asked = archive.ask(&administrator(), guest(6));
        assert_eq!(asked, Err(Refused::MailsFull.into()));
    }

    #[test]
    fn of_all_chats_together_guests_have_a_thousand_mailed_in_a_day() {
        let many: Vec<_> = (1..=2).map(open).collect();
        let archive = archive(&many);
        let mail = |number: u32| {
            let mut id = [0; 16];
            id[..4].copy_from_slice(&number.to_be_bytes());
            let id = MailId::from_bytes(id);
            put(&archive.database, (&id, "elsewhere"), None, None, NOW).unwrap();
        };
        (0..GUESTS_PER_DAY).for_each(mail);
        let guest = |now| AskMail {
            by: MailedBy::Guest,
            now,
            ..ask(255, "ann")
        };
        let refused = archive.ask(&administrator(), guest(NOW));
        assert_eq!(refused, Err(Refused::TooManyMails.into()));
        let later = NOW.plus(24 * HOUR_MILLIS);
        assert_eq!(archive.ask(&administrator(), guest(later)), Ok(()));
    }

    #[test]
    fn nobody_mails_without_end() {
        let many: Vec<_> = (1..=7).map(open).collect();
        let archive = archive(&many);
        let by = reader("ann", &[]);
        let mut asked = 0;
        let refused = many.iter().find_map(|told| {
            let of_chat = (0..).find_map(|_| {
                asked += 1;
                let ask = AskMail {
                    chat: told.chat.chat.clone(),
                    ..ask(asked, "ann")
                };
                archive.ask(&by, ask).err()
            });
            of_chat.filter(|refused| *refused != Refused::MailsFull.into())
        });
        assert_eq!(refused, Some(Refused::TooManyMails.into()));
    }
}
