//! The directory's tables, and the numbered steps that lead to them: each thing's part stands in its folder.

use hushdesk_edge::outbox::OUTBOX_TABLES;
use hushdesk_edge::{Database, DatabaseError};

use crate::{audit, people, queues, sessions, skins, snippets};

/// The steps, in order.
const STEPS: [&str; 8] = [
    include_str!("founding/organisation.sql"),
    people::TABLES,
    queues::TABLES,
    skins::TABLES,
    snippets::TABLES,
    sessions::TABLES,
    audit::TABLES,
    OUTBOX_TABLES,
];

/// Whether the first step has been taken, which makes the table of the organisation.
pub(crate) fn are_begun(database: &impl Database) -> Result<bool, DatabaseError> {
    let rows = database.query(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'organisation'",
        vec![],
    )?;
    Ok(!rows.is_empty())
}

/// Brings them up to date.
pub(crate) fn migrate(database: &impl Database) -> Result<(), DatabaseError> {
    hushdesk_edge::migrate(database, &STEPS)
}

#[cfg(test)]
mod tests {
    use hushdesk_edge::testing::Memory;

    use super::*;

    #[test]
    fn there_are_none_before_the_first_step() {
        let database = Memory::new();
        assert_eq!(are_begun(&database), Ok(false));
        migrate(&database).unwrap();
        assert_eq!(are_begun(&database), Ok(true));
    }
}
