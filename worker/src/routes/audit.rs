//! The audit log, to be read and taken along.

use hushdesk_directory::{AuditFilter, ListAudit};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{
    AUDIT_CSV_BYTES_MAX, AUDIT_CSV_ENTRIES_MAX, ActName, AuditEntry, GetAudit, GetAuditFile,
    Moment, PAGE_ITEMS_MAX, Page,
};
use hushdesk_protocol::text::SearchText;
use worker::js_sys::Date;

use super::Serve;
use crate::call::Call;
use crate::csv;
use crate::problem::Problem;
use crate::reply::Reply;

/// Entries that are asked for at once for a file: five questions for the longest, or more if they are large.
const AT_ONCE: u32 = 2_000;

/// What stands over the columns.
const HEAD: [&str; 8] = [
    "number", "time", "by", "address", "act", "subject", "before", "after",
];

impl Serve for GetAudit {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<AuditEntry>>, Problem> {
        let list = ListAudit {
            filter: filter(self.by, self.act, self.subject, self.since, self.until),
            after: self.after,
            rows: u32::try_from(PAGE_ITEMS_MAX).unwrap_or(u32::MAX),
        };
        Ok(Reply::of(call.directory()?.ask(&list).await?))
    }
}

impl Serve for GetAuditFile {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let filter = filter(self.by, self.act, self.subject, self.since, self.until);
        let directory = call.directory()?;
        let mut entries = Vec::new();
        let (mut after, mut bytes) = (None, 0);
        loop {
            let list = ListAudit {
                filter: filter.clone(),
                after,
                rows: AT_ONCE,
            };
            let page = directory.ask(&list).await?;
            bytes += page.items.iter().map(bytes_of).sum::<usize>();
            entries.extend(page.items);
            after = page.next;
            let is_full = entries.len() >= AUDIT_CSV_ENTRIES_MAX || bytes >= AUDIT_CSV_BYTES_MAX;
            if after.is_none() || is_full {
                break;
            }
        }
        let file = csv::write(&HEAD, entries.into_iter().map(cells))?;
        Ok(Reply::file("audit.csv", file))
    }
}

fn bytes_of(entry: &AuditEntry) -> usize {
    let texts = [&entry.before, &entry.after];
    texts.into_iter().flatten().map(String::len).sum()
}

fn filter(
    by: Option<OperatorName>,
    act: Option<ActName>,
    subject: Option<SearchText>,
    since: Option<Moment>,
    until: Option<Moment>,
) -> AuditFilter {
    AuditFilter {
        by,
        act,
        subject,
        since: since.as_ref().map(Moment::timestamp),
        until: until.as_ref().map(Moment::timestamp),
    }
}

fn cells(entry: AuditEntry) -> Vec<String> {
    vec![
        entry.number.to_string(),
        time(entry.at),
        entry.by.map(String::from).unwrap_or_default(),
        entry.address,
        entry.act,
        entry.subject,
        entry.before.unwrap_or_default(),
        entry.after.unwrap_or_default(),
    ]
}

/// As ISO 8601 has it, in UTC.
#[expect(
    clippy::as_conversions,
    reason = "a double holds every moment up to the year 287396"
)]
pub(super) fn time(at: Timestamp) -> String {
    Date::new(&(at.0 as f64).into()).to_iso_string().into()
}
