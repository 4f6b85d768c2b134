//! What is stored, each thing under a key of its own: one for a chat, one for an entry of its log.
//! `tests/stored_format.rs` pins the JSON.

mod block;
mod chat;
mod config;
mod entry;
mod inbound;
mod operator;
mod stage;
mod story;

use hushdesk_protocol::ids::{ChatId, OperatorName, Seq};

use crate::address::Address;

pub use block::StoredBlock;
pub use chat::{Kind, Read, StoredChat, Tally, Visits, Written};
pub use config::StoredConfig;
pub use entry::{Receivers, Source, StoredEntry};
pub use inbound::{InboundClaim, StoredInbound};
pub use operator::StoredOperator;
pub use stage::{Hold, Rolling, Stage, Transfer, Wait};
pub use story::Story;

/// Something that is stored under a key of its own.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Stored {
    /// A chat, without its log.
    Chat(ChatId, Box<StoredChat>),
    /// An entry of a chat's log.
    Entry(ChatId, StoredEntry),
    /// An operator who staffs the queue.
    Operator(OperatorName, StoredOperator),
    /// A chat that another queue offers to this one.
    Inbound(ChatId, Box<StoredInbound>),
    /// An address from which no new chat comes.
    Block(Address, StoredBlock),
    /// Which queue this is, and how it treats its chats.
    Config(Box<StoredConfig>),
}

/// Under what a record is stored.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Key {
    /// A chat.
    Chat(ChatId),
    /// An entry of a chat's log.
    Entry(ChatId, Seq),
    /// An operator.
    Operator(OperatorName),
    /// A chat that another queue offers.
    Inbound(ChatId),
    /// A blocked address.
    Block(Address),
    /// The queue itself.
    Config,
}

impl Stored {
    /// What it is stored under.
    pub fn key(&self) -> Key {
        match self {
            Self::Chat(chat, _) => Key::Chat(chat.clone()),
            Self::Entry(chat, record) => Key::Entry(chat.clone(), record.entry.seq),
            Self::Operator(operator, _) => Key::Operator(operator.clone()),
            Self::Inbound(chat, _) => Key::Inbound(chat.clone()),
            Self::Block(address, _) => Key::Block(address.clone()),
            Self::Config(_) => Key::Config,
        }
    }
}
