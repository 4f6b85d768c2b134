//! Keys that guests' browsers seal notes to: each beside a key of the organisation's, published by who has that one. Whether they
//! have signed it nothing here can tell, and nothing has to: guests' browsers do.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{Fingerprint, OperatorName, SnippetName};
use hushdesk_protocol::rest::{KeyState, NoteKeyState, Sealing, SnippetNoteKeys};
use hushdesk_protocol::text::NoteKey;
use serde::{Deserialize, Serialize};

use super::find;
use crate::audit::Act;
use crate::caller::{Anybody, SignedIn};
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::snippets;

/// Whether guests may leave notes to a key of whoever asks.
#[derive(Serialize, Deserialize)]
pub struct FindNoteKey {
    /// Which.
    pub fingerprint: Fingerprint,
}

impl Question for FindNoteKey {
    const PATH: &'static str = "/find-note-key";
    type By = SignedIn;
    type Answer = NoteKeyState;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<NoteKeyState>, DirectoryError> {
        let (database, holder) = (asked.database, asked.by.operator());
        let state = if !may_publish(database, &self.fingerprint, holder)? {
            NoteKeyState::NotPinned
        } else if published(database, &self.fingerprint)?.is_none() {
            NoteKeyState::Unpublished
        } else {
            NoteKeyState::Published
        };
        Ok(Answered::with(state))
    }
}

/// Has guests leave notes to a key of whoever asks, by this note key, or by none any more.
#[derive(Serialize, Deserialize)]
pub struct PublishNoteKey {
    /// Which.
    pub fingerprint: Fingerprint,
    /// What is sealed to.
    pub key: Option<NoteKey>,
}

impl Question for PublishNoteKey {
    const PATH: &'static str = "/publish-note-key";
    type By = SignedIn;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<()>, DirectoryError> {
        let database = asked.database;
        if !may_publish(database, &self.fingerprint, asked.by.operator())? {
            return Err(Refused::NotOwnKey.into());
        }
        if published(database, &self.fingerprint)? == self.key {
            return Ok(Answered::with(()));
        }
        let key = self.key.as_ref();
        database.query(
            "UPDATE keys SET note_key = ? WHERE fingerprint = ?",
            vec![
                key.map(NoteKey::as_str).into(),
                self.fingerprint.as_str().into(),
            ],
        )?;
        let act = if key.is_some() {
            "publish_note_key"
        } else {
            "withdraw_note_key"
        };
        Ok(Answered::done(Act::done(act, self.fingerprint.as_str())))
    }
}

/// Whether somebody may say what is sealed to beside a key: it counts, and is theirs or nobody's alone.
fn may_publish(
    database: &impl Database,
    fingerprint: &Fingerprint,
    who: &OperatorName,
) -> Result<bool, DatabaseError> {
    let key = find(database, fingerprint)?;
    Ok(key.is_some_and(|key| {
        key.state == KeyState::Pinned && key.holder.is_none_or(|holder| holder == *who)
    }))
}

fn published(
    database: &impl Database,
    fingerprint: &Fingerprint,
) -> Result<Option<NoteKey>, DatabaseError> {
    let rows = database.query(
        "SELECT note_key FROM keys WHERE fingerprint = ? AND pinned AND revoked IS NULL",
        vec![fingerprint.as_str().into()],
    )?;
    let row = rows.into_iter().next();
    let key = row.map(|mut row| row.optional_name("keys.note_key"));
    Ok(key.transpose()?.flatten())
}

/// What is sealed to where a snippet leads: of each key that its skin pins at this moment, as far as the organisation has that and its
/// holder takes notes.
#[derive(Serialize, Deserialize)]
pub struct FindNoteKeys {
    /// The snippet's name.
    pub snippet: SnippetName,
}

impl Question for FindNoteKeys {
    const PATH: &'static str = "/find-note-keys";
    type By = Anybody;
    type Answer = SnippetNoteKeys;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<SnippetNoteKeys>, DirectoryError> {
        let snippet = snippets::find(asked.database, &self.snippet, asked.now)?;
        let pinned = match snippet.ok_or(Refused::NoSnippet)?.sealing {
            Sealing::Sealed { pinned, .. } => pinned,
            Sealing::Open => Vec::new(),
        };
        let mut keys = Vec::new();
        for key in pinned {
            keys.extend(published(asked.database, &key.fingerprint)?);
        }
        Ok(Answered::with(SnippetNoteKeys { keys }))
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Timestamp;
    use hushdesk_protocol::rest::KeySettings;

    use super::*;
    use crate::testing::{Library, NOW, library, nobody, sign_in, signed_in};
    use crate::{AuditFilter, ListAudit, PinKey, RevokeKey};

    fn fingerprint(byte: u8) -> Fingerprint {
        Fingerprint::from_bytes([byte; 20])
    }

    fn note_key(ending: &str) -> NoteKey {
        format!("Tm90ZUtleS0x{ending}").parse().unwrap()
    }

    /// An administrator, desk1 and desk2 are signed in by 1, 2 and 3; a key of each of both desks is pinned, by 1 and 2, and one of
    /// nobody's alone, by 3.
    fn administered() -> Library {
        let directory = library();
        for (byte, name) in [(1, "admin"), (2, "desk1"), (3, "desk2")] {
            sign_in(&directory, name, byte);
        }
        pin(&directory, 1, Some("desk1"), None);
        pin(&directory, 2, Some("desk2"), Some(NOW.plus(1_000)));
        pin(&directory, 3, None, None);
        directory
    }

    fn pin(directory: &Library, byte: u8, holder: Option<&str>, expires: Option<Timestamp>) {
        let pin = PinKey {
            fingerprint: fingerprint(byte),
            settings: KeySettings {
                label: "Desk key".parse().unwrap(),
                holder: holder.map(|holder| holder.parse().unwrap()),
                name: None,
                expires,
            },
        };
        directory.ask(&signed_in(1), pin, NOW).unwrap();
    }

    fn publish(
        directory: &Library,
        by: u8,
        byte: u8,
        key: Option<&str>,
    ) -> Result<(), DirectoryError> {
        let publish = PublishNoteKey {
            fingerprint: fingerprint(byte),
            key: key.map(note_key),
        };
        directory.ask(&signed_in(by), publish, NOW)
    }

    fn state(directory: &Library, by: u8, byte: u8) -> NoteKeyState {
        let fingerprint = fingerprint(byte);
        let find = FindNoteKey { fingerprint };
        directory.ask(&signed_in(by), find, NOW).unwrap()
    }

    fn sealed_to(directory: &Library, snippet: &str, now: Timestamp) -> Vec<NoteKey> {
        let snippet = snippet.parse().unwrap();
        let keys = directory.ask(&nobody(), FindNoteKeys { snippet }, now);
        keys.unwrap().keys
    }

    #[test]
    fn guests_are_told_the_note_keys_of_pinned_keys_as_long_as_those_count() {
        let directory = administered();
        assert_eq!(sealed_to(&directory, "reference", NOW), []);
        publish(&directory, 2, 1, Some("AAAA")).unwrap();
        publish(&directory, 3, 2, Some("BBBB")).unwrap();
        let both = [note_key("AAAA"), note_key("BBBB")];
        assert_eq!(sealed_to(&directory, "reference", NOW), both);
        assert_eq!(sealed_to(&directory, "circulation", NOW), [], "it is open");
        let later = NOW.plus(1_000);
        assert_eq!(sealed_to(&directory, "reference", later), both[..1]);
        let revoke = RevokeKey {
            fingerprint: fingerprint(1),
        };
        directory.ask(&signed_in(1), revoke, NOW).unwrap();
        assert_eq!(sealed_to(&directory, "reference", NOW), both[1..]);
        assert_eq!(state(&directory, 2, 1), NoteKeyState::NotPinned);
    }

    #[test]
    fn whose_key_it_is_says_so_and_nobody_else_and_of_a_shared_one_anybody() {
        let directory = administered();
        let refused = Err(Refused::NotOwnKey.into());
        assert_eq!(publish(&directory, 2, 2, Some("AAAA")), refused);
        assert_eq!(publish(&directory, 1, 2, Some("AAAA")), refused);
        assert_eq!(publish(&directory, 2, 9, Some("AAAA")), refused, "unknown");
        assert_eq!(state(&directory, 2, 2), NoteKeyState::NotPinned);
        assert_eq!(publish(&directory, 2, 3, Some("AAAA")), Ok(()));
        assert_eq!(state(&directory, 3, 3), NoteKeyState::Published);
    }

    #[test]
    fn what_was_published_is_taken_back_and_each_of_it_stands_in_the_audit_log_once() {
        let directory = administered();
        assert_eq!(state(&directory, 2, 1), NoteKeyState::Unpublished);
        publish(&directory, 2, 1, Some("AAAA")).unwrap();
        publish(&directory, 2, 1, Some("AAAA")).unwrap();
        assert_eq!(state(&directory, 2, 1), NoteKeyState::Published);
        publish(&directory, 2, 1, None).unwrap();
        publish(&directory, 2, 1, None).unwrap();
        assert_eq!(sealed_to(&directory, "reference", NOW), []);
        let list = ListAudit {
            filter: AuditFilter::default(),
            after: None,
            rows: 3,
        };
        let list = directory.ask(&signed_in(1), list, NOW);
        let acts: Vec<String> = list.unwrap().items.into_iter().map(|it| it.act).collect();
        assert_eq!(acts[..2], ["withdraw_note_key", "publish_note_key"]);
        assert_eq!(acts[2], "pin_key");
    }
}
