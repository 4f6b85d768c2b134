//! Lists of chats, and one chat.

use hushdesk_edge::{Database, DatabaseError, Value};
use hushdesk_protocol::ids::{ChatId, Timestamp};
use hushdesk_protocol::rest::{ChatRow, Cursor, Page};
use serde::{Deserialize, Serialize};

use crate::chosen::{Way, chosen};
use crate::filter::Filter;
use crate::follow_ups;
use crate::question::{Asked, Question};
use crate::reader::Reader;
use crate::refused::{ArchiveError, Refused};
use crate::rows::{COLUMNS, read};
use crate::statement::Statement;

/// Rows that can be asked for at once.
const ROWS_MAX: u32 = 2_000;

/// The chats that are asked for, those that began last first; those that run are among them.
#[derive(Serialize, Deserialize)]
pub struct ListChats {
    /// Which.
    pub filter: Filter,
    /// After which they are listed.
    pub after: Option<Cursor>,
    /// So many of them, 2,000 at most.
    pub rows: u32,
}

impl Question for ListChats {
    const PATH: &'static str = "/list-chats";
    type Answer = Page<ChatRow>;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<Page<ChatRow>, ArchiveError> {
        let filter = self.filter.hashed(asked.database)?;
        let list = Self { filter, ..self };
        let rows = list.statement(asked.by)?.query(asked.database)?;
        let mut rows = rows
            .into_iter()
            .map(read)
            .collect::<Result<Vec<_>, DatabaseError>>()?;
        let wanted = usize::try_from(list.wanted()).unwrap_or(usize::MAX);
        let goes_on = rows.len() > wanted;
        rows.truncate(wanted);
        let last = rows.last().filter(|_| goes_on);
        Ok(Page {
            next: last
                .map(|(number, row)| Place::of(*number, row).cursor())
                .transpose()?,
            items: rows.into_iter().map(|(_, row)| row).collect(),
        })
    }
}

impl ListChats {
    fn wanted(&self) -> u32 {
        self.rows.min(ROWS_MAX)
    }

    /// By one row more it is known that others follow.
    fn statement(&self, reader: &Reader) -> Result<Statement, ArchiveError> {
        let way = Way::of(&self.filter, reader);
        let table = way.table();
        let after = match &self.after {
            Some(cursor) => Place::read(cursor)?.before(table),
            None => Statement::default(),
        };
        Ok(Statement::of(&format!("SELECT {COLUMNS} FROM "))
            .and(chosen(&self.filter, reader, &way)?)
            .and(after)
            .with(
                &format!(" ORDER BY {table}.started DESC, {table}.number DESC LIMIT ?"),
                [self.wanted().saturating_add(1).into()],
            ))
    }
}

/// The place of a chat in all lists.
pub(crate) struct Place {
    pub(crate) started: Timestamp,
    pub(crate) number: i64,
}

impl Place {
    const fn of(number: i64, row: &ChatRow) -> Self {
        Self {
            started: row.started,
            number,
        }
    }

    /// As a list gives it.
    pub(crate) fn cursor(&self) -> Result<Cursor, DatabaseError> {
        let text = format!("{}-{}", self.started, self.number);
        Cursor::try_from(text).map_err(|_| DatabaseError::Column("chats.number"))
    }

    /// The one that a list has given.
    pub(crate) fn read(cursor: &Cursor) -> Result<Self, Refused> {
        let parts = cursor.as_str().split_once('-');
        let place = parts.and_then(|(started, number)| {
            Some(Self {
                started: Timestamp(started.parse().ok()?),
                number: number.parse().ok()?,
            })
        });
        place.ok_or(Refused::NoCursor)
    }

    /// That a chat comes after it in a list.
    pub(crate) fn before(&self, table: &str) -> Statement {
        let values = [Value::from(self.started), Value::Integer(self.number)];
        Statement::of(&format!(" AND ({table}.started, {table}.number) < (?, ?)")).with("", values)
    }
}

/// One chat.
#[derive(Serialize, Deserialize)]
pub struct FindChat {
    /// Which.
    pub chat: ChatId,
}

impl Question for FindChat {
    const PATH: &'static str = "/find-chat";
    type Answer = ChatRow;

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<ChatRow, ArchiveError> {
        find(asked.database, asked.by, &self.chat).map(|(_, row)| row)
    }
}

/// A chat that this reader may see, with its number: one after which they were asked to do something, too.
pub(crate) fn find(
    database: &impl Database,
    by: &Reader,
    chat: &ChatId,
) -> Result<(i64, ChatRow), ArchiveError> {
    let rows = finding(chat).query(database)?;
    let (number, row) = read(rows.into_iter().next().ok_or(Refused::NoChat)?)?;
    if by.may_see(&row) || follow_ups::is_asked(database, by, chat)? {
        Ok((number, row))
    } else {
        Err(Refused::NoChat.into())
    }
}

fn finding(chat: &ChatId) -> Statement {
    Statement::of(&format!("SELECT {COLUMNS} FROM chats WHERE chats.chat = ?"))
        .with("", [chat.as_str().into()])
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::ChatKind;
    use hushdesk_protocol::rest::Rating;

    use super::*;
    use crate::Words;
    use crate::filter::Period;
    use crate::testing::{
        MINUTE, NOW, administrator, all_chats, archive, ended, listed, page, reader, told,
    };

    /// Twelve chats: every second one Bob's, open and over; the third not answered; the fourth elsewhere, and handed on
    /// from Ann to Bob.
    fn chats() -> Vec<durable_queue::to_archive::ToArchive> {
        let chat = |number: u8| {
            let mut chat = told(number);
            if number.is_multiple_of(2) {
                chat = ended(chat);
                chat.chat.kind = ChatKind::Open;
                chat.chat.operators = vec!["bob".parse().unwrap()];
                chat.chat.categories = vec!["Fees".parse().unwrap()];
            }
            if number == 3 {
                chat.chat.claimed = None;
                chat.chat.operators = vec![];
                chat.chat.guest.0 = "wren-003".to_owned();
            }
            if number == 4 {
                chat.chat.queue = "circulation".parse().unwrap();
                chat.chat.operators = vec!["ann".parse().unwrap(), "bob".parse().unwrap()];
                chat.chat.transfers = 1;
            }
            chat
        };
        (1..=12).map(chat).collect()
    }

    /// The numbers of the chats that a reader sees of a list.
    fn numbers(by: &Reader, filter: Filter) -> Vec<u64> {
        let rows = listed(&archive(&chats()), by, filter);
        let number = |row: ChatRow| row.started.since(NOW) / MINUTE;
        rows.into_iter().map(number).collect()
    }

    fn filters() -> Vec<(&'static str, Filter, Vec<u64>)> {
        let none = Filter::default;
        vec![
            ("all", none(), (1..=12).rev().collect()),
            (
                "of a period",
                Filter {
                    period: Period {
                        from: Some(NOW.plus(3 * MINUTE)),
                        until: Some(NOW.plus(6 * MINUTE)),
                    },
                    ..none()
                },
                vec![5, 4, 3],
            ),
            (
                "of a queue",
                Filter {
                    queue: Some("circulation".parse().unwrap()),
                    ..none()
                },
                vec![4],
            ),
            (
                "of an operator",
                Filter {
                    operator: Some("ann".parse().unwrap()),
                    ..none()
                },
                vec![11, 9, 7, 5, 4, 1],
            ),
            (
                "of a guest",
                Filter {
                    guest: Some("wren".to_owned()),
                    ..none()
                },
                vec![3],
            ),
            (
                "about something",
                Filter {
                    category: Some("Maps".parse().unwrap()),
                    ..none()
                },
                vec![11, 9, 7, 5, 3, 1],
            ),
            (
                "open ones",
                Filter {
                    kind: Some(ChatKind::Open),
                    ..none()
                },
                vec![12, 10, 8, 6, 4, 2],
            ),
            (
                "not answered",
                Filter {
                    answered: Some(false),
                    ..none()
                },
                vec![3],
            ),
            (
                "with a rating",
                Filter {
                    rating: Some(Rating::try_from(4).unwrap()),
                    ..none()
                },
                vec![12, 10, 8, 6, 4, 2],
            ),
            (
                "of which nothing is kept",
                Filter {
                    kept: Some(false),
                    queue: Some("circulation".parse().unwrap()),
                    ..none()
                },
                vec![4],
            ),
            (
                "in which words were said",
                Filter {
                    words: Some(Words::Hashed(vec![5, 6])),
                    ..none()
                },
                vec![],
            ),
            (
                "that are named",
                Filter {
                    chats: Some([2, 9, 2, 200].map(|byte| told(byte).chat.chat).to_vec()),
                    ..none()
                },
                vec![9, 2],
            ),
            (
                "of all that at once",
                Filter {
                    period: Period {
                        from: Some(NOW),
                        until: None,
                    },
                    queue: Some("circulation".parse().unwrap()),
                    operator: Some("ann".parse().unwrap()),
                    guest: Some("heron-".to_owned()),
                    category: Some("Fees".parse().unwrap()),
                    kind: Some(ChatKind::Open),
                    answered: Some(true),
                    rating: Some(Rating::try_from(4).unwrap()),
                    kept: Some(false),
                    words: None,
                    chats: None,
                },
                vec![4],
            ),
        ]
    }

    #[test]
    fn a_list_has_the_chats_that_are_asked_for_the_last_one_first() {
        for (of, filter, expected) in filters() {
            assert_eq!(numbers(&administrator(), filter), expected, "{of}");
        }
    }

    #[test]
    fn a_reader_sees_their_own_chats_and_those_of_their_queues_and_no_others_however_they_ask() {
        let all = chats();
        for (by, sees) in [
            (reader("ann", &[]), vec![1, 4, 5, 7, 9, 11]),
            (reader("bob", &["circulation"]), vec![2, 4, 6, 8, 10, 12]),
            (reader("eve", &["circulation"]), vec![4]),
            (reader("eve", &[]), vec![]),
        ] {
            for (of, filter, expected) in filters() {
                let seen: Vec<u64> = expected
                    .into_iter()
                    .filter(|number| sees.contains(number))
                    .collect();
                assert_eq!(numbers(&by, filter), seen, "{by:?} {of}");
            }
            let archive = archive(&all);
            for (number, told) in (1_u64..).zip(&all) {
                let chat = told.chat.chat.clone();
                let found = archive.ask(&by, FindChat { chat });
                let expected = if sees.contains(&number) {
                    Ok(told.chat.clone())
                } else {
                    Err(Refused::NoChat.into())
                };
                assert_eq!(found, expected, "{by:?} {number}");
            }
        }
    }

    #[test]
    fn a_row_is_read_as_it_was_told() {
        let all = chats();
        let rows = all_chats(&archive(&all)).into_iter().rev();
        let told: Vec<ChatRow> = all.into_iter().map(|told| told.chat).collect();
        assert_eq!(rows.collect::<Vec<_>>(), told);
    }

    #[test]
    fn pages_follow_each_other_without_a_gap_also_over_chats_of_one_moment() {
        let at_once = (0..=250).map(|number| {
            let mut chat = told(number);
            chat.chat.started = NOW;
            chat
        });
        let archive = archive(&at_once.collect::<Vec<_>>());
        let (mut after, mut seen, mut pages) = (None, Vec::new(), 0);
        loop {
            let filter = Filter::default();
            let page = archive.ask(&administrator(), page(filter, after)).unwrap();
            seen.extend(page.items.into_iter().map(|row| row.chat));
            pages += 1;
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!((pages, seen.len()), (3, 251));
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 251);
    }

    #[test]
    fn as_many_are_listed_at_once_as_are_asked_for() {
        let archive = archive(&chats());
        let list = |rows| {
            let list = ListChats {
                rows,
                ..page(Filter::default(), None)
            };
            let page = archive.ask(&administrator(), list).unwrap();
            (page.items.len(), page.next.is_some())
        };
        assert_eq!([list(5), list(12)], [(5, true), (12, false)]);
    }

    #[test]
    fn what_is_no_cursor_of_a_list_is_refused() {
        let list = |cursor: &str| {
            let after = Some(Cursor::try_from(cursor.to_owned()).unwrap());
            let filter = Filter::default();
            archive(&[]).ask(&administrator(), page(filter, after))
        };
        for cursor in ["reference", "1-", "-1", "1.5-2"] {
            assert_eq!(list(cursor), Err(Refused::NoCursor.into()), "{cursor}");
        }
        assert_eq!(list("1-2").map(|page| page.items), Ok(vec![]));
    }

    /// The steps by which a list is found, without how the operators and categories of its rows are.
    fn plan(by: &Reader, filter: &Filter, after: Option<&str>) -> Vec<String> {
        let after = after.map(|text| Cursor::try_from(text.to_owned()).unwrap());
        let list = page(filter.clone(), after);
        let archive = archive(&[]);
        let steps = list.statement(by).unwrap().plan(&archive.database);
        let of_rows = ["holders", "subjects", "CO-ROUTINE", "SUBQUERY", "SCAN (sub"];
        let of_list = |step: &String| !of_rows.iter().any(|part| step.contains(part));
        steps.into_iter().filter(of_list).collect()
    }

    #[test]
    fn each_list_is_found_by_this_plan() {
        let after = "(started<?); USE TEMP B-TREE FOR LAST TERM OF ORDER BY";
        let row = "SEARCH chats USING INTEGER PRIMARY KEY (rowid=?)";
        let expected = [
            (
                "all",
                format!("SEARCH chats USING INDEX chats_by_start {after}"),
            ),
            (
                "of a period",
                "SEARCH chats USING INDEX chats_by_start (started>? AND started<?); \
                 USE TEMP B-TREE FOR LAST TERM OF ORDER BY"
                    .to_owned(),
            ),
            (
                "of a queue",
                "SEARCH chats USING INDEX chats_by_queue (queue=? AND started<?); \
                 USE TEMP B-TREE FOR LAST TERM OF ORDER BY"
                    .to_owned(),
            ),
            (
                "of an operator",
                format!(
                    "SEARCH held USING COVERING INDEX held_by_operator \
                     (operator=? AND (started,number)<(?,?)); {row}"
                ),
            ),
            (
                "of a guest",
                "SEARCH chats USING INDEX chats_by_guest (guest>? AND guest<?); \
                 USE TEMP B-TREE FOR ORDER BY"
                    .to_owned(),
            ),
            (
                "about something",
                format!(
                    "SEARCH filed USING COVERING INDEX filed_by_category \
                     (category=? AND (started,number)<(?,?)); {row}"
                ),
            ),
            (
                "open ones",
                format!("SEARCH chats USING INDEX chats_by_start {after}"),
            ),
            (
                "not answered",
                "SEARCH chats USING INDEX chats_unanswered (started<?)".to_owned(),
            ),
            (
                "with a rating",
                "SEARCH chats USING INDEX chats_by_rating (rating=? AND started<?)".to_owned(),
            ),
            (
                "of which nothing is kept",
                "SEARCH chats USING INDEX chats_by_queue (queue=? AND started<?); \
                 USE TEMP B-TREE FOR LAST TERM OF ORDER BY"
                    .to_owned(),
            ),
            (
                "in which words were said",
                format!(
                    "SEARCH words USING PRIMARY KEY (word=? AND (started,number)<(?,?)); {row}; \
                     SEARCH said USING PRIMARY KEY (word=? AND started=? AND number=?)"
                ),
            ),
            (
                "that are named",
                "SCAN json_each VIRTUAL TABLE INDEX 1:; USE TEMP B-TREE FOR DISTINCT; SCAN named; \
                 SEARCH chats USING INDEX sqlite_autoindex_chats_1 (chat=?); USE TEMP B-TREE FOR ORDER BY"
                    .to_owned(),
            ),
            (
                "of all that at once",
                format!(
                    "SEARCH held USING COVERING INDEX held_by_operator \
                     (operator=? AND started>? AND (started,number)<(?,?)); {row}; \
                     SEARCH about USING PRIMARY KEY (number=? AND category=?)"
                ),
            ),
        ];
        let plans: Vec<_> = filters()
            .iter()
            .map(|(of, filter, _)| (*of, plan(&administrator(), filter, Some("1-2")).join("; ")))
            .collect();
        assert_eq!(plans, expected);
    }

    #[test]
    fn no_list_of_any_reader_is_found_by_a_look_at_all_chats() {
        for by in [
            administrator(),
            reader("ann", &[]),
            reader("ann", &["reference"]),
        ] {
            for (of, filter, _) in filters() {
                for after in [None, Some("1-2")] {
                    for step in plan(&by, &filter, after) {
                        let is_scan = step.starts_with("SCAN ")
                            && !step.contains("json_each")
                            && step != "SCAN named";
                        // In the order of an index, up to a page: no sorting.
                        let is_in_order = step.contains("USING INDEX chats_by_start")
                            || step.contains("USING INDEX chats_unanswered");
                        assert!(!is_scan || is_in_order, "{by:?} {of} {after:?}: {step}");
                        let sorts = step == "USE TEMP B-TREE FOR ORDER BY";
                        // Guests whose labels begin alike are few, and so are those that are named.
                        let are_few = filter.guest.is_some() || filter.chats.is_some();
                        assert!(!sorts || are_few, "{by:?} {of}: {step}");
                    }
                }
            }
        }
    }
}
