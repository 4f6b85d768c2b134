//! Many people and many queues at once.

use std::collections::BTreeSet;

use hushdesk_edge::Database;
use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::rest::{Assignment, AssignmentChange, Assignments, Duty};
use serde::{Deserialize, Serialize};

use super::{duties, find};
use crate::audit::Act;
use crate::caller::Administrator;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};

/// Gives duties at queues to many people at once, or takes them: for all, or for nobody.
#[derive(Serialize, Deserialize)]
pub struct Assign {
    /// To whom, and what.
    pub assignments: Assignments,
}

impl Question for Assign {
    const PATH: &'static str = "/assign";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let Assignments {
            people,
            queues,
            change,
        } = &self.assignments;
        let (database, now) = (asked.database, asked.now);
        for Assignment { queue, .. } in queues {
            crate::queues::must_be(database, queue)?;
        }
        let mut acts = Vec::new();
        for name in people {
            find(database, name)?.ok_or(Refused::NoPerson)?;
            let before = duties::of(database, name)?;
            for Assignment { queue, duties } in queues {
                let had = duties_at(&before, queue);
                let has = match change {
                    AssignmentChange::Give => &had | duties,
                    AssignmentChange::Take => &had - duties,
                };
                if has != had {
                    duties::set_at(database, name, queue, &has, now)?;
                }
            }
            let after = duties::of(database, name)?;
            acts.extend(Act::changed("assign", name.as_str(), &before, &after)?);
        }
        Ok(Answered::after((), acts))
    }
}

fn duties_at(assignments: &[Assignment], queue: &QueueName) -> BTreeSet<Duty> {
    let at = assignments.iter().find(|it| it.queue == *queue);
    at.map(|it| it.duties.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, library, sign_in, signed_in};

    #[test]
    fn duties_come_to_many_at_once_and_go_again() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let assign = |change, people: &[&str]| {
            let queues = ["reference", "circulation"].map(|queue| Assignment {
                queue: queue.parse().unwrap(),
                duties: BTreeSet::from([Duty::HistoryReader]),
            });
            let assignments = Assignments {
                people: people.iter().map(|name| name.parse().unwrap()).collect(),
                queues: queues.to_vec(),
                change,
            };
            directory.ask(&signed_in(1), Assign { assignments }, NOW)
        };
        let duties = |name: &str| {
            let duties = duties::of(&directory.database, &name.parse().unwrap()).unwrap();
            let count = |it: &Assignment| (it.queue.to_string(), it.duties.len());
            duties.iter().map(count).collect::<Vec<_>>()
        };
        let at = |queue: &str, count| (queue.to_owned(), count);
        assign(AssignmentChange::Give, &["desk1", "desk2"]).unwrap();
        assert_eq!(duties("desk1"), [at("circulation", 2), at("reference", 2)]);
        assert_eq!(duties("desk2"), [at("circulation", 1), at("reference", 2)]);
        assign(AssignmentChange::Take, &["desk1", "desk2"]).unwrap();
        assert_eq!(duties("desk1"), [at("circulation", 1), at("reference", 1)]);
        assert_eq!(duties("desk2"), [at("reference", 1)]);
        assert_eq!(
            assign(AssignmentChange::Give, &["desk1", "nobody"]),
            Err(Refused::NoPerson.into())
        );
        assert_eq!(duties("desk1"), [at("circulation", 1), at("reference", 1)]);
    }
}
