//! How somebody gets new recovery codes, and how a second factor is taken away.

use hushdesk_edge::Database;
use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::rest::SecondFactor;
use serde::{Deserialize, Serialize};

use super::{Checked, Shown, give_recovery, of, remove_all, remove_app};
use crate::audit::Act;
use crate::caller::{Administrator, Holder};
use crate::people::{self, PasswordHash};
use crate::profile::must_be_proved;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::sessions;
use crate::sessions::dismissals;
use crate::sessions::hashes::RecoveryHash;

/// Gives whoever asks new recovery codes in the place of all earlier ones.
#[derive(Serialize, Deserialize)]
pub struct RenewRecovery {
    /// The hash that matched the password.
    pub verified: PasswordHash,
    /// What they show of their second factor, if anything.
    pub shown: Option<Shown>,
    /// The hashes of the recovery codes.
    pub recovery: Vec<RecoveryHash>,
}

impl Question for RenewRecovery {
    const PATH: &'static str = "/renew-recovery";
    type By = Holder;
    type Answer = Checked<()>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<Checked<()>>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        let checked = must_be_proved(&asked, self.verified, self.shown.as_ref())?;
        checked.then(|()| {
            if of(database, name)? != SecondFactor::On {
                return Err(Refused::NoSecondFactor.into());
            }
            give_recovery(database, name, &self.recovery)?;
            let act = Act::done("renew_recovery_codes", name.as_str());
            Ok(Answered::done(act))
        })
    }
}

/// Takes the app of whoever asks away.
#[derive(Serialize, Deserialize)]
pub struct RemoveSecondFactor {
    /// The hash that matched the password.
    pub verified: PasswordHash,
    /// What they show of their second factor, if anything.
    pub shown: Option<Shown>,
}

impl Question for RemoveSecondFactor {
    const PATH: &'static str = "/remove-second-factor";
    type By = Holder;
    type Answer = Checked<()>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<Checked<()>>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        let checked = must_be_proved(&asked, self.verified, self.shown.as_ref())?;
        checked.then(|()| {
            remove_app(database, name)?;
            if of(database, name)? == SecondFactor::Missing {
                dismissals::of_those_without_second_factor(database, asked.now)?;
            }
            let act = Act::done("remove_second_factor", name.as_str());
            Ok(Answered::done(act))
        })
    }
}

/// Takes somebody's second factor away who has lost it: the app, and all passkeys. Their sessions end. Whoever administers does not do so for themselves:
/// a session alone must not be enough.
#[derive(Serialize, Deserialize)]
pub struct ResetSecondFactor {
    /// Whose.
    pub person: OperatorName,
}

impl Question for ResetSecondFactor {
    const PATH: &'static str = "/reset-second-factor";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, name) = (asked.database, &self.person);
        people::find(database, name)?.ok_or(Refused::NoPerson)?;
        asked.by.must_not_be(name)?;
        asked.by.must_have_proved(database, asked.now)?;
        remove_all(database, name)?;
        sessions::end_all(database, name, None, asked.now)?;
        let act = Act::done("reset_second_factor", name.as_str());
        Ok(Answered::done(act))
    }
}

#[cfg(test)]
mod tests {
    use durable_queue::from_directory::{Dismissal, FromDirectory};

    use super::super::SECRET_BYTES;
    use super::super::testing::{
        NEEDED, PASSED, STEP, WRONG, code, enter, protected, recovery, require, set_up, show,
    };
    use super::*;
    use crate::sessions::hashes::{LinkHash, TokenHash};
    use crate::testing::{
        NOW, admitted, find_credential, hash_of, library, nobody, sign_in, signed_in, told,
    };
    use crate::{BeginSecondFactor, ChangeOwnPassword, FindSession, MakeLink, ProveSession};

    #[test]
    fn who_has_a_second_factor_shows_it_before_their_password_is_changed() {
        let directory = protected();
        let later = NOW.plus(STEP);
        let change = |shown| {
            let change = ChangeOwnPassword {
                verified: hash_of("desk1"),
                shown,
                password: hash_of("new"),
            };
            directory.ask(&signed_in(1), change, later)
        };
        assert_eq!((change(None), change(show("000000"))), (NEEDED, WRONG));
        let found = directory.ask(&nobody(), find_credential("desk1"), later);
        assert_eq!(found, Ok(Some(hash_of("desk1"))));
        assert_eq!(change(show(&code(later))), PASSED);
    }

    #[test]
    fn who_has_a_second_factor_shows_it_whenever_they_prove_who_they_are() {
        let directory = protected();
        let later = NOW.plus(STEP);
        let prove = |shown| {
            let prove = ProveSession {
                verified: hash_of("desk1"),
                shown,
            };
            directory.ask(&signed_in(1), prove, later)
        };
        assert_eq!((prove(None), prove(show("000000"))), (NEEDED, WRONG));
        assert_eq!(prove(show(&code(later))), PASSED);
    }

    #[test]
    fn who_has_a_second_factor_shows_it_before_it_is_changed_or_taken_away() {
        let directory = protected();
        let later = NOW.plus(STEP);
        let begin = |shown| {
            let begin = BeginSecondFactor {
                verified: hash_of("desk1"),
                shown,
                secret: [8; SECRET_BYTES],
            };
            directory.ask(&signed_in(1), begin, later)
        };
        let renew = |shown| {
            let renew = RenewRecovery {
                verified: hash_of("desk1"),
                shown,
                recovery: vec![recovery(3)],
            };
            directory.ask(&signed_in(1), renew, later)
        };
        let remove = |shown| {
            let verified = hash_of("desk1");
            directory.ask(&signed_in(1), RemoveSecondFactor { verified, shown }, later)
        };
        assert_eq!(begin(None), Ok(Checked::CodeNeeded));
        assert_eq!((renew(None), remove(None)), (NEEDED, NEEDED));
        assert_eq!(begin(show("000000")), Ok(Checked::WrongCode));
        let wrong = || show("000000");
        assert_eq!((renew(wrong()), remove(wrong())), (WRONG, WRONG));
        assert!(matches!(begin(show(&code(later))), Ok(Checked::Passed(_))));
        assert_eq!(remove(Some(Shown::Recovery(recovery(1)))), PASSED);
    }

    #[test]
    fn an_administrators_session_alone_takes_no_second_factor_of_their_own_away() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let person = || "admin".parse().unwrap();
        let reset = ResetSecondFactor { person: person() };
        assert_eq!(
            directory.ask(&signed_in(1), reset, NOW),
            Err(Refused::Oneself.into())
        );
        let link = MakeLink {
            person: person(),
            link: LinkHash::of_bytes([1; 32]),
        };
        assert_eq!(
            directory.ask(&signed_in(1), link, NOW),
            Err(Refused::Oneself.into())
        );
    }

    #[test]
    fn sockets_end_of_those_who_lack_a_second_factor_once_it_is_required() {
        let directory = protected();
        sign_in(&directory, "admin", 3);
        sign_in(&directory, "desk2", 4);
        admitted(&directory, 1, &["reference"]);
        admitted(&directory, 4, &["reference"]);
        require(&directory, 3);
        let dismissed = |byte| {
            let session = TokenHash::of_bytes([byte; 32]).to_string();
            let dismiss = FromDirectory::Dismiss(Dismissal::Session(session));
            ("reference".to_owned(), dismiss)
        };
        assert_eq!(told(&directory, NOW), [dismissed(4)]);
        let remove = RemoveSecondFactor {
            verified: hash_of("desk1"),
            shown: Some(Shown::Recovery(recovery(1))),
        };
        assert_eq!(directory.ask(&signed_in(1), remove, NOW), PASSED);
        assert_eq!(told(&directory, NOW), [dismissed(1)]);
    }

    #[test]
    fn it_goes_with_the_password_or_is_reset_by_an_administrator() {
        let directory = protected();
        let remove = RemoveSecondFactor {
            verified: hash_of("desk1"),
            shown: Some(Shown::Recovery(recovery(1))),
        };
        directory.ask(&signed_in(1), remove, NOW).unwrap();
        assert_eq!(enter(&directory, None, NOW), PASSED);
        set_up(&directory, 1).unwrap();
        sign_in(&directory, "admin", 3);
        let reset = ResetSecondFactor {
            person: "desk1".parse().unwrap(),
        };
        directory.ask(&signed_in(3), reset, NOW).unwrap();
        assert!(directory.ask(&signed_in(1), FindSession, NOW).is_err());
        assert_eq!(enter(&directory, None, NOW), PASSED);
    }
}
