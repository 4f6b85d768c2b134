//! What happens at a desk, and what is to be done about it.

use hushdesk_protocol::frames::{
    Audience, Availability, ChosenEnd, FromOperator, Recipient, ToOperator,
};
use hushdesk_protocol::ids::{ChatId, Timestamp};
use hushdesk_protocol::text::{ColleagueText, NoteText};

use crate::comparison::Compare;
use crate::operator_session::KeptChat;
use crate::text::Text;

/// What can happen at a desk.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum DeskEvent {
    /// The socket is open.
    Connected,
    /// The socket broke; it will be opened again.
    Disconnected,
    /// The socket was closed because a newer one has this window's seat: another window has its chats.
    Replaced,
    /// This window has left the queue: of what it shows the conversations stay, until they are put away.
    Left,
    /// A frame came.
    Received(Box<ToOperator>),
    /// The operator wants an offered chat, also one that was put aside.
    Claim(ChatId),
    /// The operator does not want to see an offer, or a chat that is over, any more. An offer is put aside, and stays in
    /// the list as such; a chat that was handed to them is declined.
    Dismiss(ChatId),
    /// The operator takes an offer up again that was put aside.
    Reconsider(ChatId),
    /// The operator takes over an open chat that a colleague holds.
    TakeOver(ChatId),
    /// The operator wrote.
    Wrote {
        /// In which chat.
        chat: ChatId,
        /// What.
        text: Text,
    },
    /// The operator is writing, or stopped.
    Typing {
        /// In which chat.
        chat: ChatId,
        /// Whether.
        typing: bool,
    },
    /// The operator says whether they want chats.
    Status(Availability),
    /// When the operator's shift is to end by itself, if that was chosen at this window. The queue hears of it with each
    /// connection from the next one on.
    Until(Option<ChosenEnd>),
    /// The operator says something to colleagues.
    Tell {
        /// To whom.
        to: Audience,
        /// What.
        text: ColleagueText,
    },
    /// The operator hands a chat on.
    Transfer {
        /// Which.
        chat: ChatId,
        /// To whom.
        recipient: Recipient,
        /// What the next one should know; in an open chat only.
        note: Option<NoteText>,
    },
    /// The operator keeps a chat that was being handed on.
    CancelTransfer(ChatId),
    /// The operator wants to read what was said in a chat before this window took it up.
    AskForEarlier(ChatId),
    /// The same, where whatever is behind this end reads no records: the queue asks the guest, who answers in ordinary texts.
    AskInWords(ChatId),
    /// The operator does something about comparing a secret with a guest.
    Compare {
        /// In which chat.
        chat: ChatId,
        /// What.
        step: Compare,
    },
    /// The operator wants no more chats from where the guest of this one is, for a day.
    Block(ChatId),
    /// The operator ends a chat.
    End(ChatId),
    /// The moment has come that was asked for.
    Woke,
}

/// What is to be done, each thing after the one before it is done.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum DeskEffect {
    /// Keep this in place of what was kept of the same chat, so that a reload goes on from here.
    Keep(Box<KeptChat>),
    /// Keep nothing of this chat any longer: it is put away.
    Forget(ChatId),
    /// Send this frame.
    Send(FromOperator),
    /// Call the operator's attention: a sound, a notification, if they are wanted.
    Alert(Alert),
    /// Say [`DeskEvent::Woke`] then, in place of any moment before.
    WakeAt(Timestamp),
    /// Close the socket for good: the queue does not want this client.
    HangUp,
}

/// What an operator wants to be told who looks elsewhere.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Alert {
    /// A chat is offered.
    Offered(ChatId),
    /// The guest of a held chat wrote.
    Wrote(ChatId),
    /// A claim was not granted.
    NotClaimed(ChatId),
}
