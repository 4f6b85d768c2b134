//! Asking people to join. They choose their passwords themselves, by a link.

use hushdesk_edge::Database;
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::limits::PEOPLE_MAX;
use hushdesk_protocol::rest::{Assignment, Role};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use super::{Known, add, duties, find};
use crate::audit::Act;
use crate::caller::Administrator;
use crate::former_names::{self, Kind};
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::sessions::hashes::LinkHash;
use crate::{links, tables};

/// Asks somebody to join.
#[derive(Serialize, Deserialize)]
pub struct Invite {
    /// Who.
    pub person: NewPerson,
    /// The hash of the link's token.
    pub link: LinkHash,
    /// Until when the link works.
    pub until: Timestamp,
    /// Where it is mailed to, if it is: whoever comes in by it can be reached there.
    pub email: Option<EmailAddress>,
}

/// Somebody who has yet to choose a password.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct NewPerson {
    /// By what name they will sign in.
    pub name: OperatorName,
    /// What guests and colleagues know them by.
    pub display: DisplayName,
    /// What the sign-in will allow.
    pub role: Role,
    /// What they will do at which queues.
    pub queues: Vec<Assignment>,
}

impl Question for Invite {
    const PATH: &'static str = "/invite";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        if self.person.role == Role::Administrator {
            asked.by.must_have_proved(asked.database, asked.now)?;
        }
        invite(asked.database, &self, asked.now)?;
        let name = self.person.name.as_str();
        Ok(Answered::done(Act::made("invite", name, &self.person)?))
    }
}

/// Adds somebody who has yet to choose a password.
pub(crate) fn invite(
    database: &impl Database,
    Invite {
        person,
        link,
        until,
        email,
    }: &Invite,
    now: Timestamp,
) -> Result<(), DirectoryError> {
    if find(database, &person.name)?.is_some() {
        return Err(Refused::NameTaken.into());
    }
    former_names::must_be_new(database, Kind::Person, person.name.as_str())?;
    tables::must_have_room(database, "operators", PEOPLE_MAX)?;
    let known = Known {
        display: person.display.clone(),
        role: person.role,
    };
    add(database, &person.name, &known)?;
    duties::set(database, &person.name, &person.queues, now)?;
    links::give(database, &person.name, *link, (*until, email.as_ref()))?;
    Ok(())
}
