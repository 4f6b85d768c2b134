//! Setting up an organisation, once.

pub(crate) mod plan;

use std::collections::BTreeSet;

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{
    Fingerprint, OperatorName, QueueName, SkinName, SnippetName, Timestamp,
};
use hushdesk_protocol::rest::{
    KeySettings, Look, NewQueue, NewSkin, NewSnippet, Pin, PinnedKey, Role, Sealing, SkinKeys,
    SkinSealing, SkinSettings,
};
use hushdesk_protocol::text::{DisplayName, Title};
use serde::{Deserialize, Serialize};

use crate::audit::Act;
use crate::caller::Anybody;
use crate::people::{self, Known, PasswordHash};
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::{keys, queues, skins, snippets, tables};

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

/// What the organisation is called.
pub(crate) fn name(database: &impl Database) -> Result<String, DirectoryError> {
    let rows = database.query("SELECT name FROM organisation", vec![])?;
    let mut row = rows.into_iter().next().ok_or(Refused::NotFounded)?;
    Ok(row.text("organisation.name")?)
}

/// Sets the organisation up with everything it begins with. The one who asks has the setup code, and has checked the
/// whole ([`plan::check`]).
#[derive(Serialize, Deserialize)]
pub struct Found {
    /// Whether this is for trying out.
    pub demonstration: bool,
    /// What the organisation is called.
    pub organisation: Title,
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

/// What of a founding stands in the audit log: names, and the keys that count, so that it fits into a row whatever it was.
#[derive(Serialize)]
struct Founded<'a> {
    demonstration: bool,
    organisation: &'a Title,
    operators: Vec<&'a OperatorName>,
    queues: Vec<&'a QueueName>,
    skins: Vec<&'a SkinName>,
    snippets: Vec<&'a SnippetName>,
    keys: &'a BTreeSet<Fingerprint>,
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
            let known = Known {
                display: new.display.clone(),
                role: new.role,
            };
            people::add(database, &new.name, &known)?;
            people::set_password(database, &new.name, &new.password)?;
        }
        for (place, queue) in (1_u32..).zip(&self.queues) {
            queues::add(database, queue, place)?;
        }
        let keys = begin_keys(database, &self, asked.now)?;
        for skin in &self.skins {
            skins::write(database, &skin.name, &settings_of(skin, &keys))?;
        }
        for snippet in &self.snippets {
            snippets::add(database, snippet)?;
        }
        database.query(
            "INSERT INTO organisation (demonstration, name, founded, version) VALUES (?, ?, ?, 0)",
            vec![
                self.demonstration.into(),
                self.organisation.as_str().into(),
                asked.now.into(),
            ],
        )?;
        Ok(Answered::done(Act::made(
            "set_up",
            "organisation",
            &self.founded(&keys),
        )?))
    }
}

/// The organisation begins with all keys that its skins pin. Whoever is called like a key has it.
fn begin_keys(
    database: &impl Database,
    founding: &Found,
    now: Timestamp,
) -> Result<BTreeSet<Fingerprint>, DirectoryError> {
    let mut begun = BTreeSet::new();
    for key in founding.skins.iter().flat_map(pinned_by) {
        if begun.insert(key.fingerprint.clone()) {
            let label = key.name.as_ref().map_or("Key", DisplayName::as_str);
            let label = Title::try_from(label.to_owned());
            let is_called = |it: &&FoundingOperator| Some(&it.display) == key.name.as_ref();
            let holder = founding.operators.iter().find(is_called);
            let settings = KeySettings {
                label: label.map_err(|_| DatabaseError::Column("keys.label"))?,
                holder: holder.map(|it| it.name.clone()),
                name: key.name.clone(),
                expires: None,
            };
            keys::add(database, &key.fingerprint, &settings, true, now)?;
        }
    }
    Ok(begun)
}

/// How a skin begins: a sealed one that pins all keys there are has the organisation's, another its own.
fn settings_of(skin: &NewSkin, all: &BTreeSet<Fingerprint>) -> SkinSettings {
    let sealing = match &skin.sealing {
        Sealing::Open => SkinSealing::Open,
        Sealing::Sealed { pinned, unverified } => SkinSealing::Sealed {
            unverified: *unverified,
            keys: if pinned.len() == all.len() {
                SkinKeys::Organisation
            } else {
                SkinKeys::Own(pinned.iter().map(pin_of).collect())
            },
        },
    };
    SkinSettings {
        title: skin.title.clone(),
        sealing,
        look: Look::default(),
    }
}

fn pinned_by(skin: &NewSkin) -> &[PinnedKey] {
    match &skin.sealing {
        Sealing::Sealed { pinned, .. } => pinned,
        Sealing::Open => &[],
    }
}

fn pin_of(key: &PinnedKey) -> Pin {
    Pin {
        fingerprint: key.fingerprint.clone(),
        name: key.name.clone(),
        expires: None,
    }
}

impl Found {
    fn founded<'a>(&'a self, keys: &'a BTreeSet<Fingerprint>) -> Founded<'a> {
        Founded {
            demonstration: self.demonstration,
            organisation: &self.organisation,
            operators: self.operators.iter().map(|new| &new.name).collect(),
            queues: self.queues.iter().map(|new| &new.name).collect(),
            skins: self.skins.iter().map(|new| &new.name).collect(),
            snippets: self.snippets.iter().map(|new| &new.name).collect(),
            keys,
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
    fn what_the_log_says_of_a_set_up_fits_into_a_row_whatever_it_was() {
        let directory = empty();
        let mut founding = library_founding();
        let mut snippet = founding.snippets.remove(0);
        snippet.sites = (0..50)
            .map(|n| {
                format!("https://{n}.{}.example", "a".repeat(60))
                    .parse()
                    .unwrap()
            })
            .collect();
        founding.snippets = (0..100)
            .map(|n| NewSnippet {
                name: format!("snippet-{n}").parse().unwrap(),
                ..snippet.clone()
            })
            .collect();
        directory.ask(&nobody(), founding, NOW).unwrap();
        let rows = directory
            .database
            .query("SELECT length(after) FROM audit", vec![]);
        let length: u32 = rows.unwrap().remove(0).number("length").unwrap();
        assert!(length < 10_000, "{length}");
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
                "SELECT label || ' ' || fingerprint FROM keys UNION ALL SELECT fingerprint FROM pinned_keys"
            ),
            [
                Some(format!("Ann {}", "ab".repeat(20))),
                Some(format!("Key {}", "cd".repeat(20)))
            ]
        );
    }
}
