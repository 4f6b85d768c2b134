//! Rows about chats, and statistics made of them. Nothing of what is said in a chat stands in a row.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::frames::{ChatKind, Closer, GuestLabel};
use crate::ids::{ChatId, OperatorName, QueueName, ResumeToken, SkinName, Timestamp};
use crate::text::{Category, OpenText, PageAddress};

/// Chats in one file, at most: those that began last.
pub const HISTORY_CSV_ROWS_MAX: usize = 10_000;

/// Bytes of the pages in one file, about: no row is begun after so many. All else of a row is short.
pub const HISTORY_CSV_BYTES_MAX: usize = 16_000_000;

/// What the organisation remembers of a chat, sealed or open.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChatRow {
    /// Which chat.
    pub chat: ChatId,
    /// Sealed or open.
    pub kind: ChatKind,
    /// What operators call the guest.
    pub guest: GuestLabel,
    /// The queue that has it, or had it last.
    pub queue: QueueName,
    /// The skin through which the guest came.
    pub skin: SkinName,
    /// The page the guest wrote from.
    pub page: Option<PageAddress>,
    /// Where the guest came from, as far as the queue at which the chat was opened keeps that.
    #[serde(default)]
    pub address: Option<GuestAddress>,
    /// When it was opened.
    pub started: Timestamp,
    /// When an operator first claimed it; null if none has.
    pub claimed: Option<Timestamp>,
    /// When and how it ended; null while it runs.
    pub ended: Option<ChatEnd>,
    /// Who has held it, in the order in which they first did.
    pub operators: Vec<OperatorName>,
    /// How often it was handed on and taken.
    pub transfers: u32,
    /// From which queues it was passed on by itself since nobody had answered, in this order.
    #[serde(default)]
    pub rolled_over: Vec<QueueName>,
    /// What it was about, in the order of the alphabet.
    pub categories: Vec<Category>,
    /// What its guest thought of it, if they said so.
    pub rating: Option<Rating>,
}

impl ChatRow {
    /// Milliseconds the guest waited until somebody claimed the chat; nothing if nobody has.
    pub fn waited(&self) -> Option<u64> {
        self.claimed.map(|at| at.since(self.started))
    }

    /// Milliseconds from the first claim to the end; nothing of a chat that runs, or that nobody claimed.
    pub fn lasted(&self) -> Option<u64> {
        let ended = self.ended.as_ref()?;
        self.claimed.map(|at| ended.at.since(at))
    }
}

/// What a chat was about ([`PutChatCategories`](super::PutChatCategories)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChatCategories {
    /// All of it; none, if nothing is to be said.
    pub categories: BTreeSet<Category>,
}

/// Bytes of the JSON of what a chat was about: all categories of a queue, escaped.
pub const CHAT_CATEGORIES_BYTES_MAX: usize = 40_960;

/// Where a guest comes from, as far as that is kept: `198.51.100.7`, or a network like `198.51.100.0/24`.
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct GuestAddress(String);

/// A text that is no address.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("an address, or a network of addresses, is written in figures")]
pub struct NoAddress;

/// Characters of the longest address of IPv6, with the length of a network behind it.
const ADDRESS_CHARS_MAX: usize = 43;

impl GuestAddress {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for GuestAddress {
    type Error = NoAddress;

    fn try_from(text: String) -> Result<Self, NoAddress> {
        let is_figure = |byte: u8| byte.is_ascii_hexdigit() || b".:/".contains(&byte);
        let is_address =
            (2..=ADDRESS_CHARS_MAX).contains(&text.len()) && text.bytes().all(is_figure);
        is_address.then_some(Self(text)).ok_or(NoAddress)
    }
}

impl From<GuestAddress> for String {
    fn from(address: GuestAddress) -> Self {
        address.0
    }
}

/// Shows that there is one. It does not belong into a log.
impl fmt::Debug for GuestAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GuestAddress(..)")
    }
}

/// The end of a chat.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChatEnd {
    /// When.
    pub at: Timestamp,
    /// Who ended it.
    pub by: Closer,
}

/// What a guest thought of a chat: 1, bad, to 5, good.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Rating(u8);

/// What a guest says of a chat that is over ([`PutRating`](super::PutRating)).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GuestRating {
    /// The secret the chat was opened with.
    pub token: ResumeToken,
    /// How it went.
    #[serde(default)]
    pub rating: Option<Rating>,
    /// What else there is to say of an open chat, where the queue asks. Nothing of a sealed one is taken.
    #[serde(default)]
    pub said: Option<OpenText>,
}

/// Bytes of the JSON of what a guest says of a chat: the longest text, half of it escaped.
pub const RATING_BYTES_MAX: usize = 65_536;

/// A number that is no rating.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a rating is 1 to 5")]
pub struct NoRating;

impl TryFrom<u8> for Rating {
    type Error = NoRating;

    fn try_from(number: u8) -> Result<Self, NoRating> {
        (1..=5)
            .contains(&number)
            .then_some(Self(number))
            .ok_or(NoRating)
    }
}

impl Rating {
    /// As an address says it.
    pub const fn as_str(self) -> &'static str {
        match self.0 {
            1 => "1",
            2 => "2",
            3 => "3",
            4 => "4",
            _ => "5",
        }
    }
}

impl TryFrom<String> for Rating {
    type Error = NoRating;

    fn try_from(text: String) -> Result<Self, NoRating> {
        let number: u8 = text.parse().map_err(|_| NoRating)?;
        Self::try_from(number)
    }
}

impl From<Rating> for u8 {
    fn from(rating: Rating) -> Self {
        rating.0
    }
}

/// By what chats are counted together.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// The hour of the week in which they began: `1-09` is Monday from nine to ten, `7-23` the last hour of Sunday.
    Hour,
    /// The day on which they began, like `2026-11-29`.
    Day,
    /// The month in which they began, like `2026-11`.
    Month,
    /// The queue that had them last.
    Queue,
    /// Each operator who held them. A wait counts for who claimed first.
    Operator,
    /// Each of their categories; null for those without.
    Category,
    /// The page they were opened on; null for those without.
    Page,
}

impl Grouping {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Hour,
        Self::Day,
        Self::Month,
        Self::Queue,
        Self::Operator,
        Self::Category,
        Self::Page,
    ];

    /// As an address names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Month => "month",
            Self::Queue => "queue",
            Self::Operator => "operator",
            Self::Category => "category",
            Self::Page => "page",
        }
    }
}

/// A text that names no grouping.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("chats are counted by hour, day, month, queue, operator, category or page")]
pub struct NoGrouping;

impl TryFrom<String> for Grouping {
    type Error = NoGrouping;

    fn try_from(text: String) -> Result<Self, NoGrouping> {
        let named = Self::ALL.into_iter().find(|it| it.as_str() == text);
        named.ok_or(NoGrouping)
    }
}

/// Chats of a period, counted.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Statistics {
    /// All of them together.
    pub all: Figures,
    /// Those of the period before that is as long, for comparison.
    pub before: Figures,
    /// As they are counted together: by time in its order, all others from the most chats to the fewest.
    pub groups: Vec<Group>,
}

/// Chats that are counted together.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// What they have in common; null, if that is nothing.
    pub key: Option<String>,
    /// Their figures.
    pub figures: Figures,
}

/// What is counted of some chats.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// How many they are.
    pub chats: u32,
    /// Those of which an operator claimed one.
    pub answered: u32,
    /// Those that ended without.
    pub unanswered: u32,
    /// Those that were handed on and taken.
    pub transferred: u32,
    /// Those that were passed on by themselves to another queue, since nobody had answered.
    #[serde(default)]
    pub rolled_over: u32,
    /// Those that were sealed. All others were open.
    pub sealed: u32,
    /// How long guests waited until somebody claimed; null if nobody did.
    pub waited: Option<Spread>,
    /// How long it took from the first claim to the end; null if there is no such chat.
    pub lasted: Option<Spread>,
    /// How many were rated 1, 2, 3, 4 and 5.
    pub ratings: [u32; 5],
}

/// For how long queues were staffed in a period, and how many chats ran at once.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Staffing {
    /// All together.
    pub all: Staffed,
    /// The period before that is as long, for comparison.
    pub before: Staffed,
    /// As it is counted together, in the order of the keys.
    pub groups: Vec<StaffingGroup>,
}

/// What is counted together.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffingGroup {
    /// What it has in common.
    pub key: String,
    /// The figures.
    pub staffed: Staffed,
}

/// What is counted of shifts and of chats that run.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Staffed {
    /// Milliseconds for which somebody took chats.
    pub staffed: u64,
    /// Milliseconds for which all of them did, each counted.
    pub worked: u64,
    /// Chats that ran at once, from their first claim to their end, at most.
    pub most_at_once: u32,
}

/// How times are spread, in milliseconds.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// The mean.
    pub mean: u64,
    /// As many are shorter as are longer.
    pub median: u64,
    /// 95 of 100 are not longer.
    pub percentile_95: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_in_figures_and_not_told_to_a_log() {
        let address = |text: &str| GuestAddress::try_from(text.to_owned());
        assert!(address("198.51.100.0/24").is_ok() && address("2001:db8:1::/48").is_ok());
        assert!(address("unknown").is_err() && address("").is_err());
        let told = format!("{:?}", address("198.51.100.7"));
        assert!(!told.contains("198"), "{told}");
    }

    #[test]
    fn a_rating_is_one_to_five() {
        let ratings = (0..=6).map(|number| Rating::try_from(number).is_ok());
        let ratings: Vec<bool> = ratings.collect();
        assert_eq!(ratings, [false, true, true, true, true, true, false]);
    }
}
