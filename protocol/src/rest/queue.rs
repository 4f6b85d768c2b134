//! Queues as those who staff and set them up see them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::alerts::Alerts;
use super::asking::GuestQuestion;
use super::hours::OpeningHours;
use super::person::Duty;
use crate::email_address::EmailAddress;
use crate::ids::{OperatorName, QueueName, SnippetName};
use crate::text::{Category, DisplayName, NoticeText, ProfileText, Title};

/// Bytes of a new queue, or of a queue with its people: 1,000 of them.
pub const QUEUE_BYTES_MAX: usize = 131_072;

/// People of one queue, at most.
pub const QUEUE_PEOPLE_MAX: usize = 1_000;

/// Bytes of the JSON of settings: the longest text and all categories, escaped, of 400 days whose hours are their own 400
/// bytes each, and of 16 questions with 12 options 3,000
/// bytes each.
pub const SETTINGS_BYTES_MAX: usize = 262_144;

/// Bytes of the JSON of a queue's profile: the longest text, each character of it escaped.
pub const QUEUE_PROFILE_BYTES_MAX: usize = 131_072;

/// Categories of one queue, at most: more than anybody finds one in while a guest waits.
pub const CATEGORIES_MAX: usize = 50;

/// A queue, as it is listed ([`GetQueues`](super::GetQueues)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueListing {
    /// Its name.
    pub name: QueueName,
    /// What people call it.
    pub title: String,
    /// Whether somebody there takes chats at the moment, so that one can be handed to it.
    pub staffed: bool,
}

/// A queue as those who manage it see it ([`GetQueue`](super::GetQueue)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Queue {
    /// Its name.
    pub name: QueueName,
    /// What people call it.
    pub title: Title,
    /// Who does what there, by sign-in name.
    pub people: Vec<QueuePerson>,
    /// Which snippets lead to it.
    pub snippets: Vec<SnippetName>,
}

/// Somebody at a queue.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct QueuePerson {
    /// By what name they sign in.
    pub person: OperatorName,
    /// What guests and colleagues know them by.
    pub display: DisplayName,
    /// What they do there.
    pub duties: BTreeSet<Duty>,
}

/// What of a queue can be changed beside its settings ([`PutQueue`](super::PutQueue)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct QueueChange {
    /// What people call it.
    pub title: Title,
    /// Who does what there: whoever is left out does nothing there any more.
    pub people: Vec<PersonDuties>,
}

/// What somebody does at the queue that is spoken of.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonDuties {
    /// Who.
    pub person: OperatorName,
    /// What.
    pub duties: BTreeSet<Duty>,
}

/// How a queue treats its chats ([`GetQueueSettings`](super::GetQueueSettings)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct QueueSettings {
    /// To whom a new chat is offered.
    pub offer: OfferTo,
    /// Seconds nobody has claimed a chat after which its guest gets the concierge's text, and the chat is
    /// offered to all.
    pub concierge_seconds: u32,
    /// What the guest is told then.
    pub concierge: Option<NoticeText>,
    /// Seconds more after which a chat that nobody has claimed ends as unanswered.
    pub unanswered_seconds: u32,
    /// Seconds an operator may be away before their chats are offered again.
    pub grace_seconds: u32,
    /// Seconds within which a chat that is handed on has to be taken.
    pub transfer_seconds: u32,
    /// With how many chats at once an operator takes no more; never, if left out.
    pub busy_at: Option<u32>,
    /// When an operator's shift ends.
    pub shift: ShiftEnd,
    /// What its chats can be about, in the order in which operators choose; at most 50, none twice.
    pub categories: Vec<Category>,
    /// Whether an operator says of each chat what it was about before they put it away.
    pub category_required: bool,
    /// For how many days after its end what was said in an open chat is kept; not at all, if left out.
    pub retain: Option<u32>,
    /// So many days after its end a chat is made anonymous; never, if left out.
    pub anonymise: Option<u32>,
    /// So many days after its end a chat is deleted; never, if left out.
    pub delete: Option<u32>,
    /// What is kept of the address a guest comes from.
    pub address: AddressKept,
    /// Where answers to its mails go, and messages that guests leave; answers go to the organisation's address, if left out.
    pub email: Option<EmailAddress>,
    /// Whether guests may leave messages where nobody is there. It takes an address to mail them to.
    pub messages: bool,
    /// Whether guests are asked at the end of a chat how it went.
    pub rated: bool,
    /// When it is open, as guests are told; nothing is told, if left out.
    pub hours: Option<Box<OpeningHours>>,
    /// When somebody is told that it needs people.
    pub alerts: Alerts,
    /// What guests are asked before the first message of a chat, in this order; at most 8, none twice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entry: Vec<GuestQuestion>,
    /// What guests are asked at the end of a chat, in this order; at most 8, none twice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub survey: Vec<GuestQuestion>,
    /// Whether they are asked there what else they want to tell.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub comment: bool,
    /// Whether guests may have mailed to themselves what was said in an open chat that was answered: while it runs, and as long as it is
    /// kept.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub mailed: bool,
}

impl Default for QueueSettings {
    fn default() -> Self {
        Self {
            offer: OfferTo::All,
            concierge_seconds: 60,
            concierge: None,
            unanswered_seconds: 600,
            grace_seconds: 60,
            transfer_seconds: 60,
            busy_at: None,
            shift: ShiftEnd::Never,
            categories: Vec::new(),
            category_required: false,
            retain: None,
            anonymise: None,
            delete: None,
            address: AddressKept::Drop,
            email: None,
            messages: false,
            rated: false,
            hours: None,
            alerts: Alerts::default(),
            entry: Vec::new(),
            survey: Vec::new(),
            comment: false,
            mailed: false,
        }
    }
}

impl QueueSettings {
    /// Whether guests are asked anything at the end of a chat beside a number.
    pub const fn is_surveyed(&self) -> bool {
        self.comment || !self.survey.is_empty()
    }
}

/// What operators have to know at a queue ([`GetQueueProfile`](super::GetQueueProfile)): its profile, which they read beside a chat.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct QueueProfile {
    /// What is to be known, in Markdown; empty, if nobody has written anything.
    pub text: ProfileText,
}

/// What the chats of a queue can be about ([`GetQueueCategories`](super::GetQueueCategories)).
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueCategories {
    /// In the order in which operators choose.
    pub categories: Vec<Category>,
    /// Whether one is said of each chat.
    pub required: bool,
}

/// What is kept of the address a guest comes from, with the row of their chat.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AddressKept {
    /// The IPv4 address, or the 64 bits that name a network of IPv6: whoever has one address there has them all.
    Keep,
    /// The first 24 bits of an IPv4 address, the first 48 of one of IPv6. The rest is cut off before a queue hears of it.
    Subnet,
    /// Nothing.
    Drop,
}

/// To whom a new chat is offered.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum OfferTo {
    /// To everybody who takes chats.
    All,
    /// To those with the fewest chats, and among them to those who have had none for longest.
    LeastBusy {
        /// To how many; at least 1.
        count: u32,
    },
}

/// When an operator's shift ends: nothing is offered to them from then on, and once they hold no chat they are
/// disconnected.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ShiftEnd {
    /// When they say so.
    Never,
    /// So long after they came.
    After {
        /// Minutes.
        minutes: u32,
    },
    /// At a time of day.
    Clock {
        /// Minutes after midnight UTC.
        minute: u32,
    },
}
