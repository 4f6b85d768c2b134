//! A guest's window, operators' windows and the real queue, in memory: a clock that is turned by hand, and
//! lines that deliver a frame when they are told to, and break when they are told to.

#![allow(dead_code, reason = "each scenario uses some of it")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

pub(crate) mod cases;
pub(crate) mod desk_window;
pub(crate) mod guest_window;
pub(crate) mod line;
#[path = "../../../session/tests/common/logs.rs"]
pub(crate) mod logs;
pub(crate) mod own_program;
pub(crate) mod random;
pub(crate) mod server;
pub(crate) mod world;
