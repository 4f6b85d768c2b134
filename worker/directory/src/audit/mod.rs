//! What administrators have done: who, when, from where, and what it was before and after. A row is written in the
//! transaction that does it. No secrets are in it.

pub(crate) mod listing;
mod retention;
mod room;
pub(crate) mod transcripts;
pub(crate) mod webhooks;

use hushdesk_edge::{Database, DatabaseError, Value};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use serde::Serialize;

use crate::address::Address;
use crate::refused::DirectoryError;

/// The table.
pub(crate) const TABLES: &str = include_str!("audit.sql");

/// Something that was done.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Act {
    name: &'static str,
    subject: String,
    before: Option<String>,
    after: Option<String>,
    by: Option<OperatorName>,
}

impl Act {
    /// Something was done of which there is no more to say than to whom.
    pub(crate) fn done(name: &'static str, subject: &str) -> Self {
        Self {
            name,
            subject: subject.to_owned(),
            before: None,
            after: None,
            by: None,
        }
    }

    /// Something was made.
    ///
    /// # Errors
    ///
    /// It cannot be written as JSON.
    pub(crate) fn made(
        name: &'static str,
        subject: &str,
        after: &impl Serialize,
    ) -> Result<Self, DatabaseError> {
        Ok(Self {
            after: Some(json(after)?),
            ..Self::done(name, subject)
        })
    }

    /// Something was taken away.
    ///
    /// # Errors
    ///
    /// It cannot be written as JSON.
    pub(crate) fn removed(
        name: &'static str,
        subject: &str,
        before: &impl Serialize,
    ) -> Result<Self, DatabaseError> {
        Ok(Self {
            before: Some(json(before)?),
            ..Self::done(name, subject)
        })
    }

    /// Something was changed; nothing was done if it is as it was.
    ///
    /// # Errors
    ///
    /// It cannot be written as JSON.
    pub(crate) fn changed<T: Serialize>(
        name: &'static str,
        subject: &str,
        before: &T,
        after: &T,
    ) -> Result<Option<Self>, DatabaseError> {
        let before = Some(json(before)?);
        let act = Self::made(name, subject, after)?;
        Ok((act.after != before).then_some(Self { before, ..act }))
    }

    /// It was done by them, who are known otherwise than by a session.
    pub(crate) fn by(self, name: &OperatorName) -> Self {
        Self {
            by: Some(name.clone()),
            ..self
        }
    }
}

fn json(what: &impl Serialize) -> Result<String, DatabaseError> {
    serde_json::to_string(what).map_err(|_| DatabaseError::Column("audit"))
}

/// Writes it down. Refused to whoever administers nothing and has done too much of it within a day.
pub(crate) fn write(
    database: &impl Database,
    act: &Act,
    by: Option<&OperatorName>,
    from: &Address,
    now: Timestamp,
) -> Result<(), DirectoryError> {
    write_from(database, act, by, from.network.as_str(), now)
}

/// The same of somebody of whose address only is known how it is counted.
pub(crate) fn write_from(
    database: &impl Database,
    act: &Act,
    by: Option<&OperatorName>,
    from: &str,
    now: Timestamp,
) -> Result<(), DirectoryError> {
    if let Some(by) = by {
        room::must_be_left(database, act, by, now)?;
    }
    let optional = |text: Option<&str>| Value::from(text);
    database.query(
        "INSERT INTO audit (at, operator, address, act, subject, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
        vec![
            now.into(),
            optional(act.by.as_ref().or(by).map(OperatorName::as_str)),
            from.into(),
            act.name.into(),
            act.subject.as_str().into(),
            optional(act.before.as_deref()),
            optional(act.after.as_deref()),
        ],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use hushdesk_edge::{Database, Row};
    use hushdesk_protocol::rest::QueueSettings;

    use crate::SetQueue;
    use crate::testing::{HOME, Library, NOW, library, sign_in, signed_in};

    fn rows(directory: &Library) -> Vec<Vec<Option<String>>> {
        let rows = directory.database.query(
            "SELECT operator, address, act, subject, before, after FROM audit ORDER BY number",
            vec![],
        );
        let texts = |mut row: Row| {
            (0..6)
                .map(|_| row.optional_text("audit").unwrap())
                .collect()
        };
        rows.unwrap().into_iter().map(texts).collect()
    }

    #[test]
    fn what_an_administrator_does_is_written_down_with_what_it_was_before() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let settings = QueueSettings {
            busy_at: Some(3),
            ..QueueSettings::default()
        };
        let set = SetQueue {
            queue: "reference".parse().unwrap(),
            settings: settings.clone(),
            seen: None,
        };
        directory.ask(&signed_in(1), set, NOW).unwrap();
        let json = |settings: &QueueSettings| serde_json::to_string(settings).unwrap();
        let texts = |texts: [&str; 6]| texts.map(|text| Some(text.to_owned())).to_vec();
        assert_eq!(
            rows(&directory)[1..],
            [texts([
                "admin",
                HOME,
                "set_queue",
                "reference",
                &json(&QueueSettings::default()),
                &json(&settings),
            ])]
        );
    }

    #[test]
    fn the_founding_is_the_first_row_and_holds_no_password() {
        let directory = library();
        let [row] = rows(&directory).try_into().unwrap();
        assert_eq!(row[0], None);
        assert_eq!(row[2].as_deref(), Some("set_up"));
        assert!(!row[5].as_ref().unwrap().contains("argon2"), "{row:?}");
    }

    #[test]
    fn what_is_refused_or_only_read_leaves_no_row() {
        let directory = library();
        let before = rows(&directory);
        sign_in(&directory, "desk1", 1);
        let set = SetQueue {
            queue: "reference".parse().unwrap(),
            settings: QueueSettings::default(),
            seen: None,
        };
        assert!(directory.ask(&signed_in(1), set, NOW).is_err());
        assert_eq!(rows(&directory), before);
    }
}
