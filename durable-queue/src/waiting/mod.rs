//! Chats that wait for somebody: to whom they are offered, what is told of that, and who claims them.

pub(crate) mod claim;
pub(crate) mod guests;
pub(crate) mod offers;
mod showing;
pub(crate) mod shown;
