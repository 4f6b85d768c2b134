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
    /// What follows from the refusal of a message; nothing if it does not say that there is no room.
    pub(crate) const fn after(refusal: Refusal, now: Timestamp) -> Option<Self> {
        if let Refusal::ChatFull = refusal {
            return Some(Self::Full);
        }
        match Hold::after(refusal, now) {
            Some(hold) => Some(Self::Held(hold)),
            None => None,
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
    const fn after(refusal: Refusal, now: Timestamp) -> Option<Self> {
        if let Refusal::TooMany = refusal {
            let until = now.plus(AGAIN_MILLIS);
            Some(Self::TooMany { until })
        } else if let Refusal::TooFast { wait_millis } = refusal {
            let until = now.plus(wait_millis);
            Some(Self::TooFast { until })
        } else if let Refusal::Transferring = refusal {
            Some(Self::HandedOn)
        } else {
            None
        }
    }

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
