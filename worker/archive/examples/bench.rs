//! What `cargo xtask bench archive` measures: each list and each statistic over made-up chats of four years, natively in
//! SQLite. Prints a JSON object for each measure, with every run's milliseconds.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a benchmark of made-up chats, which fails by panicking"
)]

use std::time::Instant;

use durable_queue::to_archive::{FromQueue, ToArchive};
use hushdesk_archive::{Archive, CountChats, Filter, FindChat, ListChats, Period, Reader, Zone};
use hushdesk_edge::outbox::Delivery;
use hushdesk_edge::testing::Memory;
use hushdesk_protocol::frames::{ChatKind, Closer, GuestLabel};
use hushdesk_protocol::ids::{ChatId, Number, Timestamp};
use hushdesk_protocol::rest::{ChatEnd, ChatRow, Cursor, Grouping, Rating};

/// 2023-01-01.
const FIRST: u64 = 1_672_531_200_000;
const DAY: u64 = 86_400_000;
const YEARS: u64 = 4 * 365 * DAY;
const WORDS: [&str; 8] = [
    "alder", "birch", "comet", "dune", "fern", "heron", "maple", "wren",
];
const SUBJECTS: [&str; 6] = [
    "Loans",
    "Maps",
    "Fees",
    "Renewals",
    "Opening hours",
    "Music",
];

/// A number that looks random, and is the same in each run (SplitMix64).
fn random(seed: u64) -> u64 {
    let mixed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn id(number: u64) -> ChatId {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&random(number).to_be_bytes());
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    ChatId::from_bytes(bytes)
}

fn told(number: u64, of: u64) -> ToArchive {
    let part = |n: u64, below: u64| random(number * 16 + n) % below;
    let started = Timestamp(FIRST + YEARS / of * number);
    let is_answered = part(0, 25) > 0;
    let claimed = is_answered.then(|| started.plus(2_000 + part(1, 90_000)));
    let at = claimed.unwrap_or(started).plus(30_000 + part(2, 1_800_000));
    let operator = |n| format!("operator{}", part(n, 40)).parse().unwrap();
    let transfers = u32::from(is_answered && part(3, 12) == 0);
    let mut operators = vec![];
    operators.extend(is_answered.then(|| operator(4)));
    operators.extend((transfers > 0).then(|| operator(5)));
    operators.dedup();
    ToArchive {
        revision: Number(3),
        chat: ChatRow {
            chat: id(number),
            kind: if part(6, 2) == 0 {
                ChatKind::Sealed
            } else {
                ChatKind::Open
            },
            guest: GuestLabel(format!(
                "{}-{:03}",
                WORDS[part(7, 8) as usize],
                part(8, 32_768)
            )),
            queue: format!("queue{}", part(9, 6)).parse().unwrap(),
            skin: "blue".parse().unwrap(),
            page: Some(
                format!("https://library.example/page/{}", part(10, 60))
                    .parse()
                    .unwrap(),
            ),
            address: None,
            started,
            claimed,
            ended: Some(ChatEnd {
                at,
                by: Closer::Guest,
            }),
            operators,
            transfers,
            rolled_over: vec![],
            categories: vec![SUBJECTS[part(11, 6) as usize].parse().unwrap()],
            rating: (part(12, 5) == 0).then(|| Rating::try_from(1 + part(13, 5) as u8).unwrap()),
        },
        holder: None,
        retained: None,
    }
}

fn archive(rows: u64) -> Archive<Memory> {
    let memory = Memory::new();
    let archive = Archive::new(memory);
    for number in 0..rows {
        let delivery = Delivery {
            from: "a queue".to_owned(),
            number: number + 1,
            oldest: number + 1,
            says: FromQueue::Chat(Box::new(told(number, rows))),
        };
        archive.take(delivery).unwrap();
    }
    archive
}

/// Prints how long something takes, each time.
fn measure(rows: u64, runs: u32, what: &str, mut work: impl FnMut(u32)) {
    let times: Vec<f64> = (0..runs)
        .map(|run| {
            let begun = Instant::now();
            work(run);
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    println!(
        "{}",
        serde_json::json!({ "rows": rows, "bench": what, "times": times })
    );
}

fn lists() -> Vec<(&'static str, Filter)> {
    let none = Filter::default;
    let end = Timestamp(FIRST + YEARS);
    vec![
        ("list: all", none()),
        (
            "list: a day",
            Filter {
                period: Period {
                    from: Some(Timestamp(end.0 - 30 * DAY)),
                    until: Some(Timestamp(end.0 - 29 * DAY)),
                },
                ..none()
            },
        ),
        (
            "list: a queue",
            Filter {
                queue: Some("queue3".parse().unwrap()),
                ..none()
            },
        ),
        (
            "list: an operator",
            Filter {
                operator: Some("operator7".parse().unwrap()),
                ..none()
            },
        ),
        (
            "list: a guest",
            Filter {
                guest: Some("heron-123".to_owned()),
                ..none()
            },
        ),
        (
            "list: a category",
            Filter {
                category: Some("Maps".parse().unwrap()),
                ..none()
            },
        ),
        (
            "list: open ones",
            Filter {
                kind: Some(ChatKind::Open),
                ..none()
            },
        ),
        (
            "list: not answered",
            Filter {
                answered: Some(false),
                ..none()
            },
        ),
        (
            "list: rated 1",
            Filter {
                rating: Some(Rating::try_from(1).unwrap()),
                ..none()
            },
        ),
        (
            "list: an operator's, of a queue, about something, rated",
            Filter {
                queue: Some("queue3".parse().unwrap()),
                operator: Some("operator7".parse().unwrap()),
                category: Some("Maps".parse().unwrap()),
                rating: Some(Rating::try_from(5).unwrap()),
                ..none()
            },
        ),
    ]
}

/// What asks for a page of a list.
const fn page(filter: Filter, after: Option<Cursor>) -> ListChats {
    ListChats {
        filter,
        after,
        rows: 100,
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let runs: u32 = arguments.next().map_or(101, |it| it.parse().unwrap());
    for rows in [5_000, 500_000] {
        let begun = Instant::now();
        let archive = archive(rows);
        let taken = begun.elapsed().as_secs_f64() * 1e3 / rows as f64;
        println!(
            "{}",
            serde_json::json!({ "rows": rows, "bench": "take one", "times": [taken] })
        );
        let all = Reader::Administrator;
        let own = Reader::Operator {
            name: "operator7".parse().unwrap(),
            reads: [].into(),
        };
        let queues = Reader::Operator {
            name: "operator7".parse().unwrap(),
            reads: ["queue3".parse().unwrap()].into(),
        };
        measure(rows, runs, "one chat", |run| {
            let chat = id(u64::from(run) * 37 % rows);
            archive.ask(&all, FindChat { chat }).unwrap();
        });
        for (what, filter) in lists() {
            measure(rows, runs, what, |_| {
                let (filter, after) = (filter.clone(), None);
                archive.ask(&all, page(filter, after)).unwrap();
            });
        }
        for (what, reader) in [
            ("list: one's own", &own),
            ("list: one's own and a queue's", &queues),
        ] {
            measure(rows, runs, what, |_| {
                let (filter, after) = (Filter::default(), None);
                archive.ask(reader, page(filter, after)).unwrap();
            });
        }
        measure(rows, runs, "list: all, from the middle", |_| {
            let after = format!("{}-{}", FIRST + YEARS / 2, rows / 2);
            let after = Some(Cursor::try_from(after).unwrap());
            let filter = Filter::default();
            archive.ask(&all, page(filter, after)).unwrap();
        });
        for (span, days, runs) in [("four weeks", 28, runs), ("a year", 365, runs.min(11))] {
            for by in [None].into_iter().chain(Grouping::ALL.map(Some)) {
                let name = by.map_or("all together", Grouping::as_str);
                measure(rows, runs, &format!("statistics of {span}: {name}"), |_| {
                    let end = FIRST + YEARS;
                    let period = |back: u64| Period {
                        from: Some(Timestamp(end - 2 * days * DAY + back * days * DAY)),
                        until: Some(Timestamp(end - days * DAY + back * days * DAY)),
                    };
                    let filter = Filter {
                        period: period(1),
                        ..Filter::default()
                    };
                    let (before, zone) = (period(0), Zone::default());
                    let count = CountChats {
                        filter,
                        before,
                        by,
                        zone,
                    };
                    archive.ask(&all, count).unwrap();
                });
            }
        }
    }
}
