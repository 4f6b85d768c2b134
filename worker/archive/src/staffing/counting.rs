//! What is counted of shifts, and of how many chats ran at once.

use std::collections::BTreeMap;

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{OperatorName, QueueName, Timestamp};
use hushdesk_protocol::rest::{Grouping, Staffed, Staffing, StaffingGroup};
use serde::{Deserialize, Serialize};

use super::pieces::{by_hour, millis, together};
use super::shifts::{Stretch, Whose, within};
use crate::chosen::{Way, chosen};
use crate::filter::{Filter, Period};
use crate::question::{Asked, Question};
use crate::reader::Reader;
use crate::refused::ArchiveError;
use crate::statement::Statement;
use crate::statistics::zone::Zone;

/// For how long queues were staffed, and how many chats ran at once.
#[derive(Serialize, Deserialize)]
pub struct CountStaffing {
    /// When.
    pub period: Period,
    /// A period to compare that with.
    pub before: Period,
    /// At which queue, if not at all of them together.
    pub queue: Option<QueueName>,
    /// By whom, if not by all of them together.
    pub operator: Option<OperatorName>,
    /// By what it is counted together, if not only all together.
    pub by: Option<Grouping>,
    /// Whose local time it is.
    pub zone: Zone,
    /// Until now goes what has not ended.
    pub now: Timestamp,
}

impl Question for CountStaffing {
    const PATH: &'static str = "/count-staffing";
    type Answer = Staffing;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<Staffing, ArchiveError> {
        let period = self.period;
        let stretches = self.stretches(&asked, period)?;
        Ok(Staffing {
            all: self.all(&asked, period, &stretches)?,
            before: self.all(&asked, self.before, &self.stretches(&asked, self.before)?)?,
            groups: match self.by {
                Some(by) => self.groups(&asked, by, &stretches)?,
                None => Vec::new(),
            },
        })
    }
}

impl CountStaffing {
    fn stretches<D: Database>(
        &self,
        asked: &Asked<'_, D>,
        period: Period,
    ) -> Result<Vec<Stretch>, DatabaseError> {
        let whose = Whose {
            queue: self.queue.as_ref(),
            operator: self.operator.as_ref(),
        };
        within(asked.database, asked.by, whose, period, self.now)
    }

    fn all<D: Database>(
        &self,
        asked: &Asked<'_, D>,
        period: Period,
        stretches: &[Stretch],
    ) -> Result<Staffed, DatabaseError> {
        let most = self.most(asked, period, None)?;
        Ok(Staffed {
            most_at_once: most.into_values().max().unwrap_or(0),
            ..staffed(stretches)
        })
    }

    fn groups<D: Database>(
        &self,
        asked: &Asked<'_, D>,
        by: Grouping,
        stretches: &[Stretch],
    ) -> Result<Vec<StaffingGroup>, DatabaseError> {
        let mut groups = match by {
            Grouping::Queue => grouped(stretches, |it| it.queue.as_str()),
            Grouping::Operator => grouped(stretches, |it| it.operator.as_str()),
            Grouping::Hour | Grouping::Day | Grouping::Month => by_time(stretches, by, &self.zone),
            // Neither has a shift.
            Grouping::Category | Grouping::Page => return Ok(Vec::new()),
        };
        for (key, most) in self.most(asked, self.period, Some(by))? {
            groups.entry(key).or_default().most_at_once = most;
        }
        let group = |(key, staffed)| StaffingGroup { key, staffed };
        Ok(groups.into_iter().map(group).collect())
    }

    /// How many chats ran at once, at most: from the first claim of each to its end.
    fn most<D: Database>(
        &self,
        asked: &Asked<'_, D>,
        period: Period,
        by: Option<Grouping>,
    ) -> Result<BTreeMap<String, u32>, DatabaseError> {
        let filter = Filter {
            period,
            queue: self.queue.clone(),
            operator: self.operator.clone(),
            answered: Some(true),
            ..Filter::default()
        };
        let rows = most(&filter, asked.by, by, &self.zone, self.now)?.query(asked.database)?;
        let read = rows.into_iter().map(|mut row| {
            let key = row.optional_text("key")?.unwrap_or_default();
            Ok((key, row.number("running")?))
        });
        read.collect()
    }
}

/// The statement that counts chats that ran at once: up by one where each was claimed, down by one where it ended.
pub(super) fn most(
    filter: &Filter,
    reader: &Reader,
    by: Option<Grouping>,
    zone: &Zone,
    now: Timestamp,
) -> Result<Statement, DatabaseError> {
    let way = Way::of(filter, reader);
    let (apart, others, key) = match by {
        None | Some(Grouping::Category | Grouping::Page) => ("NULL", "", Statement::of("NULL")),
        Some(Grouping::Queue) => ("queue", "", Statement::of("apart")),
        Some(Grouping::Operator) => (
            "holders.operator",
            "CROSS JOIN held AS holders ON holders.number = picked.number",
            Statement::of("apart"),
        ),
        Some(Grouping::Hour) => ("NULL", "", zone.shown("%u-%H")),
        Some(Grouping::Day) => ("NULL", "", zone.shown("%Y-%m-%d")),
        Some(Grouping::Month) => ("NULL", "", zone.shown("%Y-%m")),
    };
    Ok(Statement::of(
        "WITH picked AS (SELECT chats.number, chats.queue, chats.claimed, chats.ended FROM ",
    )
    .and(chosen(filter, reader, &way)?)
    .with(
        &format!(
            "), ran AS (SELECT {apart} AS apart, claimed, coalesce(ended, ?) AS over FROM picked {others}),
             steps AS (SELECT apart, claimed AS started, 1 AS step FROM ran
                       UNION ALL SELECT apart, over, -1 FROM ran),
             counted AS (SELECT apart, started, sum(step) OVER
                             (PARTITION BY apart ORDER BY started, step ROWS UNBOUNDED PRECEDING) AS running FROM steps)
             SELECT "
        ),
        [now.into()],
    )
    .and(key)
    .with(" AS key, max(running) FROM counted GROUP BY 1", []))
}

/// For how long somebody was there, and for how long all of them were.
fn staffed<'a>(stretches: impl IntoIterator<Item = &'a Stretch>) -> Staffed {
    let mut anybody = Vec::new();
    let mut each: BTreeMap<&OperatorName, Vec<_>> = BTreeMap::new();
    for stretch in stretches {
        let piece = (stretch.from, stretch.until);
        anybody.push(piece);
        each.entry(&stretch.operator).or_default().push(piece);
    }
    Staffed {
        staffed: millis(&together(anybody)),
        worked: each.into_values().map(|it| millis(&together(it))).sum(),
        most_at_once: 0,
    }
}

fn grouped(stretches: &[Stretch], key: impl Fn(&Stretch) -> &str) -> BTreeMap<String, Staffed> {
    let mut groups: BTreeMap<&str, Vec<&Stretch>> = BTreeMap::new();
    for stretch in stretches {
        groups.entry(key(stretch)).or_default().push(stretch);
    }
    let groups = groups.into_iter();
    groups
        .map(|(key, of)| (key.to_owned(), staffed(of)))
        .collect()
}

fn by_time(stretches: &[Stretch], by: Grouping, zone: &Zone) -> BTreeMap<String, Staffed> {
    let mut each: BTreeMap<&OperatorName, Vec<_>> = BTreeMap::new();
    for stretch in stretches {
        let pieces = each.entry(&stretch.operator).or_default();
        pieces.push((stretch.from, stretch.until));
    }
    let anybody = together(stretches.iter().map(|it| (it.from, it.until)));
    let mut groups: BTreeMap<String, Staffed> = BTreeMap::new();
    let mut add = |pieces: Vec<_>, to: fn(&mut Staffed) -> &mut u64| {
        for piece in pieces {
            for (day, hour, long) in by_hour(piece, zone) {
                let key = match by {
                    Grouping::Hour => format!("{}-{hour:02}", day.weekday() + 1),
                    Grouping::Month => day.as_str().chars().take(7).collect(),
                    Grouping::Day
                    | Grouping::Queue
                    | Grouping::Operator
                    | Grouping::Category
                    | Grouping::Page => day.as_str().to_owned(),
                };
                let sum = to(groups.entry(key).or_default());
                *sum = sum.saturating_add(long);
            }
        }
    };
    add(anybody, |it| &mut it.staffed);
    for pieces in each.into_values() {
        add(together(pieces), |it| &mut it.worked);
    }
    groups
}

#[cfg(test)]
mod tests {
    use durable_queue::to_archive::{FromQueue, OfQueue, Shift, ToArchive};
    use hushdesk_edge::outbox::Delivery;
    use hushdesk_edge::testing::Memory;

    use super::*;
    use crate::Archive;
    use crate::testing::{MINUTE, NOW, administrator, archive, ended, reader, told};

    const HOUR: u64 = 60 * MINUTE;

    fn shift(queue: &str, operator: &str, began: u64, ended: Option<u64>) -> Shift {
        Shift {
            queue: queue.parse().unwrap(),
            operator: operator.parse().unwrap(),
            began: NOW.plus(began),
            ended: ended.map(|ended| NOW.plus(ended)),
        }
    }

    fn staffed_by(chats: &[ToArchive], shifts: &[Shift]) -> Archive<Memory> {
        let archive = archive(chats);
        for (number, shift) in (1_000..).zip(shifts) {
            let delivery = Delivery {
                from: "shifts".to_owned(),
                number,
                oldest: 0,
                says: FromQueue::Queue(OfQueue::Shift(shift.clone())),
            };
            archive.take(delivery).unwrap();
        }
        archive
    }

    fn count(by: Option<Grouping>) -> CountStaffing {
        CountStaffing {
            period: Period {
                from: Some(NOW),
                until: Some(NOW.plus(24 * HOUR)),
            },
            before: Period {
                from: Some(Timestamp(NOW.0 - 24 * HOUR)),
                until: Some(NOW),
            },
            queue: None,
            operator: None,
            by,
            zone: Zone::default(),
            now: NOW.plus(5 * HOUR),
        }
    }

    /// Ann from the first to the third hour at one desk and for one of them at another, too; Bob from the second on.
    fn shifts() -> Vec<Shift> {
        vec![
            shift("reference", "ann", 0, None),
            shift("reference", "ann", 0, Some(2 * HOUR)),
            shift("circulation", "ann", HOUR, Some(2 * HOUR)),
            shift("reference", "bob", HOUR, None),
        ]
    }

    fn staffed(staffed: u64, worked: u64, most_at_once: u32) -> Staffed {
        Staffed {
            staffed: staffed * HOUR,
            worked: worked * HOUR,
            most_at_once,
        }
    }

    #[test]
    fn hours_count_once_for_the_desk_and_once_for_each_who_was_there() {
        let archive = staffed_by(&[], &shifts());
        let counted = archive.ask(&administrator(), count(Some(Grouping::Operator)));
        let counted = counted.unwrap();
        assert_eq!(counted.all, staffed(5, 6, 0));
        assert_eq!(counted.before, Staffed::default());
        let groups = counted
            .groups
            .iter()
            .map(|it| (it.key.as_str(), it.staffed));
        let groups: Vec<_> = groups.collect();
        assert_eq!(
            groups,
            [("ann", staffed(2, 2, 0)), ("bob", staffed(4, 4, 0))]
        );
        let by_queue = archive.ask(&administrator(), count(Some(Grouping::Queue)));
        let by_queue = by_queue.unwrap().groups;
        let groups = by_queue.iter().map(|it| (it.key.as_str(), it.staffed));
        let expected = [
            ("circulation", staffed(1, 1, 0)),
            ("reference", staffed(5, 6, 0)),
        ];
        assert_eq!(groups.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_end_of_a_shift_may_be_told_before_its_beginning() {
        let told = [
            shift("reference", "ann", 0, Some(2 * HOUR)),
            shift("reference", "ann", 0, None),
        ];
        let archive = staffed_by(&[], &told);
        let counted = archive.ask(&administrator(), count(None)).unwrap();
        assert_eq!(counted.all, staffed(2, 2, 0));
    }

    #[test]
    fn the_hours_of_a_week_are_those_of_local_clocks() {
        let archive = staffed_by(&[], &shifts());
        let berlin = CountStaffing {
            zone: Zone {
                minutes: 60,
                changes: vec![],
            },
            ..count(Some(Grouping::Hour))
        };
        let groups = archive.ask(&administrator(), berlin).unwrap().groups;
        let groups = groups.iter().map(|it| (it.key.as_str(), it.staffed));
        let expected = [
            ("5-11", staffed(1, 1, 0)),
            ("5-12", staffed(1, 2, 0)),
            ("5-13", staffed(1, 1, 0)),
            ("5-14", staffed(1, 1, 0)),
            ("5-15", staffed(1, 1, 0)),
        ];
        assert_eq!(groups.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn chats_that_run_at_once_are_counted_where_they_are_the_most() {
        // Each lasts five minutes, and begins a minute after the one before.
        let mut chats: Vec<_> = (1..=9).map(|number| ended(told(number))).collect();
        let mut never = told(10);
        never.chat.claimed = None;
        never.chat.operators = vec![];
        chats.push(never);
        let archive = staffed_by(&chats, &[]);
        let by = |by| archive.ask(&administrator(), count(by)).unwrap();
        assert_eq!(by(None).all.most_at_once, 5);
        let expected = StaffingGroup {
            key: "ann".to_owned(),
            staffed: staffed(0, 0, 5),
        };
        assert_eq!(by(Some(Grouping::Operator)).groups, [expected]);
    }

    #[test]
    fn everybody_knows_their_own_shifts_and_those_of_queues_they_read() {
        let archive = staffed_by(&[], &shifts());
        let all = |by: &Reader| archive.ask(by, count(None)).unwrap().all;
        assert_eq!(all(&reader("ann", &[])), staffed(2, 2, 0));
        assert_eq!(all(&reader("bob", &["circulation"])), staffed(4, 5, 0));
        assert_eq!(all(&reader("eve", &[])), Staffed::default());
    }

    #[test]
    fn no_table_is_walked_through() {
        let archive = archive(&[]);
        for operator in [None, Some("ann".parse().unwrap())] {
            let whose = Whose {
                queue: None,
                operator: operator.as_ref(),
            };
            let statement =
                super::super::shifts::statement(&administrator(), whose, NOW, NOW.plus(HOUR));
            let plan = statement.unwrap().plan(&archive.database);
            let walks: Vec<_> = plan.iter().filter(|it| it.contains("SCAN")).collect();
            assert!(walks.is_empty(), "{plan:?}");
        }
    }
}
