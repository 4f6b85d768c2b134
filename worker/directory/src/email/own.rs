//! One's own address. It counts once a code has been shown that was mailed there: who mistypes it would else hand their account
//! to somebody else, since whoever has forgotten a password is sent a link.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{EMAIL_CODE_MINUTES, OwnEmail};
use serde::{Deserialize, Serialize};

use super::set;
use crate::audit::Act;
use crate::caller::SignedIn;
use crate::organisation::settings;
use crate::question::{Answered, Asked, Question};
use crate::rate_limit::{Limit, Window};
use crate::refused::{DirectoryError, Refused};
use crate::sessions::hashes::EmailCodeHash;

/// Wrong codes after which the right one counts no more: of 10^8 codes one is right.
const TRIES_MAX: u32 = 5;

/// Codes that are mailed for one person: nobody's letter box is filled from here.
const CODES: Limit = Limit {
    tries: 5,
    window: 60 * 60_000,
};

/// Where whoever asks can be reached.
#[derive(Serialize, Deserialize)]
pub struct ShowOwnEmail;

impl Question for ShowOwnEmail {
    const PATH: &'static str = "/show-own-email";
    type By = SignedIn;
    type Answer = OwnEmail;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<OwnEmail>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        let pending = pending(database, name, asked.now)?;
        Ok(Answered::with(OwnEmail {
            email: of(database, name)?,
            pending: pending.map(|pending| pending.email),
            mails: settings(database)?.mails_from.is_some(),
        }))
    }
}

/// Begins to find out whether an address is that of whoever asks. A code is mailed there next.
#[derive(Serialize, Deserialize)]
pub struct BeginEmail {
    /// The address.
    pub email: EmailAddress,
    /// The hash of the code.
    pub code: EmailCodeHash,
}

impl Question for BeginEmail {
    const PATH: &'static str = "/begin-email";
    type By = SignedIn;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, name, now) = (asked.database, asked.by.operator(), asked.now);
        asked.by.must_have_proved(database, now)?;
        count_code(database, name, now)?;
        let ends = now.plus(u64::from(EMAIL_CODE_MINUTES) * 60_000);
        database.query(
            "INSERT INTO pending_emails (operator, email, code, ends) VALUES (?, ?, ?, ?)
             ON CONFLICT (operator) DO UPDATE SET
                 email = excluded.email, code = excluded.code, ends = excluded.ends, tries = 0",
            vec![
                name.as_str().into(),
                self.email.as_str().into(),
                self.code.into(),
                ends.into(),
            ],
        )?;
        Ok(Answered::with(()))
    }
}

/// Counts one more code, unless that is too many. What becomes of one that was mailed changes nothing in that.
fn count_code(
    database: &impl Database,
    name: &OperatorName,
    now: Timestamp,
) -> Result<(), DirectoryError> {
    let rows = database.query(
        "SELECT ends, tries FROM mailed_codes WHERE operator = ?",
        vec![name.as_str().into()],
    )?;
    let window = |mut row: Row| -> Result<Window, DatabaseError> {
        Ok(Window {
            ends: row.moment("mailed_codes.ends")?,
            tries: row.number("mailed_codes.tries")?,
        })
    };
    let before = rows.into_iter().next().map(window).transpose()?;
    let Window { ends, tries } = CODES.count(before, now)?;
    database.query(
        "INSERT INTO mailed_codes (operator, ends, tries) VALUES (?, ?, ?)
         ON CONFLICT (operator) DO UPDATE SET ends = excluded.ends, tries = excluded.tries",
        vec![name.as_str().into(), ends.into(), tries.into()],
    )?;
    Ok(())
}

/// Shows the code that was mailed to an address: it is whoever asks who reads there.
#[derive(Serialize, Deserialize)]
pub struct ConfirmEmail {
    /// The hash of the code.
    pub code: EmailCodeHash,
}

/// Whether a code was the one.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Confirmed {
    /// It was: the address is theirs.
    Yes,
    /// It was another. A few more may be shown.
    No,
}

impl Question for ConfirmEmail {
    const PATH: &'static str = "/confirm-email";
    type By = SignedIn;
    type Answer = Confirmed;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<Confirmed>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        let pending = pending(database, name, asked.now)?.ok_or(Refused::LinkOver)?;
        if pending.code != self.code {
            // A refusal would undo that it was counted.
            count_try(database, name)?;
            return Ok(Answered::with(Confirmed::No));
        }
        let before = of(database, name)?;
        set(database, name, Some(&pending.email))?;
        forget_pending(database, name)?;
        let act = Act::changed("set_email", name.as_str(), &before, &Some(pending.email))?;
        Ok(Answered::after(Confirmed::Yes, act))
    }
}

/// Whoever asks is not to be reached any more.
#[derive(Serialize, Deserialize)]
pub struct ForgetEmail;

impl Question for ForgetEmail {
    const PATH: &'static str = "/forget-email";
    type By = SignedIn;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        let before = of(database, name)?;
        set(database, name, None)?;
        forget_pending(database, name)?;
        let act = before.map(|before| Act::removed("forget_email", name.as_str(), &before));
        Ok(Answered::done(act.transpose()?))
    }
}

/// An address whose code is waited for.
struct Pending {
    email: EmailAddress,
    code: EmailCodeHash,
}

fn pending(
    database: &impl Database,
    name: &OperatorName,
    now: Timestamp,
) -> Result<Option<Pending>, DatabaseError> {
    let rows = database.query(
        "SELECT email, code FROM pending_emails WHERE operator = ? AND ends > ? AND tries < ?",
        vec![name.as_str().into(), now.into(), TRIES_MAX.into()],
    )?;
    let Some(mut row) = rows.into_iter().next() else {
        return Ok(None);
    };
    Ok(Some(Pending {
        email: row.name("pending_emails.email")?,
        code: EmailCodeHash::of_bytes(row.bytes("pending_emails.code")?),
    }))
}

fn count_try(database: &impl Database, name: &OperatorName) -> Result<(), DatabaseError> {
    database.query(
        "UPDATE pending_emails SET tries = tries + 1 WHERE operator = ?",
        vec![name.as_str().into()],
    )?;
    Ok(())
}

fn forget_pending(database: &impl Database, name: &OperatorName) -> Result<(), DatabaseError> {
    database.query(
        "DELETE FROM pending_emails WHERE operator = ?",
        vec![name.as_str().into()],
    )?;
    Ok(())
}

/// The address that somebody has shown to be theirs.
pub(crate) fn of(
    database: &impl Database,
    name: &OperatorName,
) -> Result<Option<EmailAddress>, DatabaseError> {
    let rows = database.query(
        "SELECT email FROM operators WHERE name = ?",
        vec![name.as_str().into()],
    )?;
    let email = rows.into_iter().next();
    let email = email.map(|mut row| row.optional_name("operators.email"));
    Ok(email.transpose()?.flatten())
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::PROOF_MINUTES;

    use super::*;
    use crate::rate_limit::TooMany;
    use crate::testing::{Library, NOW, library, sign_in, signed_in};

    fn code(byte: u8) -> EmailCodeHash {
        EmailCodeHash::of_bytes([byte; 32])
    }

    fn begin(directory: &Library, byte: u8, now: Timestamp) -> Result<(), DirectoryError> {
        let begin = BeginEmail {
            email: "ann@library.example".parse().unwrap(),
            code: code(byte),
        };
        directory.ask(&signed_in(2), begin, now)
    }

    fn confirm(directory: &Library, byte: u8, now: Timestamp) -> Result<Confirmed, DirectoryError> {
        directory.ask(&signed_in(2), ConfirmEmail { code: code(byte) }, now)
    }

    fn shown(directory: &Library) -> (Option<String>, Option<String>) {
        let own = directory.ask(&signed_in(2), ShowOwnEmail, NOW).unwrap();
        let text = |email: Option<EmailAddress>| email.map(String::from);
        (text(own.email), text(own.pending))
    }

    fn staffed() -> Library {
        let directory = library();
        sign_in(&directory, "desk1", 2);
        directory
    }

    fn ann() -> Option<String> {
        Some("ann@library.example".to_owned())
    }

    #[test]
    fn an_address_counts_once_the_code_that_was_mailed_there_is_shown() {
        let directory = staffed();
        begin(&directory, 1, NOW).unwrap();
        assert_eq!(shown(&directory), (None, ann()));
        assert_eq!(confirm(&directory, 9, NOW), Ok(Confirmed::No));
        assert_eq!(confirm(&directory, 1, NOW), Ok(Confirmed::Yes));
        assert_eq!(shown(&directory), (ann(), None));
        assert_eq!(confirm(&directory, 1, NOW), Err(Refused::LinkOver.into()));
        directory.ask(&signed_in(2), ForgetEmail, NOW).unwrap();
        assert_eq!(shown(&directory), (None, None));
    }

    #[test]
    fn a_code_is_over_after_a_while_and_after_some_wrong_ones() {
        let directory = staffed();
        begin(&directory, 1, NOW).unwrap();
        let over = NOW.plus(u64::from(EMAIL_CODE_MINUTES) * 60_000);
        assert_eq!(confirm(&directory, 1, over), Err(Refused::LinkOver.into()));
        for _ in 0..TRIES_MAX {
            assert_eq!(confirm(&directory, 9, NOW), Ok(Confirmed::No));
        }
        assert_eq!(confirm(&directory, 1, NOW), Err(Refused::LinkOver.into()));
        assert_eq!(shown(&directory), (None, None));
    }

    #[test]
    fn codes_are_not_mailed_without_end_whatever_becomes_of_them_nor_by_a_session_alone() {
        let directory = staffed();
        let mut mailed = 0;
        while begin(&directory, 1, NOW).is_ok() {
            mailed += 1;
            directory.ask(&signed_in(2), ForgetEmail, NOW).unwrap();
        }
        assert_eq!(mailed, CODES.tries);
        let wait = TooMany {
            retry_after_seconds: CODES.window / 1_000,
        };
        assert_eq!(begin(&directory, 1, NOW), Err(wait.into()));
        let later = NOW.plus(PROOF_MINUTES * 60_000);
        assert_eq!(
            begin(&directory, 1, later),
            Err(Refused::ProofNeeded.into())
        );
    }
}
