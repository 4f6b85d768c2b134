//! What administrators hand in: people as a table, days of a calendar, a style sheet.

use calendar_file::read as read_calendar;
use hushdesk_protocol::rest::{Day, SPECIAL_DAYS_MAX};
use worker::people_table::{HEAD, Line, Told, queues_in_words, read};

/// The Worker's reader and writer of tables. The Worker is no library, so that its files are taken from it.
#[path = "../../../worker/src"]
mod worker {
    #![allow(
        dead_code,
        unreachable_pub,
        reason = "they are the Worker's, which needs all of them"
    )]

    pub(super) mod csv;
    pub(super) mod people_table;

    pub(super) mod problem {
        /// What the Worker answers to a table that is none.
        #[derive(Debug)]
        pub(crate) enum Problem {
            /// What is wrong with it.
            Malformed(String),
        }

        impl Problem {
            /// No table can fail to be written.
            pub(crate) fn failed(doing: &str) -> Self {
                panic!("{doing} failed")
            }
        }
    }
}

/// The console's reader of calendars.
#[path = "../../../web/console/src/queues/settings/hours/calendar_file.rs"]
#[allow(dead_code, reason = "it is the console's, which needs all of it")]
mod calendar_file;

/// The bytes are a table of people. What is read of it is the same when it is written and read again.
pub(super) fn people_table(bytes: &[u8]) {
    let Ok(lines) = read(&String::from_utf8_lossy(bytes)) else {
        return;
    };
    let told = told(lines);
    let rows = told.iter().map(|it| {
        let role = it.role.map_or("", |role| match role {
            hushdesk_protocol::rest::Role::Operator => "operator",
            hushdesk_protocol::rest::Role::Administrator => "administrator",
        });
        let mut row = vec![
            it.name.as_str().to_owned(),
            it.display
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            role.to_owned(),
            it.queues
                .as_deref()
                .map(queues_in_words)
                .unwrap_or_default(),
        ];
        row.resize(HEAD.len(), String::new());
        row
    });
    let written = worker::csv::write(&HEAD, rows).expect("it can be written");
    let again = read(&written).expect("what was written can be read");
    assert_eq!(told, self::told(again), "{written}");
}

fn told(lines: Vec<Line>) -> Vec<Told> {
    lines
        .into_iter()
        .filter_map(|(_, told)| told.ok())
        .collect()
}

/// The bytes are a calendar.
pub(super) fn calendar(bytes: &[u8]) {
    let today: Day = "2026-12-01".to_owned().try_into().expect("it is a day");
    let Ok(file) = read_calendar(&String::from_utf8_lossy(bytes), &today) else {
        return;
    };
    assert!(file.days.len() <= SPECIAL_DAYS_MAX);
    let days: Vec<_> = file.days.iter().map(|day| &day.day).collect();
    assert!(days.is_sorted_by(|one, next| one < next), "{days:?}");
    assert!(days.iter().all(|day| **day >= today), "{days:?}");
}

/// The bytes are a library's own style sheet. What comes out reaches nothing but what has a name, a rule a line.
pub(super) fn style(bytes: &[u8]) {
    let Ok(css) = hushdesk_style::compile(&String::from_utf8_lossy(bytes)) else {
        return;
    };
    for line in css.lines() {
        let places = line.split('{').next().unwrap_or_default();
        let is_rule = places.split(',').all(|place| {
            let place = place.strip_prefix("#widget ").unwrap_or_default();
            let place = place.strip_suffix(":hover").unwrap_or(place);
            hushdesk_style::NAMES
                .iter()
                .any(|(_, known)| *known == place)
        });
        let is_media = [
            "@media (prefers-color-scheme:dark){",
            "@media (prefers-color-scheme:light){",
            "}",
        ]
        .contains(&line);
        assert!(is_media || is_rule && line.ends_with('}'), "{line}");
    }
}
