//! How long the audit log is kept: as many days as the organisation says, and up to a day more, so that the object need not
//! wake for each entry.

use hushdesk_edge::Database;
use hushdesk_protocol::ids::Timestamp;

use crate::directory::Directory;
use crate::organisation;
use crate::refused::DirectoryError;

const DAY: u64 = 24 * 60 * 60 * 1_000;

impl<D: Database> Directory<D> {
    /// Forgets what is older than the audit log is kept.
    ///
    /// # Errors
    ///
    /// Nobody has set the organisation up, or the database failed.
    pub fn forget(&self, now: Timestamp) -> Result<(), DirectoryError> {
        let kept = self.kept_millis()?;
        let before = Timestamp(now.0.saturating_sub(kept));
        let database = self.tables()?;
        database.query("DELETE FROM audit WHERE at <= ?", vec![before.into()])?;
        Ok(())
    }

    /// When something is to be forgotten next.
    ///
    /// # Errors
    ///
    /// Nobody has set the organisation up, or the database failed.
    pub fn next_forgetting(&self) -> Result<Option<Timestamp>, DirectoryError> {
        let kept = self.kept_millis()?;
        let rows = self
            .tables()?
            .query("SELECT at FROM audit ORDER BY at LIMIT 1", vec![])?;
        let oldest = rows.into_iter().next();
        let oldest = oldest.map(|mut row| row.moment("audit.at")).transpose()?;
        Ok(oldest.map(|oldest| oldest.plus(kept.saturating_add(DAY))))
    }

    fn kept_millis(&self) -> Result<u64, DirectoryError> {
        let days = organisation::settings(self.tables()?)?.audit_days;
        Ok(u64::from(days).saturating_mul(DAY))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RenameSelf;
    use crate::testing::{NOW, library, sign_in, signed_in};

    #[test]
    fn an_entry_is_forgotten_within_a_day_after_it_has_been_kept_long_enough() {
        let directory = library();
        let kept = 400 * DAY;
        let later = NOW.plus(10 * DAY);
        let open = crate::testing::open_session("admin", 1);
        directory
            .ask(&crate::testing::nobody(), open, later)
            .unwrap();
        let display = "Dora".parse().unwrap();
        directory
            .ask(&signed_in(1), RenameSelf { display }, later)
            .unwrap();
        let count = || {
            let rows = directory
                .database
                .query("SELECT count(*) FROM audit", vec![]);
            let count: u32 = rows.unwrap().remove(0).number("count").unwrap();
            count
        };
        assert_eq!(directory.next_forgetting(), Ok(Some(NOW.plus(kept + DAY))));
        directory.forget(NOW.plus(kept - 1)).unwrap();
        assert_eq!(count(), 2);
        directory.forget(NOW.plus(kept + DAY)).unwrap();
        assert_eq!(count(), 1);
        assert_eq!(
            directory.next_forgetting(),
            Ok(Some(later.plus(kept + DAY)))
        );
        directory.forget(later.plus(kept + DAY)).unwrap();
        assert_eq!(directory.next_forgetting(), Ok(None));
        sign_in(&directory, "desk1", 2);
    }
}
