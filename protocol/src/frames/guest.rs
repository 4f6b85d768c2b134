//! The frames of a guest's socket, which belongs to one chat.

use serde::{Deserialize, Serialize};

use super::chat::{ChatKind, Entry, Outgoing, Sent};
use super::refusal::{About, Refusal};
use crate::ids::{ChatId, Epoch, Lease, Number, QueueName, ResumeToken, Seq, Timestamp, Visit};
use crate::text::{CommitText, DisplayName, PageAddress};

/// From the guest's browser to the queue. The first frame of a socket is `open` or `resume`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FromGuest {
    /// Opens the chat. Sent again with the same id and token it resumes it. The skin, and whether the chat may be
    /// open, follows from the snippet that the socket's address names.
    Open {
        /// [`crate::VERSION`].
        version: u16,
        /// The chat's id, made by the guest's browser.
        chat: ChatId,
        /// The secret by which the guest comes back.
        token: ResumeToken,
        /// Sealed or open, and what that kind begins with.
        opening: Opening,
        /// The page the guest writes from.
        page: Option<PageAddress>,
    },
    /// Comes back to the chat.
    Resume {
        /// [`crate::VERSION`].
        version: u16,
        /// Which chat.
        chat: ChatId,
        /// The secret it was opened with.
        token: ResumeToken,
        /// The last entry the browser has: acknowledges all up to it, and what follows is sent again.
        received: Seq,
        /// The last visit that the queue has told the page of, or those it goes on from.
        visit: Visit,
    },
    /// Begins a new key exchange in a sealed chat: after a reload, for a new operator, or because the
    /// operator asked by an OTR query. What of earlier epochs is undelivered is dropped, in both
    /// directions. Takes a number like a message.
    KeyExchange {
        /// Its place among what the guest sent.
        number: Number,
        /// The D-H Commit.
        commit: CommitText,
    },
    /// Writes to the operator.
    Message(Outgoing),
    /// All entries up to this one have been received and kept: the queue may forget them.
    Ack {
        /// The last one.
        received: Seq,
    },
    /// Whether the guest is writing.
    Typing(bool),
    /// Does not want whoever holds this sealed chat to hold it: the guest's browser does not accept their key, or the
    /// guest does not. The chat is offered to the others, and never to them again. Under another lease than the present one
    /// it says nothing.
    RefuseHolder {
        /// By which claim they hold it.
        lease: Lease,
    },
    /// Ends the chat.
    End,
}

/// How a chat begins.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Opening {
    /// With a D-H Commit, which the queue holds back until an operator claims. It is number 1 of what the
    /// guest sent, and begins epoch 1.
    Sealed {
        /// The D-H Commit.
        commit: CommitText,
    },
    /// With nothing: messages follow.
    Open,
}

/// From the queue to the guest's browser.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ToGuest {
    /// The answer to `open` and `resume`: where the chat stands.
    Chat(GuestChat),
    /// A new entry of the log.
    Entry(Entry),
    /// How far the queue has got with what the guest sent.
    Sent(Sent),
    /// The key exchange the guest began has this epoch.
    Epoch {
        /// The `number` of the guest's `key_exchange`.
        number: Number,
        /// The epoch.
        epoch: Epoch,
    },
    /// Whether the operator is writing.
    Typing(bool),
    /// Whether the operator's window is connected at the moment. Whoever comes or goes is not writing.
    Presence {
        /// Whether.
        present: bool,
    },
    /// What a guest can expect whose chat waits; whenever that changes, and when the chat begins to wait again.
    Waiting(Prospect),
    /// The skin through which the guest came is another than it was: how it looks is asked for anew. What it says of sealing and
    /// of keys is not taken from that; it is asked at each claim.
    Changed,
    /// The chat has gone to another queue. The socket is closed; the browser resumes there, with the same chat,
    /// token and cursor, and sends again what was not accepted.
    Moved {
        /// Which queue.
        queue: QueueName,
    },
    /// Something the guest sent was not done.
    Refused {
        /// What.
        about: About,
        /// Why.
        refusal: Refusal,
    },
}

/// What a guest can expect whose chat waits.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prospect {
    /// Whether anybody takes chats at the moment whom the guest has not refused.
    pub staffed: bool,
    /// Its place among the chats that wait, by when they were opened.
    pub place: Place,
}

/// A place in a line.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Place {
    /// This one: who has the first is next.
    Nth(u32),
    /// Behind so many; how far is not told.
    Behind(u32),
}

/// Where a chat stands, for the guest who comes (back) to it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuestChat {
    /// The time at the edge.
    pub now: Timestamp,
    /// Sealed or open.
    pub kind: ChatKind,
    /// The epoch of the last key exchange; 0 in an open chat.
    pub epoch: Epoch,
    /// How far the queue has got with what the guest sent.
    pub sent: Sent,
    /// The number of this visit.
    pub visit: Visit,
    /// What had been accepted when the visit ended that `resume` named: later numbers are those of another page, which
    /// has spoken since. 0 if that was too long ago to be known.
    pub yours: Number,
    /// What the operator is called who holds the chat, if one does. The entry that said so may have gone to another window
    /// of the guest.
    pub operator: Option<DisplayName>,
    /// The fencing number of the last claim.
    pub lease: Lease,
    /// Whether that operator is connected at the moment.
    pub present: bool,
    /// What the guest can expect while nobody holds the chat.
    pub waiting: Option<Prospect>,
    /// The entries after the guest's cursor, in order.
    pub entries: Vec<Entry>,
}
