//! Chats that somebody holds: what goes on in them, and at which window.

pub(crate) mod holders;
pub(crate) mod windows;
