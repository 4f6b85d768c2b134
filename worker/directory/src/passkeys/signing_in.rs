//! Signing in by a passkey alone, and showing again by one that it is who has signed in.
//!
//! A passkey lets in whom a password would let in, and nobody else: not who is kept out or has never come, nor, where people sign in at
//! the identity provider only, anybody but the one whose password counts. Nobody guesses a signature, so what is counted is how often
//! an address asks.

use hushdesk_edge::Database;
use serde::{Deserialize, Serialize};

use super::showing::{ShownPasskey, whose};
use super::{CHALLENGE_BYTES, challenges, note_shown};
use crate::caller::{Anybody, Holder};
use crate::people::password_of;
use crate::question::{Answered, Asked, Question};
use crate::refused::DirectoryError;
use crate::second_factor::Checked;
use crate::sessions::hashes::{BrowserHash, TokenHash};
use crate::sessions::proof;
use crate::sessions::sign_in::{Entrance, Opened};
use crate::sessions::tries::{self, CodeKind, Place};

/// Gives a passkey something to sign, whosever it is. It counts as a try.
#[derive(Serialize, Deserialize)]
pub struct GivePasskeyChallenge {
    /// What is to be answered.
    pub challenge: [u8; CHALLENGE_BYTES],
}

impl Question for GivePasskeyChallenge {
    const PATH: &'static str = "/give-passkey-challenge";
    type By = Anybody;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<()>, DirectoryError> {
        let mut sign_ins = asked.counts.sign_ins.borrow_mut();
        sign_ins.count(asked.address, asked.now)?;
        challenges::keep(asked.database, &self.challenge, None, asked.now)?;
        Ok(Answered::with(()))
    }
}

/// Opens a session for whoever shows a passkey. It counts as a try.
#[derive(Serialize, Deserialize)]
pub struct OpenPasskeySession {
    /// What they show.
    pub shown: ShownPasskey,
    /// The hash of the session's token.
    pub token: TokenHash,
    /// The browser and its system, as they are listed.
    pub device: String,
    /// With which browser, if it says so.
    pub browser: Option<BrowserHash>,
    /// By what the browser is known from now on, unless it is known by what it says.
    pub new_browser: BrowserHash,
}

impl Question for OpenPasskeySession {
    const PATH: &'static str = "/open-passkey-session";
    type By = Anybody;
    type Answer = Checked<Opened>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<Checked<Opened>>, DirectoryError> {
        let (database, now) = (asked.database, asked.now);
        asked
            .counts
            .sign_ins
            .borrow_mut()
            .count(asked.address, now)?;
        let Some(name) = whose(&asked, &self.shown)? else {
            return Ok(Answered::with(Checked::WrongCode));
        };
        if password_of(database, &name)?.is_none() {
            return Ok(Answered::with(Checked::WrongCode));
        }
        let entrance = Entrance {
            name: &name,
            token: self.token,
            device: &self.device,
            browser: self.browser,
            new_browser: self.new_browser,
        };
        let opened = entrance.open(database, now)?;
        note_shown(database, self.token, now)?;
        Ok(Answered::with(Checked::Passed(opened)))
    }
}

/// Shows by a passkey that it is who has signed in. For a while nothing more is asked for, and it counts as their second factor beside
/// the password.
#[derive(Serialize, Deserialize)]
pub struct ProveByPasskey {
    /// What they show.
    pub shown: ShownPasskey,
}

impl Question for ProveByPasskey {
    const PATH: &'static str = "/prove-by-passkey";
    type By = Holder;
    type Answer = Checked<()>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<Checked<()>>, DirectoryError> {
        let (database, now) = (asked.database, asked.now);
        let (name, token) = (asked.by.operator(), asked.by.token());
        let (kind, place) = (CodeKind::Passkey, Place::Session(token));
        if let Err(too_many) = tries::count_code(database, name, kind, place, now)? {
            return Ok(Answered::with(Checked::TooMany(too_many)));
        }
        let is_theirs = whose(&asked, &self.shown)?.as_ref() == Some(name);
        if !is_theirs || password_of(database, name)?.is_none() {
            return Ok(Answered::with(Checked::WrongCode));
        }
        tries::forgive_codes(database, name, kind, place)?;
        proof::note(database, token, now)?;
        note_shown(database, token, now)?;
        Ok(Answered::with(Checked::Passed(())))
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_passkeys::testing::{Authenticator, elsewhere, site};
    use hushdesk_protocol::rest::{PASSKEY_MINUTES, PROOF_MINUTES};

    use super::super::testing::{
        enters, enters_with, given, holder, makes, opens, proves, shows_beside_password, signs,
        without_session,
    };
    use super::*;
    use crate::refused::Refused;
    use crate::testing::{NOW, at, hash_of, nobody, open_session, sign_in, signed_in};
    use crate::{
        ChangeOwnPassword, DisablePerson, FindSession, OpenSession, RemovePasskey, ShowPerson,
    };

    const IN: Result<Checked<()>, DirectoryError> = Ok(Checked::Passed(()));
    const WRONG: Result<Checked<()>, DirectoryError> = Ok(Checked::WrongCode);

    #[test]
    fn whoever_shows_a_passkey_is_signed_in_as_who_they_are() {
        let directory = holder();
        let opened = enters(&directory, &mut Authenticator::new(1), 9).unwrap();
        let Checked::Passed(opened) = opened else {
            panic!("{opened:?}");
        };
        assert_eq!(opened.session.name.as_str(), "desk1");
        assert!(opened.session.password && opened.session.factors.passkeys);
        let session = directory.ask(&signed_in(9), FindSession, NOW);
        assert_eq!(session, Ok(opened.session));
    }

    #[test]
    fn a_challenge_is_answered_once_and_in_time() {
        let directory = holder();
        let mut key = Authenticator::new(1);
        given(&directory, [7; 32], NOW);
        let answer = signs(&mut key, [7; 32]);
        assert_eq!(opens(&directory, answer.clone(), 9, NOW), IN);
        assert_eq!(opens(&directory, answer, 9, NOW), WRONG, "used");
        let over = NOW.plus(PASSKEY_MINUTES * 60_000);
        given(&directory, [8; 32], NOW);
        let late = signs(&mut key, [8; 32]);
        assert_eq!(opens(&directory, late, 9, over), WRONG);
        let made_up = signs(&mut key, [9; 32]);
        assert_eq!(opens(&directory, made_up, 9, NOW), WRONG, "never given");
    }

    #[test]
    fn what_was_signed_for_another_site_by_another_or_as_somebody_else_lets_nobody_in() {
        let directory = holder();
        given(&directory, [7; 32], NOW);
        let foreign = ShownPasskey {
            answer: Authenticator::new(1).sign(&[7; 32], &elsewhere()),
            site: site(),
        };
        assert_eq!(opens(&directory, foreign, 9, NOW), WRONG);
        let unknown = enters(&directory, &mut Authenticator::new(2), 9);
        assert_eq!(without_session(unknown), WRONG);
        // The id of one, signed by the key of another.
        given(&directory, [6; 32], NOW);
        let own = signs(&mut Authenticator::new(1), [6; 32]);
        let mut forged = signs(&mut Authenticator::new(2), [6; 32]);
        forged.answer.id = own.answer.id;
        assert_eq!(opens(&directory, forged, 9, NOW), WRONG);
        let mut as_other = Authenticator::new(1);
        as_other.user = Some(hushdesk_passkeys::encoded(&[1; 32]));
        assert_eq!(without_session(enters(&directory, &mut as_other, 9)), WRONG);
        let mut unlocked_by_nobody = Authenticator::new(1);
        unlocked_by_nobody.flags = 0x01;
        let entered = enters(&directory, &mut unlocked_by_nobody, 9);
        assert_eq!(without_session(entered), WRONG);
        assert!(directory.ask(&signed_in(9), FindSession, NOW).is_err());
    }

    #[test]
    fn a_copy_whose_counter_does_not_go_on_is_refused_and_stands_in_the_audit_log() {
        let directory = holder();
        let refused = || {
            let rows = directory.database.contents();
            let is_refused = |row: &&String| row.contains("refuse_passkey");
            rows.iter().filter(is_refused).count()
        };
        let mut key = Authenticator::new(1);
        key.counter = 40;
        assert_eq!(without_session(enters(&directory, &mut key, 9)), IN);
        let mut copy = Authenticator::new(1);
        copy.counter = 7;
        assert_eq!(without_session(enters(&directory, &mut copy, 10)), WRONG);
        assert_eq!(refused(), 1);
        assert_eq!(proves(&directory, 1, &mut copy, NOW), WRONG);
        assert_eq!(shows_beside_password(&directory, &mut copy), WRONG);
        assert_eq!(refused(), 3);
        assert_eq!(without_session(enters(&directory, &mut key, 9)), IN);
        assert_eq!(refused(), 3);
    }

    #[test]
    fn whoever_is_kept_out_is_not_let_in_by_a_passkey() {
        let directory = holder();
        sign_in(&directory, "admin", 3);
        let disable = |disabled| {
            let disable = DisablePerson {
                person: "desk1".parse().unwrap(),
                disabled,
            };
            directory.ask(&signed_in(3), disable, NOW).unwrap();
        };
        let mut key = Authenticator::new(1);
        disable(true);
        assert_eq!(without_session(enters(&directory, &mut key, 9)), WRONG);
        disable(false);
        assert_eq!(without_session(enters(&directory, &mut key, 9)), IN);
    }

    #[test]
    fn where_passwords_are_off_a_passkey_lets_in_only_whose_password_counts() {
        let directory = holder();
        let keep = |name: &str| {
            let only = format!(
                "DELETE FROM identity_provider;
                 INSERT INTO identity_provider (number, name, issuer, client_id, claim, password_of)
                 VALUES (1, 'Campus', 'https://id.example', 'hushdesk', 'email', '{name}');"
            );
            directory.database.run(&only).unwrap();
        };
        let mut key = Authenticator::new(1);
        keep("admin");
        assert_eq!(without_session(enters(&directory, &mut key, 9)), WRONG);
        assert_eq!(proves(&directory, 1, &mut key, NOW), WRONG);
        let begun = super::super::testing::begin(&directory, 1, 9, NOW);
        assert_eq!(begun.map(drop), Err(Refused::PasswordsOff.into()));
        keep("desk1");
        assert_eq!(without_session(enters(&directory, &mut key, 9)), IN);
    }

    #[test]
    fn somebody_shows_again_by_a_passkey_of_their_own_that_it_is_them() {
        let directory = holder();
        sign_in(&directory, "desk2", 3);
        makes(&directory, 3, 2).unwrap();
        let later = NOW.plus(PROOF_MINUTES * 60_000);
        let removes = || {
            let passkey = hushdesk_protocol::ids::PasskeyId::from_bytes([99; 16]);
            directory.ask(&signed_in(1), RemovePasskey { passkey }, later)
        };
        assert_eq!(removes(), Err(Refused::ProofNeeded.into()));
        let another = proves(&directory, 1, &mut Authenticator::new(2), later);
        assert_eq!(another, WRONG);
        assert_eq!(removes(), Err(Refused::ProofNeeded.into()));
        assert_eq!(proves(&directory, 1, &mut Authenticator::new(1), later), IN);
        assert_eq!(removes(), Ok(()));
    }

    #[test]
    fn it_is_the_second_factor_beside_the_password_at_the_sign_in() {
        let directory = holder();
        let mut key = Authenticator::new(1);
        let bare = directory.ask(&nobody(), open_session("desk1", 9), NOW);
        assert_eq!(bare, Ok(Checked::CodeNeeded));
        assert_eq!(shows_beside_password(&directory, &mut key), IN);
        sign_in(&directory, "desk2", 3);
        makes(&directory, 3, 2).unwrap();
        let anothers = shows_beside_password(&directory, &mut Authenticator::new(2));
        assert_eq!(anothers, WRONG);
        let without_password = OpenSession {
            verified: hash_of("desk2"),
            ..enters_with(&directory, &mut key, 9)
        };
        let refused = directory.ask(&nobody(), without_password, NOW);
        assert_eq!(refused, Err(Refused::WrongCredentials.into()));
    }

    #[test]
    fn for_a_while_after_it_was_shown_in_a_session_it_is_the_second_factor_there() {
        let directory = holder();
        let shown_until = NOW.plus(PROOF_MINUTES * 60_000);
        let change = |session, now| {
            let change = ChangeOwnPassword {
                verified: hash_of("desk1"),
                shown: None,
                password: hash_of("desk1"),
            };
            directory.ask(&signed_in(session), change, now)
        };
        let mut key = Authenticator::new(1);
        assert_eq!(change(1, shown_until), Ok(Checked::CodeNeeded));
        assert_eq!(proves(&directory, 1, &mut key, shown_until), IN);
        assert_eq!(change(1, shown_until), IN);
        assert_eq!(shows_beside_password(&directory, &mut key), IN);
        let later = shown_until.plus(PROOF_MINUTES * 60_000);
        assert_eq!(change(1, later), Ok(Checked::CodeNeeded));
    }

    #[test]
    fn an_address_asks_so_often_and_what_others_ask_fills_no_directory() {
        let directory = holder();
        let give = |address: &str, n: u16| {
            let mut challenge = [0; 32];
            challenge[..2].copy_from_slice(&n.to_be_bytes());
            let give = GivePasskeyChallenge { challenge };
            directory.ask(&at(address), give, NOW)
        };
        let passed = (0..1_000).take_while(|n| give("203.0.113.9", *n).is_ok());
        assert_eq!(passed.count(), 600);
        for n in 0..11_000 {
            give(&format!("10.0.{}.{}", n / 250, n % 250), n + 1_000).unwrap();
        }
        let rows = directory.database.contents();
        let kept = rows
            .iter()
            .filter(|row| row.starts_with("passkey_challenges "));
        assert!(kept.count() <= 10_002);
    }

    #[test]
    fn who_was_last_seen_by_a_passkey_was_seen() {
        let directory = holder();
        sign_in(&directory, "admin", 3);
        let later = NOW.plus(24 * 60 * 60 * 1_000);
        given(&directory, [7; 32], later);
        let answer = signs(&mut Authenticator::new(1), [7; 32]);
        assert_eq!(opens(&directory, answer, 9, later), IN);
        let person = "desk1".parse().unwrap();
        sign_in(&directory, "admin", 4);
        let shown = directory.ask(&signed_in(4), ShowPerson { person }, NOW);
        assert!(shown.unwrap().state.seen >= Some(NOW));
    }
}
