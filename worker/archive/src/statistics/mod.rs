//! What is counted of chats, from their rows alone.

pub(crate) mod zone;

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::rest::{Figures, Group, Grouping, Spread, Statistics};
use serde::{Deserialize, Serialize};

use crate::chosen::{Way, chosen};
use crate::filter::{Filter, Period};
use crate::question::{Asked, Question};
use crate::reader::Reader;
use crate::refused::ArchiveError;
use crate::statement::Statement;
use zone::Zone;

/// Groups of one answer, at most: the days of three years.
const GROUPS_MAX: u32 = 1_100;

/// Chats, counted.
#[derive(Serialize, Deserialize)]
pub struct CountChats {
    /// Which.
    pub filter: Filter,
    /// A period to compare theirs with.
    pub before: Period,
    /// By what they are counted together, if not only all together.
    pub by: Option<Grouping>,
    /// Whose local time it is.
    pub zone: Zone,
}

impl Question for CountChats {
    const PATH: &'static str = "/count-chats";
    type Answer = Statistics;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<Statistics, ArchiveError> {
        let Asked {
            by: reader,
            database,
        } = asked;
        let before = Filter {
            period: self.before,
            ..self.filter.clone()
        };
        let groups = match self.by {
            Some(by) => counted(&self.filter, reader, Some(by), &self.zone)?.query(database)?,
            None => Vec::new(),
        };
        Ok(Statistics {
            all: all(&self.filter, reader, database)?,
            before: all(&before, reader, database)?,
            groups: groups.into_iter().map(group).collect::<Result<_, _>>()?,
        })
    }
}

/// What is counted of all together.
fn all(
    filter: &Filter,
    reader: &Reader,
    database: &impl Database,
) -> Result<Figures, DatabaseError> {
    let rows = counted(filter, reader, None, &Zone::default())?.query(database)?;
    let all = rows.into_iter().next().map(group).transpose()?;
    Ok(all.map(|group| group.figures).unwrap_or_default())
}

/// The statement that counts. A percentile is the time at its rank among those that there are ("nearest rank").
fn counted(
    filter: &Filter,
    reader: &Reader,
    by: Option<Grouping>,
    zone: &Zone,
) -> Result<Statement, DatabaseError> {
    let way = Way::of(filter, reader);
    let counted = Statement::of(
        "WITH picked AS (
             SELECT chats.number, chats.kind, chats.queue, chats.page, chats.started, chats.claimed, chats.ended,
                    chats.transfers, chats.rolled_over, chats.rating
             FROM ",
    )
    .and(chosen(filter, reader, &way)?)
    .with("), counted AS (SELECT ", [])
    .and(key(by, zone))
    .with(
        &format!(
            " AS key, kind, claimed, ended, transfers, rolled_over, rating, {} AS waited, ended - claimed AS lasted
             FROM picked {}",
            wait(by),
            others(by)
        ),
        [],
    );
    Ok(counted.with(
        &format!(
            "), ranked AS (
                 SELECT *,
                     row_number() OVER (PARTITION BY key, waited IS NULL ORDER BY waited) AS waited_rank,
                     row_number() OVER (PARTITION BY key, lasted IS NULL ORDER BY lasted) AS lasted_rank,
                     count(waited) OVER (PARTITION BY key) AS waits,
                     count(lasted) OVER (PARTITION BY key) AS lengths
                 FROM counted)
             SELECT key, count(*), count(claimed), sum(claimed IS NULL AND ended IS NOT NULL), sum(transfers > 0),
                 sum(rolled_over <> '[]'), sum(kind = 'sealed'),
                 CAST(avg(waited) AS INTEGER),
                 max(CASE WHEN waited_rank = (waits + 1) / 2 THEN waited END),
                 max(CASE WHEN waited_rank = (waits * 95 + 99) / 100 THEN waited END),
                 CAST(avg(lasted) AS INTEGER),
                 max(CASE WHEN lasted_rank = (lengths + 1) / 2 THEN lasted END),
                 max(CASE WHEN lasted_rank = (lengths * 95 + 99) / 100 THEN lasted END),
                 count(CASE rating WHEN 1 THEN 1 END), count(CASE rating WHEN 2 THEN 1 END),
                 count(CASE rating WHEN 3 THEN 1 END), count(CASE rating WHEN 4 THEN 1 END),
                 count(CASE rating WHEN 5 THEN 1 END)
             FROM ranked GROUP BY key ORDER BY {} LIMIT ?",
            order(by)
        ),
        [GROUPS_MAX.into()],
    ))
}

/// What chats that are counted together have in common.
fn key(by: Option<Grouping>, zone: &Zone) -> Statement {
    match by {
        None => Statement::of("NULL"),
        Some(Grouping::Hour) => zone.shown("%u-%H"),
        Some(Grouping::Day) => zone.shown("%Y-%m-%d"),
        Some(Grouping::Month) => zone.shown("%Y-%m"),
        Some(Grouping::Queue) => Statement::of("queue"),
        Some(Grouping::Operator) => Statement::of("holders.operator"),
        Some(Grouping::Category) => Statement::of("subjects.category"),
        Some(Grouping::Page) => Statement::of("page"),
    }
}

/// The tables in which a chat may stand more than once.
const fn others(by: Option<Grouping>) -> &'static str {
    match by {
        Some(Grouping::Operator) => "CROSS JOIN held AS holders ON holders.number = picked.number",
        Some(Grouping::Category) => {
            "LEFT JOIN filed AS subjects ON subjects.number = picked.number"
        }
        Some(
            Grouping::Hour | Grouping::Day | Grouping::Month | Grouping::Queue | Grouping::Page,
        )
        | None => "",
    }
}

/// How long a guest waited: for whoever claimed first.
const fn wait(by: Option<Grouping>) -> &'static str {
    match by {
        Some(Grouping::Operator) => "CASE holders.place WHEN 0 THEN claimed - picked.started END",
        Some(
            Grouping::Hour
            | Grouping::Day
            | Grouping::Month
            | Grouping::Queue
            | Grouping::Category
            | Grouping::Page,
        )
        | None => "claimed - picked.started",
    }
}

const fn order(by: Option<Grouping>) -> &'static str {
    match by {
        Some(Grouping::Hour | Grouping::Day | Grouping::Month) | None => "key",
        Some(Grouping::Queue | Grouping::Operator | Grouping::Category | Grouping::Page) => {
            "count(*) DESC, key"
        }
    }
}

fn group(mut row: Row) -> Result<Group, DatabaseError> {
    let key = row.optional_text("key")?;
    let mut number = || row.number("figures");
    let mut figures = Figures {
        chats: number()?,
        answered: number()?,
        unanswered: number()?,
        transferred: number()?,
        rolled_over: number()?,
        sealed: number()?,
        ..Figures::default()
    };
    figures.waited = spread(&mut row)?;
    figures.lasted = spread(&mut row)?;
    for count in &mut figures.ratings {
        *count = row.number("figures")?;
    }
    Ok(Group { key, figures })
}

fn spread(row: &mut Row) -> Result<Option<Spread>, DatabaseError> {
    let mut time = || row.optional_number("figures");
    let (mean, median, percentile_95) = (time()?, time()?, time()?);
    let times = mean.zip(median).zip(percentile_95);
    Ok(times.map(|((mean, median), percentile_95)| Spread {
        mean,
        median,
        percentile_95,
    }))
}

#[cfg(test)]
mod tests {
    use durable_queue::to_archive::ToArchive;
    use hushdesk_protocol::frames::ChatKind;
    use hushdesk_protocol::ids::Timestamp;

    use super::*;
    use crate::testing::{MINUTE, NOW, administrator, archive, ended, reader, told};
    use zone::OffsetChange;

    const HOUR: u64 = 60 * MINUTE;

    fn count(told: &[ToArchive], by: Option<Grouping>, zone: Zone) -> Statistics {
        let count = CountChats {
            filter: Filter::default(),
            before: Period {
                from: None,
                until: Some(NOW),
            },
            by,
            zone,
        };
        archive(told).ask(&administrator(), count).unwrap()
    }

    /// How many chats each group has.
    fn groups(told: &[ToArchive], by: Grouping, zone: Zone) -> Vec<(Option<String>, u32)> {
        let groups = count(told, Some(by), zone).groups.into_iter();
        groups.map(|it| (it.key, it.figures.chats)).collect()
    }

    fn group(key: &str, chats: u32) -> (Option<String>, u32) {
        (Some(key.to_owned()), chats)
    }

    fn at(number: u8, started: Timestamp) -> ToArchive {
        let mut chat = told(number);
        chat.chat.started = started;
        chat
    }

    /// One that waits, one that nobody answered, one that was passed on, and twenty that took 1 to 20 minutes after
    /// as many seconds.
    fn chats() -> Vec<ToArchive> {
        let mut waits = told(1);
        waits.chat.claimed = None;
        waits.chat.operators = vec![];
        let mut unanswered = ended(waits.clone());
        unanswered.chat.chat = told(2).chat.chat;
        unanswered.chat.rating = None;
        unanswered.chat.rolled_over = vec!["circulation".parse().unwrap()];
        let mut passed = told(3);
        passed.chat.transfers = 1;
        passed.chat.rolled_over = vec!["law".parse().unwrap(), "maps".parse().unwrap()];
        passed.chat.operators.push("bob".parse().unwrap());
        passed.chat.kind = ChatKind::Open;
        passed.chat.claimed = None;
        let lasted = (1..=20_u8).map(|number| {
            let mut chat = ended(told(10 + number));
            let claimed = chat.chat.started.plus(u64::from(number) * 1_000);
            chat.chat.claimed = Some(claimed);
            if let Some(end) = &mut chat.chat.ended {
                end.at = claimed.plus(u64::from(number) * MINUTE);
            }
            chat
        });
        [waits, unanswered, passed]
            .into_iter()
            .chain(lasted)
            .collect()
    }

    #[test]
    fn all_figures_are_counted_from_rows() {
        let figures = count(&chats(), None, Zone::default()).all;
        let spread = |unit: u64| Spread {
            mean: 21 * unit / 2,
            median: 10 * unit,
            percentile_95: 19 * unit,
        };
        assert_eq!(
            figures,
            Figures {
                chats: 23,
                answered: 20,
                unanswered: 1,
                transferred: 1,
                rolled_over: 2,
                sealed: 22,
                waited: Some(spread(1_000)),
                lasted: Some(spread(MINUTE)),
                ratings: [0, 0, 0, 20, 0],
            }
        );
    }

    #[test]
    fn where_there_are_no_chats_all_is_nothing() {
        let nothing = Statistics {
            all: Figures::default(),
            before: Figures::default(),
            groups: vec![],
        };
        assert_eq!(count(&[], Some(Grouping::Day), Zone::default()), nothing);
    }

    #[test]
    fn the_period_before_is_counted_beside() {
        let earlier = at(9, Timestamp(NOW.0 - 1));
        let counted = count(&[told(1), earlier], None, Zone::default());
        assert_eq!((counted.all.chats, counted.before.chats), (2, 1));
    }

    #[test]
    fn chats_are_counted_by_what_they_have_in_common_the_most_first() {
        let mut plain = told(4);
        plain.chat.categories = vec![];
        plain.chat.page = None;
        plain.chat.queue = "circulation".parse().unwrap();
        plain.chat.operators = vec!["bob".parse().unwrap(), "ann".parse().unwrap()];
        let chats = [told(1), told(2), plain];
        let by = |by| groups(&chats, by, Zone::default());
        assert_eq!(
            by(Grouping::Queue),
            [group("reference", 2), group("circulation", 1)]
        );
        assert_eq!(by(Grouping::Operator), [group("ann", 3), group("bob", 1)]);
        assert_eq!(
            by(Grouping::Category),
            [group("Loans", 2), group("Maps", 2), (None, 1)]
        );
        assert_eq!(
            by(Grouping::Page),
            [group("https://library.example/maps", 2), (None, 1)]
        );
    }

    #[test]
    fn a_wait_counts_for_whoever_claimed_first() {
        let mut passed = told(1);
        passed.chat.operators.push("bob".parse().unwrap());
        let groups = count(&[passed], Some(Grouping::Operator), Zone::default()).groups;
        let waited = groups
            .into_iter()
            .map(|it| (it.key, it.figures.waited.is_some()));
        assert_eq!(
            waited.collect::<Vec<_>>(),
            [
                (Some("ann".to_owned()), true),
                (Some("bob".to_owned()), false)
            ]
        );
    }

    #[test]
    fn times_are_local_on_both_sides_of_a_change_of_clocks() {
        // 2026-10-25 01:00 UTC: clocks of Berlin go from 3:00 to 2:00. It is a Sunday.
        let back = Timestamp(1_792_890_000_000);
        let zone = Zone {
            minutes: 120,
            changes: vec![OffsetChange {
                at: back,
                minutes: 60,
            }],
        };
        let before = |millis| Timestamp(back.0 - millis);
        let chats = [
            at(1, before(4 * HOUR)),
            at(2, before(1)),
            at(3, back),
            at(4, back.plus(HOUR)),
            // Monday, midnight; and the last hour of a Saturday and a month.
            at(5, back.plus(22 * HOUR)),
            at(6, back.plus(6 * 24 * HOUR + 21 * HOUR)),
            at(7, back.plus(6 * 24 * HOUR + 22 * HOUR)),
        ];
        let by = |by| groups(&chats, by, zone.clone());
        assert_eq!(
            by(Grouping::Hour),
            [
                group("1-00", 1),
                group("6-23", 2),
                group("7-00", 1),
                group("7-02", 2),
                group("7-03", 1),
            ]
        );
        assert_eq!(
            by(Grouping::Day),
            [
                group("2026-10-24", 1),
                group("2026-10-25", 3),
                group("2026-10-26", 1),
                group("2026-10-31", 1),
                group("2026-11-01", 1),
            ]
        );
        assert_eq!(
            by(Grouping::Month),
            [group("2026-10", 6), group("2026-11", 1)]
        );
    }

    #[test]
    fn a_reader_has_statistics_of_what_they_may_see() {
        let mut elsewhere = told(2);
        elsewhere.chat.queue = "circulation".parse().unwrap();
        elsewhere.chat.operators = vec!["bob".parse().unwrap()];
        let archive = archive(&[told(1), elsewhere]);
        for (by, chats) in [
            (reader("ann", &[]), 1),
            (reader("ann", &["circulation"]), 2),
            (reader("eve", &[]), 0),
        ] {
            let count = CountChats {
                filter: Filter::default(),
                before: Period::default(),
                by: Some(Grouping::Queue),
                zone: Zone::default(),
            };
            let counted = archive.ask(&by, count).unwrap();
            let in_groups: u32 = counted.groups.iter().map(|it| it.figures.chats).sum();
            assert_eq!((counted.all.chats, in_groups), (chats, chats), "{by:?}");
        }
    }

    /// By which steps the rows are found that are counted.
    fn plan(by: Option<Grouping>, reader: &Reader, queue: Option<&str>) -> Vec<String> {
        let filter = Filter {
            period: Period {
                from: Some(NOW),
                until: Some(NOW.plus(HOUR)),
            },
            queue: queue.map(|queue| queue.parse().unwrap()),
            ..Filter::default()
        };
        let statement = counted(&filter, reader, by, &Zone::default()).unwrap();
        let steps = statement.plan(&archive(&[]).database).into_iter();
        steps
            .filter(|step| step.starts_with("SEARCH ") || step.starts_with("SCAN chats"))
            .collect()
    }

    #[test]
    fn each_statistic_is_counted_by_this_plan() {
        let start = "SEARCH chats USING COVERING INDEX chats_by_start (started>? AND started<?)";
        let rows = "SEARCH chats USING INDEX chats_by_start (started>? AND started<?)";
        let queue = "SEARCH chats USING COVERING INDEX chats_by_queue (queue=? AND started>? AND started<?)";
        let own = [
            "SEARCH held USING COVERING INDEX held_by_operator (operator=? AND started>? AND started<?)",
            "SEARCH chats USING INTEGER PRIMARY KEY (rowid=?)",
        ];
        let everything = administrator();
        let holders = "SEARCH holders USING PRIMARY KEY (number=?)";
        let subjects = "SEARCH subjects USING PRIMARY KEY (number=?) LEFT-JOIN";
        for (by, steps) in [
            (None, vec![start]),
            (Some(Grouping::Hour), vec![start]),
            (Some(Grouping::Day), vec![start]),
            (Some(Grouping::Month), vec![start]),
            (Some(Grouping::Queue), vec![start]),
            (Some(Grouping::Operator), vec![start, holders]),
            (Some(Grouping::Category), vec![start, subjects]),
            (Some(Grouping::Page), vec![rows]),
        ] {
            assert_eq!(plan(by, &everything, None), steps, "{by:?}");
        }
        assert_eq!(plan(None, &everything, Some("reference")), [queue]);
        assert_eq!(plan(None, &reader("ann", &[]), None), own);
    }
}
