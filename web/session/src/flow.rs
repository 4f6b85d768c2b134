//! Whether the queue takes what an end of a chat sends.

use hushdesk_protocol::frames::Refusal;
use hushdesk_protocol::ids::Timestamp;

/// Milliseconds after which it is tried again where the queue does not say when: room may have been made by
/// other chats, of which it says nothing here.
const AGAIN_MILLIS: u64 = 10_000;

/// Whether the queue takes what is sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Flow {
    /// It does.
    Free,
    /// Not for now: what is written waits, and is sent by itself.
    Held(Hold),
    /// Not any more: the chat has had as much as a chat may have.
    Full,
}

/// Why what is sent is not taken for now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Hold {
    /// Much waits for the other end already.
    TooMany {
        /// When it is tried again, if there is no word of room before.
        until: Timestamp,
    },
    /// It came faster than anybody writes.
    TooFast {
        /// When it is tried again.
        until: Timestamp,
    },
    /// The chat is being handed on.
    HandedOn,
}

impl Flow {
    /// What follows from a refusal; nothing if it does not say that there is no room.
    pub(crate) const fn after(refusal: Refusal, now: Timestamp) -> Option<Self> {
        match refusal {
            Refusal::TooMany => Some(Self::Held(Hold::TooMany {
                until: now.plus(AGAIN_MILLIS),
            })),
            Refusal::TooFast { wait_millis } => Some(Self::Held(Hold::TooFast {
                until: now.plus(wait_millis),
            })),
            Refusal::Transferring => Some(Self::Held(Hold::HandedOn)),
            Refusal::ChatFull => Some(Self::Full),
            Refusal::Version { .. }
            | Refusal::Malformed
            | Refusal::OutOfOrder
            | Refusal::UnknownChat
            | Refusal::Closed
            | Refusal::Answered
            | Refusal::LeaseLapsed
            | Refusal::WrongKind
            | Refusal::EpochOver
            | Refusal::Gap { .. }
            | Refusal::Unavailable
            | Refusal::NotOffered
            | Refusal::QueueFull => None,
        }
    }

    /// Whether there is anything to be sent into.
    pub(crate) const fn is_free(self) -> bool {
        matches!(self, Self::Free)
    }
}

/// No hold is longer: one that seems to be was begun before the clock was set.
const HOLD_MILLIS_MAX: u64 = 600_000;

impl Hold {
    /// Whether it is time for another try.
    pub(crate) const fn is_due(self, now: Timestamp) -> bool {
        match self.until() {
            Some(until) => until.0 <= now.0 || until.since(now) > HOLD_MILLIS_MAX,
            None => false,
        }
    }

    /// When it is tried again; nothing if something else will say so.
    pub(crate) const fn until(self) -> Option<Timestamp> {
        match self {
            Self::TooMany { until } | Self::TooFast { until } => Some(until),
            Self::HandedOn => None,
        }
    }
}
