//! The pictures of skins: what guests see in the place of initials. Their bytes have been looked at by the Worker, which also
//! makes the hash by which they are known.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{PictureId, SkinName};
use serde::{Deserialize, Serialize};

use super::{known, tell_queues};
use crate::audit::Act;
use crate::caller::{Administrator, Anybody};
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};

/// A picture.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// What kind of file it is.
    pub kind: PictureKind,
    /// Its bytes, in base64.
    pub bytes: String,
}

/// A kind of file that a picture may be.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    Webp,
}

impl PictureKind {
    const fn as_stored(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Webp => "webp",
        }
    }

    fn from_stored(text: &str) -> Result<Self, DatabaseError> {
        match text {
            "png" => Ok(Self::Png),
            "jpeg" => Ok(Self::Jpeg),
            "webp" => Ok(Self::Webp),
            _ => Err(DatabaseError::Column("skin_pictures.kind")),
        }
    }
}

/// What the audit log says of a picture: which it was or is.
#[derive(Serialize)]
struct Noted {
    picture: Option<PictureId>,
}

/// Gives a skin a picture, in the place of the one it had.
#[derive(Serialize, Deserialize)]
pub struct SetSkinPicture {
    /// Which skin.
    pub skin: SkinName,
    /// The SHA-256 of the picture's bytes.
    pub id: PictureId,
    /// The picture.
    pub picture: Picture,
}

impl Question for SetSkinPicture {
    const PATH: &'static str = "/set-skin-picture";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        change(&asked, &self.skin, Some((&self.id, &self.picture)))
    }
}

/// Takes its picture away from a skin.
#[derive(Serialize, Deserialize)]
pub struct RemoveSkinPicture {
    /// Which skin.
    pub skin: SkinName,
}

impl Question for RemoveSkinPicture {
    const PATH: &'static str = "/remove-skin-picture";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        change(&asked, &self.skin, None)
    }
}

/// The picture that is known by this hash, if a skin has it.
#[derive(Serialize, Deserialize)]
pub struct FindPicture {
    /// Which.
    pub picture: PictureId,
}

impl Question for FindPicture {
    const PATH: &'static str = "/find-picture";
    type By = Anybody;
    type Answer = Picture;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<Picture>, DirectoryError> {
        let rows = asked.database.query(
            "SELECT kind, bytes FROM skin_pictures WHERE id = ? LIMIT 1",
            vec![self.picture.as_str().into()],
        )?;
        let mut row = rows.into_iter().next().ok_or(Refused::NoPicture)?;
        Ok(Answered::with(Picture {
            kind: PictureKind::from_stored(&row.text("skin_pictures.kind")?)?,
            bytes: row.text("skin_pictures.bytes")?,
        }))
    }
}

/// The picture of a skin, if it has one.
pub(crate) fn of(
    database: &impl Database,
    skin: &SkinName,
) -> Result<Option<PictureId>, DatabaseError> {
    let rows = database.query(
        "SELECT id FROM skin_pictures WHERE skin = ?",
        vec![skin.as_str().into()],
    )?;
    let mut row = rows.into_iter();
    row.next()
        .map(|mut row| row.name("skin_pictures.id"))
        .transpose()
}

/// Gives a skin the picture of another, if that has one.
pub(super) fn copy(
    database: &impl Database,
    from: &SkinName,
    to: &SkinName,
) -> Result<(), DatabaseError> {
    database.query(
        "INSERT INTO skin_pictures (skin, id, kind, bytes)
         SELECT ?, id, kind, bytes FROM skin_pictures WHERE skin = ?",
        vec![to.as_str().into(), from.as_str().into()],
    )?;
    Ok(())
}

fn change<D: Database>(
    asked: &Asked<'_, D, Administrator>,
    skin: &SkinName,
    picture: Option<(&PictureId, &Picture)>,
) -> Result<Answered<()>, DirectoryError> {
    let database = asked.database;
    known(database, skin)?;
    let noted = || {
        Ok::<_, DatabaseError>(Noted {
            picture: of(database, skin)?,
        })
    };
    let before = noted()?;
    match picture {
        Some((id, picture)) => database.query(
            "INSERT INTO skin_pictures (skin, id, kind, bytes) VALUES (?, ?, ?, ?)
             ON CONFLICT (skin) DO UPDATE SET id = excluded.id, kind = excluded.kind, bytes = excluded.bytes",
            vec![
                skin.as_str().into(),
                id.as_str().into(),
                picture.kind.as_stored().into(),
                picture.bytes.as_str().into(),
            ],
        )?,
        None => database.query(
            "DELETE FROM skin_pictures WHERE skin = ?",
            vec![skin.as_str().into()],
        )?,
    };
    let act = Act::changed("set_skin_picture", skin.as_str(), &before, &noted()?)?;
    if act.is_some() {
        tell_queues(database, skin, asked.now)?;
    }
    Ok(Answered::done(act))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Library, NOW, library, nobody, sign_in, signed_in, told};
    use crate::{CopySkin, FindSnippet, RemoveSkin, ShowSkin};

    fn administered() -> Library {
        let directory = library();
        sign_in(&directory, "admin", 1);
        directory
    }

    fn give(directory: &Library, byte: u8) -> PictureId {
        let id = PictureId::from_bytes([byte; 32]);
        let set = SetSkinPicture {
            skin: "sealed".parse().unwrap(),
            id: id.clone(),
            picture: Picture {
                kind: PictureKind::Png,
                bytes: format!("bytes{byte}"),
            },
        };
        directory.ask(&signed_in(1), set, NOW).unwrap();
        id
    }

    fn take(directory: &Library, skin: &str) {
        let skin = skin.parse().unwrap();
        let remove = RemoveSkinPicture { skin };
        directory.ask(&signed_in(1), remove, NOW).unwrap();
    }

    fn find(directory: &Library, picture: &PictureId) -> Option<String> {
        let picture = picture.clone();
        let found = directory.ask(&nobody(), FindPicture { picture }, NOW);
        found.ok().map(|found| found.bytes)
    }

    #[test]
    fn a_picture_is_there_for_everybody_until_it_is_replaced_or_taken_away() {
        let directory = administered();
        let one = give(&directory, 1);
        assert_eq!(find(&directory, &one).as_deref(), Some("bytes1"));
        let other = give(&directory, 2);
        assert_eq!(find(&directory, &one), None);
        assert_eq!(find(&directory, &other).as_deref(), Some("bytes2"));
        let snippet = "reference".parse().unwrap();
        let record = directory.ask(&nobody(), FindSnippet { snippet }, NOW);
        assert_eq!(record.unwrap().picture, Some(other.clone()));
        take(&directory, "sealed");
        assert_eq!(find(&directory, &other), None);
    }

    #[test]
    fn two_skins_may_have_the_same_picture_and_each_loses_its_own() {
        let directory = administered();
        let picture = give(&directory, 1);
        let copy = CopySkin {
            skin: "sealed".parse().unwrap(),
            copy: "other".parse().unwrap(),
            title: "Ask".parse().unwrap(),
        };
        directory.ask(&signed_in(1), copy, NOW).unwrap();
        take(&directory, "sealed");
        assert!(find(&directory, &picture).is_some());
        let show = ShowSkin {
            skin: "other".parse().unwrap(),
        };
        let shown = directory.ask(&signed_in(1), show, NOW).unwrap();
        assert_eq!(shown.state.picture, Some(picture.clone()));
        let remove = RemoveSkin {
            skin: "other".parse().unwrap(),
        };
        directory.ask(&signed_in(1), remove, NOW).unwrap();
        assert_eq!(find(&directory, &picture), None);
    }

    #[test]
    fn all_queues_hear_of_another_picture_and_of_none() {
        let directory = administered();
        let heard = |directory: &Library| {
            let queues = told(directory, NOW).into_iter();
            queues.map(|(queue, _)| queue).collect::<Vec<_>>()
        };
        heard(&directory);
        give(&directory, 1);
        assert_eq!(heard(&directory), ["reference", "circulation"]);
        give(&directory, 1);
        assert_eq!(heard(&directory), [""; 0]);
        take(&directory, "sealed");
        assert_eq!(heard(&directory).len(), 2);
        take(&directory, "sealed");
        assert_eq!(heard(&directory), [""; 0]);
    }
}
