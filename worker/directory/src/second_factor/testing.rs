//! For tests: desk1 of the made-up library, with an app.

use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::Organisation;

use super::setting_up::{BeginSecondFactor, ConfirmSecondFactor};
use super::{Checked, SECRET_BYTES, Shown, totp};
use crate::rate_limit::TooMany;
use crate::refused::DirectoryError;
use crate::sessions::hashes::RecoveryHash;
use crate::testing::{Library, NOW, hash_of, library, nobody, open_session, sign_in, signed_in};
use crate::{CloseSession, OpenSession, SetOrganisation};

/// What the app of desk1 makes its codes of.
pub(super) const SECRET: [u8; SECRET_BYTES] = [7; SECRET_BYTES];

/// How long a code is shown.
pub(super) const STEP: u64 = 30_000;

/// What is known of the recovery code of this number.
pub(super) fn recovery(byte: u8) -> RecoveryHash {
    RecoveryHash::of_bytes([byte; 32])
}

/// What the app shows at this moment.
pub(super) fn code(now: Timestamp) -> String {
    totp(SECRET).generate(now.0 / 1_000).to_string()
}

/// desk1, who is signed in by this session, sets up the app.
pub(super) fn set_up(directory: &Library, session: u8) -> Result<(), DirectoryError> {
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
pub(super) fn confirm(
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
pub(super) fn begun() -> Library {
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

/// There were too many codes.
pub(super) fn too_many(retry_after_seconds: u64) -> Result<Checked<()>, DirectoryError> {
    Ok(Checked::TooMany(TooMany {
        retry_after_seconds,
    }))
}

/// A library in which desk1 is signed in by 1 and has a second factor.
pub(super) fn protected() -> Library {
    let directory = library();
    sign_in(&directory, "desk1", 1);
    set_up(&directory, 1).unwrap();
    directory
}

/// desk1 signs in, and out again.
pub(super) fn enter(
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

/// Whether they passed.
pub(super) fn without_answer<T>(checked: Checked<T>) -> Checked<()> {
    match checked {
        Checked::Passed(_) => Checked::Passed(()),
        Checked::CodeNeeded => Checked::CodeNeeded,
        Checked::WrongCode => Checked::WrongCode,
        Checked::TooMany(too_many) => Checked::TooMany(too_many),
    }
}

/// They have passed.
pub(super) const PASSED: Result<Checked<()>, DirectoryError> = Ok(Checked::Passed(()));

/// They have shown nothing.
pub(super) const NEEDED: Result<Checked<()>, DirectoryError> = Ok(Checked::CodeNeeded);

/// They have shown something wrong.
pub(super) const WRONG: Result<Checked<()>, DirectoryError> = Ok(Checked::WrongCode);

/// A code is shown.
pub(super) fn show(text: &str) -> Option<Shown> {
    Some(Shown::Code(text.to_owned()))
}

/// Whoever is signed in by this session requires a second factor of everybody. They set one up first.
pub(super) fn require(directory: &Library, session: u8) {
    let set = SetOrganisation {
        settings: Organisation {
            name: "The library".parse().unwrap(),
            audit_days: 400,
            mails_from: None,
            second_factor_required: true,
        },
        seen: None,
    };
    directory.ask(&signed_in(session), set, NOW).unwrap();
}
