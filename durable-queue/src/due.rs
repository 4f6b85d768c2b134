//! What there is to wait for, and who waits for it.

use hushdesk_protocol::ids::{ChatId, OperatorName};

use crate::address::Address;

/// Who waits for something.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Waiter {
    /// A chat.
    Chat(ChatId),
    /// A chat that another queue has.
    Inbound(ChatId),
    /// An operator.
    Operator(OperatorName),
    /// An address from which no new chat comes.
    Block(Address),
}

/// What happens when its time has come.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Due {
    /// To a chat.
    Chat(ChatDue),
    /// To a chat that another queue has.
    Inbound(InboundDue),
    /// To an operator.
    Operator(OperatorDue),
    /// An address is free again.
    Unblocked,
}

/// What happens to a chat.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum ChatDue {
    GuestGone,
    PassedAlong,
    HolderGone,
    NotTaken,
    Consoled,
    RolledOn,
    Unanswered,
    OfferedAgain,
    LetGo,
    SentAgain,
    Forgotten,
}

/// What happens to a chat that another queue has.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum InboundDue {
    GivenUp,
    ClaimedAgain,
}

/// What happens to an operator.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum OperatorDue {
    ShiftOver,
    Forgotten,
}
