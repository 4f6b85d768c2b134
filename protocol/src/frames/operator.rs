//! The frames of an operator's socket, which belongs to one seat at one queue.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::chat::{ChatKind, Closer, Entry, Outgoing, Sent};
use super::desk::{
    Audience, Availability, ChosenEnd, Colleague, Handing, Origin, Recipient, TransferState,
    Waiting,
};
use super::refusal::{About, Refusal};
use crate::ids::{ChatId, Epoch, Lease, OperatorName, QueueName, SeatId, Seq, SkinName, Timestamp};
use crate::text::{ColleagueText, NoteText, PageAddress};

/// From an operator's window to the queue. The first frame of a socket is `hello`; who sends it the Worker
/// has checked before.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FromOperator {
    /// Takes (again) a seat at the queue: from here on chats are offered to it. Chats this operator holds
    /// at a seat that has not been connected for some seconds come along.
    Hello {
        /// [`crate::VERSION`].
        version: u16,
        /// The window, which keeps its seat over reloads.
        seat: SeatId,
        /// The chats this window still has in memory. For those it does not name, it begins anew.
        chats: Vec<HeldCursor>,
        /// What the operator says of themselves, at all their windows. Left out: as before, or available.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        availability: Option<Availability>,
        /// When their shift at this queue ends, if they have chosen it: no chat is offered from then on, and the
        /// socket is closed as soon as they hold none. Left out: as before, or as the queue is set.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<ChosenEnd>,
    },
    /// Says whether the operator wants chats, at all their windows.
    Status(Availability),
    /// Says something to colleagues.
    Tell {
        /// To whom.
        to: Audience,
        /// What.
        text: ColleagueText,
    },
    /// Wants to hold an offered chat: a waiting one, or one that is handed on.
    Claim {
        /// Which.
        chat: ChatId,
    },
    /// Puts this offer aside, at all windows of the operator; others are still asked. A chat that is handed to this
    /// operator alone is thereby declined.
    Dismiss {
        /// Which.
        chat: ChatId,
    },
    /// Takes an offer up again that was put aside.
    Reconsider {
        /// Which.
        chat: ChatId,
    },
    /// Takes over an open chat that somebody else holds, without being asked: its holder and its guest are told who has it.
    TakeOver {
        /// Which.
        chat: ChatId,
    },
    /// Hands a chat on. Until somebody takes it or the time is up it stays here, and is not written in.
    Transfer {
        /// Which.
        chat: ChatId,
        /// By which claim.
        lease: Lease,
        /// To whom.
        recipient: Recipient,
        /// What the next operator should know. Refused in a sealed chat: it would be readable.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<NoteText>,
    },
    /// Hands the chat on no longer.
    CancelTransfer {
        /// Which.
        chat: ChatId,
        /// By which claim.
        lease: Lease,
    },
    /// Writes to the guest.
    Message {
        /// In which chat.
        chat: ChatId,
        /// By which claim.
        lease: Lease,
        /// What.
        message: Outgoing,
    },
    /// All entries up to this one have been received: the queue may forget them.
    Ack {
        /// In which chat.
        chat: ChatId,
        /// By which claim.
        lease: Lease,
        /// The last one.
        received: Seq,
    },
    /// The operator is writing, or stopped.
    Typing {
        /// In which chat.
        chat: ChatId,
        /// By which claim.
        lease: Lease,
        /// Whether.
        typing: bool,
    },
    /// Has the guest of a sealed chat asked for the earlier messages, where the operator's program reads no records of ours
    /// ([`crate::earlier`]): the answer comes in ordinary texts. Says nothing of what was written, and is no part of what is
    /// sealed: whoever is asked names the holder as they know them.
    AskForEarlier {
        /// Which.
        chat: ChatId,
        /// By which claim.
        lease: Lease,
    },
    /// From where the chat's guest comes no new chat is to come for a day. Also once it has ended.
    Block {
        /// Which.
        chat: ChatId,
        /// By which claim.
        lease: Lease,
    },
    /// Ends the chat.
    End {
        /// Which.
        chat: ChatId,
        /// By which claim.
        lease: Lease,
    },
}

/// How far a window has got with a chat it holds.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldCursor {
    /// Which chat.
    pub chat: ChatId,
    /// By which claim.
    pub lease: Lease,
    /// The last entry the window has.
    pub received: Seq,
}

/// From the queue to an operator's window.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ToOperator {
    /// The answer to `hello`: all the window needs to show.
    Welcome {
        /// As whom the Worker let this window in.
        operator: OperatorName,
        /// The time at the edge.
        now: Timestamp,
        /// How many chats wait, whoever is asked.
        waiting: Waiting,
        /// The chats that are offered to this operator, the longest waiting first.
        offers: Vec<Offer>,
        /// The chats this seat holds.
        chats: Vec<HeldChat>,
        /// What has become of those that `hello` named and the seat does not hold.
        lapsed: Vec<Lapsed>,
        /// All operators who are connected to the queue, this one among them.
        colleagues: Vec<Colleague>,
    },
    /// An operator has come, or something about one has changed.
    Colleague(Colleague),
    /// An operator is not connected to the queue any more.
    ColleagueLeft {
        /// Who.
        operator: OperatorName,
    },
    /// An operator says something to colleagues; also to the one who says it, at all their windows.
    Told {
        /// Who.
        by: OperatorName,
        /// To whom.
        to: Audience,
        /// When the queue passed it on.
        at: Timestamp,
        /// What.
        text: ColleagueText,
    },
    /// More or fewer chats wait, whoever is asked.
    Waiting(Waiting),
    /// A chat waits for somebody, or something about an offer has changed.
    Offered(Offer),
    /// An offered chat waits no longer.
    OfferEnded {
        /// Which.
        chat: ChatId,
        /// Why.
        end: OfferEnd,
    },
    /// The seat holds the chat: the answer to the `claim` that won, or it comes along from a window of the same
    /// operator that is gone.
    Claimed(HeldChat),
    /// The seat does not hold this chat any more: its guest did not accept the operator's key, or somebody has taken it over.
    Lapsed(Lapsed),
    /// How it goes with handing a chat on.
    Transfer {
        /// Which.
        chat: ChatId,
        /// How.
        transfer: TransferState,
    },
    /// A new entry of a chat's log: of one this seat holds, or of an open one that is offered to it.
    Entry {
        /// Of which chat.
        chat: ChatId,
        /// The entry.
        entry: Entry,
    },
    /// How far the queue has got with what the operator sent.
    Sent {
        /// In which chat.
        chat: ChatId,
        /// How far.
        sent: Sent,
    },
    /// The guest is writing, or stopped.
    Typing {
        /// In which chat.
        chat: ChatId,
        /// Whether.
        typing: bool,
    },
    /// Since when the guest's browser has not been connected: of a chat that this seat holds or is offered. Whoever
    /// comes or goes is not writing.
    Presence {
        /// In which chat.
        chat: ChatId,
        /// Since when; nothing if it is connected.
        absent_since: Option<Timestamp>,
    },
    /// The answer to `block`.
    Blocked {
        /// Because of which chat.
        chat: ChatId,
        /// Until when no new chat comes from where its guest is; nothing, if that is not known: the guest is not connected,
        /// or comes from where nobody is counted.
        until: Option<Timestamp>,
    },
    /// Something the operator sent was not done.
    Refused {
        /// What.
        about: About,
        /// Why.
        refusal: Refusal,
    },
}

/// A chat that can be claimed, as it is shown to everybody who may. Of a sealed one it says nothing of what was
/// written.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// Which chat.
    pub chat: ChatId,
    /// Who waits.
    pub guest: GuestLabel,
    /// Sealed or open.
    pub kind: ChatKind,
    /// The skin through which the guest came.
    pub skin: SkinName,
    /// Since when it waits, or is handed on.
    pub since: Timestamp,
    /// From which page.
    pub page: Option<PageAddress>,
    /// Why it is offered.
    pub origin: Origin,
    /// Since when the guest's browser has not been connected; nothing if it is.
    pub absent_since: Option<Timestamp>,
    /// Whether this operator has put it aside.
    pub dismissed: bool,
    /// Of an open chat, what the guest wrote and no operator has acknowledged: the first text and the last ones, as
    /// far as they fit. Later ones come as `entry`.
    pub entries: Vec<Entry>,
}

/// Why a chat is not offered any more.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum OfferEnd {
    /// Somebody claimed it.
    Answered {
        /// Who.
        by: OperatorName,
    },
    /// The chat has ended: the guest left.
    GuestLeft,
    /// The chat has ended: nobody claimed it in time.
    Unanswered,
    /// This operator, to whom alone it was handed, does not want it.
    Dismissed,
    /// The chat has ended: the operator who was handing it on has ended it.
    Ended {
        /// Who.
        by: OperatorName,
    },
    /// Nobody here has answered it in time: it waits at another queue.
    PassedOn {
        /// Which.
        to: QueueName,
    },
    /// It is not offered to this operator any more: its sender keeps it after all, or the operator takes no
    /// chats at the moment.
    Withdrawn,
}

/// A chat a seat holds.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldChat {
    /// Which chat.
    pub chat: ChatId,
    /// The claim's fencing number, to be said with everything sent.
    pub lease: Lease,
    /// Who is at the other end.
    pub guest: GuestLabel,
    /// Sealed or open.
    pub kind: ChatKind,
    /// The epoch of the last key exchange; 0 in an open chat.
    pub epoch: Epoch,
    /// The skin through which the guest came.
    pub skin: SkinName,
    /// Since when the chat exists.
    pub since: Timestamp,
    /// From which page.
    pub page: Option<PageAddress>,
    /// How this operator came by it.
    pub origin: Origin,
    /// To whom it is being handed on, if it is.
    pub handing: Option<Handing>,
    /// How the last attempt to hand it on has failed, until the operator writes or tries again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<TransferState>,
    /// Since when the guest's browser has not been connected; nothing if it is.
    pub absent_since: Option<Timestamp>,
    /// How far the queue has got with what was sent under this lease.
    pub sent: Sent,
    /// The entries after the window's cursor, in order; all that are unacknowledged if it named none.
    pub entries: Vec<Entry>,
}

/// What has become of a chat that a window held once.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lapsed {
    /// Which chat.
    pub chat: ChatId,
    /// Where it is now.
    pub now: Whereabouts,
}

/// Where a chat is that a window does not hold any more.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Whereabouts {
    /// Somebody holds it.
    Held {
        /// Who; the operator themselves if it is another window of theirs.
        by: OperatorName,
    },
    /// Wherever it is: its guest did not accept this operator's key, so it is not offered to them any more.
    KeyRefused,
    /// It waits for somebody.
    Waiting,
    /// At another queue, or on its way there.
    Moved {
        /// Which queue.
        queue: QueueName,
    },
    /// It has ended.
    Closed {
        /// Who ended it.
        by: Closer,
    },
    /// Nobody knows of it any more.
    Forgotten,
}

/// What operators call a guest who has no name: a word and a few characters, chosen by the queue.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GuestLabel(pub String);

impl GuestLabel {
    /// That of a guest who has been made anonymous. No queue chooses it: there is no `-` in it.
    pub const ANONYMOUS: &'static str = "anonymous";

    /// Whether the guest has been made anonymous.
    pub fn is_anonymous(&self) -> bool {
        self.0 == Self::ANONYMOUS
    }
}

impl fmt::Display for GuestLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
