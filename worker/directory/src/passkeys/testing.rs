//! For tests: desk1 of the made-up library, with a passkey.

use hushdesk_passkeys::testing::{Authenticator, site};
use hushdesk_protocol::ids::{PasskeyId, Timestamp};
use hushdesk_protocol::rest::PasskeyBeginning;

use super::adding::{AddPasskey, BeginPasskey};
use super::managing::ListPasskeys;
use super::showing::ShownPasskey;
use super::signing_in::{GivePasskeyChallenge, OpenPasskeySession, ProveByPasskey};
use crate::refused::DirectoryError;
use crate::second_factor::{Checked, Shown};
use crate::sessions::hashes::{BrowserHash, RecoveryHash, TokenHash};
use crate::testing::{Library, NOW, library, nobody, open_session, sign_in, signed_in};
use crate::{CloseSession, OpenSession, Opened};

/// A library in which desk1 is signed in by 1 and has the passkey of this number.
pub(super) fn holder() -> Library {
    let directory = library();
    sign_in(&directory, "desk1", 1);
    makes(&directory, 1, 1).unwrap();
    directory
}

/// Whoever is signed in by this session begins to add a passkey, by a challenge of this number.
pub(super) fn begin(
    directory: &Library,
    session: u8,
    number: u8,
    now: Timestamp,
) -> Result<PasskeyBeginning, DirectoryError> {
    let begin = BeginPasskey {
        challenge: [number; 32],
        handle: [session.wrapping_add(100); 32],
    };
    directory.ask(&signed_in(session), begin, now)
}

/// They say that the authenticator of this number has made one for that challenge.
pub(super) fn add(
    directory: &Library,
    session: u8,
    number: u8,
    challenge: [u8; 32],
    now: Timestamp,
) -> Result<Checked<bool>, DirectoryError> {
    let (key, label) = (Authenticator::new(number), format!("Key {number}"));
    let add = AddPasskey {
        id: PasskeyId::from_bytes([number; 16]),
        new: key.make(&challenge, &site(), &label),
        site: site(),
        recovery: [1, 2].map(|n| RecoveryHash::of_bytes([n; 32])).to_vec(),
    };
    directory.ask(&signed_in(session), add, now)
}

/// Both, of the passkey of this number.
pub(super) fn makes(
    directory: &Library,
    session: u8,
    number: u8,
) -> Result<Checked<bool>, DirectoryError> {
    begin(directory, session, number, NOW)?;
    add(directory, session, number, [number; 32], NOW)
}

/// What the passkeys are called of whoever is signed in by this session.
pub(super) fn keys(directory: &Library, session: u8) -> Vec<String> {
    let listed = directory.ask(&signed_in(session), ListPasskeys, NOW);
    let items = listed.unwrap().items.into_iter();
    items.map(|it| it.label.as_str().to_owned()).collect()
}

/// This is to be answered.
pub(super) fn given(directory: &Library, challenge: [u8; 32], now: Timestamp) {
    let give = GivePasskeyChallenge { challenge };
    directory.ask(&nobody(), give, now).unwrap();
}

/// It signs that.
pub(super) fn signs(key: &mut Authenticator, challenge: [u8; 32]) -> ShownPasskey {
    ShownPasskey {
        answer: key.sign(&challenge, &site()),
        site: site(),
    }
}

/// Somebody shows this to sign in, to a session of this number.
pub(super) fn opens(
    directory: &Library,
    shown: ShownPasskey,
    session: u8,
    now: Timestamp,
) -> Result<Checked<()>, DirectoryError> {
    without_session(directory.ask(&nobody(), open(shown, session), now))
}

fn open(shown: ShownPasskey, session: u8) -> OpenPasskeySession {
    OpenPasskeySession {
        shown,
        token: TokenHash::of_bytes([session; 32]),
        device: "Firefox, Linux".to_owned(),
        browser: None,
        new_browser: BrowserHash::of_bytes([session; 32]),
    }
}

/// Somebody signs in by this authenticator, to a session of this number that was not there.
pub(super) fn enters(
    directory: &Library,
    key: &mut Authenticator,
    session: u8,
) -> Result<Checked<Opened>, DirectoryError> {
    let _over = directory.ask(&signed_in(session), CloseSession, NOW);
    given(directory, [200; 32], NOW);
    let shown = signs(key, [200; 32]);
    directory.ask(&nobody(), open(shown, session), NOW)
}

/// Whether somebody was let in.
pub(super) fn without_session(
    opened: Result<Checked<Opened>, DirectoryError>,
) -> Result<Checked<()>, DirectoryError> {
    Ok(match opened? {
        Checked::Passed(_) => Checked::Passed(()),
        Checked::CodeNeeded => Checked::CodeNeeded,
        Checked::WrongCode => Checked::WrongCode,
        Checked::TooMany(too_many) => Checked::TooMany(too_many),
    })
}

/// Whoever is signed in by this session shows by it that it is them.
pub(super) fn proves(
    directory: &Library,
    session: u8,
    key: &mut Authenticator,
    now: Timestamp,
) -> Result<Checked<()>, DirectoryError> {
    given(directory, [201; 32], now);
    let shown = signs(key, [201; 32]);
    directory.ask(&signed_in(session), ProveByPasskey { shown }, now)
}

/// desk1's right password, and this authenticator beside it.
pub(super) fn enters_with(
    directory: &Library,
    key: &mut Authenticator,
    session: u8,
) -> OpenSession {
    given(directory, [202; 32], NOW);
    let shown = Shown::Passkey(Box::new(signs(key, [202; 32])));
    OpenSession {
        shown: Some(shown),
        ..open_session("desk1", session)
    }
}

/// desk1 signs in with the password and this authenticator, and out again.
pub(super) fn shows_beside_password(
    directory: &Library,
    key: &mut Authenticator,
) -> Result<Checked<()>, DirectoryError> {
    let open = enters_with(directory, key, 203);
    let opened = directory.ask(&nobody(), open, NOW)?;
    if let Checked::Passed(_) = opened {
        directory.ask(&signed_in(203), CloseSession, NOW)?;
    }
    without_session(Ok(opened))
}
