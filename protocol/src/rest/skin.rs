//! Skins: how chats look, whether they are sealed, and for which keys.

use serde::{Deserialize, Serialize};

use super::snippet::{Sealing, UnverifiedOperator};
use crate::colour::Colour;
use crate::ids::{Fingerprint, PictureId, SkinName, SnippetName, Timestamp};
use crate::language::Language;
use crate::text::{DisplayName, NoticeText, Title};

/// Bytes of the JSON of a skin: 100 keys of 200 bytes each, and 20 languages with greetings of 4 KB, escaped.
pub const SKIN_BYTES_MAX: usize = 524_288;

/// Languages a skin has words in, at most.
pub const SKIN_LANGUAGES_MAX: usize = 20;

/// Bytes of a library's own style sheet, at most: about 200 rules.
pub const STYLE_BYTES_MAX: usize = 8_192;

/// Bytes of a picture, at most.
pub const PICTURE_BYTES_MAX: usize = 65_536;

/// Pixels of a picture's longer side, at most.
pub const PICTURE_PIXELS_MAX: usize = 512;

/// Bytes of the JSON of a picture: base64 makes four bytes of three, and 38 stand around it.
pub const PICTURE_BODY_BYTES_MAX: usize = 87_420;

/// Starters in one language, at most.
pub const STARTERS_MAX: usize = 4;

/// A skin, as it is listed ([`GetSkins`](super::GetSkins)): an operator learns from it how a guest's browser will take a key.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SkinListing {
    /// Its name.
    pub name: SkinName,
    /// What stands at the top of the widget.
    pub title: String,
    /// Whether its chats are sealed, and for whom at the moment.
    pub sealing: Sealing,
    /// Its picture, if it has one.
    #[serde(default)]
    pub picture: Option<PictureId>,
}

/// A skin as administrators see it ([`GetSkin`](super::GetSkin)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Skin {
    /// Its name.
    pub name: SkinName,
    /// How it is set.
    pub settings: SkinSettings,
    /// Which snippets wear it.
    pub snippets: Vec<SnippetName>,
    /// Its picture, if it has one.
    #[serde(default)]
    pub picture: Option<PictureId>,
}

/// A picture for a skin ([`PutSkinPicture`](super::PutSkinPicture)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SkinPicture {
    /// The bytes of a PNG, JPEG or WebP of at most 512 pixels a side, in base64.
    pub picture: String,
}

/// How a skin is set ([`PutSkin`](super::PutSkin)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SkinSettings {
    /// What stands at the top of the widget.
    pub title: Title,
    /// Whether its chats are sealed, and how.
    pub sealing: SkinSealing,
    /// How the widget looks and what it says.
    #[serde(default)]
    pub look: Look,
}

/// A skin that is to be made ([`PostSkin`](super::PostSkin)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SkinDraft {
    /// Its name.
    pub name: SkinName,
    /// How it is set.
    pub settings: SkinSettings,
}

/// What a copy of a skin is called ([`PostSkinCopy`](super::PostSkinCopy)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SkinCopy {
    /// Its name.
    pub name: SkinName,
    /// What stands at the top of the widget.
    pub title: Title,
}

/// Whether chats are sealed, and whose keys count.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SkinSealing {
    /// End-to-end encrypted.
    Sealed {
        /// Which keys count as verified.
        #[serde(default)]
        keys: SkinKeys,
        /// What to do with an operator whose key is none of them.
        unverified: UnverifiedOperator,
    },
    /// Readable by the service.
    Open,
}

impl SkinSealing {
    /// Whether it vouches for keys by itself.
    pub const fn has_own_keys(&self) -> bool {
        matches!(
            self,
            Self::Sealed {
                keys: SkinKeys::Own(_),
                ..
            }
        )
    }
}

/// Which keys a sealed skin vouches for. What the organisation has revoked counts nowhere.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SkinKeys {
    /// Those of the organisation, whichever these are.
    #[default]
    Organisation,
    /// Its own.
    Own(Vec<Pin>),
}

/// A key that a skin vouches for by itself.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// Whose it is, as the library says.
    #[serde(default)]
    pub name: Option<DisplayName>,
    /// From when on it does not count any more.
    #[serde(default)]
    pub expires: Option<Timestamp>,
}

/// How the widget looks and what it says. What is left out is as it is without a skin.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Look {
    /// Of the header, the guest's own messages and the button.
    pub colour: Option<Colour>,
    /// Who answers, as a guest reads it.
    pub answers: Answers,
    /// In which corner of a page the button sits.
    pub corner: Corner,
    /// Whether sounds are made for a guest.
    pub sounds: bool,
    /// The library's own style sheet, as it was written; checked before it is kept.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub style: String,
    /// What it says, a language each.
    pub words: Vec<Words>,
}

/// Who answers, as a guest reads it.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Answers {
    /// The operator, by their own name.
    #[default]
    Operator,
    /// The desk, by this name.
    Desk(Title),
}

/// A lower corner of a page.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Corner {
    /// Where lines end.
    #[default]
    End,
    /// Where lines begin.
    Start,
}

/// What a skin says in one language.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The language.
    pub language: Language,
    /// What the button says.
    #[serde(default)]
    pub button: Option<Title>,
    /// What is said before the guest writes.
    #[serde(default)]
    pub greeting: Option<NoticeText>,
    /// What a guest may begin with by one press; at most 4.
    #[serde(default)]
    pub starters: Vec<Title>,
}

impl Look {
    /// What it says in this language, or the nearest there is: of the same primary tag (RFC 4647, section 3.4), English,
    /// whatever comes first.
    pub fn words_in(&self, language: Option<&Language>) -> Option<&Words> {
        let find = |fits: &dyn Fn(&Language) -> bool| {
            let mut words = self.words.iter();
            words.find(|words| fits(&words.language))
        };
        let wanted = language.and_then(|wanted| {
            let primary = wanted.primary();
            find(&|it| it == wanted).or_else(|| find(&|it| it.primary() == primary))
        });
        let english = || find(&|it| it.primary() == "en");
        wanted.or_else(english).or_else(|| self.words.first())
    }

    /// Whether it is within its bounds: each language once, and not too much of anything.
    pub fn is_within_bounds(&self) -> bool {
        let languages: std::collections::BTreeSet<_> =
            self.words.iter().map(|words| &words.language).collect();
        let few_starters = |words: &Words| words.starters.len() <= STARTERS_MAX;
        self.words.len() <= SKIN_LANGUAGES_MAX
            && self.style.len() <= STYLE_BYTES_MAX
            && languages.len() == self.words.len()
            && self.words.iter().all(few_starters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_says_each_language_once_and_offers_four_starters_at_most() {
        let words = |language: &str, starters| Words {
            language: language.parse().unwrap(),
            button: None,
            greeting: None,
            starters: vec!["Renew a book".parse().unwrap(); starters],
        };
        let look = |words: Vec<Words>| Look {
            words,
            ..Look::default()
        };
        assert!(look(vec![]).is_within_bounds());
        assert!(look(vec![words("en", 4), words("de", 0)]).is_within_bounds());
        assert!(!look(vec![words("en", 5)]).is_within_bounds());
        assert!(!look(vec![words("en", 0), words("en", 0)]).is_within_bounds());
        let styled = |bytes: usize| Look {
            style: " ".repeat(bytes),
            ..Look::default()
        };
        assert!(styled(STYLE_BYTES_MAX).is_within_bounds());
        assert!(!styled(STYLE_BYTES_MAX + 1).is_within_bounds());
    }

    #[test]
    fn a_look_says_what_it_says_in_the_nearest_language_there_is() {
        let words = |tag: &str| Words {
            language: tag.parse().unwrap(),
            button: None,
            greeting: None,
            starters: vec![],
        };
        let look = |tags: &[&str]| Look {
            words: tags.iter().map(|tag| words(tag)).collect(),
            ..Look::default()
        };
        let said = |look: &Look, wanted: Option<&str>| {
            let wanted = wanted.map(|tag| tag.parse().unwrap());
            let words = look.words_in(wanted.as_ref());
            words.map(|words| words.language.as_str().to_owned())
        };
        let many = look(&["fr", "en", "pt", "pt-BR"]);
        for (wanted, expected) in [
            (Some("pt-BR"), "pt-BR"),
            (Some("pt-PT"), "pt"),
            (Some("ja"), "en"),
            (None, "en"),
        ] {
            assert_eq!(said(&many, wanted).as_deref(), Some(expected), "{wanted:?}");
        }
        assert_eq!(said(&look(&["fr"]), Some("ja")).as_deref(), Some("fr"));
        assert_eq!(said(&look(&[]), Some("ja")), None);
    }
}
