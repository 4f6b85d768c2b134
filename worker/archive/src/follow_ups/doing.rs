//! That something is done, is not after all, or is not to be done any more.

use hushdesk_edge::Database;
use hushdesk_protocol::ids::{FollowUpId, MailId, OperatorName, Timestamp};
use hushdesk_protocol::rest::FollowUp;
use serde::{Deserialize, Serialize};

use super::{COLUMNS, ROWS, forget, read};
use crate::mails::delivery::withdraw;
use crate::question::{Asked, Question};
use crate::reader::Reader;
use crate::refused::{ArchiveError, Refused};

/// Says that something is done, or is not after all: for whoever is to do it, or asked for it, and administrators.
#[derive(Serialize, Deserialize)]
pub struct DoFollowUp {
    /// What.
    pub follow_up: FollowUpId,
    /// Who says so, as the directory knows them.
    pub by: OperatorName,
    /// When it was done; nothing if it is not.
    pub done: Option<Timestamp>,
}

impl Question for DoFollowUp {
    const PATH: &'static str = "/do-follow-up";
    type Answer = ();

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<(), ArchiveError> {
        let Asked { by, database } = asked;
        let known = find(database, by, &self.by, &self.follow_up)?;
        let done = match (known.done, self.done) {
            (Some(before), Some(_)) => Some(before),
            (_, done) => done,
        };
        database.query(
            "UPDATE follow_ups SET done = ? WHERE id = ?",
            vec![done.into(), self.follow_up.as_str().into()],
        )?;
        Ok(())
    }
}

/// Deletes one: for whoever asked for it, and administrators. If its mail has not gone yet it does not go: the answer says which
/// that was.
#[derive(Serialize, Deserialize)]
pub struct DeleteFollowUp {
    /// What.
    pub follow_up: FollowUpId,
    /// Who deletes it, as the directory knows them.
    pub by: OperatorName,
}

impl Question for DeleteFollowUp {
    const PATH: &'static str = "/delete-follow-up";
    type Answer = Vec<MailId>;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<Vec<MailId>, ArchiveError> {
        let Asked { by, database } = asked;
        let known = find(database, by, &self.by, &self.follow_up)?;
        if known.by != self.by && *by != Reader::Administrator {
            return Err(Refused::NotAsker.into());
        }
        forget(database, "id = ?", self.follow_up.as_str().into())?;
        Ok(withdraw(database, self.follow_up.as_str())?)
    }
}

/// One that concerns somebody.
fn find(
    database: &impl Database,
    reader: &Reader,
    by: &OperatorName,
    follow_up: &FollowUpId,
) -> Result<FollowUp, ArchiveError> {
    let rows = database.query(
        &format!("SELECT {COLUMNS} FROM {ROWS} WHERE follow_ups.id = ?"),
        vec![follow_up.as_str().into()],
    )?;
    let row = read(rows.into_iter().next().ok_or(Refused::NoFollowUp)?)?;
    let concerns = *reader == Reader::Administrator || row.to == *by || row.by == *by;
    if concerns {
        Ok(row)
    } else {
        Err(Refused::NoFollowUp.into())
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_edge::testing::Memory;
    use hushdesk_protocol::frames::ChatKind;
    use hushdesk_protocol::ids::ChatId;
    use hushdesk_protocol::rest::{
        CHAT_FOLLOW_UPS_MAX, Cursor, FOLLOW_UP_DAYS, FOLLOW_UP_DONE_DAYS, MailState,
        PAGE_ITEMS_MAX, Page,
    };

    use super::*;
    use crate::follow_ups::DAY_MILLIS;
    use crate::testing::{MINUTE, NOW, administrator, archive, ended, reader, told};
    use crate::{Archive, AskFollowUp, FindChat, ListChatFollowUps, ListFollowUps, Went};

    fn id(number: u16) -> FollowUpId {
        let mut bytes = [0; 16];
        bytes[..2].copy_from_slice(&number.to_be_bytes());
        FollowUpId::from_bytes(bytes)
    }

    fn name(name: &str) -> OperatorName {
        name.parse().unwrap()
    }

    fn chat() -> ChatId {
        told(1).chat.chat
    }

    /// An open chat of Ann's that has ended.
    fn after_open_chat() -> Archive<Memory> {
        let mut open = ended(told(1));
        open.chat.kind = ChatKind::Open;
        archive(&[open])
    }

    fn ask(number: u16, to: &str) -> AskFollowUp {
        AskFollowUp {
            id: id(number),
            chat: chat(),
            to: name(to),
            by: name("ann"),
            note: "Send the map".parse().unwrap(),
            now: NOW.plus(u64::from(number) * MINUTE),
            mail: None,
        }
    }

    fn ann() -> Reader {
        reader("ann", &[])
    }

    fn listed(archive: &Archive<Memory>, of: &str, after: Option<Cursor>) -> Page<FollowUp> {
        let list = ListFollowUps {
            of: name(of),
            after,
        };
        archive.ask(&reader(of, &[]), list).unwrap()
    }

    fn ids(follow_ups: &[FollowUp]) -> Vec<FollowUpId> {
        follow_ups.iter().map(|it| it.id.clone()).collect()
    }

    fn says(archive: &Archive<Memory>, by: &str, number: u16, done: Option<Timestamp>) -> bool {
        let say = DoFollowUp {
            follow_up: id(number),
            by: name(by),
            done,
        };
        archive.ask(&reader(by, &[]), say).is_ok()
    }

    #[test]
    fn who_is_asked_reads_it_and_the_chat_and_says_when_it_is_done() {
        let archive = after_open_chat();
        let bob = reader("bob", &[]);
        let find = || archive.ask(&bob, FindChat { chat: chat() });
        assert_eq!(find(), Err(Refused::NoChat.into()));
        archive.ask(&ann(), ask(1, "bob")).unwrap();
        archive.ask(&ann(), ask(2, "bob")).unwrap();
        assert!(find().is_ok());
        assert_eq!(ids(&listed(&archive, "bob", None).items), [id(2), id(1)]);
        assert!(says(&archive, "bob", 2, Some(NOW)));
        assert!(says(&archive, "ann", 2, Some(NOW.plus(1))));
        let expected = FollowUp {
            id: id(2),
            chat: chat(),
            guest: told(1).chat.guest,
            queue: told(1).chat.queue,
            to: name("bob"),
            by: name("ann"),
            note: "Send the map".parse().unwrap(),
            asked: NOW.plus(2 * MINUTE),
            done: Some(NOW),
            mail: None,
        };
        let of_ann = listed(&archive, "ann", None).items;
        assert_eq!(ids(&of_ann), [id(1), id(2)]);
        assert_eq!(of_ann.last(), Some(&expected));
        assert!(says(&archive, "bob", 2, None));
        let list = ListChatFollowUps { chat: chat() };
        let of_chat = archive.ask(&bob, list).unwrap().items;
        assert!(of_chat.iter().all(|it| it.done.is_none()));
        assert_eq!(ids(&of_chat), [id(2), id(1)]);
    }

    #[test]
    fn what_concerns_others_is_not_there_and_only_who_asked_deletes_it() {
        let archive = after_open_chat();
        archive.ask(&ann(), ask(1, "bob")).unwrap();
        assert!(!says(&archive, "eve", 1, Some(NOW)));
        let delete = |by: &str, reader: &Reader| {
            let delete = DeleteFollowUp {
                follow_up: id(1),
                by: name(by),
            };
            archive.ask(reader, delete)
        };
        let not_there = Err(Refused::NoFollowUp.into());
        assert_eq!(delete("eve", &reader("eve", &[])), not_there);
        assert_eq!(
            delete("bob", &reader("bob", &[])),
            Err(Refused::NotAsker.into())
        );
        assert_eq!(delete("root", &administrator()), Ok(vec![]));
        assert_eq!(delete("ann", &ann()), not_there);
        assert_eq!(listed(&archive, "bob", None).items, []);
    }

    #[test]
    fn after_a_sealed_chat_or_one_that_is_not_theirs_nobody_is_asked() {
        let sealed = archive(&[told(1)]);
        assert_eq!(
            sealed.ask(&ann(), ask(1, "bob")),
            Err(Refused::Sealed.into())
        );
        let open = after_open_chat();
        let eve = reader("eve", &[]);
        assert_eq!(open.ask(&eve, ask(1, "eve")), Err(Refused::NoChat.into()));
        for number in 0..CHAT_FOLLOW_UPS_MAX {
            let number = u16::try_from(number).unwrap();
            assert_eq!(open.ask(&ann(), ask(number, "bob")), Ok(()));
        }
        let full = open.ask(&ann(), ask(500, "bob"));
        assert_eq!(full, Err(Refused::FollowUpsFull.into()));
    }

    #[test]
    fn a_mail_of_it_goes_and_not_if_it_is_deleted_before() {
        let archive = after_open_chat();
        let mail = MailId::from_bytes([5; 16]);
        let mailed = AskFollowUp {
            mail: Some((mail.clone(), "bob@library.example".parse().unwrap())),
            ..ask(1, "bob")
        };
        archive.ask(&ann(), mailed).unwrap();
        let state = || listed(&archive, "bob", None).items[0].mail;
        assert_eq!(state(), Some(MailState::Waiting));
        let delete = DeleteFollowUp {
            follow_up: id(1),
            by: name("ann"),
        };
        assert_eq!(archive.due_mails(NOW.plus(MINUTE)), Ok(vec![mail.clone()]));
        archive.mail_went(&mail, Went::Taken, NOW).unwrap();
        assert_eq!(state(), Some(MailState::Sent));
        assert_eq!(archive.ask(&ann(), delete), Ok(vec![mail]));
    }

    #[test]
    fn pages_follow_each_other_and_nothing_stands_on_two() {
        let archive = archive(&[]);
        let count = PAGE_ITEMS_MAX + 10;
        for number in 0..count {
            let number = u16::try_from(number).unwrap();
            let mut open = ended(told(1));
            open.chat.kind = ChatKind::Open;
            open.chat.chat = ChatId::from_bytes([u8::try_from(number).unwrap(); 16]);
            crate::testing::take(&archive, u64::from(number) + 1, open.clone());
            // Every third she is to do herself, which is listed once.
            let to = if number % 3 == 0 { "ann" } else { "bob" };
            let asked = AskFollowUp {
                chat: open.chat.chat,
                ..ask(number, to)
            };
            archive.ask(&ann(), asked).unwrap();
        }
        let first = listed(&archive, "ann", None);
        let second = listed(&archive, "ann", first.next.clone());
        assert_eq!(
            (first.items.len(), second.items.len()),
            (PAGE_ITEMS_MAX, 10)
        );
        let mut all = ids(&first.items);
        all.extend(ids(&second.items));
        all.dedup();
        assert_eq!(all.len(), count);
        assert_eq!(second.next, None);
    }

    #[test]
    fn what_is_done_or_was_never_done_is_forgotten_after_a_while() {
        let archive = after_open_chat();
        archive.ask(&ann(), ask(1, "bob")).unwrap();
        archive.ask(&ann(), ask(2, "bob")).unwrap();
        says(&archive, "bob", 1, Some(NOW));
        let done = NOW.plus(FOLLOW_UP_DONE_DAYS * DAY_MILLIS);
        assert_eq!(archive.next_mail(), Ok(Some(done)));
        archive.due_mails(done).unwrap();
        assert_eq!(ids(&listed(&archive, "bob", None).items), [id(2)]);
        let never = NOW.plus(FOLLOW_UP_DAYS * DAY_MILLIS + 2 * MINUTE);
        assert_eq!(archive.next_mail(), Ok(Some(never)));
        archive.due_mails(never).unwrap();
        assert_eq!(listed(&archive, "bob", None).items, []);
        assert_eq!(archive.next_mail(), Ok(None));
    }
}
