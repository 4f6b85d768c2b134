//! How the provider is set. Whoever sets it decides who comes in, so it takes more than a session; and nobody switches passwords off
//! who has not come in by the provider as it is set.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{
    ClientSecret, PasswordSignIn, Provider, ProviderChange, ProviderSettings, SecretChange,
};
use serde::{Deserialize, Serialize};

use super::{Stored, stored};
use crate::caller::Administrator;
use crate::change::Change;
use crate::people::must_have_administrator;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::sessions;
use crate::version::{self, Versioned};

/// How the provider is set.
#[derive(Serialize, Deserialize)]
pub struct ShowProvider;

impl Question for ShowProvider {
    const PATH: &'static str = "/show-provider";
    type By = Administrator;
    type Answer = Versioned<Provider>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<Versioned<Provider>>, DirectoryError> {
        let state = shown(asked.database)?;
        let version = version::of(&state)?;
        Ok(Answered::with(Versioned { state, version }))
    }
}

/// Sets the provider, if it is as whoever sets it has seen it. The answer is the number by which the new state is known.
#[derive(Serialize, Deserialize)]
pub struct SetProvider {
    /// How.
    pub change: ProviderChange,
    /// The version that was seen; none, to set it whatever it is.
    pub seen: Option<u64>,
}

impl Question for SetProvider {
    const PATH: &'static str = "/set-provider";
    type By = Administrator;
    type Answer = u64;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<u64>, DirectoryError> {
        let (database, now) = (asked.database, asked.now);
        asked.by.must_have_proved(database, now)?;
        let change = Change {
            act: "set_provider",
            subject: "provider",
            seen: self.seen,
        };
        change.make(
            || Ok(shown(database)?),
            |before| {
                let before = before.settings.as_ref();
                let after = self.change.settings.as_ref();
                let is_tried = asked.by.is_by_provider();
                may_switch_passwords_off(before, after, is_tried)?;
                write(database, &self.change, now)?;
                end_sessions(database, before, after, now)?;
                must_have_administrator(database)
            },
        )
    }
}

/// How it is set, as far as anybody is told.
fn shown(database: &impl Database) -> Result<Provider, DatabaseError> {
    let Some(stored) = stored(database)? else {
        return Ok(Provider {
            settings: None,
            secret_since: None,
        });
    };
    Ok(Provider {
        settings: Some(stored.settings),
        secret_since: stored.secret_since,
    })
}

/// Whether both are the same client of the same provider: then whoever came in by the one has come in by the other.
fn is_same_client(before: Option<&ProviderSettings>, after: Option<&ProviderSettings>) -> bool {
    let client = |settings: Option<&ProviderSettings>| {
        settings.map(|it| (it.issuer.clone(), it.client_id.clone()))
    };
    client(before) == client(after)
}

const fn has_passwords_off(settings: Option<&ProviderSettings>) -> bool {
    match settings {
        Some(settings) => matches!(settings.passwords, PasswordSignIn::Only(_)),
        None => false,
    }
}

/// Refuses to switch passwords off, or to leave them off, where nobody knows whether anybody comes in by the provider.
fn may_switch_passwords_off(
    before: Option<&ProviderSettings>,
    after: Option<&ProviderSettings>,
    is_tried: bool,
) -> Result<(), Refused> {
    let is_same = is_same_client(before, after);
    let was_off = has_passwords_off(before);
    if has_passwords_off(after) && !(is_same && (was_off || is_tried)) {
        return Err(Refused::ProviderUntried);
    }
    Ok(())
}

/// Ends the sessions of all who came in otherwise than they could now.
fn end_sessions(
    database: &impl Database,
    before: Option<&ProviderSettings>,
    after: Option<&ProviderSettings>,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    if !is_same_client(before, after) {
        sessions::end_of_provider(database, now)?;
    }
    if let Some(PasswordSignIn::Only(name)) = after.map(|after| &after.passwords) {
        sessions::end_of_passwords(database, name, now)?;
    }
    Ok(())
}

fn write(
    database: &impl Database,
    change: &ProviderChange,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let before = stored(database)?;
    database.query("DELETE FROM identity_provider", vec![])?;
    let Some(settings) = &change.settings else {
        return Ok(());
    };
    let (secret, since) = secret(before, &change.secret, now);
    let only = match &settings.passwords {
        PasswordSignIn::Everybody => None,
        PasswordSignIn::Only(name) => Some(name.as_str()),
    };
    database.query(
        "INSERT INTO identity_provider
             (number, name, issuer, client_id, client_secret, secret_since, claim, password_of)
         VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
        vec![
            settings.name.as_str().into(),
            settings.issuer.as_str().into(),
            settings.client_id.as_str().into(),
            secret.as_ref().map(ClientSecret::as_str).into(),
            since.into(),
            settings.claim.as_str().into(),
            only.into(),
        ],
    )?;
    Ok(())
}

/// The client's secret from now on, and since when it has had it.
fn secret(
    before: Option<Stored>,
    change: &SecretChange,
    now: Timestamp,
) -> (Option<ClientSecret>, Option<Timestamp>) {
    match (change, before) {
        (SecretChange::Keep, Some(before)) => (before.secret, before.secret_since),
        (SecretChange::Keep, None) | (SecretChange::Forget, _) => (None, None),
        (SecretChange::Set(secret), _) => (Some(secret.clone()), Some(now)),
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::PROOF_MINUTES;

    use super::super::testing::{
        CLIENT_SECRET, come_in, identity, only, ought_to_be_bound, provided, set, settings,
    };
    use super::*;
    use crate::testing::{
        Library, NOW, find_credential, hash_of, library, nobody, sign_in, signed_in,
    };
    use crate::{DisablePerson, FindSession, FindWaysIn, RemovePerson};

    fn is_signed_in(directory: &Library, byte: u8) -> bool {
        directory.ask(&signed_in(byte), FindSession, NOW).is_ok()
    }

    fn with(settings: ProviderSettings) -> ProviderChange {
        ProviderChange {
            settings: Some(settings),
            secret: SecretChange::Keep,
        }
    }

    #[test]
    fn the_secret_is_kept_and_neither_shown_nor_written_down() {
        let directory = provided();
        let shown = directory.ask(&signed_in(1), ShowProvider, NOW).unwrap();
        assert_eq!(shown.state.settings, Some(settings()));
        assert_eq!(shown.state.secret_since, Some(NOW));
        let rows = directory.database.contents();
        let holding: Vec<_> = rows
            .iter()
            .filter(|row| row.contains(CLIENT_SECRET))
            .filter_map(|row| row.split(' ').next())
            .collect();
        assert_eq!(holding, ["identity_provider"]);
        let audit = rows.iter().find(|row| row.contains("set_provider"));
        assert!(audit.is_some_and(|row| row.contains("https://id.example")));
        assert!(!format!("{:?}", shown.state).contains(CLIENT_SECRET));
    }

    #[test]
    fn a_secret_stays_is_changed_with_a_row_of_the_audit_log_and_is_forgotten() {
        let directory = provided();
        let change = |secret, now| {
            let change = ProviderChange {
                settings: Some(settings()),
                secret,
            };
            let question = SetProvider { change, seen: None };
            directory.ask(&signed_in(1), question, now).unwrap();
            let since = directory.ask(&signed_in(1), ShowProvider, now).unwrap();
            let rows = directory.database.contents().into_iter();
            let acts = rows.filter(|row| row.contains("set_provider")).count();
            (since.state.secret_since, acts)
        };
        let later = NOW.plus(1_000);
        assert_eq!(change(SecretChange::Keep, later), (Some(NOW), 1));
        let other = || SecretChange::Set("another".parse().unwrap());
        assert_eq!(change(other(), later), (Some(later), 2));
        assert_eq!(change(SecretChange::Forget, later), (None, 3));
    }

    #[test]
    fn it_takes_more_than_a_session_to_decide_who_comes_in() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let later = NOW.plus(PROOF_MINUTES * 60_000);
        let question = SetProvider {
            change: with(settings()),
            seen: None,
        };
        let refused = directory.ask(&signed_in(1), question, later);
        assert_eq!(refused, Err(Refused::ProofNeeded.into()));
    }

    #[test]
    fn passwords_are_switched_off_by_who_has_come_in_by_the_provider_as_it_is_set() {
        let directory = provided();
        let untried = Err(Refused::ProviderUntried.into());
        assert_eq!(set(&directory, 1, with(only("admin"))), untried);
        come_in(&directory, &identity("admin"), 9).unwrap();
        let elsewhere = ProviderSettings {
            client_id: "another".parse().unwrap(),
            ..only("admin")
        };
        assert_eq!(set(&directory, 9, with(elsewhere.clone())), untried);
        assert!(set(&directory, 9, with(only("admin"))).is_ok());
        let ways = directory.ask(&nobody(), FindWaysIn, NOW).unwrap();
        assert_eq!(
            (ways.provider, ways.passwords),
            (Some("Campus".parse().unwrap()), false)
        );
        // Whoever is let in by the last password mends the provider, if it is another from then on with passwords on.
        sign_in(&directory, "admin", 2);
        assert_eq!(set(&directory, 2, with(elsewhere)), untried);
        assert!(set(&directory, 2, with(only("admin"))).is_ok());
    }

    #[test]
    fn with_passwords_off_one_administrator_has_theirs_and_nobody_else_comes_in_by_one() {
        let directory = provided();
        sign_in(&directory, "desk1", 3);
        come_in(&directory, &identity("admin"), 9).unwrap();
        set(&directory, 9, with(only("admin"))).unwrap();
        let credential = |name: &str| {
            let find = find_credential(name);
            directory.ask(&nobody(), find, NOW).unwrap()
        };
        assert_eq!(credential("admin"), Some(hash_of("admin")));
        assert_eq!(credential("desk1"), None);
        assert!(is_signed_in(&directory, 1), "it is theirs who keeps it");
        assert!(is_signed_in(&directory, 9));
        assert!(!is_signed_in(&directory, 3));
        set(&directory, 9, with(settings())).unwrap();
        assert_eq!(credential("desk1"), Some(hash_of("desk1")));
    }

    #[test]
    fn the_last_way_in_stays() {
        let directory = provided();
        come_in(&directory, &identity("admin"), 9).unwrap();
        let last = || Err(Refused::LastAdministrator.into());
        for nobody in ["desk1", "nobody"] {
            assert_eq!(set(&directory, 9, with(only(nobody))), last());
        }
        set(&directory, 9, with(only("admin"))).unwrap();
        let person = || "admin".parse().unwrap();
        let remove = RemovePerson { person: person() };
        assert_eq!(
            directory.ask(&signed_in(9), remove, NOW),
            Err(Refused::LastAdministrator.into())
        );
        let disable = DisablePerson {
            person: person(),
            disabled: true,
        };
        assert_eq!(
            directory.ask(&signed_in(9), disable, NOW),
            Err(Refused::LastAdministrator.into())
        );
        assert!(is_signed_in(&directory, 9));
    }

    #[test]
    fn whoever_came_in_by_another_provider_is_signed_out() {
        let directory = provided();
        ought_to_be_bound(&directory, "desk1");
        come_in(&directory, &identity("desk1"), 9).unwrap();
        let renamed = ProviderSettings {
            name: "The campus".parse().unwrap(),
            ..settings()
        };
        set(&directory, 1, with(renamed)).unwrap();
        assert!(is_signed_in(&directory, 9));
        let none = ProviderChange {
            settings: None,
            secret: SecretChange::Keep,
        };
        set(&directory, 1, none).unwrap();
        assert!(!is_signed_in(&directory, 9));
        assert!(is_signed_in(&directory, 1));
        let rows = directory.database.contents().join("\n");
        assert!(!rows.contains(CLIENT_SECRET), "{rows}");
    }
}
