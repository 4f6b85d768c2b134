//! What the guest widget and the console share: chats that are sealed with OTR, API client, socket, storage.
//!
//! The chats themselves are the `hushdesk-session` crate's.

pub mod ambient;
pub mod api;
#[cfg(feature = "components")]
pub mod components;
pub mod input_method;
pub mod json;
pub mod links;
pub mod listener;
pub mod otr;
#[cfg(feature = "rendered")]
pub mod rendered;
pub mod session;
pub mod socket;
pub mod spelling;
pub mod storage;
pub mod transcript;

pub use hushdesk_protocol::invisible;
