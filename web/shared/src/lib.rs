//! What the guest widget and the console share: API client, socket, chat sessions.
//!
//! The sessions are pure: events in, effects out, with the time and the randomness as arguments.
//! Everything that touches a browser lies around them and only carries.

pub mod ambient;
pub mod api;
pub mod input_method;
pub mod json;
pub mod links;
pub mod listener;
pub mod session;
pub mod socket;
pub mod spelling;
pub mod storage;
pub mod tone;

pub use hushdesk_protocol::invisible;
