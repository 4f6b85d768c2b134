//! Windows as browsers have them, at a real server: the sessions of widget and console, whose chats are sealed with OTR, each
//! over its own socket. What they say and when is what the front ends would.

mod build;
mod conversation;
mod desk;
mod guest;
mod wire;

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;
use hushdesk_protocol::ids::{Fingerprint, Timestamp};
use hushdesk_web::session::log::{Delivery, Item, Log};
use otr_wasm::Identity;

pub use build::Build;
pub use conversation::Conversation;
pub use desk::DeskWindow;
pub use guest::GuestWindow;
pub use wire::Mishap;

/// How a key is written in frames and settings.
pub fn fingerprint(identity: &Identity) -> Fingerprint {
    Fingerprint::from_bytes(*identity.fingerprint().as_bytes())
}

/// What the other end has written, in the order in which it came.
pub fn theirs(log: &Log) -> Vec<&str> {
    let entries = log.entries().iter();
    entries
        .filter_map(|entry| match &entry.item {
            Item::Theirs { text } => Some(text.as_str()),
            Item::Ours { .. } | Item::Colleagues { .. } | Item::Note(_) => None,
        })
        .collect()
}

/// What this end has written and how far each text has got, in order.
pub fn ours(log: &Log) -> Vec<(String, Delivery)> {
    let entries = log.entries().iter();
    entries
        .filter_map(|entry| match &entry.item {
            Item::Ours { text, delivery } => Some((text.as_str().to_owned(), *delivery)),
            Item::Theirs { .. } | Item::Colleagues { .. } | Item::Note(_) => None,
        })
        .collect()
}

fn now() -> Result<Timestamp> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(Timestamp(u64::try_from(since.as_millis())?))
}
