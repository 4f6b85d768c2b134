//! An operator's window to which the queue's frames are said by hand, and what is to be read in it.

#![allow(dead_code, reason = "each scenario uses some of it")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

pub(crate) mod logs;
pub(crate) mod sealed;
pub(crate) mod window;
