//! Many people and many queues at once.

use std::collections::BTreeSet;

use hushdesk_edge::Database;
use hushdesk_protocol::ids::OperatorName;
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
        for name in people {
            find(asked.database, name)?.ok_or(Refused::NoPerson)?;
            let before = duties::of(asked.database, name)?;
            for assignment in queues {
                let after = duties_after(&before, assignment, *change);
                let queue = &assignment.queue;
                duties::set_at(asked.database, name, queue, &after, asked.now)?;
            }
        }
        let names: Vec<_> = people.iter().map(OperatorName::as_str).collect();
        let act = Act::made("assign", &names.join(" "), &self.assignments)?;
        Ok(Answered::done(act))
    }
}

/// What somebody does at a queue after these duties have come or gone.
fn duties_after(
    before: &[Assignment],
    Assignment { queue, duties }: &Assignment,
    change: AssignmentChange,
) -> BTreeSet<Duty> {
    let before = before.iter().find(|assignment| assignment.queue == *queue);
    let before = before.map(|it| it.duties.clone()).unwrap_or_default();
    match change {
        AssignmentChange::Give => &before | duties,
        AssignmentChange::Take => &before - duties,
    }
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
