//! The directory's tables, brought up to date by numbered steps. A step that has landed is never changed: what
//! it made is on somebody's disk.

use super::database::{Database, DatabaseError};

/// The steps, in order; the first has the number 1.
const STEPS: [&str; 1] = [include_str!("migrations/1_organisation.sql")];

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
    take(database, &STEPS)
}

/// Each step is taken whole, together with its note, or not at all.
fn take(database: &impl Database, steps: &[&str]) -> Result<(), DatabaseError> {
    database.run("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY) STRICT")?;
    let taken = last_taken(database)?;
    for (number, step) in (1_u32..).zip(steps).filter(|(number, _)| *number > taken) {
        database.transaction(|| {
            database.run(step)?;
            database
                .query(
                    "INSERT INTO migrations (number) VALUES (?)",
                    vec![number.into()],
                )
                .map(drop)
        })?;
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
        assert_eq!(last_taken(&database), Ok(1));
    }

    #[test]
    fn a_step_that_fails_halfway_is_not_taken_and_can_be_mended() {
        let database = Memory::new();
        let first = "CREATE TABLE one (a INTEGER) STRICT;";
        let broken = "CREATE TABLE two (a INTEGER) STRICT; CREATE TABLE one (a INTEGER) STRICT;";
        assert!(take(&database, &[first, broken]).is_err());
        assert_eq!(last_taken(&database), Ok(1));
        assert_eq!(database.tables(), ["migrations", "one"]);
        let mended = "CREATE TABLE two (a INTEGER) STRICT;";
        assert_eq!(take(&database, &[first, mended]), Ok(()));
        assert_eq!(database.tables(), ["migrations", "one", "two"]);
    }
}
