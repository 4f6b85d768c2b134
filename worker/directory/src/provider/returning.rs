//! Coming back from the provider: once for each time somebody went there; then a session, or the note that it is them.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{PROOF_MINUTES, Session};
use serde::{Deserialize, Serialize};

use super::accounts::whose;
use super::{Identity, ProviderClient, client};
use crate::caller::{Anybody, Holder};
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::sessions;
use crate::sessions::hashes::{AttemptHash, TokenHash};
use crate::sessions::proof;

/// Ways back that are remembered at once, some 60 bytes each: when there are more the oldest is forgotten. Whoever wants theirs
/// forgotten, to use it again, would need another code of the provider for it all the same.
const RETURNS_MAX: u32 = 10_000;

/// Takes a way back, which is good once.
#[derive(Serialize, Deserialize)]
pub struct TakeReturn {
    /// A hash of what the browser has.
    pub attempt: AttemptHash,
    /// When it counts no more.
    pub ends: Timestamp,
}

impl Question for TakeReturn {
    const PATH: &'static str = "/take-return";
    type By = Anybody;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, now) = (asked.database, asked.now);
        client(database)?;
        forget_old(database, now)?;
        let taken = database.query(
            "INSERT INTO provider_returns (attempt, ends) VALUES (?, ?)
             ON CONFLICT (attempt) DO NOTHING RETURNING 1",
            vec![self.attempt.into(), self.ends.into()],
        )?;
        if taken.is_empty() || self.ends <= now {
            return Err(Refused::SignInOver.into());
        }
        Ok(Answered::with(()))
    }
}

fn forget_old(database: &impl Database, now: Timestamp) -> Result<(), DatabaseError> {
    database.query(
        "DELETE FROM provider_returns WHERE ends <= ?1
         OR number <= (SELECT max(number) FROM provider_returns) - ?2",
        vec![now.into(), RETURNS_MAX.into()],
    )?;
    Ok(())
}

/// Opens a session for whom the provider says it is. Our own second factor is not asked for: how people sign in there is the
/// provider's business.
#[derive(Serialize, Deserialize)]
pub struct OpenProviderSession {
    /// Who it is.
    pub identity: Identity,
    /// The hash of the session's token.
    pub token: TokenHash,
    /// The browser and its system, as they are listed.
    pub device: String,
}

impl Question for OpenProviderSession {
    const PATH: &'static str = "/open-provider-session";
    type By = Anybody;
    type Answer = Session;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<Session>, DirectoryError> {
        let (database, now) = (asked.database, asked.now);
        let client = must_be_current(database, &self.identity)?;
        let (name, act) = whose(database, &self.identity, &client.claim, now)?;
        // Who was signed in there before has not shown by that who sits here.
        let proved = self.identity.signed_in.map(|at| at.min(now));
        let session =
            sessions::open_by_provider(database, &name, (self.token, proved), &self.device, now)?;
        Ok(Answered::after(session, act))
    }
}

/// Notes that whoever has this session has just shown at the provider that it is them.
#[derive(Serialize, Deserialize)]
pub struct ProveByProvider {
    /// Who the provider says it is.
    pub identity: Identity,
}

impl Question for ProveByProvider {
    const PATH: &'static str = "/prove-by-provider";
    type By = Holder;
    type Answer = Session;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Holder>,
    ) -> Result<Answered<Session>, DirectoryError> {
        let (database, now) = (asked.database, asked.now);
        let client = must_be_current(database, &self.identity)?;
        let (name, act) = whose(database, &self.identity, &client.claim, now)?;
        if name != *asked.by.operator() {
            return Err(Refused::SomebodyElse.into());
        }
        let since = Timestamp(now.0.saturating_sub(PROOF_MINUTES * 60_000));
        let at = self.identity.signed_in.map(|at| at.min(now));
        let at = at.filter(|at| *at > since).ok_or(Refused::ProofNeeded)?;
        proof::note(database, asked.by.token(), at)?;
        let session = sessions::described(database, asked.by)?;
        Ok(Answered::after(session, act))
    }
}

/// What the provider has said counts for the provider as it is set by now.
fn must_be_current(
    database: &impl Database,
    identity: &Identity,
) -> Result<ProviderClient, DirectoryError> {
    let client = client(database)?;
    if (&client.issuer, &client.client_id) != (&identity.issuer, &identity.client_id) {
        return Err(Refused::SignInOver.into());
    }
    Ok(client)
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::{Organisation, Role, SecondFactor};

    use super::super::testing::{
        change_of, come_in, identity, ought_to_be_bound, provided, set, settings,
    };
    use super::*;
    use crate::testing::{NOW, library, nobody, sign_in, signed_in};
    use crate::{
        AdmitOperator, ChangeOwnPassword, FindOwnCredential, FindProvider, Invite, NewPerson,
        PasswordHash, SetOrganisation,
    };

    fn take(directory: &crate::testing::Library, byte: u8) -> Result<(), DirectoryError> {
        let take = TakeReturn {
            attempt: AttemptHash::of_bytes([byte; 32]),
            ends: NOW.plus(1_000),
        };
        directory.ask(&nobody(), take, NOW)
    }

    #[test]
    fn a_way_back_is_good_once() {
        let directory = provided();
        assert_eq!(take(&directory, 1), Ok(()));
        assert_eq!(take(&directory, 1), Err(Refused::SignInOver.into()));
        assert_eq!(take(&directory, 2), Ok(()));
        let late = TakeReturn {
            attempt: AttemptHash::of_bytes([3; 32]),
            ends: NOW,
        };
        assert!(directory.ask(&nobody(), late, NOW).is_err());
    }

    #[test]
    fn without_a_provider_nobody_goes_there_or_comes_back() {
        let directory = library();
        let none = Err(Refused::NoProvider.into());
        assert_eq!(take(&directory, 1), none);
        assert_eq!(directory.ask(&nobody(), FindProvider, NOW).map(drop), none);
        assert_eq!(come_in(&directory, &identity("admin"), 9).map(drop), none);
    }

    #[test]
    fn whoever_comes_in_by_the_provider_has_their_own_role_and_the_providers_name() {
        let directory = provided();
        ought_to_be_bound(&directory, "desk1");
        let session = come_in(&directory, &identity("desk1"), 9).unwrap();
        assert_eq!(
            (session.role, session.name.as_str()),
            (Role::Operator, "desk1")
        );
        assert_eq!(session.provider.as_deref(), Some("Campus"));
        assert!(session.password);
    }

    #[test]
    fn what_the_provider_said_before_it_was_set_otherwise_counts_no_more() {
        let directory = provided();
        let changed = change_of(hushdesk_protocol::rest::ProviderSettings {
            client_id: "another".parse().unwrap(),
            ..settings()
        });
        set(&directory, 1, changed).unwrap();
        let late = come_in(&directory, &identity("admin"), 9);
        assert_eq!(late.map(drop), Err(Refused::SignInOver.into()));
    }

    #[test]
    fn a_second_factor_of_ours_is_required_of_those_who_come_in_by_a_password_only() {
        let directory = provided();
        let admin = come_in(&directory, &identity("admin"), 9).unwrap();
        assert_eq!(admin.second_factor, SecondFactor::Off);
        ought_to_be_bound(&directory, "desk1");
        come_in(&directory, &identity("desk1"), 10).unwrap();
        sign_in(&directory, "desk2", 11);
        let require = SetOrganisation {
            settings: Organisation {
                name: "The library".parse().unwrap(),
                audit_days: 400,
                second_factor_required: true,
                mails_from: None,
            },
            seen: None,
        };
        directory.ask(&signed_in(9), require, NOW).unwrap();
        let admit = |byte| {
            let queue = "reference".parse().unwrap();
            directory.ask(&signed_in(byte), AdmitOperator { queue }, NOW)
        };
        assert!(admit(10).is_ok());
        assert_eq!(
            admit(11).map(drop),
            Err(Refused::SecondFactorMissing.into())
        );
    }

    #[test]
    fn who_was_signed_in_at_the_provider_before_shows_again_that_it_is_them() {
        let directory = provided();
        let old = Identity {
            signed_in: Some(Timestamp(NOW.0 - PROOF_MINUTES * 60_000)),
            ..identity("admin")
        };
        let invites = |byte, name: &str| {
            let invite = Invite {
                person: NewPerson {
                    name: name.parse().unwrap(),
                    display: "New".parse().unwrap(),
                    role: Role::Administrator,
                    queues: vec![],
                },
                link: crate::LinkHash::of_bytes([9; 32]),
                until: NOW.plus(1_000),
                email: None,
            };
            directory.ask(&signed_in(byte), invite, NOW)
        };
        let needed = || Err(Refused::ProofNeeded.into());
        let silent = Identity {
            signed_in: None,
            ..old.clone()
        };
        let prove_by = |byte, identity| {
            let prove = ProveByProvider { identity };
            directory.ask(&signed_in(byte), prove, NOW).map(drop)
        };
        for (byte, before) in [(8, old), (9, silent)] {
            come_in(&directory, &before, byte).unwrap();
            assert_eq!(invites(byte, "vera"), needed());
            assert_eq!(prove_by(byte, before), needed());
        }
        let prove = |identity| prove_by(9, identity);
        ought_to_be_bound(&directory, "desk1");
        let other = prove(identity("desk1"));
        assert_eq!(other, Err(Refused::SomebodyElse.into()));
        assert_eq!(invites(9, "vera"), needed());
        assert_eq!(prove(identity("admin")), Ok(()));
        assert_eq!(invites(9, "vera"), Ok(()));
    }

    #[test]
    fn who_has_no_password_is_told_so_and_gets_none_by_a_session() {
        let directory = provided();
        ought_to_be_bound(&directory, "desk1");
        come_in(&directory, &identity("desk1"), 9).unwrap();
        let forget = "DELETE FROM passwords WHERE operator = 'desk1'";
        directory.database.run(forget).unwrap();
        let own = directory.ask(&signed_in(9), FindOwnCredential, NOW);
        assert_eq!(own, Err(Refused::PasswordsOff.into()));
        let change = ChangeOwnPassword {
            verified: PasswordHash::stored("made up".to_owned()),
            shown: None,
            password: PasswordHash::stored("new".to_owned()),
        };
        let changed = directory.ask(&signed_in(9), change, NOW);
        assert_eq!(changed.map(drop), Err(Refused::WrongCredentials.into()));
    }
}
