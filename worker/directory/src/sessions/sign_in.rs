//! Signing in. It takes two questions: the first counts the try and gives the hash to check the password
//! against, the second opens the session. In between the Worker does the checking, which is made to be slow.

use hushdesk_edge::Database;
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::Session;
use serde::{Deserialize, Serialize};

use super::browsers;
use super::hashes::{BrowserHash, TokenHash};
use super::tries::{self, Place};
use crate::caller::Anybody;
use crate::people::{PasswordHash, password_of};
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::second_factor::{self, Checked, Shown};

/// The hash to check a password against; none if nobody has the name. Counts as a try, at a made-up name as at
/// a real one.
#[derive(Serialize, Deserialize)]
pub struct FindCredential {
    /// Who wants to sign in.
    pub name: OperatorName,
    /// With which browser, if it says so.
    pub browser: Option<BrowserHash>,
}

impl Question for FindCredential {
    const PATH: &'static str = "/find-credential";
    type By = Anybody;
    type Answer = Option<PasswordHash>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Self::By>,
    ) -> Result<Answered<Option<PasswordHash>>, DirectoryError> {
        let database = asked.database;
        let known = browsers::known(database, &self.name, self.browser)?;
        if known.is_none() {
            let mut sign_ins = asked.counts.sign_ins.borrow_mut();
            sign_ins.count(asked.address, asked.now)?;
        }
        tries::count(database, &self.name, asked.address, known, asked.now)?;
        Ok(Answered::with(password_of(database, &self.name)?))
    }
}

/// Opens a session for somebody whose password has been checked against `verified`.
#[derive(Serialize, Deserialize)]
pub struct OpenSession {
    /// Who.
    pub name: OperatorName,
    /// The hash that matched. It must still be the operator's: the password may have been changed meanwhile.
    pub verified: PasswordHash,
    /// What they show as their second factor, if anything.
    pub shown: Option<Shown>,
    /// The hash of the session's token.
    pub token: TokenHash,
    /// The browser and its system, as they are listed.
    pub device: String,
    /// With which browser, if it says so.
    pub browser: Option<BrowserHash>,
    /// By what the browser is known from now on, unless it is known by what it says.
    pub new_browser: BrowserHash,
}

/// What came of opening a session.
#[derive(Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// The session.
    pub session: Session,
    /// By what the browser is known from now on.
    pub browser: BrowserHash,
}

impl Question for OpenSession {
    const PATH: &'static str = "/open-session";
    type By = Anybody;
    type Answer = Checked<Opened>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Self::By>,
    ) -> Result<Answered<Checked<Opened>>, DirectoryError> {
        let (database, name) = (asked.database, &self.name);
        if password_of(database, name)?.as_ref() != Some(&self.verified) {
            return Err(Refused::WrongCredentials.into());
        }
        let known = browsers::known(database, name, self.browser)?;
        // The password was right: codes are counted by themselves.
        tries::forgive(database, name, asked.address, known)?;
        let place = known.map_or(Place::Anywhere(asked.address), Place::Browser);
        let checked = second_factor::check(&asked, name, self.shown.as_ref(), place)?;
        checked.then(|()| {
            let entrance = Entrance {
                name,
                token: self.token,
                device: &self.device,
                browser: self.browser,
                new_browser: self.new_browser,
            };
            Ok(Answered::with(entrance.open(database, asked.now)?))
        })
    }
}

/// Somebody of whom it is known who they are, and where they come in.
pub(crate) struct Entrance<'a> {
    pub(crate) name: &'a OperatorName,
    /// The hash of the session's token.
    pub(crate) token: TokenHash,
    pub(crate) device: &'a str,
    pub(crate) browser: Option<BrowserHash>,
    pub(crate) new_browser: BrowserHash,
}

impl Entrance<'_> {
    /// Opens a session for them.
    pub(crate) fn open(
        &self,
        database: &impl Database,
        now: Timestamp,
    ) -> Result<Opened, DirectoryError> {
        let browser = match self.browser {
            Some(browser) if browsers::is_ours(database, browser)? => browser,
            Some(_) | None => self.new_browser,
        };
        browsers::remember(database, self.name, browser, now)?;
        let session = super::open(database, self.name, self.token, self.device, now)?;
        Ok(Opened { session, browser })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caller::Asker;
    use crate::testing::{
        HOME, Library, NOW, at, find_credential, hash_of, library, nobody, open_session, sign_in,
    };

    type Try = (Asker, FindCredential);

    fn try_from(name: &str, from: &str) -> Try {
        (at(from), find_credential(name))
    }

    fn ask(
        directory: &Library,
        (asker, find): Try,
    ) -> Result<Option<PasswordHash>, DirectoryError> {
        directory.ask(&asker, find, NOW)
    }

    const HOUR: u64 = 60 * 60 * 1_000;

    /// How often this may be tried before it is refused, and for how long then.
    fn tries_until_refused(directory: &Library, tries: impl Iterator<Item = Try>) -> (usize, u64) {
        for (done, find) in tries.enumerate() {
            match ask(directory, find) {
                Ok(_) => {}
                Err(DirectoryError::Refused(Refused::TooMany(wait))) => {
                    return (done, wait.retry_after_seconds);
                }
                Err(error) => panic!("{error:?}"),
            }
        }
        panic!("never refused");
    }

    fn find(directory: &Library, name: &str, from: &str) -> Option<PasswordHash> {
        ask(directory, try_from(name, from)).unwrap()
    }

    /// Wrong passwords for this name, each from another network.
    fn from_everywhere(name: &str) -> impl Iterator<Item = Try> {
        (0_u32..).map(move |n| {
            let [_, b, c, d] = n.to_be_bytes();
            try_from(name, &format!("10.{b}.{c}.{d}"))
        })
    }

    #[test]
    fn a_known_name_has_a_hash_and_a_made_up_one_has_none() {
        let directory = library();
        assert_eq!(find(&directory, "desk1", HOME), Some(hash_of("desk1")));
        assert_eq!(find(&directory, "nobody", HOME), None);
    }

    #[test]
    fn one_address_tries_a_name_ten_times_whether_it_exists_or_not() {
        for name in ["desk1", "nobody"] {
            let directory = library();
            let tries = std::iter::repeat_with(|| try_from(name, HOME));
            assert_eq!(tries_until_refused(&directory, tries), (10, 900));
        }
    }

    #[test]
    fn wrong_passwords_from_elsewhere_lock_nobody_out() {
        let directory = library();
        for tried in from_everywhere("desk1").take(500) {
            ask(&directory, tried).unwrap();
        }
        assert_eq!(find(&directory, "desk1", HOME), Some(hash_of("desk1")));
    }

    #[test]
    fn made_up_names_stop_nobody_behind_the_same_address() {
        let directory = library();
        for n in 0..500 {
            find(&directory, &format!("made-up-{n}"), HOME);
        }
        assert_eq!(find(&directory, "desk1", HOME), Some(hash_of("desk1")));
    }

    #[test]
    fn a_flood_from_one_address_pauses_for_a_minute() {
        let directory = library();
        let names = (0..).map(|n| try_from(&format!("made-up-{n}"), HOME));
        assert_eq!(tries_until_refused(&directory, names), (600, 60));
    }

    #[test]
    fn after_the_window_a_locked_name_may_be_tried_again() {
        let directory = library();
        let tries = std::iter::repeat_with(|| try_from("desk1", HOME));
        tries_until_refused(&directory, tries);
        let later = NOW.plus(HOUR / 4);
        let answer = directory.ask(&nobody(), find_credential("desk1"), later);
        assert_eq!(answer, Ok(Some(hash_of("desk1"))));
    }

    #[test]
    fn the_brake_leaves_one_try_to_each_address_and_ends_after_a_thousand() {
        let directory = library();
        for tried in from_everywhere("desk1").take(100) {
            ask(&directory, tried).unwrap();
        }
        let again = std::iter::repeat_with(|| try_from("desk1", HOME));
        assert_eq!(tries_until_refused(&directory, again), (1, 900));
        let (tries, wait) = tries_until_refused(&directory, from_everywhere("desk1").skip(200));
        assert_eq!(tries, 1_000 - 100 - 1);
        assert_eq!(wait, 24 * 60 * 60);
    }

    #[test]
    fn the_networks_of_one_site_try_a_name_forty_times_together() {
        let directory = library();
        let networks = (0..).map(|n| try_from("desk1", &format!("2001:db8:1:{n:x}::1")));
        assert_eq!(tries_until_refused(&directory, networks), (40, 900));
    }

    #[test]
    fn a_browser_that_has_signed_in_before_is_stopped_by_nobody_else() {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        let known = Some(BrowserHash::of_bytes([1; 32]));
        tries_until_refused(&directory, from_everywhere("desk1"));
        let at_home = std::iter::repeat_with(|| try_from("desk1", HOME));
        tries_until_refused(&directory, at_home);
        let by = |name: &str, browser| {
            let find = find_credential(name);
            (nobody(), FindCredential { browser, ..find })
        };
        let tries = std::iter::repeat_with(|| by("desk1", known));
        assert_eq!(tries_until_refused(&directory, tries), (10, 900));
        let stranger = Some(BrowserHash::of_bytes([2; 32]));
        for (name, browser) in [("desk1", stranger), ("desk1", None)] {
            assert!(ask(&directory, by(name, browser)).is_err());
        }
    }

    #[test]
    fn a_browser_keeps_its_mark_and_takes_none_from_strangers() {
        let directory = library();
        let sign_in = |name: &str, byte: u8, browser: Option<u8>| {
            let open = OpenSession {
                browser: browser.map(|byte| BrowserHash::of_bytes([byte; 32])),
                ..open_session(name, byte)
            };
            match directory.ask(&nobody(), open, NOW) {
                Ok(Checked::Passed(opened)) => opened.browser,
                other => panic!("{other:?}"),
            }
        };
        let mark = |byte| BrowserHash::of_bytes([byte; 32]);
        assert_eq!(sign_in("desk1", 1, None), mark(1));
        assert_eq!(sign_in("desk1", 2, Some(1)), mark(1));
        assert_eq!(sign_in("desk2", 3, Some(1)), mark(1));
        assert_eq!(sign_in("desk2", 4, Some(99)), mark(4));
    }

    #[test]
    fn right_sign_ins_are_not_counted() {
        let directory = library();
        for token in 0..200 {
            find(&directory, "desk1", HOME);
            sign_in(&directory, "desk1", token);
        }
    }

    #[test]
    fn made_up_names_do_not_fill_the_directory() {
        let directory = library();
        for n in 0_u32..12_000 {
            let [_, _, c, d] = n.to_be_bytes();
            let from = format!("10.0.{c}.{d}");
            find(&directory, &format!("made-up-{n}"), &from);
        }
        let rows = directory
            .database
            .query("SELECT count(*) FROM sign_in_tries", vec![]);
        let count: u32 = rows.unwrap().remove(0).number("count").unwrap();
        assert!(count <= 10_003, "{count}");
    }

    #[test]
    fn a_hash_that_is_not_the_operators_any_more_opens_no_session() {
        let directory = library();
        let stale = OpenSession {
            verified: PasswordHash::stored("$argon2id$another".to_owned()),
            ..open_session("desk1", 1)
        };
        assert_eq!(
            directory.ask(&nobody(), stale, NOW),
            Err(Refused::WrongCredentials.into())
        );
    }
}
