//! What only shows when the parts are together: a real server, and those who come to it.
//!
//! The tests that need the server need what `cargo xtask build` makes; `cargo xtask test` sees to that.

pub mod acts;
pub mod browser;
pub mod chance;
pub mod end;
pub mod library;
pub mod objects;
pub mod search;
pub mod server;
pub mod socket;
