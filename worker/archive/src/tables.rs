//! The archive's tables, and the numbered steps that lead to them.

use hushdesk_edge::outbox::INBOX_TABLES;
use hushdesk_edge::{Database, DatabaseError};

/// The steps, in order. One that has landed is never changed.
const STEPS: [&str; 16] = [
    include_str!("chats.sql"),
    INBOX_TABLES,
    include_str!("steps/03_address.sql"),
    include_str!("steps/04_transcripts.sql"),
    include_str!("steps/05_rules_of_texts.sql"),
    include_str!("steps/06_mails.sql"),
    include_str!("steps/07_messages.sql"),
    include_str!("steps/08_webhooks.sql"),
    include_str!("steps/09_follow_ups.sql"),
    include_str!("steps/10_bulk.sql"),
    include_str!("steps/11_schedule.sql"),
    include_str!("steps/12_words.sql"),
    include_str!("steps/13_staffing.sql"),
    include_str!("steps/14_rolled_over.sql"),
    include_str!("steps/15_surveys.sql"),
    include_str!("steps/16_sealed_messages.sql"),
];

/// Brings them up to date.
pub(crate) fn migrate(database: &impl Database) -> Result<(), DatabaseError> {
    hushdesk_edge::migrate(database, &STEPS)
}

#[cfg(test)]
mod tests {
    use hushdesk_edge::testing::Memory;
    use hushdesk_protocol::rest::Writer;

    use super::*;
    use crate::testing::{administrator, all_chats, archive, left, page, told};
    use crate::{Archive, Filter, FindMessage};

    #[test]
    fn an_archive_that_has_taken_the_first_step_only_is_brought_up_to_date_with_what_is_in_it() {
        let database = Memory::new();
        hushdesk_edge::migrate(&database, &STEPS[..1]).unwrap();
        database
            .run(include_str!("testing/one_chat_of_step_1.sql"))
            .unwrap();
        let old = Archive::new(database);
        let rows = old.ask(&administrator(), page(Filter::default(), None));
        let mut told = told(1);
        told.chat.address = None;
        let new = archive(&[told]);
        assert_eq!(rows.unwrap().items, all_chats(&new));
    }

    #[test]
    fn a_message_of_an_older_archive_is_open() {
        let database = Memory::new();
        hushdesk_edge::migrate(&database, &STEPS[..15]).unwrap();
        let message = left(1);
        database
            .run(&format!(
                "INSERT INTO messages (id, queue, left_at, email) VALUES ('{}', 'reference', 17, 'jonas@example.org');",
                message.id.as_str()
            ))
            .unwrap();
        let find = FindMessage {
            message: message.id,
            queues: None,
        };
        let found = Archive::new(database).ask(&administrator(), find).unwrap();
        assert_eq!(
            found.writer,
            Writer::Open {
                name: None,
                email: "jonas@example.org".parse().unwrap(),
                page: None,
            }
        );
    }
}
