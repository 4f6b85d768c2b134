//! Tables brought up to date by numbered steps. A step that has landed is never changed: what it made is on somebody's
//! disk.

use crate::database::{Database, DatabaseError};

/// Takes the steps that have not been taken yet; the first has the number 1. Each is taken whole, together with its note,
/// or not at all.
///
/// # Errors
///
/// A step failed: those before it have been taken.
pub fn migrate(database: &impl Database, steps: &[&str]) -> Result<(), DatabaseError> {
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
    use crate::testing::Memory;

    #[test]
    fn every_step_is_taken_once() {
        let database = Memory::new();
        let steps = ["CREATE TABLE one (a INTEGER) STRICT;"];
        migrate(&database, &steps).unwrap();
        migrate(&database, &steps).unwrap();
        assert_eq!(last_taken(&database), Ok(1));
        let steps = [steps[0], "CREATE TABLE two (a INTEGER) STRICT;"];
        migrate(&database, &steps).unwrap();
        assert_eq!(database.tables(), ["migrations", "one", "two"]);
    }

    #[test]
    fn a_step_that_fails_halfway_is_not_taken_and_can_be_mended() {
        let database = Memory::new();
        let first = "CREATE TABLE one (a INTEGER) STRICT;";
        let broken = "CREATE TABLE two (a INTEGER) STRICT; CREATE TABLE one (a INTEGER) STRICT;";
        assert!(migrate(&database, &[first, broken]).is_err());
        assert_eq!(last_taken(&database), Ok(1));
        assert_eq!(database.tables(), ["migrations", "one"]);
        let mended = "CREATE TABLE two (a INTEGER) STRICT;";
        assert_eq!(migrate(&database, &[first, mended]), Ok(()));
        assert_eq!(database.tables(), ["migrations", "one", "two"]);
    }
}
