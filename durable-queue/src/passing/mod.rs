//! Chats that are passed on: within the queue, and between queues.

pub(crate) mod arrival;
pub(crate) mod departure;
pub(crate) mod inbound;
pub(crate) mod inbound_chats;
pub(crate) mod letter;
pub(crate) mod letters;
pub(crate) mod rollover;
pub(crate) mod transfer;
