//! Chats that go from one to the next: within the queue, and from queue to queue.

mod handover;
pub(crate) mod letter;
pub(crate) mod transfers;
