//! What is stored, pinned by literals: a deployed queue must be able to read what an earlier one wrote.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use durable_queue::{ChatRecord, End, EntryRecord, GuestSays, HolderSays, OperatorSays, Record};
use hushdesk_protocol::frames::Opening;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// The value is written as these lines without their breaks and indents, and read back the same.
fn pinned<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, lines: &str) {
    let json: String = lines.lines().map(str::trim_start).collect();
    assert_eq!(serde_json::to_string(value).unwrap(), json);
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), *value);
}

fn chat(world: &World) -> ChatRecord {
    let mut chats = world.stored.values().filter_map(|record| match record {
        Record::Chat(_, record) => Some(record.as_ref().clone()),
        Record::Entry(..) => None,
    });
    chats.next().unwrap()
}

fn entries(world: &World) -> Vec<EntryRecord> {
    let entries = world.stored.values().filter_map(|record| match record {
        Record::Chat(..) => None,
        Record::Entry(_, entry) => Some(entry.clone()),
    });
    entries.collect()
}

#[test]
fn a_waiting_open_chat() {
    let mut world = World::default();
    world.hello(1, ann(), vec![]);
    world.open(2, 1, Opening::Open);
    world.operator(1, OperatorSays::Dismiss { chat: id(1) });
    world.cut(2);
    pinned(
        &chat(&world),
        r#"{"token":"0101010101010101010101010101010101010101010101010101010101010101",
            "kind":{"kind":"open"},"label":"amber-aaa","skin":"blue","page":null,"opened":0,
            "stage":{"stage":"waiting","dismissed":["ann"]},"absent_since":0,
            "sent":{"accepted":0,"delivered":0},"last_seq":0,"last_lease":0}"#,
    );
}

#[test]
fn a_held_sealed_chat() {
    let mut world = a_held_chat(sealed());
    world.holding(
        1,
        1,
        1,
        HolderSays::Message(message(1, sealed_text(1, "x"))),
    );
    pinned(
        &chat(&world),
        r#"{"token":"0101010101010101010101010101010101010101010101010101010101010101",
            "kind":{"kind":"sealed","epoch":1,"exchange":1},"label":"amber-aaa","skin":"blue","page":null,
            "opened":0,"stage":{"stage":"held",
            "seat":{"operator":"ann","window":"01010101010101010101010101010101"},"lease":1,
            "sent":{"accepted":1,"delivered":0}},"absent_since":null,
            "sent":{"accepted":1,"delivered":0},"last_seq":3,"last_lease":1}"#,
    );
}

#[test]
fn an_ended_chat() {
    let mut world = World::default();
    world.open(2, 1, Opening::Open);
    world.guest(2, GuestSays::End);
    pinned(
        &chat(&world),
        r#"{"token":"0101010101010101010101010101010101010101010101010101010101010101",
            "kind":{"kind":"open"},"label":"amber-aaa","skin":"blue","page":null,"opened":0,
            "stage":{"stage":"ended","at":0,"hold":null},"absent_since":null,
            "sent":{"accepted":0,"delivered":0},"last_seq":1,"last_lease":0}"#,
    );
}

#[test]
fn the_entries_of_a_log() {
    let mut world = a_held_chat(sealed());
    world.guest(2, GuestSays::Message(message(2, sealed_text(1, "x"))));
    world.holding(
        1,
        1,
        1,
        HolderSays::Message(message(1, sealed_text(1, "y"))),
    );
    let entries = entries(&world);
    pinned(
        &entries,
        r#"[{"entry":{"seq":1,"at":0,"content":{"type":"key_exchange","epoch":1,
            "commit":"?OTR:commit first."}},"origin":null,
            "awaits":{"guest":false,"operator":true}},
            {"entry":{"seq":2,"at":0,"content":{"type":"claimed","operator":"ann","lease":1}},
            "origin":null,"awaits":{"guest":true,"operator":true}},
            {"entry":{"seq":3,"at":0,"content":{"type":"message","from":"guest",
            "body":{"kind":"sealed","epoch":1,"text":"?OTR:x."}}},
            "origin":{"from":"guest","number":2},"awaits":{"guest":false,"operator":true}},
            {"entry":{"seq":4,"at":0,"content":{"type":"message","from":"operator",
            "body":{"kind":"sealed","epoch":1,"text":"?OTR:y."}}},
            "origin":{"from":"operator","lease":1,"number":1},
            "awaits":{"guest":true,"operator":false}}]"#,
    );
}

#[test]
fn who_is_behind_a_socket() {
    pinned(
        &End::Guest { chat: id(1) },
        r#"{"end":"guest","chat":"01010101010101010101010101010101"}"#,
    );
    pinned(
        &End::Seat(ann()),
        r#"{"end":"seat","operator":"ann","window":"01010101010101010101010101010101"}"#,
    );
}
