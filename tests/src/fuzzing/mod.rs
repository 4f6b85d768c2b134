//! What the fuzz targets of `fuzz/` do with the bytes they are given: whatever reads what comes from outside. `tests/corpora.rs`
//! replays what was kept of them. A finding is a panic.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a finding is a panic"
)]

mod api;
mod files;
mod frames;
mod notes;
mod stanzas;
mod stored;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A target's name, which is that of its corpus's folder too, and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 10] = [
    ("guest_frames", frames::of_guests),
    ("operator_frames", frames::of_operators),
    ("queue_frames", frames::of_queues),
    ("api", api::asked),
    ("stanzas", stanzas::said),
    ("people_table", files::people_table),
    ("calendar", files::calendar),
    ("stored", stored::read),
    ("style", files::style),
    ("notes", notes::read),
];

/// The target of this name.
pub fn target(name: &str) -> fn(&[u8]) {
    let mut all = TARGETS.into_iter();
    let found = all.find(|(it, _)| *it == name);
    found.expect("there is such a target").1
}

/// What is read from a text says the same when it is written and read again. Gives it.
fn said_again<T: Serialize + DeserializeOwned>(text: &str) -> Option<T> {
    let read: T = serde_json::from_str(text).ok()?;
    let written = serde_json::to_string(&read).expect("what was read can be written");
    let again: T = serde_json::from_str(&written).expect("what was written can be read");
    let twice = serde_json::to_string(&again).expect("what was read can be written");
    assert_eq!(
        written, twice,
        "it says something else when it is read again"
    );
    Some(read)
}
