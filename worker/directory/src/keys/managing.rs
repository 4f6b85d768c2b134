//! What administrators do with keys.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{Fingerprint, OperatorName, Timestamp};
use hushdesk_protocol::rest::{Cursor, Key, KeySettings, KeyState, Page};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use super::{COLUMNS, add, find, must_be_few, must_be_somebodys, read};
use crate::audit::Act;
use crate::caller::Administrator;
use crate::change::Change;
use crate::paging;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::version::{self, Versioned};

/// The keys, by their fingerprints.
#[derive(Serialize, Deserialize)]
pub struct ListKeys {
    /// After which they are listed.
    pub after: Option<Cursor>,
}

impl Question for ListKeys {
    const PATH: &'static str = "/list-keys";
    type By = Administrator;
    type Answer = Page<Key>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<Page<Key>>, DirectoryError> {
        let after = self.after.as_ref().map_or("", Cursor::as_str);
        let rows = asked.database.query(
            &format!(
                "SELECT {COLUMNS} FROM keys WHERE fingerprint > ? ORDER BY fingerprint LIMIT ?"
            ),
            vec![after.into(), paging::ROWS.into()],
        )?;
        let keys: Result<Vec<_>, DatabaseError> = rows.into_iter().map(read).collect();
        let after = |key: &Key| Cursor::from(&key.fingerprint);
        Ok(Answered::with(paging::page(keys?, after)))
    }
}

/// One of the keys.
#[derive(Serialize, Deserialize)]
pub struct ShowKey {
    /// Which.
    pub fingerprint: Fingerprint,
}

impl Question for ShowKey {
    const PATH: &'static str = "/show-key";
    type By = Administrator;
    type Answer = Versioned<Key>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<Versioned<Key>>, DirectoryError> {
        let state = known(asked.database, &self.fingerprint)?;
        let version = version::of(&state)?;
        Ok(Answered::with(Versioned { state, version }))
    }
}

/// Pins a key.
#[derive(Serialize, Deserialize)]
pub struct PinKey {
    /// Which.
    pub fingerprint: Fingerprint,
    /// What it is called, whose it is, and until when it counts.
    pub settings: KeySettings,
}

impl Question for PinKey {
    const PATH: &'static str = "/pin-key";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        asked.by.must_have_proved(asked.database, asked.now)?;
        add(
            asked.database,
            &self.fingerprint,
            &self.settings,
            true,
            asked.now,
        )?;
        let act = Act::made("pin_key", self.fingerprint.as_str(), &self.settings)?;
        Ok(Answered::done(act))
    }
}

/// Says what a key is called, whose it is, and until when it counts.
#[derive(Serialize, Deserialize)]
pub struct ChangeKey {
    /// Which.
    pub fingerprint: Fingerprint,
    /// How it is from now on.
    pub settings: KeySettings,
    /// The version that was seen; none, to change it whatever it is.
    pub seen: Option<u64>,
}

impl Question for ChangeKey {
    const PATH: &'static str = "/change-key";
    type By = Administrator;
    type Answer = u64;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<u64>, DirectoryError> {
        let database = asked.database;
        let change = Change {
            act: "change_key",
            subject: self.fingerprint.as_str(),
            seen: self.seen,
        };
        change.make(
            || known(database, &self.fingerprint),
            |before| {
                // Guests read the name as what is verified, and a key that had run out may count again.
                let is_as_before = before.name == self.settings.name
                    && is_not_later(self.settings.expires, before.expires);
                if !is_as_before {
                    asked.by.must_have_proved(database, asked.now)?;
                }
                write(database, &self.fingerprint, &self.settings)?;
                must_be_few(database, asked.now)
            },
        )
    }
}

/// Whether a key ends no later than it did.
fn is_not_later(now: Option<Timestamp>, before: Option<Timestamp>) -> bool {
    match (now, before) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(now), Some(before)) => now <= before,
    }
}

/// Pins a key that was proposed.
#[derive(Serialize, Deserialize)]
pub struct AcceptKey {
    /// Which.
    pub fingerprint: Fingerprint,
    /// Whose it is, as the library says.
    pub name: Option<DisplayName>,
    /// From when on it does not count any more.
    pub expires: Option<Timestamp>,
}

impl Question for AcceptKey {
    const PATH: &'static str = "/accept-key";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let database = asked.database;
        asked.by.must_have_proved(database, asked.now)?;
        let key = known(database, &self.fingerprint)?;
        if key.state != KeyState::Proposed {
            return Err(Refused::NameTaken.into());
        }
        database.query(
            "UPDATE keys SET pinned = 1, name = ?, expires = ? WHERE fingerprint = ?",
            vec![
                self.name.as_ref().map(DisplayName::as_str).into(),
                self.expires.into(),
                self.fingerprint.as_str().into(),
            ],
        )?;
        must_be_few(database, asked.now)?;
        let after = known(database, &self.fingerprint)?;
        let act = Act::changed("accept_key", self.fingerprint.as_str(), &key, &after)?;
        Ok(Answered::done(act))
    }
}

/// Revokes a key, for good.
#[derive(Serialize, Deserialize)]
pub struct RevokeKey {
    /// Which.
    pub fingerprint: Fingerprint,
}

impl Question for RevokeKey {
    const PATH: &'static str = "/revoke-key";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let database = asked.database;
        let before = known(database, &self.fingerprint)?;
        if before.state == KeyState::Proposed {
            // It never counted: it is turned down by removing it.
            return Err(Refused::NoKey.into());
        }
        database.query(
            "UPDATE keys SET revoked = ?, note_key = NULL WHERE fingerprint = ? AND revoked IS NULL",
            vec![asked.now.into(), self.fingerprint.as_str().into()],
        )?;
        let after = known(database, &self.fingerprint)?;
        let act = Act::changed("revoke_key", self.fingerprint.as_str(), &before, &after)?;
        Ok(Answered::done(act))
    }
}

/// Removes a key, and with it its pins: a revoked one must not count again where a skin pins it by itself.
#[derive(Serialize, Deserialize)]
pub struct RemoveKey {
    /// Which.
    pub fingerprint: Fingerprint,
}

impl Question for RemoveKey {
    const PATH: &'static str = "/remove-key";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let database = asked.database;
        let before = known(database, &self.fingerprint)?;
        let tables: &[&str] = match before.state {
            // Somebody has only asked for it to be pinned.
            KeyState::Proposed => &["keys"],
            KeyState::Pinned | KeyState::Revoked { .. } => &["keys", "pinned_keys"],
        };
        for table in tables {
            database.query(
                &format!("DELETE FROM {table} WHERE fingerprint = ?"),
                vec![self.fingerprint.as_str().into()],
            )?;
        }
        let act = Act::removed("remove_key", self.fingerprint.as_str(), &before)?;
        Ok(Answered::done(act))
    }
}

fn write(
    database: &impl Database,
    fingerprint: &Fingerprint,
    settings: &KeySettings,
) -> Result<(), DirectoryError> {
    must_be_somebodys(database, settings.holder.as_ref())?;
    database.query(
        "UPDATE keys SET label = ?, holder = ?, name = ?, expires = ? WHERE fingerprint = ?",
        vec![
            settings.label.as_str().into(),
            settings.holder.as_ref().map(OperatorName::as_str).into(),
            settings.name.as_ref().map(DisplayName::as_str).into(),
            settings.expires.into(),
            fingerprint.as_str().into(),
        ],
    )?;
    Ok(())
}

fn known(database: &impl Database, fingerprint: &Fingerprint) -> Result<Key, DirectoryError> {
    Ok(find(database, fingerprint)?.ok_or(Refused::NoKey)?)
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::{
        Look, Pin, PinnedKey, Sealing, SkinKeys, SkinSealing, SkinSettings, UnverifiedOperator,
    };

    use super::*;
    use crate::testing::{Library, NOW, library, nobody, sign_in, signed_in};
    use crate::{AddSkin, FindSnippet, ProposeKey, RemovePerson, RenameSelf};

    fn key(byte: u8) -> Fingerprint {
        Fingerprint::from_bytes([byte; 20])
    }

    /// An administrator and desk1 are signed in by 1 and 2.
    fn administered() -> Library {
        let directory = library();
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk1", 2);
        directory
    }

    fn pin(directory: &Library, byte: u8, name: Option<&str>, expires: Option<Timestamp>) {
        let pin = PinKey {
            fingerprint: key(byte),
            settings: KeySettings {
                label: "Desk key".parse().unwrap(),
                holder: Some("desk2".parse().unwrap()),
                name: name.map(|name| name.parse().unwrap()),
                expires,
            },
        };
        directory.ask(&signed_in(1), pin, NOW).unwrap();
    }

    /// Which keys a guest's browser is told, and whose they are.
    fn pinned(directory: &Library, now: Timestamp) -> Vec<(Fingerprint, Option<String>)> {
        let find = FindSnippet {
            snippet: "reference".parse().unwrap(),
        };
        let Sealing::Sealed { pinned, .. } = directory.ask(&nobody(), find, now).unwrap().sealing
        else {
            panic!("the skin is open");
        };
        let named = |it: PinnedKey| (it.fingerprint, it.name.map(|name| name.to_string()));
        pinned.into_iter().map(named).collect()
    }

    fn called(byte: u8, name: &str) -> (Fingerprint, Option<String>) {
        (key(byte), Some(name.to_owned()))
    }

    fn shared(byte: u8) -> (Fingerprint, Option<String>) {
        (key(byte), None)
    }

    #[test]
    fn a_key_counts_from_when_it_is_pinned_until_it_expires() {
        let directory = administered();
        let begun = [called(0xab, "Ann"), shared(0xcd)];
        assert_eq!(pinned(&directory, NOW), begun);
        pin(&directory, 1, Some("Vera Stone"), Some(NOW.plus(1_000)));
        let all = [called(1, "Vera Stone"), begun[0].clone(), begun[1].clone()];
        assert_eq!(pinned(&directory, NOW), all);
        assert_eq!(pinned(&directory, NOW.plus(1_000)), begun);
    }

    #[test]
    fn guests_read_whose_a_key_is_as_an_administrator_has_said_and_not_as_its_holder_says() {
        let directory = administered();
        let before = pinned(&directory, NOW);
        let display = "The director".parse().unwrap();
        directory
            .ask(&signed_in(2), RenameSelf { display }, NOW)
            .unwrap();
        assert_eq!(pinned(&directory, NOW), before);
        pin(&directory, 1, None, None);
        assert_eq!(pinned(&directory, NOW)[0], shared(1));
    }

    #[test]
    fn one_of_several_keys_is_revoked_alone_and_for_good() {
        let directory = administered();
        let revoke = RevokeKey {
            fingerprint: key(0xab),
        };
        directory.ask(&signed_in(1), revoke, NOW).unwrap();
        assert_eq!(pinned(&directory, NOW), [shared(0xcd)]);
        let list = || {
            let list = directory.ask(&signed_in(1), ListKeys { after: None }, NOW);
            list.unwrap().items
        };
        assert_eq!(list()[0].state, KeyState::Revoked { at: NOW });
        let remove = RemoveKey {
            fingerprint: key(0xab),
        };
        directory.ask(&signed_in(1), remove, NOW).unwrap();
        assert_eq!(list().len(), 1);
    }

    #[test]
    fn a_key_that_somebody_proposes_counts_once_it_is_accepted() {
        let directory = administered();
        let propose = |byte| {
            let propose = ProposeKey {
                fingerprint: key(byte),
                label: "Own laptop".parse().unwrap(),
            };
            directory.ask(&signed_in(2), propose, NOW)
        };
        assert_eq!(propose(1), Ok(()));
        assert_eq!(propose(1), Err(Refused::NameTaken.into()));
        assert_eq!(pinned(&directory, NOW).len(), 2);
        let accept = || AcceptKey {
            fingerprint: key(1),
            name: Some("Ann of the desk".parse().unwrap()),
            expires: None,
        };
        assert_eq!(
            directory.ask(&signed_in(2), accept(), NOW),
            Err(Refused::NotAdministrator.into())
        );
        directory.ask(&signed_in(1), accept(), NOW).unwrap();
        assert_eq!(pinned(&directory, NOW)[0], called(1, "Ann of the desk"));
        assert_eq!(
            directory.ask(&signed_in(1), accept(), NOW),
            Err(Refused::NameTaken.into())
        );
        for byte in 2..=6 {
            assert_eq!(propose(byte), Ok(()));
        }
        assert_eq!(propose(7), Err(Refused::Full.into()));
    }

    #[test]
    fn a_proposal_that_is_turned_down_changes_nothing_and_a_key_of_a_skin_is_not_proposed() {
        let directory = administered();
        let propose = |byte| {
            let propose = ProposeKey {
                fingerprint: key(byte),
                label: "Own laptop".parse().unwrap(),
            };
            directory.ask(&signed_in(2), propose, NOW)
        };
        let own = Pin {
            fingerprint: key(9),
            name: None,
            expires: None,
        };
        let settings = SkinSettings {
            title: "In private".parse().unwrap(),
            sealing: SkinSealing::Sealed {
                keys: SkinKeys::Own(vec![own]),
                unverified: UnverifiedOperator::Refuse,
            },
            look: Look::default(),
        };
        let skin = "private".parse().unwrap();
        directory
            .ask(&signed_in(1), AddSkin { skin, settings }, NOW)
            .unwrap();
        assert_eq!(propose(9), Err(Refused::NameTaken.into()));
        assert_eq!(propose(1), Ok(()));
        let fingerprint = key(1);
        let revoke = RevokeKey {
            fingerprint: fingerprint.clone(),
        };
        assert_eq!(
            directory.ask(&signed_in(1), revoke, NOW),
            Err(Refused::NoKey.into())
        );
        let remove = RemoveKey { fingerprint };
        assert_eq!(directory.ask(&signed_in(1), remove, NOW), Ok(()));
    }

    #[test]
    fn the_keys_of_somebody_who_is_removed_are_revoked() {
        let directory = administered();
        pin(&directory, 1, None, None);
        let remove = RemovePerson {
            person: "desk2".parse().unwrap(),
        };
        directory.ask(&signed_in(1), remove, NOW).unwrap();
        assert_eq!(pinned(&directory, NOW).len(), 2);
    }

    #[test]
    fn of_two_who_change_a_key_the_second_is_told() {
        let directory = administered();
        let show = || {
            let fingerprint = key(0xab);
            directory
                .ask(&signed_in(1), ShowKey { fingerprint }, NOW)
                .unwrap()
        };
        let change = |seen| {
            let change = ChangeKey {
                fingerprint: key(0xab),
                settings: KeySettings {
                    label: "Ann, until summer".parse().unwrap(),
                    holder: None,
                    name: None,
                    expires: Some(NOW.plus(1)),
                },
                seen: Some(seen),
            };
            directory.ask(&signed_in(1), change, NOW)
        };
        let seen = show().version;
        let version = change(seen);
        assert_eq!(version, Ok(show().version));
        assert_eq!(change(seen), Err(Refused::ChangedMeanwhile.into()));
    }
}
