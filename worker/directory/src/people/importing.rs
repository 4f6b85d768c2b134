//! People from a table: all rows or none. A look beforehand does the same work and takes it back, so that it tells what would
//! happen and nothing else.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{Assignment, Person, PersonChange, Role};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use super::inviting::{Invite, NewPerson, invite};
use super::listing::{all, changeable, person};
use super::{Known, duties, find, must_have_administrator, set};
use crate::audit::Act;
use crate::caller::Administrator;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::sessions;
use crate::sessions::hashes::LinkHash;

/// Takes people in.
#[derive(Serialize, Deserialize)]
pub struct ImportPeople {
    /// Row by row; nobody twice.
    pub rows: Vec<ImportRow>,
    /// Until when the links of those work who are invited.
    pub until: Timestamp,
    /// Whether it is done, and not only looked at.
    pub really: bool,
}

/// Somebody as a row tells of them. What it does not tell is left as it is, or is usual.
#[derive(Clone, Serialize, Deserialize)]
pub struct ImportRow {
    /// By what name they sign in.
    pub name: OperatorName,
    /// What guests and colleagues know them by.
    pub display: Option<DisplayName>,
    /// What the sign-in allows.
    pub role: Option<Role>,
    /// All that they do at queues.
    pub queues: Option<Vec<Assignment>>,
    /// The hash of the token of their link, should they be invited.
    pub link: LinkHash,
}

/// What a row does.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum RowEffect {
    /// They are invited.
    Invited,
    /// They are there, and are changed.
    Changed,
    /// They are there, as the row says.
    Unchanged,
    /// It cannot be taken, and so nothing is.
    Refused(Refused),
}

/// What a row has done.
struct Taken<'a> {
    name: &'a OperatorName,
    /// How they were; nothing, if they were not there.
    before: Option<PersonChange>,
    after: PersonChange,
}

impl Taken<'_> {
    fn effect(&self) -> RowEffect {
        match &self.before {
            None => RowEffect::Invited,
            Some(before) if *before == self.after => RowEffect::Unchanged,
            Some(_) => RowEffect::Changed,
        }
    }

    /// What stands in the audit log of it.
    fn act(&self) -> Result<Option<Act>, DatabaseError> {
        let Self {
            name,
            before,
            after,
        } = self;
        let act = match before {
            None => Some(Act::made("invite", name.as_str(), after)?),
            Some(before) => Act::changed("change_person", name.as_str(), before, after)?,
        };
        Ok(act)
    }
}

/// Why what was done is taken back.
enum TakenBack {
    /// It was only looked at, or a row could not be taken.
    Effects(Vec<RowEffect>),
    /// The directory itself failed.
    Failed(DatabaseError),
}

impl From<DatabaseError> for TakenBack {
    fn from(error: DatabaseError) -> Self {
        Self::Failed(error)
    }
}

impl Question for ImportPeople {
    const PATH: &'static str = "/import-people";
    type By = Administrator;
    type Answer = Vec<RowEffect>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<Vec<RowEffect>>, DirectoryError> {
        let (database, now) = (asked.database, asked.now);
        let makes_administrator = |row: &ImportRow| row.role == Some(Role::Administrator);
        if self.really && self.rows.iter().any(makes_administrator) {
            asked.by.must_have_proved(database, now)?;
        }
        let done = database.transaction(|| {
            let (mut effects, mut acts) = (Vec::new(), Vec::new());
            for row in &self.rows {
                effects.push(match take(database, row, self.until, now) {
                    Ok(taken) => {
                        acts.extend(taken.act()?);
                        taken.effect()
                    }
                    Err(DirectoryError::Refused(refused)) => RowEffect::Refused(refused),
                    Err(DirectoryError::Database(error)) => return Err(error.into()),
                });
            }
            let is_refused = |effect: &RowEffect| matches!(effect, RowEffect::Refused(_));
            if self.really && !effects.iter().any(is_refused) {
                Ok(Answered::after(effects, acts))
            } else {
                Err(TakenBack::Effects(effects))
            }
        });
        match done {
            Ok(answered) => Ok(answered),
            Err(TakenBack::Effects(effects)) => Ok(Answered::with(effects)),
            Err(TakenBack::Failed(error)) => Err(error.into()),
        }
    }
}

fn take<'a>(
    database: &impl Database,
    row: &'a ImportRow,
    until: Timestamp,
    now: Timestamp,
) -> Result<Taken<'a>, DirectoryError> {
    let name = &row.name;
    let before = match find(database, name)? {
        None => {
            invite_row(database, row, until, now)?;
            None
        }
        Some(_) => Some(change(database, row, now)?),
    };
    Ok(Taken {
        name,
        before,
        after: changeable(&person(database, name)?),
    })
}

fn invite_row(
    database: &impl Database,
    row: &ImportRow,
    until: Timestamp,
    now: Timestamp,
) -> Result<(), DirectoryError> {
    let new = Invite {
        person: NewPerson {
            name: row.name.clone(),
            display: row
                .display
                .clone()
                .unwrap_or_else(|| DisplayName::of(&row.name)),
            role: row.role.unwrap_or(Role::Operator),
            queues: row.queues.clone().unwrap_or_default(),
        },
        link: row.link,
        until,
        email: None,
    };
    invite(database, &new, now)
}

/// Changes somebody who is there. The answer is how they were.
fn change(
    database: &impl Database,
    row: &ImportRow,
    now: Timestamp,
) -> Result<PersonChange, DirectoryError> {
    let name = &row.name;
    let before = changeable(&person(database, name)?);
    let known = Known {
        display: row.display.clone().unwrap_or(before.display.clone()),
        role: row.role.unwrap_or(before.role),
    };
    set(database, name, &known)?;
    if let Some(queues) = &row.queues {
        duties::set(database, name, queues, now)?;
    }
    if known.role != before.role {
        sessions::end_all(database, name, None, now)?;
        must_have_administrator(database)?;
    }
    Ok(before)
}

/// All people, to be taken along.
#[derive(Serialize, Deserialize)]
pub struct ExportPeople;

impl Question for ExportPeople {
    const PATH: &'static str = "/export-people";
    type By = Administrator;
    type Answer = Vec<Person>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<Vec<Person>>, DirectoryError> {
        Ok(Answered::with(all(asked.database)?))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use hushdesk_protocol::rest::Duty;

    use super::*;
    use crate::testing::{Library, NOW, library, sign_in, signed_in};

    fn administered() -> Library {
        let directory = library();
        sign_in(&directory, "admin", 1);
        directory
    }

    fn row(name: &str) -> ImportRow {
        ImportRow {
            name: name.parse().unwrap(),
            display: None,
            role: None,
            queues: None,
            link: LinkHash::of_bytes([name.len().try_into().unwrap(); 32]),
        }
    }

    fn at(queue: &str) -> Option<Vec<Assignment>> {
        Some(vec![Assignment {
            queue: queue.parse().unwrap(),
            duties: BTreeSet::from([Duty::Operator]),
        }])
    }

    fn import(directory: &Library, rows: Vec<ImportRow>, really: bool) -> Vec<RowEffect> {
        let import = ImportPeople {
            rows,
            until: NOW.plus(1_000),
            really,
        };
        directory.ask(&signed_in(1), import, NOW).unwrap()
    }

    fn rows() -> Vec<ImportRow> {
        vec![
            ImportRow {
                display: Some("Vera Stone".parse().unwrap()),
                queues: at("reference"),
                ..row("vera")
            },
            ImportRow {
                queues: at("circulation"),
                ..row("desk2")
            },
            row("desk1"),
        ]
    }

    #[test]
    fn a_look_beforehand_tells_what_will_happen_and_does_nothing() {
        let directory = administered();
        let before = directory.database.contents();
        let expected = [RowEffect::Invited, RowEffect::Changed, RowEffect::Unchanged];
        assert_eq!(import(&directory, rows(), false), expected);
        assert_eq!(directory.database.contents(), before);
        assert_eq!(import(&directory, rows(), true), expected);
        let unchanged = [
            RowEffect::Unchanged,
            RowEffect::Unchanged,
            RowEffect::Unchanged,
        ];
        assert_eq!(import(&directory, rows(), false), unchanged);
    }

    #[test]
    fn nothing_is_taken_of_a_file_with_a_row_that_cannot_be() {
        let directory = administered();
        let before = directory.database.contents();
        let mut rows = rows();
        rows.push(ImportRow {
            queues: at("nowhere"),
            ..row("someone")
        });
        rows.push(ImportRow {
            role: Some(Role::Operator),
            ..row("admin")
        });
        let effects = import(&directory, rows, true);
        assert_eq!(
            effects[3..],
            [
                RowEffect::Refused(Refused::NoQueue),
                RowEffect::Refused(Refused::LastAdministrator),
            ]
        );
        assert_eq!(directory.database.contents(), before);
    }

    #[test]
    fn all_people_are_taken_along_with_what_they_do() {
        let directory = administered();
        let people = directory.ask(&signed_in(1), ExportPeople, NOW).unwrap();
        let names: Vec<_> = people
            .iter()
            .map(|it| (it.name.as_str(), it.queues.len()))
            .collect();
        assert_eq!(names, [("admin", 0), ("desk1", 2), ("desk2", 1)]);
    }
}
