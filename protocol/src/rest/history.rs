//! Rows about chats, and statistics made of them. Nothing of what is said in a chat stands in a row.

use serde::{Deserialize, Serialize};

use crate::frames::{ChatKind, Closer, GuestLabel};
use crate::ids::{ChatId, OperatorName, QueueName, SkinName, Timestamp};
use crate::limits::NAME_CHARS_MAX;
use crate::text::{Category, PageAddress};

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
    /// Those that were sealed. All others were open.
    pub sealed: u32,
    /// How long guests waited until somebody claimed; null if nobody did.
    pub waited: Option<Spread>,
    /// How long it took from the first claim to the end; null if there is no such chat.
    pub lasted: Option<Spread>,
    /// How many were rated 1, 2, 3, 4 and 5.
    pub ratings: [u32; 5],
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

/// A day of the calendar, like `2026-11-29`. Of whose local time it is a day has to be said beside it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day {
    since_1970: i32,
    text: String,
}

/// A text that is no day.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a day is written like 2026-11-29")]
pub struct NoDay;

impl Day {
    /// The one so many days after 1970-01-01.
    pub fn after_1970(days: i32) -> Self {
        let (year, month, day) = civil(days);
        Self {
            since_1970: days,
            text: format!("{year:04}-{month:02}-{day:02}"),
        }
    }

    /// Days from 1970-01-01 to this one.
    pub const fn since_1970(&self) -> i32 {
        self.since_1970
    }

    /// So many days later, or earlier.
    #[must_use]
    pub fn plus(&self, days: i32) -> Self {
        Self::after_1970(self.since_1970.saturating_add(days))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Days of the calendar from 1970 on ("days_from_civil" of Howard Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms"; for years from 0 on).
const fn days_to(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year / 400;
    let year_of_era = year - era * 400;
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day: the other way ("civil_from_days").
const fn civil(since_1970: i32) -> (i32, i32, i32) {
    let days = since_1970 + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400;
    let year = if month <= 2 { year + 1 } else { year };
    (year, month, day)
}

impl TryFrom<String> for Day {
    type Error = NoDay;

    fn try_from(text: String) -> Result<Self, NoDay> {
        let [year, month, day] = text
            .splitn(3, '-')
            .map(|part| part.parse().map_err(|_| NoDay))
            .collect::<Result<Vec<i32>, _>>()?
            .try_into()
            .map_err(|_| NoDay)?;
        let is_near = (1970..=9999).contains(&year);
        if !is_near || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return Err(NoDay);
        }
        let read = Self::after_1970(days_to(year, month, day));
        // There is no 31st of November, and no other spelling of a day.
        (read.text == text).then_some(read).ok_or(NoDay)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.text
    }
}

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

    fn day(text: &str) -> Result<Day, NoDay> {
        Day::try_from(text.to_owned())
    }

    #[test]
    fn a_day_is_one_of_the_calendar() {
        for (text, since_1970) in [
            ("1970-01-01", 0),
            ("2000-02-29", 11_016),
            ("2026-11-29", 20_786),
        ] {
            let days = day(text).map(|day| day.since_1970());
            assert_eq!(days, Ok(since_1970), "{text}");
        }
        for wrong in [
            "",
            "2026-11",
            "2026-11-31",
            "2026-02-29",
            "2026-1-2",
            "+2026-01-02",
            "1969-12-31",
            "2026-01-02-03",
            "today",
        ] {
            assert_eq!(day(wrong), Err(NoDay), "{wrong}");
        }
    }

    #[test]
    fn every_day_of_four_centuries_is_read_as_it_is_written() {
        for since_1970 in 0..146_097 {
            let one = Day::after_1970(since_1970);
            assert_eq!(day(one.as_str()), Ok(one));
        }
    }

    #[test]
    fn a_rating_is_one_to_five() {
        let ratings = (0..=6).map(|number| Rating::try_from(number).is_ok());
        let ratings: Vec<bool> = ratings.collect();
        assert_eq!(ratings, [false, true, true, true, true, true, false]);
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
        for answered in [Answered::Yes, Answered::No] {
            assert_eq!(
                Answered::try_from(answered.as_str().to_owned()),
                Ok(answered)
            );
        }
    }

    #[test]
    fn zones_and_guests_are_named_by_what_an_address_can_carry() {
        let zone = |text: &str| ZoneName::try_from(text.to_owned()).is_ok();
        assert!(zone("Europe/Berlin") && zone("Etc/GMT+1") && zone("UTC"));
        assert!(!zone("") && !zone("Europe Berlin") && !zone(&"a".repeat(65)));
        let guest = |text: &str| GuestBeginning::try_from(text.to_owned()).is_ok();
        assert!(guest("heron-2") && !guest("") && !guest("Heron") && !guest("%"));
    }
}
