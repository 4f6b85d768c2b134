//! What goes on at a desk of several: who can take a chat, why a chat is offered, and handing one on.

use std::fmt;

use serde::de::{self, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ids::{OperatorName, QueueName, Timestamp};
use crate::text::{DisplayName, NoteText, StatusText};

/// Whether an operator wants chats.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Yes.
    #[default]
    Available,
    /// Yes, gladly: has nothing else to do.
    Chat,
    /// No: at work on something.
    Busy,
    /// No: will be back soon.
    Away,
    /// No: will be away for long.
    ExtendedAway,
}

impl Status {
    /// Whether chats are offered to an operator of this status. Only these bring a queue online.
    pub const fn takes_chats(self) -> bool {
        match self {
            Self::Available | Self::Chat => true,
            Self::Busy | Self::Away | Self::ExtendedAway => false,
        }
    }
}

/// What an operator says of themselves.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Availability {
    /// Whether they want chats.
    pub status: Status,
    /// In their own words; may be empty.
    #[serde(default)]
    pub text: StatusText,
}

/// The end of their shift that an operator has chosen. A window says it with each connection, and others of the same
/// operator may have chosen otherwise since: the later choice counts, in whatever order they are said.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChosenEnd {
    /// When it ends.
    pub ends: Until,
    /// When that was chosen.
    pub chosen: Timestamp,
}

/// When an operator's shift ends, as they choose it: on the wire milliseconds since 1970, or `"never"`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Until {
    /// At this moment.
    At(Timestamp),
    /// When they go.
    Never,
}

/// How [`Until::Never`] is written.
const NEVER: &str = "never";

impl Serialize for Until {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::At(at) => at.serialize(serializer),
            Self::Never => serializer.serialize_str(NEVER),
        }
    }
}

impl<'de> Deserialize<'de> for Until {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UntilVisitor)
    }
}

struct UntilVisitor;

impl Visitor<'_> for UntilVisitor {
    type Value = Until;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("milliseconds since 1970 or \"never\"")
    }

    fn visit_u64<E: de::Error>(self, millis: u64) -> Result<Until, E> {
        Ok(Until::At(Timestamp(millis)))
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Until, E> {
        if word == NEVER {
            Ok(Until::Never)
        } else {
            Err(E::invalid_value(Unexpected::Str(word), &self))
        }
    }
}

/// An operator who is connected to the queue, as all who are see them.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colleague {
    /// Who.
    pub operator: OperatorName,
    /// What they are called.
    pub display: DisplayName,
    /// What they say of themselves.
    pub availability: Availability,
    /// How many chats of this queue they hold.
    pub chats: u32,
    /// Whether a chat can be handed to them now: their status, the queue's bound of chats at once and the end
    /// of their shift all allow it.
    pub takes: bool,
}

/// How many chats wait at the queue, whoever is asked to take them.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiting {
    /// How many nobody holds.
    pub chats: u32,
    /// Since when the one that waits for longest does.
    pub since: Option<Timestamp>,
}

/// To whom a chat is handed on.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Recipient {
    /// An operator of the same queue.
    Operator(OperatorName),
    /// Whoever of a queue claims it first; the same queue or another.
    Queue(QueueName),
}

/// Why a chat is offered, and how its holder came by it.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Origin {
    /// A guest came.
    #[default]
    New,
    /// Its holder went away and stayed away; the guest goes on.
    Continuation {
        /// Who held it.
        of: OperatorName,
    },
    /// Its holder hands it on.
    Transfer {
        /// Who.
        by: OperatorName,
        /// What they say about it. Never in a sealed chat: it would be readable.
        note: Option<NoteText>,
    },
    /// Nobody of another queue has answered it: it was passed on by itself.
    RolledOver {
        /// From which queue.
        from: QueueName,
        /// How many seconds it had waited there.
        seconds: u32,
    },
    /// Somebody else held it, and this operator has taken it over. Only a held chat has come about like this.
    TakenOver {
        /// From whom.
        from: OperatorName,
    },
}

/// For whom something is that an operator says to colleagues.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Audience {
    /// All who staff the queue.
    Room,
    /// One of them.
    Operator(OperatorName),
}

/// A chat that is being handed on.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handing {
    /// To whom.
    pub recipient: Recipient,
    /// When it is over, if nobody has taken the chat by then.
    pub until: Timestamp,
}

/// How it goes with handing a chat on, to the one who does.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TransferState {
    /// It is offered.
    Offered(Handing),
    /// It is taken. The sender's lease has lapsed.
    Taken {
        /// By whom.
        by: OperatorName,
    },
    /// The operator it was offered to does not want it. It stays with the sender.
    Declined {
        /// Who.
        by: OperatorName,
    },
    /// Nobody took it in time. It stays with the sender.
    TimedOut,
    /// The sender has changed their mind.
    Cancelled,
    /// The recipient is not there (any more). It stays with the sender.
    Unavailable,
}
