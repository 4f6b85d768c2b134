//! Who took chats, where and for how long, and how many chats ran at once.

pub(crate) mod counting;
mod pieces;
pub(crate) mod shifts;
