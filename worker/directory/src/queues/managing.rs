//! What administrators and managers do with queues, beside setting them.

use std::collections::BTreeSet;

use durable_queue::from_directory::{Dismissal, FromDirectory};
use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{OperatorName, QueueName, SnippetName, Timestamp};
use hushdesk_protocol::limits::QUEUES_MAX;
use hushdesk_protocol::rest::{NewQueue, PersonDuties, Queue, QueueChange, QueuePerson};
use serde::{Deserialize, Serialize};

use super::{add, must_be, settings, title};
use crate::audit::Act;
use crate::caller::{Administrator, SignedIn};
use crate::change::Change;
use crate::former_names::{self, Kind};
use crate::people::{self, duties};
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::tellings::tell;
use crate::version::{self, Versioned};
use crate::{snippets, tables};

/// A queue, with its people.
#[derive(Serialize, Deserialize)]
pub struct ShowQueue {
    /// Which.
    pub queue: QueueName,
}

impl Question for ShowQueue {
    const PATH: &'static str = "/show-queue";
    type By = SignedIn;
    type Answer = Versioned<Queue>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<Versioned<Queue>>, DirectoryError> {
        duties::must_manage(asked.database, asked.by.operator(), &self.queue)?;
        let state = known(asked.database, &self.queue)?;
        let version = version::of(&changeable(&state))?;
        Ok(Answered::with(Versioned { state, version }))
    }
}

/// Makes a queue, the last of those that are shown.
#[derive(Serialize, Deserialize)]
pub struct AddQueue {
    /// Which.
    pub queue: NewQueue,
}

impl Question for AddQueue {
    const PATH: &'static str = "/add-queue";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, new) = (asked.database, &self.queue);
        if must_be(database, &new.name).is_ok() {
            return Err(Refused::NameTaken.into());
        }
        former_names::must_be_new(database, Kind::Queue, new.name.as_str())?;
        tables::must_have_room(database, "queues", QUEUES_MAX)?;
        for operator in &new.operators {
            people::find(database, operator)?.ok_or(Refused::NoPerson)?;
        }
        add(database, new, next_place(database)?)?;
        settings::tell_all(database, asked.now)?;
        let act = Act::made("add_queue", new.name.as_str(), new)?;
        Ok(Answered::done(act))
    }
}

/// Says what a queue is called and who does what there, if it is as whoever says so has seen it. The answer is the number by
/// which the new state is known.
#[derive(Serialize, Deserialize)]
pub struct ChangeQueue {
    /// Which.
    pub queue: QueueName,
    /// How it is from now on.
    pub change: QueueChange,
    /// The version that was seen; none, to change it whatever it is.
    pub seen: Option<u64>,
}

impl Question for ChangeQueue {
    const PATH: &'static str = "/change-queue";
    type By = SignedIn;
    type Answer = u64;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<u64>, DirectoryError> {
        let (database, queue) = (asked.database, &self.queue);
        duties::must_manage(database, asked.by.operator(), queue)?;
        let change = Change {
            act: "change_queue",
            subject: queue.as_str(),
            seen: self.seen,
        };
        change.make(
            || Ok(changeable(&known(database, queue)?)),
            |before| write(database, queue, before, &self.change, asked.now),
        )
    }
}

fn write(
    database: &impl Database,
    queue: &QueueName,
    before: &QueueChange,
    change: &QueueChange,
    now: Timestamp,
) -> Result<(), DirectoryError> {
    database.query(
        "UPDATE queues SET title = ? WHERE name = ?",
        vec![change.title.as_str().into(), queue.as_str().into()],
    )?;
    let staying: BTreeSet<_> = change.people.iter().map(|it| &it.person).collect();
    for PersonDuties { person, .. } in &before.people {
        if !staying.contains(person) {
            duties::set_at(database, person, queue, &BTreeSet::new(), now)?;
        }
    }
    for PersonDuties { person, duties } in &change.people {
        people::find(database, person)?.ok_or(Refused::NoPerson)?;
        duties::set_at(database, person, queue, duties, now)?;
    }
    Ok(())
}

/// Removes a queue to which no snippet leads. That no chat runs there has been looked after; its sockets end. No other gets its
/// name.
#[derive(Serialize, Deserialize)]
pub struct RemoveQueue {
    /// Which.
    pub queue: QueueName,
}

impl Question for RemoveQueue {
    const PATH: &'static str = "/remove-queue";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, queue) = (asked.database, &self.queue);
        let before = known(database, queue)?;
        must_be_unused(&before)?;
        database.query(
            "DELETE FROM queues WHERE name = ?",
            vec![queue.as_str().into()],
        )?;
        former_names::keep(database, Kind::Queue, queue.as_str())?;
        let dismiss = FromDirectory::Dismiss(Dismissal::Queue);
        tell(database, queue, &dismiss, asked.now, None)?;
        settings::tell_all(database, asked.now)?;
        let act = Act::removed("remove_queue", queue.as_str(), &changeable(&before))?;
        Ok(Answered::done(act))
    }
}

/// Whether a queue could be removed, as far as the directory knows: asked before its object is, which knows of chats.
#[derive(Serialize, Deserialize)]
pub struct MayRemoveQueue {
    /// Which.
    pub queue: QueueName,
}

impl Question for MayRemoveQueue {
    const PATH: &'static str = "/may-remove-queue";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        must_be_unused(&known(asked.database, &self.queue)?)?;
        Ok(Answered::with(()))
    }
}

fn must_be_unused(queue: &Queue) -> Result<(), DirectoryError> {
    if queue.snippets.is_empty() {
        return Ok(());
    }
    let snippets = queue.snippets.iter().map(SnippetName::as_str);
    Err(Refused::in_use_by(snippets).into())
}

fn known(database: &impl Database, queue: &QueueName) -> Result<Queue, DirectoryError> {
    let title = title(database, queue)?.ok_or(Refused::NoQueue)?;
    let person = |(person, duties): (OperatorName, _)| {
        let display = people::find(database, &person)?.ok_or(Refused::NoPerson)?;
        Ok(QueuePerson {
            person,
            display: display.display,
            duties,
        })
    };
    let people = duties::at(database, queue)?.into_iter().map(person);
    Ok(Queue {
        name: queue.clone(),
        title,
        people: people.collect::<Result<_, DirectoryError>>()?,
        snippets: snippets::to_queue(database, queue)?,
    })
}

/// What of a queue two people may change at once.
fn changeable(queue: &Queue) -> QueueChange {
    let people = queue.people.iter().map(|it| PersonDuties {
        person: it.person.clone(),
        duties: it.duties.clone(),
    });
    QueueChange {
        title: queue.title.clone(),
        people: people.collect(),
    }
}

fn next_place(database: &impl Database) -> Result<u32, DatabaseError> {
    let rows = database.query("SELECT coalesce(max(place), 0) + 1 FROM queues", vec![])?;
    match rows.into_iter().next() {
        Some(mut row) => row.number("queues.place"),
        None => Ok(1),
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::{Duty, Role};

    use super::*;
    use crate::testing::{Library, NOW, admitted, library, sign_in, signed_in, told};
    use crate::{ListQueues, RemoveSnippet};

    /// An administrator, and desk1 and desk2 by 2 and 3; desk1 manages the queue of loans.
    fn managed() -> Library {
        let directory = library();
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk1", 2);
        sign_in(&directory, "desk2", 3);
        change(
            &directory,
            1,
            "circulation",
            &[("desk1", &[Duty::Operator, Duty::Manager])],
            None,
        )
        .unwrap();
        directory
    }

    fn change(
        directory: &Library,
        byte: u8,
        queue: &str,
        people: &[(&str, &[Duty])],
        seen: Option<u64>,
    ) -> Result<u64, DirectoryError> {
        let people = people.iter().map(|(name, duties)| PersonDuties {
            person: name.parse().unwrap(),
            duties: duties.iter().copied().collect(),
        });
        let change = ChangeQueue {
            queue: queue.parse().unwrap(),
            change: QueueChange {
                title: "Loans".parse().unwrap(),
                people: people.collect(),
            },
            seen,
        };
        directory.ask(&signed_in(byte), change, NOW)
    }

    fn show(
        directory: &Library,
        byte: u8,
        queue: &str,
    ) -> Result<Versioned<Queue>, DirectoryError> {
        let queue = queue.parse().unwrap();
        directory.ask(&signed_in(byte), ShowQueue { queue }, NOW)
    }

    fn queues(directory: &Library) -> Vec<String> {
        let list = ListQueues { after: None };
        let page = directory.ask(&signed_in(1), list, NOW).unwrap();
        page.items.iter().map(|it| it.name.to_string()).collect()
    }

    #[test]
    fn a_manager_says_who_does_what_at_their_queue_and_at_no_other() {
        let directory = managed();
        let seen = show(&directory, 2, "circulation").unwrap();
        assert_eq!(seen.state.people.len(), 1);
        assert_eq!(seen.state.snippets, ["circulation".parse().unwrap()]);
        let people: &[(&str, &[Duty])] =
            &[("desk1", &[Duty::Manager]), ("desk2", &[Duty::Operator])];
        let version = change(&directory, 2, "circulation", people, Some(seen.version));
        assert_eq!(
            version,
            Ok(show(&directory, 2, "circulation").unwrap().version)
        );
        assert_eq!(
            change(&directory, 2, "circulation", people, Some(seen.version)),
            Err(Refused::ChangedMeanwhile.into())
        );
        let not_theirs = Err(Refused::NotManager.into());
        assert_eq!(change(&directory, 2, "reference", people, None), not_theirs);
        assert_eq!(
            change(&directory, 3, "circulation", people, None),
            not_theirs
        );
        assert_eq!(
            people::find(&directory.database, &"desk1".parse().unwrap())
                .unwrap()
                .unwrap()
                .role,
            Role::Operator
        );
    }

    #[test]
    fn whoever_is_left_out_loses_their_sockets_there() {
        let directory = managed();
        admitted(&directory, 2, &["circulation"]);
        told(&directory, NOW);
        change(&directory, 1, "circulation", &[], None).unwrap();
        let gone = Dismissal::Operator("desk1".parse().unwrap());
        let dismissed = ("circulation".to_owned(), FromDirectory::Dismiss(gone));
        assert_eq!(told(&directory, NOW), [dismissed]);
    }

    #[test]
    fn a_new_queue_is_the_last_and_all_others_hear_of_it() {
        let directory = managed();
        told(&directory, NOW);
        let add = |name: &str, operator: &str| {
            let queue = NewQueue {
                name: name.parse().unwrap(),
                title: "Maps".parse().unwrap(),
                operators: vec![operator.parse().unwrap()],
            };
            directory.ask(&signed_in(1), AddQueue { queue }, NOW)
        };
        assert_eq!(add("reference", "desk1"), Err(Refused::NameTaken.into()));
        assert_eq!(add("maps", "nobody"), Err(Refused::NoPerson.into()));
        assert_eq!(add("maps", "desk1"), Ok(()));
        assert_eq!(queues(&directory), ["reference", "circulation", "maps"]);
        let told = told(&directory, NOW);
        assert_eq!(told.len(), 3);
        for (queue, says) in told {
            let FromDirectory::Configure(config) = says else {
                panic!("{queue}: {says:?}");
            };
            assert!(config.queues.contains(&"maps".parse().unwrap()), "{queue}");
            assert_eq!(config.version, 1);
        }
    }

    #[test]
    fn a_queue_goes_once_no_snippet_leads_there_and_takes_its_sockets_along() {
        let directory = managed();
        told(&directory, NOW);
        let remove = || {
            let queue = "circulation".parse().unwrap();
            directory.ask(&signed_in(1), RemoveQueue { queue }, NOW)
        };
        let used = Refused::in_use_by(["circulation"].into_iter());
        assert_eq!(remove(), Err(used.into()));
        let snippet = "circulation".parse().unwrap();
        directory
            .ask(&signed_in(1), RemoveSnippet { snippet }, NOW)
            .unwrap();
        assert_eq!(remove(), Ok(()));
        assert_eq!(queues(&directory), ["reference"]);
        let told = told(&directory, NOW);
        let gone = FromDirectory::Dismiss(Dismissal::Queue);
        assert_eq!(told[0], ("circulation".to_owned(), gone));
        assert_eq!((told.len(), told[1].0.as_str()), (2, "reference"));
    }
}
