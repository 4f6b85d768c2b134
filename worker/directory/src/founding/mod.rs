//! Setting up an organisation, once.

pub(crate) mod plan;

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::rest::{NewQueue, NewSkin, NewSnippet, Role};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use crate::audit::Act;
use crate::caller::Anybody;
use crate::people::{self, PasswordHash, Person};
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::{queues, skins, snippets, tables};

/// Whether the organisation has been set up.
#[derive(Serialize, Deserialize)]
pub struct IsFounded;

impl Question for IsFounded {
    const PATH: &'static str = "/is-founded";
    const BEFORE_FOUNDING: bool = true;
    type By = Anybody;
    type Answer = bool;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<bool>, DirectoryError> {
        Ok(Answered::with(is_founded(asked.database)?))
    }
}

/// Whether somebody has set the organisation up, to the end.
pub(crate) fn is_founded(database: &impl Database) -> Result<bool, DatabaseError> {
    if !tables::are_begun(database)? {
        return Ok(false);
    }
    let rows = database.query("SELECT 1 FROM organisation", vec![])?;
    Ok(!rows.is_empty())
}

/// Sets the organisation up with everything it begins with. The one who asks has the setup token, and has checked the
/// whole ([`plan::check`]).
#[derive(Serialize, Deserialize)]
pub struct Found {
    /// Whether this is for trying out.
    pub demonstration: bool,
    /// Who may sign in.
    pub operators: Vec<FoundingOperator>,
    /// The queues, in the order they are shown.
    pub queues: Vec<NewQueue>,
    /// The skins.
    pub skins: Vec<NewSkin>,
    /// The snippets.
    pub snippets: Vec<NewSnippet>,
}

/// Somebody who may sign in.
#[derive(Serialize, Deserialize)]
pub struct FoundingOperator {
    /// The sign-in name.
    pub name: OperatorName,
    /// What guests and colleagues know them by.
    pub display: DisplayName,
    /// What the sign-in allows.
    pub role: Role,
    /// The first password's hash.
    pub password: PasswordHash,
}

/// What of a founding stands in the audit log.
#[derive(Serialize)]
struct Founded<'a> {
    demonstration: bool,
    operators: Vec<&'a OperatorName>,
    queues: &'a [NewQueue],
    skins: &'a [NewSkin],
    snippets: &'a [NewSnippet],
}

impl Question for Found {
    const PATH: &'static str = "/found";
    const BEFORE_FOUNDING: bool = true;
    type By = Anybody;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<()>, DirectoryError> {
        let database = asked.database;
        if is_founded(database)? {
            return Err(Refused::Founded.into());
        }
        tables::migrate(database)?;
        for new in &self.operators {
            let person = Person {
                display: new.display.clone(),
                role: new.role,
            };
            people::add(database, &new.name, &person, &new.password)?;
        }
        for (place, queue) in (1_u32..).zip(&self.queues) {
            queues::add(database, queue, place)?;
        }
        for skin in &self.skins {
            skins::add(database, skin)?;
        }
        for snippet in &self.snippets {
            snippets::add(database, snippet)?;
        }
        database.query(
            "INSERT INTO organisation (demonstration, founded, version) VALUES (?, ?, 0)",
            vec![self.demonstration.into(), asked.now.into()],
        )?;
        Ok(Answered::done(Act::made(
            "set_up",
            "organisation",
            &self.founded(),
        )?))
    }
}

impl Found {
    fn founded(&self) -> Founded<'_> {
        Founded {
            demonstration: self.demonstration,
            operators: self.operators.iter().map(|new| &new.name).collect(),
            queues: &self.queues,
            skins: &self.skins,
            snippets: &self.snippets,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, empty, library, library_founding, nobody};

    #[test]
    fn an_organisation_is_set_up_once() {
        let directory = empty();
        assert_eq!(directory.ask(&nobody(), IsFounded, NOW), Ok(false));
        assert_eq!(directory.ask(&nobody(), library_founding(), NOW), Ok(()));
        assert_eq!(directory.ask(&nobody(), IsFounded, NOW), Ok(true));
        assert_eq!(
            directory.ask(&nobody(), library_founding(), NOW),
            Err(Refused::Founded.into())
        );
    }

    #[test]
    fn a_set_up_that_failed_anywhere_has_written_nothing_and_can_be_repeated() {
        for statements in 0.. {
            let directory = empty();
            directory.database.fail_after(statements);
            let first = directory.ask(&nobody(), library_founding(), NOW);
            directory.database.work_again();
            if first.is_ok() {
                assert!(statements > 10, "{statements}");
                break;
            }
            assert_eq!(directory.database.tables(), Vec::<String>::new());
            assert_eq!(directory.ask(&nobody(), library_founding(), NOW), Ok(()));
            assert_eq!(directory.ask(&nobody(), IsFounded, NOW), Ok(true));
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
