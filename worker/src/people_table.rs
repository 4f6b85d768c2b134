//! People as a table. Its columns:
//!
//! | column | what stands there |
//! |---|---|
//! | `name` | by what name they sign in |
//! | `display` | what guests and colleagues know them by |
//! | `role` | `operator` or `administrator` |
//! | `queues` | names of queues with spaces between them, each with what somebody does there: `reference:operator+manager`; without more, `operator` |
//!
//! The others that a file of ours has are not read.

use std::collections::{BTreeMap, BTreeSet};

use csv::{ReaderBuilder, StringRecord};
use hushdesk_protocol::ids::{OperatorName, QueueName};
use hushdesk_protocol::rest::{Assignment, Duty, IMPORT_ROWS_MAX, Role};
use hushdesk_protocol::text::DisplayName;

use super::csv::MARK;
use super::problem::Problem;

/// The columns of our own files.
pub(crate) const HEAD: [&str; 7] = [
    "name",
    "display",
    "role",
    "queues",
    "state",
    "second_factor",
    "seen",
];

/// Those that are read.
const READ: usize = 4;

/// A row that can be taken: what it tells.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Told {
    pub(crate) name: OperatorName,
    pub(crate) display: Option<DisplayName>,
    pub(crate) role: Option<Role>,
    pub(crate) queues: Option<Vec<Assignment>>,
}

/// A row that cannot.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Wrong {
    /// Of whom it is, if that can be read.
    pub(crate) name: Option<OperatorName>,
    /// Which column.
    pub(crate) column: &'static str,
    /// What is wrong.
    pub(crate) why: String,
}

/// A row with its line.
pub(crate) type Line = (u32, Result<Told, Wrong>);

/// The rows of a file.
pub(crate) fn read(text: &str) -> Result<Vec<Line>, Problem> {
    let text = text.strip_prefix(MARK).unwrap_or(text);
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let head = reader.headers().map_err(|error| malformed(&error))?.clone();
    let columns = columns(&head)?;
    let mut seen = BTreeSet::new();
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| malformed(&error))?;
        if lines.len() >= IMPORT_ROWS_MAX {
            return Err(Problem::Malformed(format!(
                "there are more than {IMPORT_ROWS_MAX} rows"
            )));
        }
        let line = record.position().map_or(0, csv::Position::line);
        let told = row(&columns, &record).and_then(|told| once(told, &mut seen));
        lines.push((u32::try_from(line).unwrap_or(u32::MAX), told));
    }
    Ok(lines)
}

fn malformed(error: &csv::Error) -> Problem {
    Problem::Malformed(format!("the table: {error}"))
}

/// Where each column stands.
fn columns(head: &StringRecord) -> Result<BTreeMap<&'static str, usize>, Problem> {
    let mut columns = BTreeMap::new();
    for (place, title) in head.iter().enumerate() {
        let title = title.trim().to_ascii_lowercase();
        let known = HEAD.into_iter().find(|known| *known == title);
        let known = known.ok_or_else(|| {
            Problem::Malformed(format!(
                "the table has a column {title:.40}; there may be {}",
                HEAD.get(..READ).unwrap_or_default().join(", ")
            ))
        })?;
        columns.insert(known, place);
    }
    if columns.contains_key("name") {
        return Ok(columns);
    }
    Err(Problem::Malformed(
        "the table has no column name".to_owned(),
    ))
}

fn row(columns: &BTreeMap<&'static str, usize>, record: &StringRecord) -> Result<Told, Wrong> {
    let cell = |column: &str| {
        let cell = columns.get(column).and_then(|place| record.get(*place));
        let cell = cell.map(|cell| without_mark(cell.trim()));
        cell.filter(|cell| !cell.is_empty())
    };
    let name = cell("name").unwrap_or_default().parse::<OperatorName>();
    let name = name.map_err(|error| Wrong {
        name: None,
        column: "name",
        why: error.to_string(),
    })?;
    let wrong = |column: &'static str, why: String| Wrong {
        name: Some(name.clone()),
        column,
        why,
    };
    let display = cell("display").map(str::parse).transpose();
    let display = display
        .map_err(|error: hushdesk_protocol::text::TextError| wrong("display", error.to_string()))?;
    let role = cell("role").map(role_of).transpose();
    let role = role.map_err(|why| wrong("role", why))?;
    let queues = cell("queues").map(queues_of).transpose();
    let queues = queues.map_err(|why| wrong("queues", why))?;
    Ok(Told {
        name,
        display,
        role,
        queues,
    })
}

/// A cell without the apostrophe by which our files tell a text from a formula.
fn without_mark(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        Some(_) | None => cell,
    }
}

fn once(told: Told, seen: &mut BTreeSet<OperatorName>) -> Result<Told, Wrong> {
    if seen.insert(told.name.clone()) {
        return Ok(told);
    }
    Err(Wrong {
        name: Some(told.name),
        column: "name",
        why: "this name is there twice".to_owned(),
    })
}

fn role_of(text: &str) -> Result<Role, String> {
    match text {
        "operator" => Ok(Role::Operator),
        "administrator" => Ok(Role::Administrator),
        _ => Err("a role is operator or administrator".to_owned()),
    }
}

fn queues_of(text: &str) -> Result<Vec<Assignment>, String> {
    text.split_whitespace().map(assignment_of).collect()
}

fn assignment_of(text: &str) -> Result<Assignment, String> {
    let (queue, duties) = text.split_once(':').unwrap_or((text, "operator"));
    let queue: QueueName = queue
        .parse()
        .map_err(|_| format!("{queue:.40} is no queue"))?;
    let duties = duties.split('+').map(duty_of);
    Ok(Assignment {
        queue,
        duties: duties.collect::<Result<_, _>>()?,
    })
}

fn duty_of(text: &str) -> Result<Duty, String> {
    match text {
        "operator" => Ok(Duty::Operator),
        "history_reader" => Ok(Duty::HistoryReader),
        "manager" => Ok(Duty::Manager),
        _ => Err("a duty is operator, history_reader or manager".to_owned()),
    }
}

/// What somebody does at queues, in one cell.
pub(crate) fn queues_in_words(queues: &[Assignment]) -> String {
    let words = queues.iter().map(|Assignment { queue, duties }| {
        let duties = duties.iter().map(|duty| match duty {
            Duty::Operator => "operator",
            Duty::HistoryReader => "history_reader",
            Duty::Manager => "manager",
        });
        format!("{queue}:{}", duties.collect::<Vec<_>>().join("+"))
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Line> {
        read(text).unwrap()
    }

    #[test]
    fn a_row_tells_what_stands_in_it_and_nothing_else() {
        let lines = rows(
            "\u{feff}Name,display,role,queues\nvera,\"Stone, Vera\",administrator,reference maps:manager+operator\njan,,,\n",
        );
        let (line, Ok(vera)) = &lines[0] else {
            panic!("{lines:?}");
        };
        assert_eq!(*line, 2);
        assert_eq!(vera.display.as_ref().unwrap().as_str(), "Stone, Vera");
        assert_eq!(vera.role, Some(Role::Administrator));
        let queues = vera.queues.as_ref().unwrap();
        assert_eq!(
            queues_in_words(queues),
            "reference:operator maps:operator+manager"
        );
        let jan = Told {
            name: "jan".parse().unwrap(),
            display: None,
            role: None,
            queues: None,
        };
        assert_eq!(lines[1], (3, Ok(jan)));
    }

    #[test]
    fn a_row_that_cannot_be_taken_says_which_column_it_is() {
        let lines = rows(
            "name,role,queues\nVera Stone,,\nvera,owner,\njan,,reference:king\nann,,A/B\neva,,\neva,,\n",
        );
        let wrong: Vec<_> = lines
            .iter()
            .filter_map(|(line, told)| Some((*line, told.as_ref().err()?.column)))
            .collect();
        assert_eq!(
            wrong,
            [
                (2, "name"),
                (3, "role"),
                (4, "queues"),
                (5, "queues"),
                (7, "name")
            ]
        );
    }

    #[test]
    fn a_table_has_the_columns_that_are_known() {
        for text in ["", "display\nx\n", "name,password\nx,y\n"] {
            assert!(read(text).is_err(), "{text}");
        }
        let many = format!("name\n{}", "x\n".repeat(IMPORT_ROWS_MAX + 1));
        assert!(read(&many).is_err());
        assert_eq!(rows("name,state,seen\nvera,active,\n").len(), 1);
    }

    #[test]
    fn what_our_files_mark_as_a_text_is_read_without_the_mark() {
        let lines = rows("name,display\nvera,'=Vera\njan,'Jan\n");
        let display = |line: &Line| line.1.as_ref().unwrap().display.clone().unwrap();
        assert_eq!(display(&lines[0]).as_str(), "=Vera");
        assert_eq!(display(&lines[1]).as_str(), "'Jan");
    }
}
