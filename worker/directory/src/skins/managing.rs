//! What administrators do with skins.

use hushdesk_edge::Database;
use hushdesk_protocol::ids::{SkinName, SnippetName};
use hushdesk_protocol::limits::SKINS_MAX;
use hushdesk_protocol::rest::{Skin, SkinSettings};
use hushdesk_protocol::text::Title;
use serde::{Deserialize, Serialize};

use super::{known, picture, settings_of, tell_queues, write};
use crate::audit::Act;
use crate::caller::Administrator;
use crate::change::Change;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::snippets;
use crate::tables;
use crate::version::{self, Versioned};

/// A skin.
#[derive(Serialize, Deserialize)]
pub struct ShowSkin {
    /// Which.
    pub skin: SkinName,
}

impl Question for ShowSkin {
    const PATH: &'static str = "/show-skin";
    type By = Administrator;
    type Answer = Versioned<Skin>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<Versioned<Skin>>, DirectoryError> {
        let settings = known(asked.database, &self.skin)?;
        let version = version::of(&settings)?;
        let state = Skin {
            settings,
            snippets: snippets::in_skin(asked.database, &self.skin)?,
            picture: picture::of(asked.database, &self.skin)?,
            name: self.skin,
        };
        Ok(Answered::with(Versioned { state, version }))
    }
}

/// Makes a skin. Its settings have been checked.
#[derive(Serialize, Deserialize)]
pub struct AddSkin {
    /// Its name.
    pub skin: SkinName,
    /// How it is set.
    pub settings: SkinSettings,
}

impl Question for AddSkin {
    const PATH: &'static str = "/add-skin";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        if self.settings.sealing.has_own_keys() {
            asked.by.must_have_proved(asked.database, asked.now)?;
        }
        add(asked.database, &self.skin, &self.settings)?;
        let act = Act::made("add_skin", self.skin.as_str(), &self.settings)?;
        Ok(Answered::done(act))
    }
}

/// Makes another skin like one that is there.
#[derive(Serialize, Deserialize)]
pub struct CopySkin {
    /// Which is copied.
    pub skin: SkinName,
    /// The name of the copy.
    pub copy: SkinName,
    /// What stands at the top of the widget.
    pub title: Title,
}

impl Question for CopySkin {
    const PATH: &'static str = "/copy-skin";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let settings = SkinSettings {
            title: self.title,
            ..known(asked.database, &self.skin)?
        };
        add(asked.database, &self.copy, &settings)?;
        picture::copy(asked.database, &self.skin, &self.copy)?;
        let act = Act::made("add_skin", self.copy.as_str(), &settings)?;
        Ok(Answered::done(act))
    }
}

/// Sets a skin, if it is as whoever sets it has seen it. Its settings have been checked. The answer is the number by which
/// the new state is known.
#[derive(Serialize, Deserialize)]
pub struct SetSkin {
    /// Which.
    pub skin: SkinName,
    /// How.
    pub settings: SkinSettings,
    /// The version that was seen; none, to set it whatever it is.
    pub seen: Option<u64>,
}

impl Question for SetSkin {
    const PATH: &'static str = "/set-skin";
    type By = Administrator;
    type Answer = u64;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<u64>, DirectoryError> {
        let (database, skin) = (asked.database, &self.skin);
        let change = Change {
            act: "set_skin",
            subject: skin.as_str(),
            seen: self.seen,
        };
        change.make(
            || known(database, skin),
            |before| {
                if before.sealing != self.settings.sealing {
                    asked.by.must_have_proved(database, asked.now)?;
                }
                if *before != self.settings {
                    tell_queues(database, skin, asked.now)?;
                }
                Ok(write(database, skin, &self.settings)?)
            },
        )
    }
}

/// Removes a skin that no snippet wears.
#[derive(Serialize, Deserialize)]
pub struct RemoveSkin {
    /// Which.
    pub skin: SkinName,
}

impl Question for RemoveSkin {
    const PATH: &'static str = "/remove-skin";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, skin) = (asked.database, &self.skin);
        let before = known(database, skin)?;
        let snippets = snippets::in_skin(database, skin)?;
        if !snippets.is_empty() {
            return Err(Refused::in_use_by(snippets.iter().map(SnippetName::as_str)).into());
        }
        database.query(
            "DELETE FROM skins WHERE name = ?",
            vec![skin.as_str().into()],
        )?;
        let act = Act::removed("remove_skin", skin.as_str(), &before)?;
        Ok(Answered::done(act))
    }
}

fn add(
    database: &impl Database,
    skin: &SkinName,
    settings: &SkinSettings,
) -> Result<(), DirectoryError> {
    if settings_of(database, skin)?.is_some() {
        return Err(Refused::NameTaken.into());
    }
    tables::must_have_room(database, "skins", SKINS_MAX)?;
    write(database, skin, settings)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Fingerprint;
    use hushdesk_protocol::rest::{
        Look, Pin, PinnedKey, Sealing, SkinKeys, SkinSealing, UnverifiedOperator,
    };

    use super::*;
    use crate::testing::{Library, NOW, library, nobody, sign_in, signed_in};
    use crate::{FindSnippet, RevokeKey};

    fn administered() -> Library {
        let directory = library();
        sign_in(&directory, "admin", 1);
        directory
    }

    fn show(directory: &Library, skin: &str) -> Result<Versioned<Skin>, DirectoryError> {
        let skin = skin.parse().unwrap();
        directory.ask(&signed_in(1), ShowSkin { skin }, NOW)
    }

    fn set(
        directory: &Library,
        sealing: SkinSealing,
        seen: Option<u64>,
    ) -> Result<u64, DirectoryError> {
        let set = SetSkin {
            skin: "sealed".parse().unwrap(),
            settings: SkinSettings {
                title: "Ask".parse().unwrap(),
                sealing,
                look: Look {
                    colour: Some("#6b3f8f".parse().unwrap()),
                    ..Look::default()
                },
            },
            seen,
        };
        directory.ask(&signed_in(1), set, NOW)
    }

    fn sealing(directory: &Library) -> Sealing {
        let snippet = "reference".parse().unwrap();
        let found = directory.ask(&nobody(), FindSnippet { snippet }, NOW);
        found.unwrap().sealing
    }

    #[test]
    fn a_skin_is_in_force_as_soon_as_it_is_set_and_the_second_who_sets_it_is_told() {
        let directory = administered();
        let seen = show(&directory, "sealed").unwrap();
        let inherits = SkinSealing::Sealed {
            keys: SkinKeys::Organisation,
            unverified: UnverifiedOperator::Refuse,
        };
        assert_eq!(seen.state.settings.sealing, inherits);
        assert_eq!(seen.state.snippets, ["reference".parse().unwrap()]);
        let version = set(&directory, SkinSealing::Open, Some(seen.version));
        assert_eq!(version, Ok(show(&directory, "sealed").unwrap().version));
        assert_eq!(sealing(&directory), Sealing::Open);
        assert_eq!(
            set(&directory, inherits, Some(seen.version)),
            Err(Refused::ChangedMeanwhile.into())
        );
    }

    #[test]
    fn a_skin_may_pin_keys_of_its_own_and_a_revoked_one_counts_there_neither() {
        let directory = administered();
        let pin = |byte: u8, expires| Pin {
            fingerprint: Fingerprint::from_bytes([byte; 20]),
            name: None,
            expires,
        };
        let own = SkinSealing::Sealed {
            keys: SkinKeys::Own(vec![
                pin(1, None),
                pin(2, Some(NOW)),
                pin(3, Some(NOW.plus(1))),
                pin(0xab, None),
            ]),
            unverified: UnverifiedOperator::Accept,
        };
        set(&directory, own.clone(), None).unwrap();
        assert_eq!(
            show(&directory, "sealed").unwrap().state.settings.sealing,
            own
        );
        let pinned = |bytes: &[u8]| Sealing::Sealed {
            pinned: bytes
                .iter()
                .map(|byte| PinnedKey {
                    fingerprint: Fingerprint::from_bytes([*byte; 20]),
                    name: None,
                })
                .collect(),
            unverified: UnverifiedOperator::Accept,
        };
        assert_eq!(sealing(&directory), pinned(&[1, 3, 0xab]));
        let revoke = RevokeKey {
            fingerprint: Fingerprint::from_bytes([0xab; 20]),
        };
        directory.ask(&signed_in(1), revoke, NOW).unwrap();
        assert_eq!(sealing(&directory), pinned(&[1, 3]));
    }

    #[test]
    fn a_copy_is_like_its_skin_and_has_a_name_of_its_own() {
        let directory = administered();
        let copy = |name: &str| {
            let copy = CopySkin {
                skin: "sealed".parse().unwrap(),
                copy: name.parse().unwrap(),
                title: "Another".parse().unwrap(),
            };
            directory.ask(&signed_in(1), copy, NOW)
        };
        assert_eq!(copy("open"), Err(Refused::NameTaken.into()));
        assert_eq!(copy("another"), Ok(()));
        let [skin, copy] = ["sealed", "another"].map(|name| show(&directory, name).unwrap().state);
        assert_eq!(copy.settings.title.as_str(), "Another");
        assert_eq!(copy.settings.sealing, skin.settings.sealing);
        assert_eq!(copy.snippets, []);
    }

    #[test]
    fn a_skin_goes_once_no_snippet_wears_it() {
        let directory = administered();
        let remove = |skin: &str| {
            let skin = skin.parse().unwrap();
            directory.ask(&signed_in(1), RemoveSkin { skin }, NOW)
        };
        assert_eq!(
            remove("sealed"),
            Err(Refused::in_use_by(["reference"].into_iter()).into())
        );
        let spare = AddSkin {
            skin: "spare".parse().unwrap(),
            settings: show(&directory, "open").unwrap().state.settings,
        };
        directory.ask(&signed_in(1), spare, NOW).unwrap();
        assert_eq!(remove("spare"), Ok(()));
        assert_eq!(remove("spare"), Err(Refused::NoSkin.into()));
    }
}
