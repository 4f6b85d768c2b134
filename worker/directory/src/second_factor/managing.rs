//! How somebody sets up their second factor, and how it is taken away.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::SecondFactor;
use serde::{Deserialize, Serialize};
use totp_rs::Builder;

use super::{
    Checked, SECRET_BYTES, Shown, forget_pending, give_recovery, of, pending, remove, step_of,
    stored,
};
use crate::audit::Act;
use crate::caller::{Administrator, Holder};
use crate::people::{self, PasswordHash};
use crate::profile::must_be_proved;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::sessions::dismissals;
use crate::sessions::hashes::RecoveryHash;
use crate::sessions::tries::{self, CodeKind, Place};
use crate::{founding, sessions};

/// Begins to set up an app. One that is there already is good until the new one has shown a code. The answer is the
/// `otpauth:` address of the secret.
#[derive(Serialize, Deserialize)]
pub struct BeginSecondFactor {
    /// The hash that matched the password.
    pub verified: PasswordHash,
    /// What they show of the second factor they have, if anything.
    pub shown: Option<Shown>,
    /// The secret.
    pub secret: [u8; SECRET_BYTES],
}

impl Question for BeginSecondFactor {
    const PATH: &'static str = "/begin-second-factor";
    type By = Holder;
    type Answer = Checked<String>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<Checked<String>>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        let checked = must_be_proved(&asked, self.verified, self.shown.as_ref())?;
        checked.then(|()| {
            pending::keep(database, asked.by.token(), self.secret, asked.now)?;
            Ok(Answered::with(address(database, name, self.secret)?))
        })
    }
}

/// The address of a secret.
fn address(
    database: &impl Database,
    name: &OperatorName,
    secret: [u8; SECRET_BYTES],
) -> Result<String, DirectoryError> {
    // A colon divides the two parts of a name there.
    let issuer = founding::name(database)?.replace(':', " ");
    let totp = Builder::new()
        .with_secret(secret.to_vec())
        .with_account_name(name.as_str())
        .with_issuer(Some(issuer))
        .build_noncompliant();
    let address = totp.to_url();
    Ok(address.map_err(|_| DatabaseError::Column("second_factors.secret"))?)
}

/// Sets up the app that this session has begun to set up and that has shown a code, with these recovery codes.
#[derive(Serialize, Deserialize)]
pub struct ConfirmSecondFactor {
    /// What it shows.
    pub code: String,
    /// The hashes of the recovery codes.
    pub recovery: Vec<RecoveryHash>,
}

impl Question for ConfirmSecondFactor {
    const PATH: &'static str = "/confirm-second-factor";
    type By = Holder;
    type Answer = Checked<()>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<Checked<()>>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        let confirmed = confirm(&asked, &self.code)?;
        confirmed.then(|Confirmed { secret, step }| {
            database.query(
                "INSERT INTO second_factors (operator, secret, step) VALUES (?, ?, ?)
                 ON CONFLICT (operator) DO UPDATE SET secret = excluded.secret, step = excluded.step",
                vec![
                    name.as_str().into(),
                    secret.as_slice().into(),
                    Timestamp(step).into(),
                ],
            )?;
            forget_pending(database, name)?;
            give_recovery(database, name, &self.recovery)?;
            let act = Act::done("set_up_second_factor", name.as_str());
            Ok(Answered::done(act))
        })
    }
}

/// An app that has shown a code.
struct Confirmed {
    secret: [u8; SECRET_BYTES],
    step: u64,
}

/// Whether the app that is being set up in this session shows this code. Wrong ones are counted.
fn confirm<D: Database>(
    asked: &Asked<'_, D, Holder>,
    code: &str,
) -> Result<Checked<Confirmed>, DatabaseError> {
    let (database, name, session) = (asked.database, asked.by.operator(), asked.by.token());
    let Some(secret) = pending::find(database, session, asked.now)? else {
        return Ok(Checked::WrongCode);
    };
    let (kind, place) = (CodeKind::App, Place::Session(session));
    if let Err(too_many) = tries::count_code(database, name, kind, place, asked.now)? {
        return Ok(Checked::TooMany(too_many));
    }
    let Some(step) = step_of(secret, code, asked.now) else {
        return Ok(Checked::WrongCode);
    };
    tries::forgive_codes(database, name, kind, place)?;
    Ok(Checked::Passed(Confirmed { secret, step }))
}

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
            stored(database, name)?.ok_or(Refused::NoSecondFactor)?;
            give_recovery(database, name, &self.recovery)?;
            let act = Act::done("renew_recovery_codes", name.as_str());
            Ok(Answered::done(act))
        })
    }
}

/// Takes the second factor of whoever asks away.
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
            remove(database, name)?;
            if of(database, name)? == SecondFactor::Missing {
                dismissals::of_those_without_second_factor(database, asked.now)?;
            }
            let act = Act::done("remove_second_factor", name.as_str());
            Ok(Answered::done(act))
        })
    }
}

/// Takes somebody's second factor away who has lost it. Their sessions end. Whoever administers does not do so for themselves:
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
        remove(database, name)?;
        sessions::end_all(database, name, None, asked.now)?;
        let act = Act::done("reset_second_factor", name.as_str());
        Ok(Answered::done(act))
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::Organisation;

    use super::super::totp;
    use super::*;
    use crate::rate_limit::TooMany;
    use crate::sessions::hashes::{BrowserHash, LinkHash, TokenHash};
    use crate::testing::{
        HOME, Library, NOW, admitted, at, find_credential, hash_of, library, nobody, open_session,
        sign_in, signed_in, told,
    };
    use crate::{
        ChangeOwnPassword, CloseSession, FindOwnCredential, FindSession, ListQueues, MakeLink,
        OpenSession, SetOrganisation, UseLink,
    };
    use durable_queue::from_directory::{Dismissal, FromDirectory};

    const SECRET: [u8; SECRET_BYTES] = [7; SECRET_BYTES];
    const STEP: u64 = 30_000;

    fn recovery(byte: u8) -> RecoveryHash {
        RecoveryHash::of_bytes([byte; 32])
    }

    fn code(now: Timestamp) -> String {
        totp(SECRET).generate(now.0 / 1_000).to_string()
    }

    fn set_up(directory: &Library, session: u8) -> Result<(), DirectoryError> {
        let begin = BeginSecondFactor {
            verified: hash_of("desk1"),
            shown: None,
            secret: SECRET,
        };
        directory.ask(&signed_in(session), begin, NOW)?;
        assert_eq!(confirm(directory, session, &code(NOW), NOW), PASSED);
        Ok(())
    }

    /// The app that is being set up in this session shows this code.
    fn confirm(
        directory: &Library,
        session: u8,
        code: &str,
        now: Timestamp,
    ) -> Result<Checked<()>, DirectoryError> {
        let confirm = ConfirmSecondFactor {
            code: code.to_owned(),
            recovery: vec![recovery(1), recovery(2)],
        };
        directory.ask(&signed_in(session), confirm, now)
    }

    /// A library in which desk1 is signed in by 1 and by 2 and is setting up an app by 1.
    fn begun() -> Library {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        sign_in(&directory, "desk1", 2);
        let begin = BeginSecondFactor {
            verified: hash_of("desk1"),
            shown: None,
            secret: SECRET,
        };
        directory.ask(&signed_in(1), begin, NOW).unwrap();
        directory
    }

    fn too_many(retry_after_seconds: u64) -> Result<Checked<()>, DirectoryError> {
        Ok(Checked::TooMany(TooMany {
            retry_after_seconds,
        }))
    }

    /// A library in which desk1 is signed in by 1 and has a second factor.
    fn protected() -> Library {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        set_up(&directory, 1).unwrap();
        directory
    }

    fn enter(
        directory: &Library,
        shown: Option<Shown>,
        now: Timestamp,
    ) -> Result<Checked<()>, DirectoryError> {
        let open = OpenSession {
            shown,
            ..open_session("desk1", 2)
        };
        let opened = directory.ask(&nobody(), open, now)?;
        if let Checked::Passed(_) = opened {
            directory.ask(&signed_in(2), CloseSession, now)?;
        }
        Ok(without_answer(opened))
    }

    fn without_answer<T>(checked: Checked<T>) -> Checked<()> {
        match checked {
            Checked::Passed(_) => Checked::Passed(()),
            Checked::CodeNeeded => Checked::CodeNeeded,
            Checked::WrongCode => Checked::WrongCode,
            Checked::TooMany(too_many) => Checked::TooMany(too_many),
        }
    }

    const PASSED: Result<Checked<()>, DirectoryError> = Ok(Checked::Passed(()));
    const NEEDED: Result<Checked<()>, DirectoryError> = Ok(Checked::CodeNeeded);
    const WRONG: Result<Checked<()>, DirectoryError> = Ok(Checked::WrongCode);

    fn show(text: &str) -> Option<Shown> {
        Some(Shown::Code(text.to_owned()))
    }

    #[test]
    fn who_has_a_second_factor_shows_it_and_each_code_is_good_once() {
        let directory = protected();
        let later = NOW.plus(STEP);
        assert_eq!(enter(&directory, None, later), NEEDED);
        assert_eq!(enter(&directory, show("000000"), later), WRONG);
        assert_eq!(enter(&directory, show(&code(NOW)), later), WRONG, "used");
        assert_eq!(enter(&directory, show(&code(later)), later), PASSED);
        assert_eq!(enter(&directory, show(&code(later)), later), WRONG, "used");
        let much_later = later.plus(10 * STEP);
        assert_eq!(enter(&directory, show(&code(later)), much_later), WRONG);
    }

    #[test]
    fn somebody_with_a_second_factor_comes_in_while_their_name_is_tried_from_everywhere() {
        let directory = protected();
        for n in 0..200 {
            let from = at(&format!("10.0.0.{n}"));
            directory.ask(&from, find_credential("desk1"), NOW).unwrap();
        }
        let later = NOW.plus(STEP);
        let find = || directory.ask(&nobody(), find_credential("desk1"), later);
        assert!(find().is_ok());
        assert_eq!(enter(&directory, None, later), NEEDED);
        assert!(find().is_ok(), "the try was given back");
        assert_eq!(enter(&directory, show("000000"), later), WRONG);
        assert!(find().is_ok(), "wrong codes are counted by themselves");
        assert_eq!(enter(&directory, show(&code(later)), later), PASSED);
    }

    #[test]
    fn five_codes_are_tried_in_a_quarter_of_an_hour_and_a_right_one_ends_the_count() {
        let directory = protected();
        let mut later = NOW.plus(STEP);
        let wrong = |now| {
            let tries = 0..100;
            tries
                .take_while(|_| enter(&directory, show("000000"), now) == WRONG)
                .count()
        };
        for _ in 0..4 {
            assert_eq!(enter(&directory, show("000000"), later), WRONG);
        }
        assert_eq!(enter(&directory, show(&code(later)), later), PASSED);
        later = later.plus(2 * STEP);
        assert_eq!(wrong(later), 5);
        assert_eq!(enter(&directory, show(&code(later)), later), too_many(900));
        later = later.plus(900_000);
        assert_eq!(enter(&directory, show(&code(later)), later), PASSED);
    }

    #[test]
    fn codes_of_the_app_that_is_set_up_are_not_guessed_without_end() {
        let directory = begun();
        let guess = || confirm(&directory, 1, "000000", NOW);
        assert_eq!((0..100).take_while(|_| guess() == WRONG).count(), 5);
        assert_eq!(confirm(&directory, 1, &code(NOW), NOW), too_many(900));
        let factor = of(&directory.database, &"desk1".parse().unwrap());
        assert_eq!(factor, Ok(SecondFactor::Off));
    }

    #[test]
    fn an_app_is_set_up_by_the_session_that_began_and_within_a_quarter_of_an_hour() {
        let directory = begun();
        assert_eq!(confirm(&directory, 2, &code(NOW), NOW), WRONG);
        let last = NOW.plus(pending::PENDING_MILLIS - 1);
        let over = NOW.plus(pending::PENDING_MILLIS);
        assert_eq!(confirm(&directory, 1, &code(over), over), WRONG);
        assert_eq!(confirm(&directory, 1, &code(last), last), PASSED);
        assert_eq!(confirm(&directory, 1, &code(last), last), WRONG, "set up");
    }

    #[test]
    fn another_password_ends_the_setting_up_of_an_app() {
        let pending = |directory: &Library| {
            let rows = directory.database.contents();
            rows.iter()
                .any(|row| row.starts_with("pending_second_factors "))
        };
        let directory = begun();
        assert!(pending(&directory));
        let change = ChangeOwnPassword {
            verified: hash_of("desk1"),
            shown: None,
            password: hash_of("new"),
        };
        assert_eq!(directory.ask(&signed_in(1), change, NOW), PASSED);
        assert!(!pending(&directory));
        assert_eq!(confirm(&directory, 1, &code(NOW), NOW), WRONG);

        let directory = begun();
        sign_in(&directory, "admin", 3);
        let link = LinkHash::of_bytes([1; 32]);
        let make = MakeLink {
            person: "desk1".parse().unwrap(),
            link,
        };
        directory.ask(&signed_in(3), make, NOW).unwrap();
        let password = hash_of("new");
        let chosen = directory.ask(&nobody(), UseLink { link, password }, NOW);
        assert_eq!(chosen, Ok(()));
        assert!(!pending(&directory));
    }

    #[test]
    fn a_right_recovery_code_gets_in_while_others_try_codes() {
        let directory = protected();
        for _ in 0..5 {
            assert_eq!(enter(&directory, show("000000"), NOW), WRONG);
        }
        assert_eq!(enter(&directory, show("000000"), NOW), too_many(900));
        for _ in 0..20 {
            assert_eq!(enter_from("203.0.113.9", &directory, 99), WRONG);
        }
        assert_eq!(enter_from("203.0.113.9", &directory, 99), too_many(3_600));
        assert_eq!(enter_from(HOME, &directory, 1), PASSED);
    }

    /// Somebody shows a recovery code from there.
    fn enter_from(
        address: &str,
        directory: &Library,
        byte: u8,
    ) -> Result<Checked<()>, DirectoryError> {
        let open = OpenSession {
            shown: Some(Shown::Recovery(recovery(byte))),
            ..open_session("desk1", 2)
        };
        Ok(without_answer(directory.ask(&at(address), open, NOW)?))
    }

    #[test]
    fn fifty_codes_a_day_are_tried_in_browsers_that_nobody_knows() {
        let directory = protected();
        let mut now = NOW;
        for _ in 0..10 {
            for _ in 0..5 {
                assert_eq!(enter(&directory, show("000000"), now), WRONG);
            }
            now = now.plus(900_000);
        }
        assert!(matches!(
            enter(&directory, show(&code(now)), now),
            Ok(Checked::TooMany(_))
        ));
        let known = OpenSession {
            shown: show(&code(now)),
            browser: Some(BrowserHash::of_bytes([1; 32])),
            ..open_session("desk1", 2)
        };
        let opened = directory.ask(&nobody(), known, now);
        assert!(matches!(opened, Ok(Checked::Passed(_))), "{opened:?}");
        let tomorrow = NOW.plus(24 * 60 * 60 * 1_000);
        assert_eq!(enter(&directory, show(&code(tomorrow)), tomorrow), PASSED);
    }

    #[test]
    fn a_right_password_is_given_back_when_there_were_too_many_codes() {
        let directory = protected();
        for _ in 0..5 {
            assert_eq!(enter(&directory, show("000000"), NOW), WRONG);
        }
        for _ in 0..30 {
            let found = directory.ask(&nobody(), find_credential("desk1"), NOW);
            assert!(found.is_ok(), "{found:?}");
            assert_eq!(enter(&directory, show("000000"), NOW), too_many(900));
        }
        let remove = || {
            directory
                .ask(&signed_in(1), FindOwnCredential, NOW)
                .unwrap();
            let remove = RemoveSecondFactor {
                verified: hash_of("desk1"),
                shown: show("000000"),
            };
            directory.ask(&signed_in(1), remove, NOW)
        };
        assert_eq!((0..5).filter(|_| remove() == WRONG).count(), 5);
        assert_eq!((0..30).filter(|_| remove() == too_many(900)).count(), 30);
    }

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

    /// Whoever is signed in by this session requires a second factor of everybody. They set one up first.
    fn require(directory: &Library, session: u8) {
        let set = SetOrganisation {
            settings: Organisation {
                name: "The library".parse().unwrap(),
                audit_days: 400,
                second_factor_required: true,
            },
            seen: None,
        };
        directory.ask(&signed_in(session), set, NOW).unwrap();
    }

    #[test]
    fn a_recovery_code_is_good_once() {
        let directory = protected();
        let show = |byte| Some(Shown::Recovery(recovery(byte)));
        assert_eq!(enter(&directory, show(9), NOW), WRONG);
        assert_eq!(enter(&directory, show(1), NOW), PASSED);
        assert_eq!(enter(&directory, show(1), NOW), WRONG);
        let renew = RenewRecovery {
            verified: hash_of("desk1"),
            shown: Some(Shown::Code(code(NOW.plus(STEP)))),
            recovery: vec![recovery(3)],
        };
        let renewed = directory.ask(&signed_in(1), renew, NOW.plus(STEP));
        assert_eq!(renewed, PASSED);
        assert_eq!(enter(&directory, show(2), NOW), WRONG);
        assert_eq!(enter(&directory, show(3), NOW), PASSED);
    }

    #[test]
    fn the_address_names_organisation_and_person() {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        let begin = |verified| BeginSecondFactor {
            verified,
            shown: None,
            secret: SECRET,
        };
        assert_eq!(
            directory.ask(&signed_in(1), begin(hash_of("other")), NOW),
            Err(Refused::WrongCredentials.into())
        );
        let address = directory.ask(&signed_in(1), begin(hash_of("desk1")), NOW);
        let Ok(Checked::Passed(address)) = address else {
            panic!("{address:?}");
        };
        assert!(
            address.starts_with("otpauth://totp/The%20library:desk1?secret="),
            "{address}"
        );
    }

    #[test]
    fn an_app_that_has_shown_nothing_changes_nothing() {
        let directory = protected();
        let begin = BeginSecondFactor {
            verified: hash_of("desk1"),
            shown: Some(Shown::Recovery(recovery(1))),
            secret: [8; SECRET_BYTES],
        };
        directory.ask(&signed_in(1), begin, NOW).unwrap();
        let later = NOW.plus(STEP);
        assert_eq!(enter(&directory, show(&code(later)), later), PASSED);
    }

    #[test]
    fn where_it_is_required_nothing_else_is_done_before() {
        let directory = library();
        sign_in(&directory, "admin", 3);
        sign_in(&directory, "desk1", 1);
        require(&directory, 3);
        let list = || {
            let list = ListQueues { after: None };
            directory.ask(&signed_in(1), list, NOW).map(drop)
        };
        let factor = || {
            let session = directory.ask(&signed_in(1), FindSession, NOW);
            session.unwrap().second_factor
        };
        assert_eq!(list(), Err(Refused::SecondFactorMissing.into()));
        assert_eq!(factor(), SecondFactor::Missing);
        set_up(&directory, 1).unwrap();
        assert_eq!((list(), factor()), (Ok(()), SecondFactor::On));
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

    #[test]
    fn no_secret_stands_in_the_audit_log() {
        let directory = protected();
        let rows = directory.database.contents();
        let audit: Vec<_> = rows
            .iter()
            .filter(|row| row.starts_with("audit "))
            .collect();
        assert!(audit.iter().any(|row| row.contains("set_up_second_factor")));
        assert!(
            !audit.iter().any(|row| row.contains("7, 7, 7")),
            "{audit:?}"
        );
    }
}
