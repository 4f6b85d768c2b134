//! By what lists of chats are narrowed, as addresses say it.

use serde::{Deserialize, Serialize};

use crate::frames::ChatKind;
use crate::ids::ChatId;
use crate::limits::NAME_CHARS_MAX;

/// The name of a time zone (IANA's Time Zone Database), like `Europe/Berlin`. Whether there is one of that name, only
/// the edge knows.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ZoneName(String);

/// A text that cannot be the name of a time zone.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a time zone is named like Europe/Berlin")]
pub struct NoZone;

/// Characters of the name of a time zone, with room to spare.
const ZONE_CHARS_MAX: usize = 64;

impl ZoneName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ZoneName {
    type Error = NoZone;

    fn try_from(text: String) -> Result<Self, NoZone> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte);
        let is_name = (1..=ZONE_CHARS_MAX).contains(&text.len()) && text.bytes().all(is_plain);
        is_name.then_some(Self(text)).ok_or(NoZone)
    }
}

impl From<ZoneName> for String {
    fn from(name: ZoneName) -> Self {
        name.0
    }
}

/// What the label of a guest begins with.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct GuestBeginning(String);

/// A text with which no label begins.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a guest's label begins with a-z, 0-9 and '-'")]
pub struct NoGuest;

impl GuestBeginning {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for GuestBeginning {
    type Error = NoGuest;

    fn try_from(text: String) -> Result<Self, NoGuest> {
        let is_plain =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_beginning = (1..=NAME_CHARS_MAX).contains(&text.len()) && text.bytes().all(is_plain);
        is_beginning.then_some(Self(text)).ok_or(NoGuest)
    }
}

impl From<GuestBeginning> for String {
    fn from(beginning: GuestBeginning) -> Self {
        beginning.0
    }
}

/// Whether an operator claimed a chat, as an address asks for it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Answered {
    /// One did.
    Yes,
    /// None has so far.
    No,
}

/// Whether it is kept what was said in a chat, as an address asks for it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kept {
    /// It is.
    Yes,
    /// It is not, or there was nothing to be kept.
    No,
}

/// Chats that are chosen by hand at once, at most: a page of the list.
pub const CHATS_BY_HAND_MAX: usize = 100;

/// Chats that were chosen by hand: their ids with commas between them.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ChatIds(String);

/// A text that does not name some chats.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("1 to {CHATS_BY_HAND_MAX} chats are named with commas between them")]
pub struct NoChats;

impl ChatIds {
    /// As an address says it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Each of them.
    pub fn ids(&self) -> Vec<ChatId> {
        let ids = self.0.split(',').map(str::parse);
        ids.filter_map(Result::ok).collect()
    }
}

impl TryFrom<String> for ChatIds {
    type Error = NoChats;

    fn try_from(text: String) -> Result<Self, NoChats> {
        let mut count: usize = 0;
        for id in text.split(',') {
            id.parse::<ChatId>().map_err(|_| NoChats)?;
            count = count.saturating_add(1);
        }
        (count <= CHATS_BY_HAND_MAX)
            .then_some(Self(text))
            .ok_or(NoChats)
    }
}

impl From<ChatIds> for String {
    fn from(ids: ChatIds) -> Self {
        ids.0
    }
}

/// A text that is neither.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("it is `{0}` or `{1}`")]
pub struct Neither(&'static str, &'static str);

impl Answered {
    /// As an address says it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}

impl TryFrom<String> for Answered {
    type Error = Neither;

    fn try_from(text: String) -> Result<Self, Neither> {
        match text.as_str() {
            "yes" => Ok(Self::Yes),
            "no" => Ok(Self::No),
            _ => Err(Neither("yes", "no")),
        }
    }
}

impl Kept {
    /// As an address says it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}

impl TryFrom<String> for Kept {
    type Error = Neither;

    fn try_from(text: String) -> Result<Self, Neither> {
        match text.as_str() {
            "yes" => Ok(Self::Yes),
            "no" => Ok(Self::No),
            _ => Err(Neither("yes", "no")),
        }
    }
}

impl ChatKind {
    /// As an address says it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sealed => "sealed",
            Self::Open => "open",
        }
    }
}

impl TryFrom<String> for ChatKind {
    type Error = Neither;

    fn try_from(text: String) -> Result<Self, Neither> {
        match text.as_str() {
            "sealed" => Ok(Self::Sealed),
            "open" => Ok(Self::Open),
            _ => Err(Neither("sealed", "open")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rest::{Grouping, Rating};

    #[test]
    fn zones_and_guests_are_named_by_what_an_address_can_carry() {
        let zone = |text: &str| ZoneName::try_from(text.to_owned()).is_ok();
        assert!(zone("Europe/Berlin") && zone("Etc/GMT+1") && zone("UTC"));
        assert!(!zone("") && !zone("Europe Berlin") && !zone(&"a".repeat(65)));
        let guest = |text: &str| GuestBeginning::try_from(text.to_owned()).is_ok();
        assert!(guest("heron-2") && !guest("") && !guest("Heron") && !guest("%"));
    }

    #[test]
    fn chats_are_named_by_their_ids_and_not_more_of_them_than_a_page_has() {
        let one = ChatId::from_bytes([1; 16]);
        let of = |count: usize| {
            let ids = vec![one.as_str(); count];
            ChatIds::try_from(ids.join(","))
        };
        assert_eq!(of(2).map(|it| it.ids()), Ok(vec![one.clone(), one.clone()]));
        assert!(of(CHATS_BY_HAND_MAX).is_ok());
        assert_eq!(of(0), Err(NoChats));
        assert_eq!(of(CHATS_BY_HAND_MAX + 1), Err(NoChats));
        assert_eq!(ChatIds::try_from(format!("{one},x")), Err(NoChats));
    }

    #[test]
    fn what_an_address_says_is_read_as_it_is_written() {
        for by in Grouping::ALL {
            assert_eq!(Grouping::try_from(by.as_str().to_owned()), Ok(by));
        }
        for number in 1..=5 {
            let rating = Rating::try_from(number).unwrap();
            assert_eq!(Rating::try_from(rating.as_str().to_owned()), Ok(rating));
        }
        for kind in [ChatKind::Sealed, ChatKind::Open] {
            assert_eq!(ChatKind::try_from(kind.as_str().to_owned()), Ok(kind));
        }
        for kept in [Kept::Yes, Kept::No] {
            assert_eq!(Kept::try_from(kept.as_str().to_owned()), Ok(kept));
        }
        for answered in [Answered::Yes, Answered::No] {
            assert_eq!(
                Answered::try_from(answered.as_str().to_owned()),
                Ok(answered)
            );
        }
    }
}
