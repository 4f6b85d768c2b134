//! Chats that are made anonymous, or deleted, so many days after their end, as their queue is set. The object's alarm has it done; what is
//! set holds for what there is already.

use durable_queue::limits::DAY_MILLIS;
use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{MailId, Timestamp};
use hushdesk_protocol::rest::BulkKind;

use crate::archive::Archive;
use crate::forgetting::{Those, forget};
use crate::statement::Statement;

/// Chats it is done with at a time.
const AT_ONCE: usize = 100;

/// Something that is done with chats in time.
#[derive(Clone, Copy, Debug)]
struct Rule {
    kind: BulkKind,
    /// Where it stands after how many days.
    days: &'static str,
    /// With which it is done: with a name only, or without one, too.
    names: &'static str,
}

/// What is deleted need not be made anonymous.
const RULES: [Rule; 2] = [
    Rule {
        kind: BulkKind::DeleteChats,
        days: "delete_days",
        names: "(chats.guest = 'anonymous') IN (0, 1)",
    },
    Rule {
        kind: BulkKind::Anonymise,
        days: "anonymise_days",
        names: "(chats.guest = 'anonymous') = 0",
    },
];

impl<D: Database> Archive<D> {
    /// Makes chats anonymous and deletes chats whose time is over, some of them: [more is due](Self::next_scheduled) if there are more.
    /// What the mails say that the answer names is to be deleted where it is kept.
    ///
    /// # Errors
    ///
    /// The database failed: nothing was done.
    pub fn work_schedule(&self, now: Timestamp) -> Result<Vec<MailId>, DatabaseError> {
        self.open()?;
        let database = &self.database;
        database.transaction(|| {
            let mut mails = Vec::new();
            for rule in RULES {
                let mut those = Those::default();
                for mut row in rule.due(now).query(database)? {
                    those.push(row.number("chats.number")?, row.text("chats.chat")?);
                }
                if those.count() > 0 {
                    mails.extend(forget(database, rule.kind, &those, now)?);
                }
            }
            Ok(mails)
        })
    }

    /// When a chat's time is over next.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn next_scheduled(&self) -> Result<Option<Timestamp>, DatabaseError> {
        self.open()?;
        let mut next = None;
        for rule in RULES {
            let rows = rule.next().query(&self.database)?;
            let due = rows.into_iter().next();
            let due = due.map(|mut row| row.optional_moment("chats.ended"));
            next = [next, due.transpose()?.flatten()]
                .into_iter()
                .flatten()
                .min();
        }
        Ok(next)
    }
}

impl Rule {
    fn due(self, now: Timestamp) -> Statement {
        let Self { days, names, .. } = self;
        Statement::of(&format!(
            "SELECT chats.number, chats.chat FROM retention CROSS JOIN chats INDEXED BY chats_by_end
             ON chats.queue = retention.queue AND {names} AND chats.ended <= ? - {days} * {DAY_MILLIS}
             WHERE {days} IS NOT NULL LIMIT {AT_ONCE}"
        ))
        .with("", [now.into()])
    }

    fn next(self) -> Statement {
        let Self { days, names, .. } = self;
        Statement::of(&format!(
            "SELECT min((SELECT min(chats.ended) FROM chats INDEXED BY chats_by_end
                         WHERE chats.queue = retention.queue AND {names} AND chats.ended IS NOT NULL)
                        + {days} * {DAY_MILLIS})
             FROM retention WHERE {days} IS NOT NULL"
        ))
    }
}

#[cfg(test)]
mod tests {
    use durable_queue::to_archive::{FromQueue, OfQueue, Retention, ToArchive};
    use hushdesk_edge::outbox::Delivery;
    use hushdesk_edge::testing::Memory;
    use hushdesk_protocol::frames::GuestLabel;

    use super::*;
    use crate::testing::{all_chats, archive, ended, told};

    /// Two chats that have ended a minute one after the other, one of another queue, and one that runs.
    fn chats() -> Vec<ToArchive> {
        let mut elsewhere = ended(told(3));
        elsewhere.chat.queue = "maps".parse().unwrap();
        vec![ended(told(1)), ended(told(2)), elsewhere, told(4)]
    }

    fn set(archive: &Archive<Memory>, version: u64, [anonymise, delete]: [Option<u32>; 2]) {
        let says = FromQueue::Queue(OfQueue::Retention(Retention {
            queue: "reference".parse().unwrap(),
            days: None,
            anonymise,
            delete,
            version,
        }));
        let delivery = Delivery {
            from: "reference".to_owned(),
            number: version,
            oldest: 0,
            says,
        };
        archive.take(delivery).unwrap();
    }

    /// So many days after the first chat has ended.
    fn days(days: u64) -> Timestamp {
        let ended = chats()[0].chat.ended.unwrap().at;
        ended.plus(days * DAY_MILLIS)
    }

    /// Turns the clock on; the guests there are then, the last one first.
    fn guests(archive: &Archive<Memory>, now: Timestamp) -> Vec<String> {
        archive.work_schedule(now).unwrap();
        let chats = all_chats(archive).into_iter();
        chats.map(|row| row.guest.0).collect()
    }

    #[test]
    fn nothing_is_done_where_nothing_is_set() {
        let archive = archive(&chats());
        assert_eq!(archive.next_scheduled(), Ok(None));
        assert_eq!(guests(&archive, days(10_000)).len(), 4);
        set(&archive, 1, [None, None]);
        assert_eq!(archive.next_scheduled(), Ok(None));
    }

    #[test]
    fn a_chat_of_the_queue_that_has_ended_is_made_anonymous_and_later_deleted_in_time() {
        let archive = archive(&chats());
        set(&archive, 1, [Some(30), Some(90)]);
        let anonymous = GuestLabel::ANONYMOUS;
        let (second, third, runs) = ("heron-002", "heron-003", "heron-004");
        assert_eq!(archive.next_scheduled(), Ok(Some(days(30))));
        let before = Timestamp(days(30).0 - 1);
        assert_eq!(guests(&archive, before), [runs, third, second, "heron-001"]);
        assert_eq!(guests(&archive, days(30)), [runs, third, second, anonymous]);
        assert_eq!(archive.next_scheduled(), Ok(Some(days(30).plus(60_000))));
        assert_eq!(
            guests(&archive, days(31)),
            [runs, third, anonymous, anonymous]
        );
        assert_eq!(archive.next_scheduled(), Ok(Some(days(90))));
        assert_eq!(guests(&archive, days(90)), [runs, third, anonymous]);
        assert_eq!(guests(&archive, days(91)), [runs, third]);
        assert_eq!(archive.next_scheduled(), Ok(None));
    }

    #[test]
    fn a_shorter_time_holds_for_what_there_is_and_none_for_what_is_left() {
        let archive = archive(&chats());
        set(&archive, 1, [None, Some(90)]);
        assert_eq!(guests(&archive, days(8)).len(), 4);
        set(&archive, 2, [None, Some(7)]);
        assert_eq!(archive.next_scheduled(), Ok(Some(days(7))));
        assert_eq!(guests(&archive, days(7)).len(), 3);
        set(&archive, 3, [None, None]);
        assert_eq!(guests(&archive, days(8)).len(), 3);
    }

    #[test]
    fn very_many_are_done_with_one_after_the_other() {
        let many: Vec<_> = (1..=250).map(|number| ended(told(number))).collect();
        let archive = archive(&many);
        set(&archive, 1, [Some(1), Some(2)]);
        let now = days(365);
        let mut steps = 0;
        while archive
            .next_scheduled()
            .unwrap()
            .is_some_and(|due| due <= now)
        {
            archive.work_schedule(now).unwrap();
            steps += 1;
        }
        assert_eq!((steps, all_chats(&archive).len()), (3, 0));
    }

    #[test]
    fn what_is_due_is_found_by_the_index_and_by_no_walk_through_all_chats() {
        let archive = archive(&[]);
        for rule in RULES {
            for statement in [rule.due(days(1)), rule.next()] {
                let plan = statement.plan(&archive.database).join("; ");
                let by = "SEARCH chats USING COVERING INDEX chats_by_end (queue=? AND <expr>=?";
                let with_row = by.replace("COVERING ", "");
                assert!(plan.contains(by) || plan.contains(&with_row), "{plan}");
                assert!(!plan.contains("SCAN chats"), "{plan}");
            }
        }
    }
}
