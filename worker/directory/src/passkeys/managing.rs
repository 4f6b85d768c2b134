//! The passkeys of whoever is signed in: which there are, what they are called, and taking one away.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::PasskeyId;
use hushdesk_protocol::rest::{Page, PasskeyListing, SecondFactor};
use hushdesk_protocol::text::Title;
use serde::{Deserialize, Serialize};

use crate::audit::Act;
use crate::caller::Holder;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::second_factor;
use crate::sessions::{dismissals, proof};

/// The passkeys of whoever asks.
#[derive(Serialize, Deserialize)]
pub struct ListPasskeys;

impl Question for ListPasskeys {
    const PATH: &'static str = "/list-passkeys";
    type By = Holder;
    type Answer = Page<PasskeyListing>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<Self::Answer>, DirectoryError> {
        let rows = asked.database.query(
            "SELECT id, label, made, used FROM passkeys WHERE operator = ? ORDER BY made, id",
            vec![asked.by.operator().as_str().into()],
        )?;
        let items = rows.into_iter().map(listing).collect::<Result<_, _>>()?;
        Ok(Answered::with(Page { items, next: None }))
    }
}

fn listing(mut row: Row) -> Result<PasskeyListing, DatabaseError> {
    Ok(PasskeyListing {
        id: row.name("passkeys.id")?,
        label: row.name("passkeys.label")?,
        made: row.moment("passkeys.made")?,
        used: row.optional_moment("passkeys.used")?,
    })
}

/// Calls a passkey of whoever asks something else.
#[derive(Serialize, Deserialize)]
pub struct RenamePasskey {
    /// Which.
    pub passkey: PasskeyId,
    /// What it is called.
    pub label: Title,
}

impl Question for RenamePasskey {
    const PATH: &'static str = "/rename-passkey";
    type By = Holder;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        let (id, operator) = (self.passkey.as_str(), name.as_str());
        let rows = database.query(
            "SELECT label FROM passkeys WHERE id = ? AND operator = ?",
            vec![id.into(), operator.into()],
        )?;
        let mut row = rows.into_iter().next().ok_or(Refused::NoPasskey)?;
        let before: Title = row.name("passkeys.label")?;
        database.query(
            "UPDATE passkeys SET label = ? WHERE id = ?",
            vec![self.label.as_str().into(), id.into()],
        )?;
        let act = Act::changed("rename_passkey", operator, &before, &self.label)?;
        Ok(Answered::done(act))
    }
}

/// Takes a passkey of whoever asks away, who has shown a moment ago that it is them. With the last second factor go the recovery
/// codes.
#[derive(Serialize, Deserialize)]
pub struct RemovePasskey {
    /// Which.
    pub passkey: PasskeyId,
}

impl Question for RemovePasskey {
    const PATH: &'static str = "/remove-passkey";
    type By = Holder;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        proof::must_be_recent(database, asked.by.token(), asked.now)?;
        let rows = database.query(
            "DELETE FROM passkeys WHERE id = ? AND operator = ? RETURNING label",
            vec![self.passkey.as_str().into(), name.as_str().into()],
        )?;
        let Some(mut row) = rows.into_iter().next() else {
            return Ok(Answered::with(()));
        };
        second_factor::forget_needless_recovery(database, name)?;
        if second_factor::of(database, name)? == SecondFactor::Missing {
            dismissals::of_those_without_second_factor(database, asked.now)?;
        }
        let label: String = row.text("passkeys.label")?;
        let act = Act::removed("remove_passkey", name.as_str(), &label)?;
        Ok(Answered::done(act))
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_passkeys::testing::Authenticator;
    use hushdesk_protocol::rest::PROOF_MINUTES;

    use super::super::testing::{holder, keys, makes, shows_beside_password};
    use super::*;
    use crate::second_factor::Checked;
    use crate::testing::{Library, NOW, library, sign_in, signed_in};
    use crate::{FindSession, ResetSecondFactor, ShowPerson};

    fn remove(directory: &Library, session: u8, number: u8) -> Result<(), DirectoryError> {
        let passkey = PasskeyId::from_bytes([number; 16]);
        directory.ask(&signed_in(session), RemovePasskey { passkey }, NOW)
    }

    fn codes(directory: &Library) -> usize {
        let rows = directory.database.contents();
        let codes = rows.iter().filter(|row| row.starts_with("recovery_codes "));
        codes.count()
    }

    #[test]
    fn with_the_last_one_go_the_recovery_codes_and_the_second_factor() {
        let directory = holder();
        makes(&directory, 1, 2).unwrap();
        assert_eq!(codes(&directory), 2);
        remove(&directory, 1, 1).unwrap();
        assert_eq!(codes(&directory), 2);
        remove(&directory, 1, 2).unwrap();
        assert_eq!(codes(&directory), 0);
        let session = directory.ask(&signed_in(1), FindSession, NOW).unwrap();
        assert_eq!(session.second_factor, SecondFactor::Off);
        assert_eq!(remove(&directory, 1, 2), Ok(()), "it is not there");
    }

    #[test]
    fn nobody_renames_or_takes_away_anothers_and_none_without_showing_who_they_are() {
        let directory = holder();
        sign_in(&directory, "desk2", 3);
        assert_eq!(remove(&directory, 3, 1), Ok(()));
        let rename = |session, label: &str| {
            let rename = RenamePasskey {
                passkey: PasskeyId::from_bytes([1; 16]),
                label: label.parse().unwrap(),
            };
            directory.ask(&signed_in(session), rename, NOW)
        };
        assert_eq!(rename(3, "Mine"), Err(Refused::NoPasskey.into()));
        assert_eq!(rename(1, "Laptop"), Ok(()));
        assert_eq!(keys(&directory, 1), ["Laptop"]);
        let later = NOW.plus(PROOF_MINUTES * 60_000);
        let remove = RemovePasskey {
            passkey: PasskeyId::from_bytes([1; 16]),
        };
        let refused = directory.ask(&signed_in(1), remove, later);
        assert_eq!(refused, Err(Refused::ProofNeeded.into()));
    }

    #[test]
    fn one_that_was_taken_away_shows_nothing() {
        let directory = holder();
        makes(&directory, 1, 2).unwrap();
        remove(&directory, 1, 1).unwrap();
        let shown = |number| shows_beside_password(&directory, &mut Authenticator::new(number));
        assert_eq!(shown(1), Ok(Checked::WrongCode));
        assert_eq!(shown(2), Ok(Checked::Passed(())));
    }

    #[test]
    fn an_administrator_sees_that_somebody_has_one_and_takes_all_away() {
        let directory = holder();
        sign_in(&directory, "admin", 3);
        let has_one = || {
            let person = "desk1".parse().unwrap();
            let shown = directory.ask(&signed_in(3), ShowPerson { person }, NOW);
            shown.unwrap().state.second_factor
        };
        assert!(has_one());
        let person = "desk1".parse().unwrap();
        directory
            .ask(&signed_in(3), ResetSecondFactor { person }, NOW)
            .unwrap();
        assert!(!has_one());
        assert_eq!(codes(&directory), 0);
        let rows = directory.database.contents();
        assert!(!rows.iter().any(|row| row.starts_with("passkeys ")));
        let other = library();
        sign_in(&other, "desk1", 1);
        assert_eq!(keys(&other, 1), [""; 0]);
    }
}
