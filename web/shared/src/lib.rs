//! What the guest widget and the console share: API client, socket, storage.

pub mod ambient;
pub mod api;
pub mod input_method;
pub mod json;
pub mod links;
pub mod listener;
pub mod socket;
pub mod spelling;
pub mod storage;
pub mod tone;

pub use hushdesk_protocol::invisible;
pub use hushdesk_session as session;
