//! Why something a client sent was not done.

use serde::{Deserialize, Serialize};

use crate::ids::{ChatId, Number};

/// What was refused.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum About {
    /// The first frame of a socket, or one that could not be read.
    Socket,
    /// Something for colleagues, the first that has not been answered.
    Colleagues,
    /// A chat as a whole: opening, resuming, claiming, ending it.
    Chat(ChatId),
    /// One message, or one beginning of a key exchange.
    Message {
        /// In which chat.
        chat: ChatId,
        /// Its number.
        number: Number,
    },
}

/// Why. A client shows a sentence of its catalogue for each.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Refusal {
    /// The client is of another version than the edge: reload the page.
    #[error("this edge speaks version {ours} of the frames")]
    Version {
        /// The edge's.
        ours: u16,
    },
    /// The frame is not one of this protocol.
    #[error("the frame could not be read")]
    Malformed,
    /// The first frame must be `open`, `resume` or `hello`, and none of these may follow.
    #[error("the frame came out of order")]
    OutOfOrder,
    /// No such chat, or another's: the two are not told apart.
    #[error("there is no such chat")]
    UnknownChat,
    /// The chat has ended.
    #[error("the chat has ended")]
    Closed,
    /// Somebody else was quicker.
    #[error("the chat is answered")]
    Answered,
    /// The claim has lapsed: another holds the chat, or nobody.
    #[error("the claim has lapsed")]
    LeaseLapsed,
    /// A readable text in a sealed chat, or the other way round.
    #[error("the body is not of the chat's kind")]
    WrongKind,
    /// The text was sealed in an epoch that is over; its number is used up. Seal it again.
    #[error("the epoch is over")]
    EpochOver,
    /// A number was left out: the queue waits for `expected`.
    #[error("expected number {expected}")]
    Gap {
        /// The next number it takes.
        expected: Number,
    },
    /// More undelivered messages than the queue keeps: wait until the other end is back.
    #[error("too many undelivered messages")]
    TooMany,
    /// Messages come faster than anybody writes: wait so long before the next one.
    #[error("too fast: wait {wait_millis} ms")]
    TooFast {
        /// Milliseconds.
        wait_millis: u64,
    },
    /// The chat has had as many messages, or as many bytes, as a chat may have: begin a new one.
    #[error("the chat has reached its limit")]
    ChatFull,
    /// The chat is being handed on: cancel that to write in it.
    #[error("the chat is being handed on")]
    Transferring,
    /// Whom the chat should be handed to is not there, or takes no chats.
    #[error("the recipient takes no chats")]
    Unavailable,
    /// The chat is not offered to this operator, or not at all; or a chat of this kind is not opened by this snippet.
    #[error("that is not offered")]
    NotOffered,
    /// More chats than the queue takes at once.
    #[error("the queue is full")]
    QueueFull,
}

impl Refusal {
    /// Where a refusal of the message with this number stops its sender: neither that message nor any behind it is taken
    /// until the one with the number that is given has come. Nothing if those behind it are taken all the same.
    pub const fn stops_at(self, number: Number) -> Option<Number> {
        match self {
            Self::Gap { expected } => Some(expected),
            Self::Transferring | Self::TooMany | Self::TooFast { .. } => Some(number),
            Self::Version { .. }
            | Self::Malformed
            | Self::OutOfOrder
            | Self::UnknownChat
            | Self::Closed
            | Self::Answered
            | Self::LeaseLapsed
            | Self::WrongKind
            | Self::EpochOver
            | Self::ChatFull
            | Self::Unavailable
            | Self::NotOffered
            | Self::QueueFull => None,
        }
    }

    /// Its name on the wire, without what else it says.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Version { .. } => "version",
            Self::Malformed => "malformed",
            Self::OutOfOrder => "out_of_order",
            Self::UnknownChat => "unknown_chat",
            Self::Closed => "closed",
            Self::Answered => "answered",
            Self::LeaseLapsed => "lease_lapsed",
            Self::WrongKind => "wrong_kind",
            Self::EpochOver => "epoch_over",
            Self::Gap { .. } => "gap",
            Self::TooMany => "too_many",
            Self::TooFast { .. } => "too_fast",
            Self::ChatFull => "chat_full",
            Self::Transferring => "transferring",
            Self::Unavailable => "unavailable",
            Self::NotOffered => "not_offered",
            Self::QueueFull => "queue_full",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusals_word_is_its_name_on_the_wire() {
        for refusal in [
            Refusal::Version { ours: 1 },
            Refusal::Gap {
                expected: Number(1),
            },
            Refusal::TooFast { wait_millis: 1 },
            Refusal::OutOfOrder,
            Refusal::EpochOver,
            Refusal::QueueFull,
        ] {
            let json = serde_json::to_string(&refusal).unwrap();
            let word = format!("\"{}\"", refusal.word());
            assert!(json.contains(&word), "{json}");
        }
    }
}
