//! The chats there have been, and what is counted of them, as tables to be taken along.

use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{
    ChatRow, Figures, GetHistory, GetHistoryFile, GetStaffing, GetStaffingFile, GetStatistics,
    GetStatisticsFile, Grouping, HISTORY_CSV_BYTES_MAX, HISTORY_CSV_ROWS_MAX, Spread, Staffed,
};

use super::Serve;
use super::audit::time;
use super::history::{count, count_staffing, list};
use crate::archive_client::ArchiveClient;
use crate::call::Call;
use crate::csv;
use crate::problem::Problem;
use crate::reply::Reply;

/// Chats that are asked for at once for a file: five questions for the longest.
const AT_ONCE: u32 = 2_000;

/// What stands over the columns of chats.
const CHATS: [&str; 17] = [
    "chat",
    "kind",
    "guest",
    "queue",
    "skin",
    "page",
    "started",
    "claimed",
    "ended",
    "ended_by",
    "waited_seconds",
    "lasted_seconds",
    "operators",
    "transfers",
    "rolled_over_from",
    "categories",
    "rating",
];

/// What stands over the columns of figures, behind that of what the chats have in common.
const FIGURES: [&str; 18] = [
    "chats",
    "answered",
    "unanswered",
    "transferred",
    "rolled_over",
    "sealed",
    "open",
    "waited_mean_seconds",
    "waited_median_seconds",
    "waited_95_percent_seconds",
    "lasted_mean_seconds",
    "lasted_median_seconds",
    "lasted_95_percent_seconds",
    "rated_1",
    "rated_2",
    "rated_3",
    "rated_4",
    "rated_5",
];

impl Serve for GetHistoryFile {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let mut list = list(of_list(self), AT_ONCE)?;
        let archive = ArchiveClient::of(call).await?;
        let (mut rows, mut bytes) = (Vec::new(), 0);
        loop {
            let page = archive.ask(&list).await?;
            bytes += page.items.iter().map(bytes_of).sum::<usize>();
            rows.extend(page.items);
            list.after = page.next;
            let is_full = rows.len() >= HISTORY_CSV_ROWS_MAX || bytes >= HISTORY_CSV_BYTES_MAX;
            if list.after.is_none() || is_full {
                break;
            }
        }
        let file = csv::write(&CHATS, rows.into_iter().map(chat))?;
        Ok(Reply::file("history.csv", file))
    }
}

impl Serve for GetStatisticsFile {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let by = self.by;
        let count = count(of_count(self))?;
        let counted = ArchiveClient::of(call).await?.ask(&count).await?;
        let rows: Vec<_> = if by.is_some() {
            let groups = counted.groups.into_iter();
            groups
                .map(|group| figures(group.key.unwrap_or_default(), &group.figures))
                .collect()
        } else {
            vec![
                figures("all".to_owned(), &counted.all),
                figures("before".to_owned(), &counted.before),
            ]
        };
        let head: Vec<_> = std::iter::once(by.map_or("chats_of", Grouping::as_str))
            .chain(FIGURES)
            .collect();
        Ok(Reply::file(name(by), csv::write(&head, rows.into_iter())?))
    }
}

const fn name(by: Option<Grouping>) -> &'static str {
    match by {
        None => "chats.csv",
        Some(Grouping::Hour) => "chats-by-hour.csv",
        Some(Grouping::Day) => "chats-by-day.csv",
        Some(Grouping::Month) => "chats-by-month.csv",
        Some(Grouping::Queue) => "chats-by-queue.csv",
        Some(Grouping::Operator) => "chats-by-operator.csv",
        Some(Grouping::Category) => "chats-by-category.csv",
        Some(Grouping::Page) => "chats-by-page.csv",
    }
}

impl Serve for GetStaffingFile {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let by = self.by;
        let count = count_staffing(GetStaffing {
            from: self.from,
            until: self.until,
            zone: self.zone,
            queue: self.queue,
            operator: self.operator,
            by,
        })?;
        let counted = ArchiveClient::of(call).await?.ask(&count).await?;
        let rows: Vec<_> = if by.is_some() {
            let groups = counted.groups.into_iter();
            groups.map(|it| staffed(it.key, it.staffed)).collect()
        } else {
            vec![
                staffed("all".to_owned(), counted.all),
                staffed("before".to_owned(), counted.before),
            ]
        };
        let key = by.map_or("staffing_of", Grouping::as_str);
        let head = [key, "staffed_seconds", "worked_seconds", "most_at_once"];
        let file = csv::write(&head, rows.into_iter())?;
        Ok(Reply::file("staffing.csv", file))
    }
}

fn staffed(key: String, staffed: Staffed) -> Vec<String> {
    vec![
        key,
        seconds(Some(staffed.staffed)),
        seconds(Some(staffed.worked)),
        staffed.most_at_once.to_string(),
    ]
}

/// The list that is the same as a file.
fn of_list(file: GetHistoryFile) -> GetHistory {
    GetHistory {
        after: None,
        from: file.from,
        until: file.until,
        zone: file.zone,
        queue: file.queue,
        operator: file.operator,
        guest: file.guest,
        category: file.category,
        kind: file.kind,
        answered: file.answered,
        rating: file.rating,
        transcript: file.transcript,
        words: file.words,
        chats: file.chats,
    }
}

/// The figures that are the same as a file.
fn of_count(file: GetStatisticsFile) -> GetStatistics {
    GetStatistics {
        from: file.from,
        until: file.until,
        zone: file.zone,
        queue: file.queue,
        operator: file.operator,
        guest: file.guest,
        category: file.category,
        kind: file.kind,
        answered: file.answered,
        rating: file.rating,
        by: file.by,
    }
}

fn bytes_of(row: &ChatRow) -> usize {
    row.page.as_ref().map_or(0, |page| page.as_str().len())
}

fn chat(row: ChatRow) -> Vec<String> {
    let (waited, lasted) = (row.waited(), row.lasted());
    let moment = |at: Option<Timestamp>| at.map(time).unwrap_or_default();
    vec![
        row.chat.to_string(),
        row.kind.as_str().to_owned(),
        row.guest.0,
        row.queue.to_string(),
        row.skin.to_string(),
        row.page.map(String::from).unwrap_or_default(),
        time(row.started),
        moment(row.claimed),
        moment(row.ended.map(|end| end.at)),
        row.ended.map_or("", |end| end.by.as_str()).to_owned(),
        seconds(waited),
        seconds(lasted),
        joined(row.operators.iter().map(|it| it.as_str())),
        row.transfers.to_string(),
        joined(row.rolled_over.iter().map(|it| it.as_str())),
        joined(row.categories.iter().map(|it| it.as_str())),
        row.rating
            .map(|it| it.as_str().to_owned())
            .unwrap_or_default(),
    ]
}

fn joined<'a>(values: impl Iterator<Item = &'a str>) -> String {
    values.collect::<Vec<_>>().join("; ")
}

fn figures(key: String, figures: &Figures) -> Vec<String> {
    let open = figures.chats.saturating_sub(figures.sealed);
    let counts = [
        figures.chats,
        figures.answered,
        figures.unanswered,
        figures.transferred,
        figures.rolled_over,
        figures.sealed,
        open,
    ];
    let spreads = [figures.waited, figures.lasted];
    let mut cells = vec![key];
    cells.extend(counts.map(|count| count.to_string()));
    cells.extend(spreads.into_iter().flat_map(times));
    cells.extend(figures.ratings.map(|count| count.to_string()));
    cells
}

fn times(spread: Option<Spread>) -> [String; 3] {
    [
        spread.map(|it| it.mean),
        spread.map(|it| it.median),
        spread.map(|it| it.percentile_95),
    ]
    .map(seconds)
}

/// Milliseconds as seconds; nothing, if there are none.
fn seconds(millis: Option<u64>) -> String {
    let millis = millis.map(|millis| format!("{}.{:03}", millis / 1_000, millis % 1_000));
    millis.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_a_cell_for_each_column() {
        let counted = figures("maps".to_owned(), &Figures::default());
        assert_eq!(counted.len(), FIGURES.len() + 1);
    }

    #[test]
    fn times_are_seconds_and_where_there_are_none_a_cell_is_empty() {
        let spread = Spread {
            mean: 1_500,
            median: 9,
            percentile_95: 61_000,
        };
        assert_eq!(times(Some(spread)), ["1.500", "0.009", "61.000"]);
        assert_eq!(times(None), ["", "", ""]);
    }
}
