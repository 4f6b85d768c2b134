//! Setting up an organisation, once.

use hushdesk_edge::{Database, DatabaseError, Value};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{NewQueue, NewSkin, NewSnippet, Role, Sealing, UnverifiedOperator};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use super::{Directory, DirectoryError, Question, Refused, tables};
use crate::password::PasswordHash;

/// Whether the organisation has been set up.
#[derive(Serialize, Deserialize)]
pub(crate) struct IsFounded;

impl Question for IsFounded {
    const PATH: &'static str = "/is-founded";
    type Answer = bool;

    fn answer<D: Database>(
        self,
        directory: &Directory<D>,
        _now: Timestamp,
    ) -> Result<bool, DirectoryError> {
        Ok(is_founded(&directory.database)?)
    }
}

/// Whether somebody has set the organisation up, to the end.
pub(super) fn is_founded(database: &impl Database) -> Result<bool, DatabaseError> {
    if !tables::are_begun(database)? {
        return Ok(false);
    }
    let rows = database.query("SELECT 1 FROM organisation", vec![])?;
    Ok(!rows.is_empty())
}

/// Sets the organisation up with everything it begins with. The one who asks has checked the whole: that names
/// exist where they are referred to and are there once, and that somebody is an administrator.
#[derive(Serialize, Deserialize)]
pub(crate) struct Found {
    /// Whether this is for trying out.
    pub(crate) demonstration: bool,
    /// Who may sign in.
    pub(crate) operators: Vec<FoundingOperator>,
    /// The queues, in the order they are shown.
    pub(crate) queues: Vec<NewQueue>,
    /// The skins.
    pub(crate) skins: Vec<NewSkin>,
    /// The snippets.
    pub(crate) snippets: Vec<NewSnippet>,
}

/// Somebody who may sign in.
#[derive(Serialize, Deserialize)]
pub(crate) struct FoundingOperator {
    /// The sign-in name.
    pub(crate) name: OperatorName,
    /// What guests and colleagues know them by.
    pub(crate) display: DisplayName,
    /// What the sign-in allows.
    pub(crate) role: Role,
    /// The first password's hash.
    pub(crate) password: PasswordHash,
}

impl Question for Found {
    const PATH: &'static str = "/found";
    type Answer = ();

    fn answer<D: Database>(
        self,
        directory: &Directory<D>,
        now: Timestamp,
    ) -> Result<(), DirectoryError> {
        let database = &directory.database;
        if is_founded(database)? {
            return Err(Refused::Founded.into());
        }
        tables::migrate(database)?;
        for operator in &self.operators {
            add_operator(database, operator)?;
        }
        for (place, queue) in (1_u32..).zip(&self.queues) {
            add_queue(database, queue, place)?;
        }
        for skin in &self.skins {
            add_skin(database, skin)?;
        }
        for snippet in &self.snippets {
            add_snippet(database, snippet)?;
        }
        database.query(
            "INSERT INTO organisation (demonstration, founded, version) VALUES (?, ?, 0)",
            vec![self.demonstration.into(), now.into()],
        )?;
        Ok(())
    }
}

fn add_operator(database: &impl Database, new: &FoundingOperator) -> Result<(), DatabaseError> {
    database.query(
        "INSERT INTO operators (name, display, role, password) VALUES (?, ?, ?, ?)",
        vec![
            new.name.as_str().into(),
            new.display.as_str().into(),
            role_as_stored(new.role).into(),
            new.password.as_str().into(),
        ],
    )?;
    Ok(())
}

fn add_queue(database: &impl Database, new: &NewQueue, place: u32) -> Result<(), DatabaseError> {
    database.query(
        "INSERT INTO queues (name, title, place) VALUES (?, ?, ?)",
        vec![
            new.name.as_str().into(),
            new.title.as_str().into(),
            place.into(),
        ],
    )?;
    for operator in &new.operators {
        database.query(
            "INSERT INTO assignments (operator, queue) VALUES (?, ?)",
            vec![operator.as_str().into(), new.name.as_str().into()],
        )?;
    }
    Ok(())
}

fn add_skin(database: &impl Database, new: &NewSkin) -> Result<(), DatabaseError> {
    let (unverified, pinned) = match &new.sealing {
        Sealing::Sealed { pinned, unverified } => {
            (Some(unverified_as_stored(*unverified)), pinned.as_slice())
        }
        Sealing::Open => (None, [].as_slice()),
    };
    let skin = || Value::from(new.name.as_str());
    database.query(
        "INSERT INTO skins (name, title, unverified) VALUES (?, ?, ?)",
        vec![skin(), new.title.as_str().into(), unverified.into()],
    )?;
    for key in pinned {
        let name = key.name.as_ref().map(|name| name.as_str());
        database.query(
            "INSERT INTO pinned_keys (skin, fingerprint, name) VALUES (?, ?, ?)",
            vec![skin(), key.fingerprint.as_str().into(), name.into()],
        )?;
    }
    Ok(())
}

fn add_snippet(database: &impl Database, new: &NewSnippet) -> Result<(), DatabaseError> {
    database.query(
        "INSERT INTO snippets (name, queue, skin) VALUES (?, ?, ?)",
        vec![
            new.name.as_str().into(),
            new.queue.as_str().into(),
            new.skin.as_str().into(),
        ],
    )?;
    for site in &new.sites {
        database.query(
            "INSERT INTO snippet_sites (snippet, origin) VALUES (?, ?)",
            vec![new.name.as_str().into(), site.as_str().into()],
        )?;
    }
    Ok(())
}

/// A role as it stands in the table of operators.
pub(super) fn role_as_stored(role: Role) -> &'static str {
    match role {
        Role::Operator => "operator",
        Role::Administrator => "administrator",
    }
}

/// What to do with an unverified operator, as it stands in the table of skins.
pub(super) fn unverified_as_stored(unverified: UnverifiedOperator) -> &'static str {
    match unverified {
        UnverifiedOperator::Refuse => "refuse",
        UnverifiedOperator::Accept => "accept",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::testing::{NOW, empty, library, library_founding};

    #[test]
    fn an_organisation_is_set_up_once() {
        let directory = empty();
        assert_eq!(directory.ask(IsFounded, NOW), Ok(false));
        assert_eq!(directory.ask(library_founding(), NOW), Ok(()));
        assert_eq!(directory.ask(IsFounded, NOW), Ok(true));
        assert_eq!(
            directory.ask(library_founding(), NOW),
            Err(Refused::Founded.into())
        );
    }

    #[test]
    fn a_set_up_that_failed_anywhere_has_written_nothing_and_can_be_repeated() {
        for statements in 0.. {
            let directory = empty();
            directory.database.fail_after(statements);
            let first = directory.ask(library_founding(), NOW);
            directory.database.work_again();
            if first.is_ok() {
                assert!(statements > 10, "{statements}");
                break;
            }
            assert_eq!(directory.database.tables(), Vec::<String>::new());
            assert_eq!(directory.ask(library_founding(), NOW), Ok(()));
            assert_eq!(directory.ask(IsFounded, NOW), Ok(true));
        }
    }

    #[test]
    fn what_is_stored_of_a_role_and_a_skin_reads_like_this() {
        let directory = library();
        let texts = |statement: &str| -> Vec<Option<String>> {
            let rows = directory.database.query(statement, vec![]).unwrap();
            rows.into_iter()
                .map(|mut row| row.optional_text("any").unwrap())
                .collect()
        };
        assert_eq!(
            texts("SELECT name || ' ' || display || ' ' || role FROM operators ORDER BY name"),
            [
                Some("admin Admin administrator".to_owned()),
                Some("desk1 Ann operator".to_owned()),
                Some("desk2 Desk2 operator".to_owned())
            ]
        );
        assert_eq!(
            texts("SELECT unverified FROM skins ORDER BY name"),
            [None, Some("refuse".to_owned())]
        );
        assert_eq!(
            texts(
                "SELECT skin || ' ' || fingerprint || ' ' || coalesce(name, '?') FROM pinned_keys"
            ),
            [
                Some(format!("sealed {} Ann", "ab".repeat(20))),
                Some(format!("sealed {} ?", "cd".repeat(20)))
            ]
        );
    }
}
