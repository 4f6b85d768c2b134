//! Wrong passwords: how many of them are too many, and for whom.
//!
//! Nobody must be able to lock others out by guessing, and nobody must be able to guess for ever. So what is
//! counted is a name together with where the tries come from, and over all that a brake for each name. A browser in
//! which an operator has signed in before is counted by itself: whoever else tries that name, from wherever, does
//! not touch it. Whoever is signed in and says their password once more is counted by their session, and codes of second factors
//! are counted by themselves: those of an app and those for recovery, so that whoever knows the password and tries the ones keeps
//! nobody from showing the others.
//!
//! Mails that guests ask for are counted here as well, by where they go.
//!
//! A made-up name is counted like a real one, so that nothing tells one from the other. The table is bounded, and
//! holds hashes: its rows have one size, and a password that somebody typed into the wrong field is not in them.

use hushdesk_edge::{Database, DatabaseError, Row, Value};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use sha2::{Digest, Sha256};

use super::hashes::{BrowserHash, TokenHash};
use crate::address::Address;
use crate::queues::hashed_address;
use crate::rate_limit::{Limit, TooMany, Window};
use crate::refused::DirectoryError;

/// Tries at one name from one network or one known browser. Somebody who mistypes needs three.
const PER_PLACE: Limit = Limit {
    tries: 10,
    window: QUARTER_OF_AN_HOUR,
};

/// The same while the brake is on: whoever guesses needs a new address for each try, whoever knows the password
/// needs one.
const PER_PLACE_BRAKED: Limit = Limit {
    tries: 1,
    ..PER_PLACE
};

/// Tries at one name a day, from browsers that are not known, before the brake comes on.
const UNBRAKED_PER_NAME: u32 = 100;

/// Tries at one name a day, from browsers that are not known. A password of ten random letters stands
/// 26^10 / 1,000 days.
const PER_NAME: Limit = Limit {
    tries: 1_000,
    window: 24 * 60 * 60 * 1_000,
};

/// Wrong codes of somebody's second factor at one place, by whoever knows the password: of a million codes three are right.
const CODES_PER_PLACE: Limit = Limit {
    tries: 5,
    ..PER_PLACE
};

/// The same a day, at the sign-in in browsers that nobody knows: one in 7,000 days is right.
const CODES_PER_NAME: Limit = Limit {
    tries: 50,
    ..PER_NAME
};

/// Wrong recovery codes of somebody at one place, and signatures of passkeys. Nobody guesses 80 bits: it is bounded so that nobody is
/// at it for ever.
const RECOVERY_CODES_PER_PLACE: Limit = Limit {
    tries: 20,
    window: 60 * 60 * 1_000,
};

/// Mails a day to one address that guests ask for: whoever chats often asks for two, and whoever plagues somebody gets no further.
const MAILS_PER_RECEIVER: Limit = Limit {
    tries: 5,
    ..PER_NAME
};

const QUARTER_OF_AN_HOUR: u64 = 15 * 60 * 1_000;

/// Counts kept at once: some 100 bytes each, 1 MB together. When there are more the oldest is forgotten, so that
/// whoever wants theirs forgotten has to try 10,000 times for each time that counts.
const COUNTS_MAX: u32 = 10_000;

/// Counts a try, or says how long to wait. What is counted of a try that turns out right is given back by
/// [`forgive`]. `known` is the browser, if the operator has signed in with it before.
pub(crate) fn count(
    database: &impl Database,
    name: &OperatorName,
    address: &Address,
    known: Option<BrowserHash>,
    now: Timestamp,
) -> Result<(), DirectoryError> {
    forget_old(database, now)?;
    if let Some(browser) = known {
        let subject = Subject::browser(name, browser);
        return count_one(database, &subject, PER_PLACE, now);
    }
    let of_name = Subject::name(name);
    let tries = window(database, &of_name)?.map_or(0, |window| window.tries);
    let per_place = if tries < UNBRAKED_PER_NAME {
        PER_PLACE
    } else {
        PER_PLACE_BRAKED
    };
    for (key, times) in address.counted() {
        let subject = Subject::address(name, key.as_str());
        count_one(database, &subject, per_place.times(times), now)?;
    }
    count_one(database, &of_name, PER_NAME, now)
}

/// Gives back what was counted of a try that was right. Whoever knows the password begins anew where they are; what
/// others have tried elsewhere stays counted.
pub(crate) fn forgive(
    database: &impl Database,
    name: &OperatorName,
    address: &Address,
    known: Option<BrowserHash>,
) -> Result<(), DatabaseError> {
    if let Some(browser) = known {
        return forget(database, &Subject::browser(name, browser));
    }
    forget(database, &Subject::address(name, address.network.as_str()))?;
    if let Some(site) = &address.site {
        give_back(database, &Subject::address(name, site.as_str()))?;
    }
    give_back(database, &Subject::name(name))
}

/// Counts a try of whoever is signed in at their own password, or says how long to wait: by the session, so that nobody who is
/// not has anything to do with it.
pub(crate) fn count_in_session(
    database: &impl Database,
    session: TokenHash,
    now: Timestamp,
) -> Result<(), DirectoryError> {
    forget_old(database, now)?;
    count_one(database, &Subject::session(session), PER_PLACE, now)
}

/// Gives back what was counted in a session.
pub(crate) fn forgive_in_session(
    database: &impl Database,
    session: TokenHash,
) -> Result<(), DatabaseError> {
    forget(database, &Subject::session(session))
}

/// Counts a mail that a guest asks for, or says how long to wait. Where it goes stands there hashed by the organisation's key alone.
pub(crate) fn count_mail(
    database: &impl Database,
    to: &EmailAddress,
    now: Timestamp,
) -> Result<(), DirectoryError> {
    forget_old(database, now)?;
    let secret = hashed_address::key(database)?;
    let to = to.as_str().to_lowercase();
    let subject = Subject::of([b"mail", &secret, to.as_bytes()]);
    count_one(database, &subject, MAILS_PER_RECEIVER, now)
}

/// Where a code is shown.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    /// At the sign-in, in a browser that nobody knows, at this address. To codes of an app all of them are one; recovery codes,
    /// which nobody guesses, are counted by the network.
    Anywhere(&'a Address),
    /// At the sign-in, in a browser with which the operator has signed in before.
    Browser(BrowserHash),
    /// In a session.
    Session(TokenHash),
}

/// What kind of code it is.
#[derive(Clone, Copy)]
pub(crate) enum CodeKind {
    /// One that an app shows.
    App,
    /// One for when the app is lost.
    Recovery,
    /// None: what a passkey has signed.
    Passkey,
}

/// Counts a code, or says how long to wait. That is no error: what was given back before of a right password stays so.
pub(crate) fn count_code(
    database: &impl Database,
    name: &OperatorName,
    kind: CodeKind,
    place: Place<'_>,
    now: Timestamp,
) -> Result<Result<(), TooMany>, DatabaseError> {
    forget_old(database, now)?;
    let of_place = (Subject::code(name, kind, place), per_place(kind));
    let of_name = of_all(name, kind, place).map(|subject| (subject, CODES_PER_NAME));
    let mut counted = Vec::new();
    for (subject, limit) in [Some(of_place), of_name].into_iter().flatten() {
        match limit.count(window(database, &subject)?, now) {
            Ok(window) => counted.push((subject, window)),
            Err(too_many) => return Ok(Err(too_many)),
        }
    }
    for (subject, window) in counted {
        keep(database, &subject, window)?;
    }
    Ok(Ok(()))
}

/// A right code ends the count of its kind at its place, and is not counted in the day.
pub(crate) fn forgive_codes(
    database: &impl Database,
    name: &OperatorName,
    kind: CodeKind,
    place: Place<'_>,
) -> Result<(), DatabaseError> {
    forget(database, &Subject::code(name, kind, place))?;
    match of_all(name, kind, place) {
        Some(subject) => give_back(database, &subject),
        None => Ok(()),
    }
}

const fn per_place(kind: CodeKind) -> Limit {
    match kind {
        CodeKind::App => CODES_PER_PLACE,
        CodeKind::Recovery | CodeKind::Passkey => RECOVERY_CODES_PER_PLACE,
    }
}

/// What is counted in the day, if this code is.
fn of_all(name: &OperatorName, kind: CodeKind, place: Place<'_>) -> Option<Subject> {
    match (kind, place) {
        (CodeKind::App, Place::Anywhere(_)) => Some(Subject::codes(name)),
        (CodeKind::App, Place::Browser(_) | Place::Session(_))
        | (CodeKind::Recovery | CodeKind::Passkey, _) => None,
    }
}

/// What is counted, as a hash of it.
struct Subject([u8; 32]);

impl Subject {
    fn name(name: &OperatorName) -> Self {
        Self::of(["name", name.as_str(), ""].map(str::as_bytes))
    }

    fn address(name: &OperatorName, key: &str) -> Self {
        Self::of(["address", name.as_str(), key].map(str::as_bytes))
    }

    fn browser(name: &OperatorName, browser: BrowserHash) -> Self {
        Self::of([b"browser", name.as_str().as_bytes(), browser.as_bytes()])
    }

    fn session(session: TokenHash) -> Self {
        Self::of([b"session", b"", session.as_bytes()])
    }

    fn codes(name: &OperatorName) -> Self {
        Self::of(["codes", name.as_str(), ""].map(str::as_bytes))
    }

    fn code(name: &OperatorName, kind: CodeKind, place: Place<'_>) -> Self {
        let (kind, place): (&[u8], &[u8]) = match (kind, &place) {
            (CodeKind::App, Place::Anywhere(_)) => (b"code", &[]),
            (CodeKind::App, Place::Browser(browser)) => (b"code in a browser", browser.as_bytes()),
            (CodeKind::App, Place::Session(session)) => (b"code in a session", session.as_bytes()),
            (CodeKind::Recovery, Place::Anywhere(address)) => {
                (b"recovery code", address.network.as_str().as_bytes())
            }
            (CodeKind::Recovery, Place::Browser(browser)) => {
                (b"recovery code in a browser", browser.as_bytes())
            }
            (CodeKind::Recovery, Place::Session(session)) => {
                (b"recovery code in a session", session.as_bytes())
            }
            (CodeKind::Passkey, Place::Anywhere(address)) => {
                (b"passkey", address.network.as_str().as_bytes())
            }
            (CodeKind::Passkey, Place::Browser(browser)) => {
                (b"passkey in a browser", browser.as_bytes())
            }
            (CodeKind::Passkey, Place::Session(session)) => {
                (b"passkey in a session", session.as_bytes())
            }
        };
        Self::of([kind, name.as_str().as_bytes(), place])
    }

    /// The parts are told apart by a byte that only a hash at the end can hold.
    fn of(parts: [&[u8]; 3]) -> Self {
        Self(Sha256::digest(parts.join(&0)).into())
    }

    fn value(&self) -> Value {
        Value::from(self.0.as_slice())
    }
}

fn count_one(
    database: &impl Database,
    subject: &Subject,
    limit: Limit,
    now: Timestamp,
) -> Result<(), DirectoryError> {
    let counted: Result<Window, TooMany> = limit.count(window(database, subject)?, now);
    keep(database, subject, counted?)?;
    Ok(())
}

fn window(database: &impl Database, subject: &Subject) -> Result<Option<Window>, DatabaseError> {
    let rows = database.query(
        "SELECT ends, tries FROM sign_in_tries WHERE subject = ?",
        vec![subject.value()],
    )?;
    let window = |mut row: Row| {
        Ok(Window {
            ends: row.moment("sign_in_tries.ends")?,
            tries: row.number("sign_in_tries.tries")?,
        })
    };
    rows.into_iter().next().map(window).transpose()
}

fn keep(database: &impl Database, subject: &Subject, window: Window) -> Result<(), DatabaseError> {
    database.query(
        "INSERT INTO sign_in_tries (subject, ends, tries) VALUES (?, ?, ?)
         ON CONFLICT (subject) DO UPDATE SET ends = excluded.ends, tries = excluded.tries",
        vec![subject.value(), window.ends.into(), window.tries.into()],
    )?;
    Ok(())
}

fn forget(database: &impl Database, subject: &Subject) -> Result<(), DatabaseError> {
    database.query(
        "DELETE FROM sign_in_tries WHERE subject = ?",
        vec![subject.value()],
    )?;
    Ok(())
}

fn give_back(database: &impl Database, subject: &Subject) -> Result<(), DatabaseError> {
    database.query(
        "UPDATE sign_in_tries SET tries = max(tries - 1, 0) WHERE subject = ?",
        vec![subject.value()],
    )?;
    Ok(())
}

/// Deletes what counts no more, and the oldest of what is too much.
fn forget_old(database: &impl Database, now: Timestamp) -> Result<(), DatabaseError> {
    database.query(
        "DELETE FROM sign_in_tries WHERE ends <= ?",
        vec![now.into()],
    )?;
    database.query(
        "DELETE FROM sign_in_tries WHERE number <= (SELECT max(number) FROM sign_in_tries) - ?",
        vec![COUNTS_MAX.into()],
    )?;
    Ok(())
}
