//! What somebody changes of their own. Another password takes the old one: two questions, as with signing in, since
//! checking it is made to be slow.

use hushdesk_edge::Database;
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use crate::applications;
use crate::audit::Act;
use crate::caller::{Holder, SignedIn};
use crate::links;
use crate::people::{self, Known, PasswordHash, password_of};
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::second_factor::{self, Checked, Shown};
use crate::sessions;
use crate::sessions::tries::{self, Place};

/// Says what whoever asks is called.
#[derive(Serialize, Deserialize)]
pub struct RenameSelf {
    /// What guests and colleagues know them by.
    pub display: DisplayName,
}

impl Question for RenameSelf {
    const PATH: &'static str = "/rename-self";
    type By = SignedIn;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        let Known { display, role } = people::signed_in(database, name)?;
        let known = Known {
            display: self.display,
            role,
        };
        people::set(database, name, &known)?;
        let act = Act::changed("rename_self", name.as_str(), &display, &known.display)?;
        Ok(Answered::done(act))
    }
}

/// The hash of the password of whoever asks. Counts as a try.
#[derive(Serialize, Deserialize)]
pub struct FindOwnCredential;

impl Question for FindOwnCredential {
    const PATH: &'static str = "/find-own-credential";
    type By = Holder;
    type Answer = PasswordHash;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<PasswordHash>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        tries::count_in_session(database, asked.by.token(), asked.now)?;
        let hash = password_of(database, name)?.ok_or(Refused::PasswordsOff)?;
        Ok(Answered::with(hash))
    }
}

/// Gives whoever asks another password. All their other sessions end, their application passwords are taken back, and an app that is
/// being set up is so no longer.
#[derive(Serialize, Deserialize)]
pub struct ChangeOwnPassword {
    /// The hash that matched the old one. It must still be theirs.
    pub verified: PasswordHash,
    /// What they show of their second factor, if anything.
    pub shown: Option<Shown>,
    /// The hash of the new one.
    pub password: PasswordHash,
}

impl Question for ChangeOwnPassword {
    const PATH: &'static str = "/change-own-password";
    type By = Holder;
    type Answer = Checked<()>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<Checked<()>>, DirectoryError> {
        let checked = must_be_proved(&asked, self.verified, self.shown.as_ref())?;
        checked.then(|()| {
            let (database, name) = (asked.database, asked.by.operator());
            people::set_password(database, name, &self.password)?;
            links::take_back(database, name)?;
            second_factor::forget_pending(database, name)?;
            applications::revoke_all(database, name)?;
            sessions::end_all(database, name, Some(asked.by.token()), asked.now)?;
            let act = Act::done("change_password", name.as_str());
            Ok(Answered::done(act))
        })
    }
}

/// Refuses whoever asks unless this hash, which their password has matched, is still theirs; what was counted of the try is
/// given back. And looks whether they show their second factor, if they have one.
pub(crate) fn must_be_proved<D: Database>(
    asked: &Asked<'_, D, Holder>,
    verified: PasswordHash,
    shown: Option<&Shown>,
) -> Result<Checked<()>, DirectoryError> {
    let (database, name) = (asked.database, asked.by.operator());
    if password_of(database, name)? != Some(verified) {
        return Err(Refused::WrongCredentials.into());
    }
    tries::forgive_in_session(database, asked.by.token())?;
    let place = Place::Session(asked.by.token());
    second_factor::check(asked, name, shown, place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FindSession;
    use crate::testing::{
        Library, NOW, at, find_credential, hash_of, library, nobody, sign_in, signed_in,
    };

    fn change(directory: &Library, verified: &str) -> Result<Checked<()>, DirectoryError> {
        let change = ChangeOwnPassword {
            verified: hash_of(verified),
            shown: None,
            password: hash_of("new"),
        };
        directory.ask(&signed_in(1), change, NOW)
    }

    #[test]
    fn another_password_needs_the_old_one_and_ends_all_other_sessions() {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        sign_in(&directory, "desk1", 2);
        let own = || directory.ask(&signed_in(1), FindOwnCredential, NOW);
        assert_eq!(own(), Ok(hash_of("desk1")));
        assert_eq!(
            change(&directory, "other"),
            Err(Refused::WrongCredentials.into())
        );
        assert_eq!(change(&directory, "desk1"), Ok(Checked::Passed(())));
        assert_eq!(own(), Ok(hash_of("new")));
        let find = |byte| directory.ask(&signed_in(byte), FindSession, NOW);
        assert!(find(1).is_ok());
        assert_eq!(find(2), Err(Refused::SignedOut.into()));
    }

    #[test]
    fn old_passwords_cannot_be_guessed_without_end() {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        let own = || directory.ask(&signed_in(1), FindOwnCredential, NOW);
        assert_eq!((0..100).take_while(|_| own().is_ok()).count(), 10);
    }

    #[test]
    fn whoever_tries_a_name_from_elsewhere_keeps_nobody_from_changing_their_password() {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        for n in 0..1_100_u32 {
            let [_, _, c, d] = n.to_be_bytes();
            let from = at(&format!("10.0.{c}.{d}"));
            let _ = directory.ask(&from, find_credential("desk1"), NOW);
        }
        for _ in 0..20 {
            let _ = directory.ask(&nobody(), find_credential("desk1"), NOW);
        }
        let own = directory.ask(&signed_in(1), FindOwnCredential, NOW);
        assert_eq!(own, Ok(hash_of("desk1")));
        assert_eq!(change(&directory, "desk1"), Ok(Checked::Passed(())));
    }

    #[test]
    fn somebody_is_called_what_they_say() {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        let display = "Ana María".parse().unwrap();
        directory
            .ask(&signed_in(1), RenameSelf { display }, NOW)
            .unwrap();
        let session = directory.ask(&signed_in(1), FindSession, NOW).unwrap();
        assert_eq!(session.display.as_str(), "Ana María");
    }
}
