//! Chats that somebody holds: what goes on in them, and at which window.

pub(crate) mod asking;
pub(crate) mod blocking;
pub(crate) mod ending;
pub(crate) mod lease;
pub(crate) mod refusing;
pub(crate) mod taking_over;
pub(crate) mod windows;
pub(crate) mod writing;
