//! Reading the audit log, the newest entry first.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{ActName, AuditEntry, Cursor, Page};
use hushdesk_protocol::text::SearchText;
use serde::{Deserialize, Serialize};

use crate::caller::Administrator;
use crate::question::{Answered, Asked, Question};
use crate::refused::DirectoryError;

/// Entries on a page, at most: for a file there are fewer, larger ones.
pub const AUDIT_ROWS_MAX: u32 = 2_000;

/// Bytes of what was and is on a page, but for its last entry: a change of a skin is half a megabyte.
const BYTES_MAX: u32 = 1_000_000;

/// Which entries are wanted.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct AuditFilter {
    /// Of whom; of everybody, if nobody is named.
    pub by: Option<OperatorName>,
    /// Of which kind.
    pub act: Option<ActName>,
    /// What is in the name of what it was done to, in capitals or not.
    pub subject: Option<SearchText>,
    /// From this moment on.
    pub since: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
}

/// The entries that are wanted, the newest first. A page has fewer than were asked for if they are large.
#[derive(Serialize, Deserialize)]
pub struct ListAudit {
    /// Which.
    pub filter: AuditFilter,
    /// After which they are listed.
    pub after: Option<Cursor>,
    /// How many; at most [`AUDIT_ROWS_MAX`].
    pub rows: u32,
}

impl Question for ListAudit {
    const PATH: &'static str = "/list-audit";
    type By = Administrator;
    type Answer = Page<AuditEntry>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<Page<AuditEntry>>, DirectoryError> {
        let before = self.after.as_ref().and_then(Cursor::number);
        let filter = self.filter;
        let rows = self.rows.min(AUDIT_ROWS_MAX);
        let found = asked.database.query(
            "WITH wanted AS (
                 SELECT number, length(CAST(coalesce(before, '') || coalesce(after, '') AS BLOB)) AS bytes
                 FROM audit
                 WHERE number < coalesce(?1, 9007199254740992)
                   AND (?2 IS NULL OR operator = ?2)
                   AND (?3 IS NULL OR act = ?3)
                   AND (?4 IS NULL OR instr(lower(subject), lower(?4)) > 0)
                   AND (?5 IS NULL OR at >= ?5)
                   AND (?6 IS NULL OR at < ?6)
                 ORDER BY number DESC LIMIT ?7),
             measured AS (
                 SELECT number, count(*) OVER () AS found,
                        sum(bytes) OVER (ORDER BY number DESC) - bytes AS bytes_before
                 FROM wanted)
             SELECT found, number, at, operator, address, act, subject, before, after
             FROM measured JOIN audit USING (number)
             WHERE bytes_before < ?8 ORDER BY number DESC",
            vec![
                before.map(Timestamp).into(),
                filter.by.as_ref().map(OperatorName::as_str).into(),
                filter.act.as_ref().map(ActName::as_str).into(),
                filter.subject.as_ref().map(SearchText::as_str).into(),
                filter.since.into(),
                filter.until.into(),
                rows.saturating_add(1).into(),
                BYTES_MAX.into(),
            ],
        )?;
        let entries: Vec<_> = found.into_iter().map(read).collect::<Result<_, _>>()?;
        let found = entries.first().map_or(0, |(found, _)| *found);
        let rows = usize::try_from(rows).unwrap_or(usize::MAX);
        let items: Vec<_> = entries.into_iter().map(|(_, it)| it).take(rows).collect();
        let goes_on = found > items.len();
        let last = items.last().filter(|_| goes_on);
        Ok(Answered::with(Page {
            next: last.map(|entry| Cursor::of_number(entry.number)),
            items,
        }))
    }
}

/// How many entries there are for the page, one too many to be on it among them; and one of them.
fn read(mut row: Row) -> Result<(usize, AuditEntry), DatabaseError> {
    let found = row.number("found")?;
    let entry = AuditEntry {
        number: row.number("audit.number")?,
        at: row.moment("audit.at")?,
        by: row.optional_name("audit.operator")?,
        address: row.text("audit.address")?,
        act: row.text("audit.act")?,
        subject: row.text("audit.subject")?,
        before: row.optional_text("audit.before")?,
        after: row.optional_text("audit.after")?,
    };
    Ok((found, entry))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refused::Refused;
    use crate::testing::{Library, NOW, library, sign_in, signed_in};
    use crate::{DisablePerson, RenameSelf};

    fn busy() -> Library {
        let directory = library();
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk1", 2);
        let display = "Anna".parse().unwrap();
        let later = NOW.plus(1);
        directory
            .ask(&signed_in(2), RenameSelf { display }, later)
            .unwrap();
        for disabled in [true, false] {
            let person = "desk2".parse().unwrap();
            let disable = DisablePerson { person, disabled };
            directory.ask(&signed_in(1), disable, NOW.plus(2)).unwrap();
        }
        directory
    }

    fn list(directory: &Library, filter: AuditFilter) -> Vec<String> {
        let list = ListAudit {
            filter,
            after: None,
            rows: 100,
        };
        let page = directory.ask(&signed_in(1), list, NOW).unwrap();
        page.items.into_iter().map(|entry| entry.act).collect()
    }

    #[test]
    fn what_was_done_is_found_by_who_did_it_what_it_was_to_what_and_when() {
        let directory = busy();
        let all = ["enable_person", "disable_person", "rename_self", "set_up"];
        let usual = AuditFilter::default;
        assert_eq!(list(&directory, usual()), all);
        let by = Some("desk1".parse().unwrap());
        assert_eq!(list(&directory, AuditFilter { by, ..usual() }), all[2..3]);
        let act = Some(ActName::try_from("disable_person".to_owned()).unwrap());
        assert_eq!(list(&directory, AuditFilter { act, ..usual() }), all[1..2]);
        let subject = Some("SK2".parse().unwrap());
        let to_desk2 = AuditFilter { subject, ..usual() };
        assert_eq!(list(&directory, to_desk2), all[..2]);
        let between = AuditFilter {
            since: Some(NOW.plus(1)),
            until: Some(NOW.plus(2)),
            ..usual()
        };
        assert_eq!(list(&directory, between), all[2..3]);
    }

    #[test]
    fn a_list_goes_on_to_the_first_entry() {
        let directory = busy();
        let mut after = None;
        let mut numbers = vec![];
        loop {
            let list = ListAudit {
                filter: AuditFilter::default(),
                after,
                rows: 3,
            };
            let page = directory.ask(&signed_in(1), list, NOW).unwrap();
            numbers.extend(page.items.iter().map(|entry| entry.number));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(numbers, [4, 3, 2, 1]);
    }

    #[test]
    fn a_page_of_large_entries_is_a_short_one_and_none_is_left_out() {
        let directory = busy();
        for _ in 0..4 {
            let large = "INSERT INTO audit (at, address, act, subject, after)
                         VALUES (1, '', 'set_skin', 'sealed', hex(zeroblob(300000)))";
            directory.database.query(large, vec![]).unwrap();
        }
        let page = |after| {
            let list = ListAudit {
                filter: AuditFilter::default(),
                after,
                rows: 100,
            };
            let page = directory.ask(&signed_in(1), list, NOW).unwrap();
            let numbers = page.items.into_iter().map(|entry| entry.number);
            (numbers.collect::<Vec<_>>(), page.next)
        };
        let (numbers, next) = page(None);
        assert_eq!(numbers, [8, 7]);
        let (numbers, next) = page(next);
        assert_eq!(numbers, [6, 5]);
        assert_eq!(page(next), (vec![4, 3, 2, 1], None));
    }

    #[test]
    fn only_administrators_read_it() {
        let list = ListAudit {
            filter: AuditFilter::default(),
            after: None,
            rows: 3,
        };
        assert_eq!(
            busy().ask(&signed_in(2), list, NOW),
            Err(Refused::NotAdministrator.into())
        );
    }
}
