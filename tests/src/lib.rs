//! What only shows when the parts are together: a real server, and those who come to it.
//!
//! The tests that need the server need what `cargo xtask build` makes; `cargo xtask test` sees to that.

pub mod acts;
pub mod audit;
pub mod browser;
pub mod chance;
pub mod chaos;
mod clock;
pub mod counted;
pub mod day;
pub mod end;
pub mod fuzzing;
pub mod identity_provider;
pub mod library;
pub mod load;
pub mod mail;
pub mod objects;
pub mod own_program;
pub mod polls;
pub mod processes;
pub mod receiver;
pub mod search;
pub mod server;
pub mod socket;
pub mod talk;
pub mod tape;
mod torn;
pub mod window;
