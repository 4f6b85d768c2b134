//! How the organisation as a whole is set.

use hushdesk_edge::Database;
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::Organisation;
use serde::{Deserialize, Serialize};

use crate::caller::Administrator;
use crate::change::Change;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::sessions::dismissals;
use crate::version::{self, Versioned};

/// How the organisation is set.
#[derive(Serialize, Deserialize)]
pub struct ShowOrganisation;

impl Question for ShowOrganisation {
    const PATH: &'static str = "/show-organisation";
    type By = Administrator;
    type Answer = Versioned<Organisation>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<Versioned<Organisation>>, DirectoryError> {
        let state = settings(asked.database)?;
        let version = version::of(&state)?;
        Ok(Answered::with(Versioned { state, version }))
    }
}

/// Sets the organisation, if it is as whoever sets it has seen it. The settings have been checked. The answer is the number by
/// which the new state is known.
#[derive(Serialize, Deserialize)]
pub struct SetOrganisation {
    /// How.
    pub settings: Organisation,
    /// The version that was seen; none, to set it whatever it is.
    pub seen: Option<u64>,
}

impl Question for SetOrganisation {
    const PATH: &'static str = "/set-organisation";
    type By = Administrator;
    type Answer = u64;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<u64>, DirectoryError> {
        let database = asked.database;
        let change = Change {
            act: "set_organisation",
            subject: "organisation",
            seen: self.seen,
        };
        change.make(
            || settings(database),
            |before| {
                let is_laxer =
                    before.second_factor_required && !self.settings.second_factor_required;
                if is_laxer || before.mails_from != self.settings.mails_from {
                    asked.by.must_have_proved(database, asked.now)?;
                }
                write(database, before, &self.settings, asked.now)
            },
        )
    }
}

fn write(
    database: &impl Database,
    before: &Organisation,
    after: &Organisation,
    now: Timestamp,
) -> Result<(), DirectoryError> {
    database.query(
        "UPDATE organisation SET name = ?, audit_days = ?, second_factor_required = ?, mails_from = ?",
        vec![
            after.name.as_str().into(),
            after.audit_days.into(),
            after.second_factor_required.into(),
            after.mails_from.as_ref().map(EmailAddress::as_str).into(),
        ],
    )?;
    if after.second_factor_required && !before.second_factor_required {
        dismissals::of_those_without_second_factor(database, now)?;
    }
    Ok(())
}

/// How the organisation is set.
pub(crate) fn settings(database: &impl Database) -> Result<Organisation, DirectoryError> {
    let rows = database.query(
        "SELECT name, audit_days, second_factor_required, mails_from FROM organisation",
        vec![],
    )?;
    let mut row = rows.into_iter().next().ok_or(Refused::NotFounded)?;
    Ok(Organisation {
        name: row.name("organisation.name")?,
        audit_days: row.number("organisation.audit_days")?,
        second_factor_required: row.flag("organisation.second_factor_required")?,
        mails_from: row.optional_name("organisation.mails_from")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, library, sign_in, signed_in};

    #[test]
    fn of_two_who_set_the_organisation_the_second_is_told() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let show = || directory.ask(&signed_in(1), ShowOrganisation, NOW).unwrap();
        let seen = show();
        assert_eq!(
            seen.state,
            Organisation {
                name: "The library".parse().unwrap(),
                audit_days: 400,
                second_factor_required: false,
                mails_from: None,
            }
        );
        let set = || {
            let set = SetOrganisation {
                settings: Organisation {
                    name: "City library".parse().unwrap(),
                    audit_days: 90,
                    second_factor_required: false,
                    mails_from: Some("desk@library.example".parse().unwrap()),
                },
                seen: Some(seen.version),
            };
            directory.ask(&signed_in(1), set, NOW)
        };
        assert_eq!(set(), Ok(show().version));
        assert_eq!(show().state.audit_days, 90);
        assert_eq!(set(), Err(Refused::ChangedMeanwhile.into()));
    }
}
