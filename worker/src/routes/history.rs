//! The chats there have been, and what is counted of them.

use hushdesk_archive::{
    CountChats, CountStaffing, Filter, FindChat, ListChats, Period, Words, Zone,
};
use hushdesk_edge::now;
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{
    Answered, ChatCategories, ChatRow, Day, GetHistory, GetHistoryChat, GetStaffing, GetStatistics,
    Grouping, Kept, PAGE_ITEMS_MAX, Page, PutChatCategories, Staffing, Statistics, ZoneName,
};

use super::Serve;
use crate::archive_client::ArchiveClient;
use crate::call::Call;
use crate::filing;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::time_zone;

/// Milliseconds of a day.
const DAY_MILLIS: u64 = 24 * 60 * 60 * 1_000;

/// Days that are counted, if nobody says which.
const DAYS: i32 = 28;

/// Days that can be counted at once: three years.
const DAYS_MAX: i32 = 1_096;

/// Days of a list: twenty years.
const LISTED_DAYS_MAX: u64 = 7_305;

impl Serve for GetHistory {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<ChatRow>>, Problem> {
        let rows = u32::try_from(PAGE_ITEMS_MAX).unwrap_or(u32::MAX);
        let list = list(self, rows)?;
        Ok(Reply::of(ArchiveClient::of(call).await?.ask(&list).await?))
    }
}

/// What is asked for, so many rows at once.
pub(super) fn list(asked: GetHistory, rows: u32) -> Result<ListChats, Problem> {
    let zone = zone(
        asked.zone.as_ref(),
        asked.from.as_ref(),
        asked.until.as_ref(),
    )?;
    Ok(ListChats {
        filter: Filter {
            period: Period {
                from: asked.from.map(|day| zone.first_moment(&day)),
                until: asked.until.map(|day| zone.first_moment(&day.plus(1))),
            },
            queue: asked.queue,
            operator: asked.operator,
            guest: asked.guest.map(String::from),
            category: asked.category,
            kind: asked.kind,
            answered: asked.answered.map(|it| it == Answered::Yes),
            rating: asked.rating,
            kept: asked.transcript.map(|it| it == Kept::Yes),
            words: asked.words.map(|it| Words::Typed(it.into())),
            chats: asked.chats.map(|it| it.ids()),
        },
        after: asked.after,
        rows,
    })
}

impl Serve for GetHistoryChat {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<ChatRow>, Problem> {
        let find = FindChat { chat: self.chat };
        Ok(Reply::of(ArchiveClient::of(call).await?.ask(&find).await?))
    }
}

/// What a chat can be about its queue says.
impl Serve for PutChatCategories {
    async fn serve(self, call: &Call, body: ChatCategories) -> Result<Reply<()>, Problem> {
        let archive = ArchiveClient::of(call).await?;
        let (row, known) = filing::known(&archive, &call.directory()?, &self.chat).await?;
        // What a chat has from another queue, or from before a list was changed, it keeps.
        let is_known = |category| known.contains(category) || row.categories.contains(category);
        if !body.categories.iter().all(is_known) {
            return Err(Problem::Malformed(
                "the chat's queue does not have such a category".to_owned(),
            ));
        }
        filing::file(&archive, &self.chat, body.categories).await?;
        Ok(Reply::of(()))
    }
}

impl Serve for GetStatistics {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Statistics>, Problem> {
        let count = count(self)?;
        Ok(Reply::of(ArchiveClient::of(call).await?.ask(&count).await?))
    }
}

/// What is to be counted.
pub(super) fn count(asked: GetStatistics) -> Result<CountChats, Problem> {
    let days = Days::of(asked.from, asked.until, today(asked.zone.as_ref(), now())?)?;
    let before = days.before();
    let zone = zone(asked.zone.as_ref(), Some(&before.first), Some(&days.last))?;
    Ok(CountChats {
        filter: Filter {
            period: days.period(&zone),
            queue: asked.queue,
            operator: asked.operator,
            guest: asked.guest.map(String::from),
            category: asked.category,
            kind: asked.kind,
            answered: asked.answered.map(|it| it == Answered::Yes),
            rating: asked.rating,
            kept: None,
            words: None,
            chats: None,
        },
        before: before.period(&zone),
        by: asked.by,
        zone,
    })
}

impl Serve for GetStaffing {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Staffing>, Problem> {
        let count = count_staffing(self)?;
        Ok(Reply::of(ArchiveClient::of(call).await?.ask(&count).await?))
    }
}

/// What of shifts is to be counted.
pub(super) fn count_staffing(asked: GetStaffing) -> Result<CountStaffing, Problem> {
    if matches!(asked.by, Some(Grouping::Category | Grouping::Page)) {
        return Err(Problem::Malformed(
            "in its address, by: shifts have neither category nor page".to_owned(),
        ));
    }
    let days = Days::of(asked.from, asked.until, today(asked.zone.as_ref(), now())?)?;
    let before = days.before();
    let zone = zone(asked.zone.as_ref(), Some(&before.first), Some(&days.last))?;
    Ok(CountStaffing {
        period: days.period(&zone),
        before: before.period(&zone),
        queue: asked.queue,
        operator: asked.operator,
        by: asked.by,
        zone,
        now: now(),
    })
}

/// Days that are counted, the last one included.
#[derive(Debug, Eq, PartialEq)]
struct Days {
    first: Day,
    last: Day,
}

impl Days {
    fn of(first: Option<Day>, last: Option<Day>, today: Day) -> Result<Self, Problem> {
        let last = last.unwrap_or(today);
        let first = first.unwrap_or_else(|| last.plus(1 - DAYS));
        let days = Self { first, last };
        if (1..=DAYS_MAX).contains(&days.count()) {
            Ok(days)
        } else {
            Err(Problem::Malformed(format!(
                "in its address, from and until: 1 to {DAYS_MAX} days are counted at once"
            )))
        }
    }

    fn count(&self) -> i32 {
        self.last.since_1970() - self.first.since_1970() + 1
    }

    /// As many, just before.
    fn before(&self) -> Self {
        Self {
            first: self.first.plus(-self.count()),
            last: self.first.plus(-1),
        }
    }

    fn period(&self, zone: &Zone) -> Period {
        Period {
            from: Some(zone.first_moment(&self.first)),
            until: Some(zone.first_moment(&self.last.plus(1))),
        }
    }
}

/// Local time of the zone around these days. UTC, if no zone or no day is said.
fn zone(name: Option<&ZoneName>, first: Option<&Day>, last: Option<&Day>) -> Result<Zone, Problem> {
    let Some(name) = name else {
        return Ok(Zone::default());
    };
    let bounds = [first, last].map(|day| day.map(midnight));
    let [first, last] = match bounds {
        [Some(first), Some(last)] => [first, last],
        [Some(one), None] | [None, Some(one)] => [one, one],
        [None, None] => return Ok(Zone::default()),
    };
    if last.since(first) > LISTED_DAYS_MAX * DAY_MILLIS {
        return Err(Problem::Malformed(format!(
            "in its address, from and until: there are at most {LISTED_DAYS_MAX} days between them"
        )));
    }
    time_zone::local_time(name, first, last)
}

fn midnight(day: &Day) -> Timestamp {
    let days = u64::try_from(day.since_1970()).unwrap_or(0);
    Timestamp(days.saturating_mul(DAY_MILLIS))
}

/// What day it is where that zone is: a chat of this minute is of it, whatever day it is in UTC.
fn today(name: Option<&ZoneName>, now: Timestamp) -> Result<Day, Problem> {
    let zone = name.map_or_else(
        || Ok(Zone::default()),
        |name| time_zone::local_time(name, now, now),
    )?;
    Ok(zone.clock(now).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::try_from(text.to_owned()).unwrap()
    }

    fn days(first: Option<&str>, last: Option<&str>) -> Option<(String, String, String)> {
        let days = Days::of(first.map(day), last.map(day), day("2026-11-29")).ok()?;
        let before = days.before();
        Some((
            days.first.into(),
            days.last.into(),
            String::from(before.first) + " " + before.last.as_str(),
        ))
    }

    #[test]
    fn the_last_four_weeks_are_counted_unless_somebody_says_which_days() {
        let expected = |first: &str, last: &str, before: &str| {
            Some((first.to_owned(), last.to_owned(), before.to_owned()))
        };
        assert_eq!(
            days(None, None),
            expected("2026-11-02", "2026-11-29", "2026-10-05 2026-11-01")
        );
        assert_eq!(
            days(Some("2026-11-29"), Some("2026-11-29")),
            expected("2026-11-29", "2026-11-29", "2026-11-28 2026-11-28")
        );
        assert_eq!(days(Some("2026-11-30"), Some("2026-11-29")), None);
        assert_eq!(days(Some("2020-01-01"), None), None);
        let now = Timestamp(1_795_773_600_000);
        assert_eq!(today(None, now).ok(), Some(day("2026-11-27")));
    }
}
