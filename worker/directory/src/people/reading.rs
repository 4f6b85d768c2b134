//! Who may read of which chats. The archive has them; here stands whose business they are.

use std::collections::BTreeSet;

use hushdesk_edge::Database;
use hushdesk_protocol::ids::{OperatorName, QueueName};
use hushdesk_protocol::rest::{Duty, Role};
use serde::{Deserialize, Serialize};

use super::{duties, signed_in};
use crate::caller::SignedIn;
use crate::question::{Answered, Asked, Question};
use crate::refused::DirectoryError;

/// What whoever asks may read of.
#[derive(Serialize, Deserialize)]
pub struct FindReading;

/// Of which chats somebody may read.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Reading {
    /// Of all.
    Everything,
    /// Of those they have held, and of all at these queues.
    Own {
        /// Who.
        name: OperatorName,
        /// The queues whose history they may read.
        queues: BTreeSet<QueueName>,
    },
}

impl Question for FindReading {
    const PATH: &'static str = "/find-reading";
    type By = SignedIn;
    type Answer = Reading;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<Reading>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        Ok(Answered::with(match signed_in(database, name)?.role {
            Role::Administrator => Reading::Everything,
            Role::Operator => Reading::Own {
                name: name.clone(),
                queues: duties::with(database, name, Duty::HistoryReader)?
                    .into_iter()
                    .collect(),
            },
        }))
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::{Assignment, AssignmentChange, Assignments};

    use super::*;
    use crate::Assign;
    use crate::testing::{NOW, library, sign_in, signed_in};

    #[test]
    fn an_operator_reads_of_their_chats_and_of_queues_whose_history_is_theirs_to_read() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk1", 2);
        let read = |byte| directory.ask(&signed_in(byte), FindReading, NOW).unwrap();
        let own = |queues: &[&str]| Reading::Own {
            name: "desk1".parse().unwrap(),
            queues: queues.iter().map(|name| name.parse().unwrap()).collect(),
        };
        assert_eq!((read(1), read(2)), (Reading::Everything, own(&[])));
        let give = |queue: &str, duty| {
            let assignments = Assignments {
                people: BTreeSet::from(["desk1".parse().unwrap()]),
                queues: vec![Assignment {
                    queue: queue.parse().unwrap(),
                    duties: BTreeSet::from([duty]),
                }],
                change: AssignmentChange::Give,
            };
            directory
                .ask(&signed_in(1), Assign { assignments }, NOW)
                .unwrap();
        };
        give("circulation", Duty::HistoryReader);
        give("reference", Duty::Manager);
        assert_eq!(read(2), own(&["circulation"]));
    }
}
