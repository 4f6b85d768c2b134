//! Showing again who one is, before what lets somebody in. A session that was left open at a desk, or taken from a browser, is
//! not enough to make another administrator, to give a way to somebody's password, or to vouch for a key.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::PROOF_MINUTES;
use serde::{Deserialize, Serialize};

use super::hashes::TokenHash;
use crate::caller::Holder;
use crate::people::PasswordHash;
use crate::profile::must_be_proved;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::second_factor::{Checked, Shown};

/// Shows that it is who has signed in. For a while nothing more is asked for.
#[derive(Serialize, Deserialize)]
pub struct ProveSession {
    /// The hash that matched the password.
    pub verified: PasswordHash,
    /// What they show of their second factor, if anything.
    pub shown: Option<Shown>,
}

impl Question for ProveSession {
    const PATH: &'static str = "/prove-session";
    type By = Holder;
    type Answer = Checked<()>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<Checked<()>>, DirectoryError> {
        let checked = must_be_proved(&asked, self.verified, self.shown.as_ref())?;
        checked.then(|()| {
            note(asked.database, asked.by.token(), asked.now)?;
            Ok(Answered::with(()))
        })
    }
}

/// Whoever has this session has just shown who they are.
pub(crate) fn note(
    database: &impl Database,
    token: TokenHash,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    database.query(
        "UPDATE sessions SET proved = ? WHERE token = ?",
        vec![now.into(), token.into()],
    )?;
    Ok(())
}

/// Refuses whoever has not shown for a while who they are.
pub(crate) fn must_be_recent(
    database: &impl Database,
    token: TokenHash,
    now: Timestamp,
) -> Result<(), DirectoryError> {
    let since = Timestamp(now.0.saturating_sub(PROOF_MINUTES * 60_000));
    let rows = database.query(
        "SELECT 1 FROM sessions WHERE token = ? AND proved > ?",
        vec![token.into(), since.into()],
    )?;
    if rows.is_empty() {
        return Err(Refused::ProofNeeded.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Fingerprint;
    use hushdesk_protocol::rest::{
        Assignment, KeySettings, Look, PersonChange, Role, SkinSealing, SkinSettings,
        SnippetSettings,
    };

    use super::*;
    use crate::people::inviting::NewPerson;
    use crate::sessions::hashes::LinkHash;
    use crate::testing::{Library, NOW, hash_of, library, sign_in, signed_in};
    use crate::{
        AddSkin, ChangeKey, ChangePerson, DisablePerson, ImportPeople, ImportRow, Invite, MakeLink,
        PinKey, RemoveSnippet, ResetSecondFactor, SetSkin, SetSnippet,
    };

    const LATER: Timestamp = NOW.plus(PROOF_MINUTES * 60_000);

    fn needed<A>() -> Result<A, DirectoryError> {
        Err(Refused::ProofNeeded.into())
    }

    fn proves(directory: &Library, who: &str, now: Timestamp) {
        let prove = ProveSession {
            verified: hash_of(who),
            shown: None,
        };
        assert_eq!(
            directory.ask(&signed_in(1), prove, now),
            Ok(Checked::Passed(()))
        );
    }

    fn invites(directory: &Library, role: Role, now: Timestamp) -> Result<(), DirectoryError> {
        let person = NewPerson {
            name: format!("new{}", now.0).parse().unwrap(),
            display: "New".parse().unwrap(),
            role,
            queues: Vec::<Assignment>::new(),
        };
        let invite = Invite {
            person,
            link: LinkHash::of_bytes([u8::try_from(now.0 % 251).unwrap(); 32]),
            until: now.plus(1_000),
            email: None,
        };
        directory.ask(&signed_in(1), invite, now)
    }

    #[test]
    fn a_while_after_signing_in_an_administrator_is_made_only_with_the_password() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        assert_eq!(invites(&directory, Role::Administrator, NOW), Ok(()));
        assert_eq!(invites(&directory, Role::Administrator, LATER), needed());
        assert_eq!(invites(&directory, Role::Operator, LATER), Ok(()));
        proves(&directory, "admin", LATER);
        let now = LATER.plus(1);
        assert_eq!(invites(&directory, Role::Administrator, now), Ok(()));
    }

    #[test]
    fn nothing_that_lets_somebody_in_is_done_by_a_session_alone() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let by = signed_in(1);
        let person = || "desk1".parse().unwrap();
        let change = ChangePerson {
            person: person(),
            change: PersonChange {
                display: "Ann".parse().unwrap(),
                role: Role::Administrator,
                queues: vec![],
            },
            seen: None,
        };
        assert_eq!(directory.ask(&by, change, LATER), needed());
        let link = LinkHash::of_bytes([9; 32]);
        let make = MakeLink {
            person: person(),
            link,
        };
        assert_eq!(directory.ask(&by, make, LATER), needed());
        let reset = ResetSecondFactor { person: person() };
        assert_eq!(directory.ask(&by, reset, LATER), needed());
        let import = ImportPeople {
            rows: vec![ImportRow {
                name: person(),
                display: None,
                role: Some(Role::Administrator),
                queues: None,
                link,
            }],
            until: LATER,
            really: true,
        };
        assert_eq!(directory.ask(&by, import, LATER), needed());
        let pin = PinKey {
            fingerprint: Fingerprint::from_bytes([7; 20]),
            settings: KeySettings {
                label: "Key".parse().unwrap(),
                holder: None,
                name: None,
                expires: None,
            },
        };
        assert_eq!(directory.ask(&by, pin, LATER), needed());
    }

    #[test]
    fn nothing_that_decides_who_can_read_is_done_by_a_session_alone() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let by = signed_in(1);
        let settings = |sealing| SkinSettings {
            title: "Ask".parse().unwrap(),
            sealing,
            look: Look::default(),
        };
        let add = AddSkin {
            skin: "glass".parse().unwrap(),
            settings: settings(SkinSealing::Open),
        };
        assert_eq!(directory.ask(&by, add, LATER), Ok(()), "nothing wears it");
        let set = SetSkin {
            skin: "sealed".parse().unwrap(),
            settings: settings(SkinSealing::Open),
            seen: None,
        };
        assert_eq!(directory.ask(&by, set, LATER), needed());
        let snippet = || "reference".parse().unwrap();
        let wears = |skin: &str| SetSnippet {
            snippet: snippet(),
            settings: SnippetSettings {
                queue: "reference".parse().unwrap(),
                skin: skin.parse().unwrap(),
                sites: vec![],
                rollover: vec![],
                invitation: None,
            },
            seen: None,
        };
        assert_eq!(directory.ask(&by, wears("glass"), LATER), needed());
        let remove = RemoveSnippet { snippet: snippet() };
        assert_eq!(directory.ask(&by, remove, LATER), needed());
        assert!(directory.ask(&by, wears("sealed"), LATER).is_ok());
    }

    #[test]
    fn a_key_that_has_run_out_and_an_administrator_who_was_kept_out_come_back_with_the_password_only()
     {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let by = signed_in(1);
        let fingerprint = || Fingerprint::from_bytes([7; 20]);
        let settings = |expires| KeySettings {
            label: "Key".parse().unwrap(),
            holder: None,
            name: None,
            expires,
        };
        let pin = PinKey {
            fingerprint: fingerprint(),
            settings: settings(Some(NOW.plus(1_000))),
        };
        directory.ask(&by, pin, NOW).unwrap();
        let change = |expires| ChangeKey {
            fingerprint: fingerprint(),
            settings: settings(expires),
            seen: None,
        };
        assert_eq!(directory.ask(&by, change(None), LATER), needed());
        let later = change(Some(LATER.plus(1_000)));
        assert_eq!(directory.ask(&by, later, LATER), needed());
        assert!(directory.ask(&by, change(Some(NOW)), LATER).is_ok());

        assert_eq!(invites(&directory, Role::Administrator, NOW), Ok(()));
        let person = || format!("new{}", NOW.0).parse().unwrap();
        let let_in = |disabled| DisablePerson {
            person: person(),
            disabled,
        };
        assert_eq!(directory.ask(&by, let_in(true), LATER), Ok(()));
        assert_eq!(directory.ask(&by, let_in(false), LATER), needed());
    }
}
