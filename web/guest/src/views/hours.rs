//! When somebody is at the desk, for a guest who finds nobody there.

use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::GuestHours;
use hushdesk_texts::guest::opening;

use crate::local_time;

/// That the desk is closed, and when it opens; nothing within its hours, or where the library says of none.
pub(super) fn closed(hours: Option<GuestHours>) -> Option<String> {
    let hours = hours.filter(|hours| !hours.open)?;
    Some(
        hours
            .until
            .map_or_else(|| opening::closed().to_owned(), back),
    )
}

fn back(opens: Timestamp) -> String {
    opening::back(&local_time::day(opens), &local_time::time(opens))
}
