//! The directory's tables, brought up to date by numbered steps. A step that has landed is never changed: what
//! it made is on somebody's disk.

use super::database::{Database, DatabaseError};

/// The steps, in order; the first has the number 1.
const STEPS: [&str; 4] = [
    include_str!("migrations/1_organisation.sql"),
    include_str!("migrations/2_queue_settings.sql"),
    include_str!("migrations/3_settings_version.sql"),
    include_str!("migrations/4_what_people_are_called.sql"),
];

/// Whether the first step has been taken, which makes the table of the organisation.
pub(crate) fn is_begun(database: &impl Database) -> Result<bool, DatabaseError> {
    let rows = database.query(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'organisation'",
        vec![],
    )?;
    Ok(!rows.is_empty())
}

/// Takes the steps that have not been taken yet.
pub(crate) fn migrate(database: &impl Database) -> Result<(), DatabaseError> {
    database.run("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY) STRICT")?;
    let taken = last_taken(database)?;
    for (number, step) in (1_u32..).zip(STEPS).filter(|(number, _)| *number > taken) {
        // One script, so that no step is taken without its note.
        database.run(&format!(
            "{step} INSERT INTO migrations (number) VALUES ({number});"
        ))?;
    }
    Ok(())
}

/// The number of the last step that was taken; 0 if none was.
fn last_taken(database: &impl Database) -> Result<u32, DatabaseError> {
    let rows = database.query("SELECT coalesce(max(number), 0) FROM migrations", vec![])?;
    match rows.into_iter().next() {
        Some(mut row) => row.number("migrations.number"),
        None => Ok(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::testing::Memory;

    #[test]
    fn an_untouched_database_has_no_tables() {
        let database = Memory::new();
        assert_eq!(is_begun(&database), Ok(false));
    }

    #[test]
    fn every_step_is_taken_once() {
        let database = Memory::new();
        migrate(&database).unwrap();
        migrate(&database).unwrap();
        assert_eq!(is_begun(&database), Ok(true));
        assert_eq!(last_taken(&database), Ok(4));
    }
}
