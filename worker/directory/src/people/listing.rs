//! Who the people are.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::limits::PEOPLE_MAX;
use hushdesk_protocol::rest::{Cursor, PAGE_ITEMS_MAX, Page, Person, PersonChange, PersonState};
use hushdesk_protocol::text::SearchText;
use serde::{Deserialize, Serialize};

use super::{duties, role_from_stored};
use crate::caller::Administrator;
use crate::paging;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::version::{self, Versioned};

/// The people, by sign-in name.
#[derive(Serialize, Deserialize)]
pub struct ListPeople {
    /// After which they are listed.
    pub after: Option<Cursor>,
    /// What has to be in one of their names, in capitals or not; everybody, if nothing is said.
    pub search: Option<SearchText>,
}

impl Question for ListPeople {
    const PATH: &'static str = "/list-people";
    type By = Administrator;
    type Answer = Page<Person>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<Page<Person>>, DirectoryError> {
        let database = asked.database;
        let after = self.after.as_ref().map_or("", Cursor::as_str);
        let search = self.search.map(|search| search.as_str().to_lowercase());
        // SQLite knows the capitals of English alone: who is searched for is found here.
        let limit = match search {
            None => paging::ROWS,
            Some(_) => PEOPLE_MAX,
        };
        let rows = database.query(
            &select("WHERE name > ? ORDER BY name LIMIT ?"),
            vec![after.into(), limit.into()],
        )?;
        let mut people = Vec::new();
        for row in rows {
            let mut person = read(row)?;
            if search.as_ref().is_none_or(|text| is_called(&person, text)) {
                person.queues = duties::of(database, &person.name)?;
                people.push(person);
            }
            if people.len() > PAGE_ITEMS_MAX {
                break;
            }
        }
        let after = |person: &Person| Cursor::from(&person.name);
        Ok(Answered::with(paging::page(people, after)))
    }
}

/// One of the people.
#[derive(Serialize, Deserialize)]
pub struct ShowPerson {
    /// Who.
    pub person: OperatorName,
}

impl Question for ShowPerson {
    const PATH: &'static str = "/show-person";
    type By = Administrator;
    type Answer = Versioned<Person>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<Versioned<Person>>, DirectoryError> {
        let state = person(asked.database, &self.person)?;
        let version = version::of(&changeable(&state))?;
        Ok(Answered::with(Versioned { state, version }))
    }
}

/// The person of this name.
pub(crate) fn person(
    database: &impl Database,
    name: &OperatorName,
) -> Result<Person, DirectoryError> {
    let rows = database.query(&select("WHERE name = ?"), vec![name.as_str().into()])?;
    let row = rows.into_iter().next().ok_or(Refused::NoPerson)?;
    let queues = duties::of(database, name)?;
    Ok(Person {
        queues,
        ..read(row)?
    })
}

/// All people, by their names.
pub(crate) fn all(database: &impl Database) -> Result<Vec<Person>, DatabaseError> {
    let rows = database.query(&select("ORDER BY name"), vec![])?;
    let mut people: Vec<_> = rows.into_iter().map(read).collect::<Result<_, _>>()?;
    for person in &mut people {
        person.queues = duties::of(database, &person.name)?;
    }
    Ok(people)
}

/// What of a person two administrators may change at once.
pub(crate) fn changeable(person: &Person) -> PersonChange {
    PersonChange {
        display: person.display.clone(),
        role: person.role,
        queues: person.queues.clone(),
    }
}

fn select(which: &str) -> String {
    format!(
        "SELECT name, display, role, disabled, seen,
                EXISTS (SELECT 1 FROM passwords WHERE operator = name),
                (SELECT ends FROM links WHERE operator = name),
                EXISTS (SELECT 1 FROM second_factors WHERE operator = name)
                    OR EXISTS (SELECT 1 FROM passkeys WHERE operator = name),
                EXISTS (SELECT 1 FROM provider_people WHERE operator = name), email
         FROM operators {which}"
    )
}

/// A person as they stand in their row: without what they do at queues.
fn read(mut row: Row) -> Result<Person, DatabaseError> {
    let name = row.name("operators.name")?;
    let display = row.name("operators.display")?;
    let role = role_from_stored(&row.text("operators.role")?)?;
    let is_disabled = row.flag("operators.disabled")?;
    let seen = row.optional_moment("operators.seen")?;
    let has_password = row.flag("passwords.operator")?;
    let until = row.optional_moment("links.ends")?;
    let second_factor = row.flag("second_factors.operator")?;
    let provider = row.flag("provider_people.operator")?;
    let email = row.optional_name("operators.email")?;
    let state = match (is_disabled, has_password || provider) {
        (true, _) => PersonState::Disabled,
        (false, true) => PersonState::Active,
        (false, false) => PersonState::Invited { until },
    };
    Ok(Person {
        name,
        display,
        role,
        state,
        queues: vec![],
        second_factor,
        provider,
        email,
        seen,
    })
}

fn is_called(person: &Person, search: &str) -> bool {
    person.name.as_str().contains(search) || person.display.as_str().to_lowercase().contains(search)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use hushdesk_protocol::rest::{Assignment, Duty, Role};

    use super::*;
    use crate::testing::{Library, NOW, library, sign_in, signed_in};

    fn list(directory: &Library, search: Option<&str>) -> Vec<String> {
        let search = search.map(|text| text.parse().unwrap());
        let list = ListPeople {
            after: None,
            search,
        };
        let page = directory.ask(&signed_in(1), list, NOW).unwrap();
        page.items.iter().map(|it| it.name.to_string()).collect()
    }

    #[test]
    fn people_are_found_by_a_part_of_either_name() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        assert_eq!(list(&directory, None), ["admin", "desk1", "desk2"]);
        assert_eq!(list(&directory, Some("ANN")), ["desk1"]);
        assert_eq!(list(&directory, Some("esk")), ["desk1", "desk2"]);
        assert_eq!(list(&directory, Some("nobody")), Vec::<String>::new());
    }

    #[test]
    fn a_list_goes_on_after_its_cursor() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let after = Some(Cursor::from(&"desk1".parse::<OperatorName>().unwrap()));
        let list = ListPeople {
            after,
            search: None,
        };
        let page = directory.ask(&signed_in(1), list, NOW).unwrap();
        assert_eq!(page.items.len(), 1);
        assert_eq!(page.next, None);
    }

    #[test]
    fn a_person_is_shown_with_what_they_do_and_when_they_were_there() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk2", 2);
        let show = ShowPerson {
            person: "desk2".parse().unwrap(),
        };
        let shown = directory.ask(&signed_in(1), show, NOW).unwrap();
        assert_eq!(
            shown.state,
            Person {
                name: "desk2".parse().unwrap(),
                display: "Desk2".parse().unwrap(),
                role: Role::Operator,
                state: PersonState::Active,
                queues: vec![Assignment {
                    queue: "reference".parse().unwrap(),
                    duties: BTreeSet::from([Duty::Operator]),
                }],
                second_factor: false,
                provider: false,
                email: None,
                seen: Some(NOW),
            }
        );
    }

    #[test]
    fn only_administrators_see_the_people() {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        let list = ListPeople {
            after: None,
            search: None,
        };
        assert_eq!(
            directory.ask(&signed_in(1), list, NOW),
            Err(Refused::NotAdministrator.into())
        );
    }
}
