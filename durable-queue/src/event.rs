//! What can happen to a queue.

use hushdesk_protocol::frames::{
    Audience, Availability, ChosenEnd, HeldCursor, Opening, Outgoing, Recipient,
};
use hushdesk_protocol::ids::{
    ChatId, Lease, Number, OperatorName, QueueName, SeatId, Seq, SkinName, Visit,
};
use hushdesk_protocol::rest::{GuestAddress, Rating, RolloverLevel};
use hushdesk_protocol::text::{ColleagueText, CommitText, DisplayName, NoteText, PageAddress};
use serde::{Deserialize, Serialize};

use crate::TokenHash;
use crate::address::Address;
use crate::passing::letter::Letter;
use crate::stored::StoredConfig;

/// One socket, from its opening to its close. Never used for another.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConnectionId(pub u64);

/// One window of one operator: what holds a chat.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Seat {
    /// Whose it is.
    pub operator: OperatorName,
    /// Which of their windows.
    pub window: SeatId,
}

/// Who is at the other end of a socket.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "end", rename_all = "snake_case")]
pub enum End {
    /// The guest of a chat, who has shown its token.
    Guest {
        /// Which chat.
        chat: ChatId,
        /// From where; nothing, if nobody is counted there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Address>,
    },
    /// An operator's window.
    Seat(Seat),
}

/// Something that happened.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Event {
    /// The queue was restored, and these sockets outlived the pause.
    Woke {
        /// Each with its end, as [`Effect::Admit`](crate::Effect::Admit) said, the oldest first: of two with the
        /// same end the first is closed.
        connections: Vec<(ConnectionId, End)>,
    },
    /// A guest's first frame: opens a chat, or comes back to it.
    GuestOpened {
        /// By which socket.
        connection: ConnectionId,
        /// What chat.
        opened: GuestOpened,
        /// From where; nothing, if nobody is counted there.
        from: Option<Address>,
    },
    /// A guest's first frame: comes back to a chat.
    GuestResumed {
        /// By which socket.
        connection: ConnectionId,
        /// To which chat.
        chat: ChatId,
        /// The hash of the token shown.
        token: TokenHash,
        /// The last entry the guest's browser has.
        received: Seq,
        /// The visit it goes on from.
        visit: Visit,
        /// From where it comes now; nothing, if nobody is counted there.
        from: Option<Address>,
    },
    /// A later frame of a guest.
    GuestSaid {
        /// By which socket.
        connection: ConnectionId,
        /// What.
        says: GuestSays,
    },
    /// An operator's first frame: takes a seat.
    OperatorArrived {
        /// By which socket.
        connection: ConnectionId,
        /// Who, at which window.
        seat: Seat,
        /// What it says of itself.
        arrival: Arrival,
    },
    /// A later frame of an operator.
    OperatorSaid {
        /// By which socket.
        connection: ConnectionId,
        /// What.
        says: OperatorSays,
    },
    /// A socket is closed, or taken for dead.
    Disconnected {
        /// Which.
        connection: ConnectionId,
    },
    /// A guest says how a chat went that is over.
    Rated {
        /// Which.
        chat: ChatId,
        /// The hash of the token shown.
        token: TokenHash,
        /// How.
        rating: Rating,
    },
    /// The Worker says which queue this is and how it is set.
    Configured(Box<StoredConfig>),
    /// A skin is set otherwise than it was.
    Reskinned(SkinName),
    /// Another queue says something.
    Letter {
        /// Which queue.
        from: QueueName,
        /// What.
        letter: Box<Letter>,
    },
    /// The time of [`Queue::next_deadline`](crate::Queue::next_deadline) has come.
    Tick,
}

/// What an operator's window says when it comes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Arrival {
    /// What the operator is called, as the Worker says.
    pub display: DisplayName,
    /// The chats it still has in memory.
    pub chats: Vec<HeldCursor>,
    /// What the operator says of themselves; nothing: as before.
    pub availability: Option<Availability>,
    /// When their shift ends, as they chose it last at this window; nothing: they chose nothing here.
    pub until: Option<ChosenEnd>,
}

impl Arrival {
    /// Of an operator who is called so, and says nothing else.
    pub const fn of(display: DisplayName) -> Self {
        Self {
            display,
            chats: Vec::new(),
            availability: None,
            until: None,
        }
    }
}

/// A chat to be opened.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct GuestOpened {
    /// Its id, made by the guest's browser.
    pub chat: ChatId,
    /// The hash of the token by which the guest comes back.
    pub token: TokenHash,
    /// Sealed or open.
    pub opening: Opening,
    /// The skin through which the guest came.
    pub skin: SkinName,
    /// The page the guest writes from.
    pub page: Option<PageAddress>,
    /// Where they come from, as far as that is kept.
    pub address: Option<GuestAddress>,
    /// Where it goes if nobody answers it.
    pub rollover: Vec<RolloverLevel>,
    /// Random bits, for what operators call the guest.
    pub random: u32,
}

/// What a guest says in their chat.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum GuestSays {
    /// Begins a new key exchange.
    KeyExchange {
        /// Its place among what the guest sent.
        number: Number,
        /// The D-H Commit.
        commit: CommitText,
    },
    /// Writes.
    Message(Outgoing),
    /// Has all entries up to this one.
    Ack {
        /// The last one.
        received: Seq,
    },
    /// Is writing, or stopped.
    Typing {
        /// Whether.
        typing: bool,
    },
    /// Does not want whoever holds the chat.
    RefuseHolder {
        /// By which claim they hold it.
        lease: Lease,
    },
    /// Ends the chat.
    End,
}

/// What an operator says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum OperatorSays {
    /// Whether they want chats.
    Status(Availability),
    /// Something to colleagues.
    Tell {
        /// To whom.
        to: Audience,
        /// What.
        text: ColleagueText,
    },
    /// Wants to hold an offered chat.
    Claim {
        /// Which.
        chat: ChatId,
    },
    /// Puts an offer aside, or declines a chat that is handed to them alone.
    Dismiss {
        /// Which.
        chat: ChatId,
    },
    /// Takes an offer up again that was put aside.
    Reconsider {
        /// Which.
        chat: ChatId,
    },
    /// Takes over an open chat that somebody else holds.
    TakeOver {
        /// Which.
        chat: ChatId,
    },
    /// Something in a chat they hold.
    Holding {
        /// Which.
        chat: ChatId,
        /// By which claim.
        lease: Lease,
        /// What.
        says: HolderSays,
    },
}

/// What an operator says in a chat they hold.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum HolderSays {
    /// Writes.
    Message(Outgoing),
    /// Has all entries up to this one.
    Ack {
        /// The last one.
        received: Seq,
    },
    /// Is writing, or stopped.
    Typing {
        /// Whether.
        typing: bool,
    },
    /// Hands it on.
    Transfer {
        /// To whom.
        recipient: Recipient,
        /// What the next one should know.
        note: Option<NoteText>,
    },
    /// Hands it on no longer.
    CancelTransfer,
    /// Wants its guest asked for the earlier messages.
    AskForEarlier,
    /// From where its guest comes no new chat is to come for a day.
    Block,
    /// Ends the chat.
    End,
}
