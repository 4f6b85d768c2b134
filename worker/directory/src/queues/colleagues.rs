//! Those who do anything at a queue: who can be asked to do something after a chat of it.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{OperatorName, QueueName};
use hushdesk_protocol::rest::Colleague;
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use crate::caller::SignedIn;
use crate::email::{Sender, own, sender};
use crate::people;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};

/// Those who do anything at a queue and can sign in, by what they are called. Whoever is signed in may ask: a chat is handed from queue to
/// queue.
#[derive(Serialize, Deserialize)]
pub struct ListColleagues {
    /// At which.
    pub queue: QueueName,
}

impl Question for ListColleagues {
    const PATH: &'static str = "/list-colleagues";
    type By = SignedIn;
    type Answer = Vec<Colleague>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<Vec<Colleague>>, DirectoryError> {
        super::must_be(asked.database, &self.queue)?;
        Ok(Answered::with(at(asked.database, &self.queue)?))
    }
}

fn at(database: &impl Database, queue: &QueueName) -> Result<Vec<Colleague>, DatabaseError> {
    let rows = database.query(
        "SELECT name, display FROM operators
         WHERE NOT disabled AND EXISTS (SELECT 1 FROM duties WHERE operator = name AND queue = ?)
         ORDER BY display, name",
        vec![queue.as_str().into()],
    )?;
    let colleagues = rows.into_iter().map(|mut row| {
        Ok(Colleague {
            name: row.name("operators.name")?,
            display: row.name("operators.display")?,
        })
    });
    colleagues.collect()
}

/// Whether whoever asks may ask this person to do something after a chat of a queue, and how they are reached.
#[derive(Serialize, Deserialize)]
pub struct AdmitFollowUp {
    /// Whose chat it was.
    pub queue: QueueName,
    /// Who is to do it.
    pub to: OperatorName,
}

/// Who asks whom.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct AdmittedFollowUp {
    /// Who asks.
    pub by: OperatorName,
    /// What they are called.
    pub display: DisplayName,
    /// Who mails it.
    pub sender: Sender,
    /// Where whoever is asked is reached, if anywhere.
    pub email: Option<EmailAddress>,
}

impl Question for AdmitFollowUp {
    const PATH: &'static str = "/admit-follow-up";
    type By = SignedIn;
    type Answer = AdmittedFollowUp;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<AdmittedFollowUp>, DirectoryError> {
        let (database, by) = (asked.database, asked.by.operator());
        let is_oneself = self.to == *by;
        let is_colleague = |colleague: &Colleague| colleague.name == self.to;
        if !is_oneself && !at(database, &self.queue)?.iter().any(is_colleague) {
            return Err(Refused::NoPerson.into());
        }
        Ok(Answered::with(AdmittedFollowUp {
            by: by.clone(),
            display: people::signed_in(database, by)?.display,
            sender: sender(database)?,
            email: own::of(database, &self.to)?,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DisablePerson;
    use crate::testing::{NOW, library, sign_in, signed_in};

    #[test]
    fn who_does_something_at_the_queue_can_be_asked_and_oneself_and_nobody_else() {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        sign_in(&directory, "admin", 2);
        let admit = |queue: &str, to: &str| {
            let admit = AdmitFollowUp {
                queue: queue.parse().unwrap(),
                to: to.parse().unwrap(),
            };
            directory.ask(&signed_in(1), admit, NOW).map(|it| it.by)
        };
        let list = |queue: &str| {
            let queue = queue.parse().unwrap();
            let all = directory.ask(&signed_in(1), ListColleagues { queue }, NOW);
            all.map(|all| all.into_iter().map(|it| String::from(it.name)).collect())
        };
        let names: Vec<String> = list("reference").unwrap();
        assert!(names.contains(&"desk1".to_owned()), "{names:?}");
        let desk1: OperatorName = "desk1".parse().unwrap();
        for name in &names {
            assert_eq!(admit("reference", name), Ok(desk1.clone()));
        }
        assert_eq!(admit("nowhere", "desk1"), Ok(desk1));
        let nobody = Err(Refused::NoPerson.into());
        assert_eq!(admit("reference", "nobody"), nobody);
        assert_eq!(list("nowhere"), Err(Refused::NoQueue.into()));
        let other = names.iter().find(|name| *name != "desk1").unwrap();
        let disable = DisablePerson {
            person: other.parse().unwrap(),
            disabled: true,
        };
        directory.ask(&signed_in(2), disable, NOW).unwrap();
        assert_eq!(admit("reference", other), nobody);
    }
}
