//! What is stored, pinned by literals: a deployed queue must be able to read what an earlier one wrote.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::*;
use durable_queue::{
    ConnectionId, End, Event, GuestSays, HolderSays, InboundClaim, Key, Letter, OperatorSays,
    Package, Says, Stage, Stored, StoredChat, StoredConfig, StoredEntry, StoredInbound,
    StoredOperator,
};
use hushdesk_protocol::frames::{ChatKind, Offer, OfferEnd, Opening, Origin, Recipient};
use hushdesk_protocol::ids::{Number, Timestamp};
use hushdesk_protocol::rest::{QueueSettings, RolloverLevel};
use hushdesk_protocol::text::NoteText;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// The value is written as these lines without their breaks and indents, and read back the same.
fn pinned<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, lines: &str) {
    let json: String = lines.lines().map(str::trim_start).collect();
    assert_eq!(serde_json::to_string(value).unwrap(), json);
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), *value);
}

fn chat(world: &World) -> StoredChat {
    let mut chats = world.stored.values().filter_map(|record| match record {
        Stored::Chat(_, record) => Some(record.as_ref().clone()),
        Stored::Entry(..)
        | Stored::Operator(..)
        | Stored::Inbound(..)
        | Stored::Block(..)
        | Stored::Config(_) => None,
    });
    chats.next().unwrap()
}

fn entries(world: &World) -> Vec<StoredEntry> {
    let entries = world.stored.values().filter_map(|record| match record {
        Stored::Entry(_, entry) => Some(entry.clone()),
        Stored::Chat(..)
        | Stored::Operator(..)
        | Stored::Inbound(..)
        | Stored::Block(..)
        | Stored::Config(_) => None,
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
        r#"{"token":"58badd9b455145b487ad24c7f259cc437cc4ffd0784716845249321fb5961cfc",
            "kind":{"kind":"open"},"label":"amber-aaa","skin":"blue","page":null,"opened":0,
            "stage":{"stage":"waiting","dismissed":["ann"],"since":0,"origin":"new","chosen":[],
            "reconsidered":[],"consoled":false},"transfer":null,"refused":[],"absent_since":0,
            "sent":{"accepted":0,"delivered":0},"visits":{"last":1,"began_after":[0]},"last_seq":0,"read":{"guest":0,"operator":0},"last_lease":0,"transfers":0,
            "written":{"guest":{"messages":0,"bytes":0},"operator":{"messages":0,"bytes":0},
            "rested_at":0},"story":{"revision":1,"claimed":null,"operators":[],"transfers":0}}"#,
    );
}

#[test]
fn a_chat_for_which_another_queue_is_asked() {
    let mut world = World::default();
    world.configure(&QueueSettings::default());
    let mut opened = opening(id(1), 1, Opening::Open);
    opened.rollover = vec![RolloverLevel {
        queue: other(),
        seconds: 60,
    }];
    world.handle(Event::GuestOpened {
        connection: ConnectionId(2),
        opened,
        from: None,
    });
    pinned(
        &chat(&world).rollover,
        r#"[{"queue":"circulation","seconds":60}]"#,
    );
    let stage = |rolling: &str| {
        format!(
            r#"{{"stage":"waiting","dismissed":[],"since":0,"origin":"new","chosen":[],"reconsidered":[],
                "consoled":false,"rolling":{rolling}}}"#
        )
    };
    let asking = r#"{"asking":{"queue":"circulation","since":0,"again_at":5000}}"#;
    pinned(&chat(&world).stage, &stage(asking));
    let unavailable = Letter {
        chat: id(1),
        transfer: Number(1),
        says: Says::Unavailable,
    };
    world.letter("circulation", unavailable);
    pinned(
        &chat(&world).stage,
        &stage(r#"{"in_vain":{"again_at":30000}}"#),
    );
}

#[test]
fn what_queues_ask_each_other_of_a_chat_that_nobody_answers() {
    let refused = [ann().operator].into();
    pinned(
        &Says::Ask { refused },
        r#"{"says":"ask","refused":["ann"]}"#,
    );
    pinned(&Says::Staffed, r#"{"says":"staffed"}"#);
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
        r#"{"token":"58badd9b455145b487ad24c7f259cc437cc4ffd0784716845249321fb5961cfc",
            "kind":{"kind":"sealed","epoch":1,"exchange":1,"answered":1},"label":"amber-aaa","skin":"blue","page":null,
            "opened":0,"stage":{"stage":"held",
            "seat":{"operator":"ann","window":"01010101010101010101010101010101"},"display":"Ann","lease":1,
            "sent":{"accepted":1,"delivered":0},"origin":"new","absent_since":null,
            "outcome":null},"transfer":null,"refused":[],"absent_since":null,
            "sent":{"accepted":1,"delivered":0},"visits":{"last":1,"began_after":[1]},"last_seq":3,"read":{"guest":0,"operator":0},"last_lease":1,"transfers":0,
            "written":{"guest":{"messages":0,"bytes":0},"operator":{"messages":1,"bytes":11},
            "rested_at":0},"story":{"revision":2,"claimed":0,"operators":["ann"],"transfers":0}}"#,
    );
}

#[test]
fn a_held_chat_whose_guest_was_asked_for_the_earlier_messages() {
    let mut world = a_held_chat(sealed());
    world.holding(1, 1, 1, HolderSays::AskForEarlier);
    pinned(
        &chat(&world).stage,
        r#"{"stage":"held","seat":{"operator":"ann","window":"01010101010101010101010101010101"},
            "display":"Ann","lease":1,"sent":{"accepted":0,"delivered":0},"origin":"new","absent_since":null,
            "outcome":null,"asked":1}"#,
    );
}

#[test]
fn an_ended_chat() {
    let mut world = World::default();
    world.open(2, 1, Opening::Open);
    world.guest(2, GuestSays::End);
    pinned(
        &chat(&world),
        r#"{"token":"58badd9b455145b487ad24c7f259cc437cc4ffd0784716845249321fb5961cfc",
            "kind":{"kind":"open"},"label":"amber-aaa","skin":"blue","page":null,"opened":0,
            "stage":{"stage":"ended","at":0,"by":"guest","hold":null},"transfer":null,"refused":[],"absent_since":null,
            "sent":{"accepted":0,"delivered":0},"visits":{"last":1,"began_after":[0]},"last_seq":1,"read":{"guest":0,"operator":0},"last_lease":0,"transfers":0,
            "written":{"guest":{"messages":0,"bytes":0},"operator":{"messages":0,"bytes":0},
            "rested_at":0},"story":{"revision":2,"claimed":null,"operators":[],"transfers":0}}"#,
    );
}

#[test]
fn a_chat_that_is_handed_on_and_one_that_left() {
    let mut world = a_held_chat(Opening::Open);
    world.configure(&QueueSettings::default());
    let recipient = Recipient::Queue("circulation".parse().unwrap());
    let note = Some(NoteText::try_from("maps".to_owned()).unwrap());
    world.holding(1, 1, 1, HolderSays::Transfer { recipient, note });
    let (held, transfer) = (chat(&world).stage, chat(&world).transfer);
    let letter = Letter {
        chat: id(1),
        transfer: Number(1),
        says: Says::Claim {
            by: "bob".parse().unwrap(),
        },
    };
    world.letter("circulation", letter);
    let departed = chat(&world).stage;
    let letter = Letter {
        chat: id(1),
        transfer: Number(1),
        says: Says::Arrived,
    };
    world.letter("circulation", letter);
    pinned(
        &[held, departed, chat(&world).stage],
        r#"[{"stage":"held","seat":{"operator":"ann","window":"01010101010101010101010101010101"},
            "display":"Ann","lease":1,"sent":{"accepted":0,"delivered":0},"origin":"new","absent_since":null,
            "outcome":null},
            {"stage":"departed","to":"circulation",
            "origin":{"transfer":{"by":"ann","note":"maps"}},"since":0,"again_at":5000},
            {"stage":"moved","to":"circulation","at":0}]"#,
    );
    pinned(
        &transfer,
        r#"{"handing":{"recipient":{"queue":"circulation"},"until":60000},
            "origin":{"transfer":{"by":"ann","note":"maps"}},"since":0,"after":2,"dismissed":[],"again_at":5000}"#,
    );
    assert_eq!(chat(&world).transfer, None);
}

#[test]
fn operators_and_what_the_queue_knows_of_itself() {
    let mut world = World::default();
    world.configure(&QueueSettings::default());
    world.hello(1, ann(), vec![]);
    let operators = world.stored.values().filter_map(|record| match record {
        Stored::Operator(_, operator) => Some(operator.clone()),
        Stored::Chat(..)
        | Stored::Entry(..)
        | Stored::Inbound(..)
        | Stored::Block(..)
        | Stored::Config(_) => None,
    });
    pinned(
        &operators.collect::<Vec<StoredOperator>>(),
        r#"[{"display":"Ann","availability":{"status":"available","text":""},"since":0,"idle_since":0,"until":null,
            "shift_over":false,"absent_since":null,"on_duty_since":0}]"#,
    );
    pinned(
        &StoredConfig {
            organisation: None,
            name: Some(this()),
            settings: QueueSettings::default(),
            version: 3,
            queues: [this(), other()].into(),
        },
        r#"{"organisation":null,"name":"reference","settings":{"offer":"all",
            "concierge_seconds":60,"concierge":null,"unanswered_seconds":600,"grace_seconds":60,
            "transfer_seconds":60,"busy_at":null,"shift":"never","categories":[],"category_required":false,"retain":null,
            "anonymise":null,"delete":null,"address":"drop","email":null,"messages":false,"rated":false,"hours":null,"alerts":{}},"version":3,
            "queues":["circulation","reference"]}"#,
    );
}

fn letter(says: Says) -> Letter {
    Letter {
        chat: id(1),
        transfer: Number(2),
        says,
    }
}

fn offered() -> Offer {
    Offer {
        origin: Origin::Transfer {
            by: "dora".parse().unwrap(),
            note: None,
        },
        ..offer(1, ChatKind::Sealed, 5)
    }
}

const OFFER: &str = r#"{"chat":"01010101010101010101010101010101","guest":"amber-aaa","kind":"sealed","skin":"blue",
    "since":5,"page":null,"origin":{"transfer":{"by":"dora","note":null}},"absent_since":null,"dismissed":false,"entries":[]}"#;

#[test]
fn what_queues_say_to_each_other() {
    let offer = Box::new(offered());
    let until = Timestamp(9);
    pinned(
        &letter(Says::Offer {
            offer,
            until,
            refused: ["eve".parse().unwrap()].into(),
        }),
        &format!(
            r#"{{"chat":"01010101010101010101010101010101","transfer":2,"says":{{"says":"offer","offer":{OFFER},
                "until":9,"refused":["eve"]}}}}"#
        ),
    );
    for (says, literal) in [
        (Says::Unavailable, r#"{"says":"unavailable"}"#),
        (
            Says::Declined {
                by: "bob".parse().unwrap(),
            },
            r#"{"says":"declined","by":"bob"}"#,
        ),
        (
            Says::Withdrawn {
                end: OfferEnd::Withdrawn,
            },
            r#"{"says":"withdrawn","end":"withdrawn"}"#,
        ),
        (
            Says::Claim {
                by: "bob".parse().unwrap(),
            },
            r#"{"says":"claim","by":"bob"}"#,
        ),
        (
            Says::Gone {
                end: OfferEnd::GuestLeft,
            },
            r#"{"says":"gone","end":"guest_left"}"#,
        ),
        (Says::Arrived, r#"{"says":"arrived"}"#),
    ] {
        pinned(&says, literal);
    }
}

#[test]
fn a_whole_chat_on_its_way() {
    let world = a_held_chat(sealed());
    let package = Package {
        chat: chat(&world),
        entries: entries(&world).into_iter().take(1).collect(),
        origin: Origin::New,
    };
    pinned(
        &Says::HandOver(Box::new(package)),
        r#"{"says":"hand_over",
            "chat":{"token":"58badd9b455145b487ad24c7f259cc437cc4ffd0784716845249321fb5961cfc",
            "kind":{"kind":"sealed","epoch":1,"exchange":1,"answered":null},"label":"amber-aaa","skin":"blue","page":null,
            "opened":0,"stage":{"stage":"held",
            "seat":{"operator":"ann","window":"01010101010101010101010101010101"},"display":"Ann","lease":1,
            "sent":{"accepted":0,"delivered":0},"origin":"new","absent_since":null,
            "outcome":null},"transfer":null,"refused":[],"absent_since":null,
            "sent":{"accepted":1,"delivered":0},"visits":{"last":1,"began_after":[1]},"last_seq":2,"read":{"guest":0,"operator":0},"last_lease":1,"transfers":0,
            "written":{"guest":{"messages":0,"bytes":0},"operator":{"messages":0,"bytes":0},
            "rested_at":0},"story":{"revision":2,"claimed":0,"operators":["ann"],"transfers":0}},
            "entries":[{"entry":{"seq":1,"at":0,"content":{"key_exchange":{"epoch":1,
            "commit":"?OTR:AAMCfirst."}}},"origin":null,
            "awaits":{"guest":false,"operator":true}}],
            "origin":"new"}"#,
    );
}

#[test]
fn a_chat_that_another_queue_offers() {
    let record = StoredInbound {
        from: other(),
        transfer: Number(2),
        offer: offered(),
        until: Timestamp(9),
        refused: ["eve".parse().unwrap()].into(),
        dismissed: ["ann".parse().unwrap()].into(),
        claim: Some(InboundClaim {
            seat: bob(),
            again_at: Timestamp(7),
        }),
    };
    pinned(
        &record,
        &format!(
            r#"{{"from":"circulation","transfer":2,"offer":{OFFER},"until":9,"refused":["eve"],"dismissed":["ann"],
                "claim":{{"seat":{{"operator":"bob","window":"02020202020202020202020202020202"}},"again_at":7}}}}"#
        ),
    );
}

#[test]
fn a_record_of_an_earlier_form_is_read() {
    let wait: Stage = serde_json::from_str(r#"{"stage":"waiting","dismissed":["ann"]}"#).unwrap();
    let Stage::Waiting(wait) = wait else { panic!() };
    assert_eq!(wait.dismissed, ["ann".parse().unwrap()].into());
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
        r#"[{"entry":{"seq":1,"at":0,"content":{"key_exchange":{"epoch":1,
            "commit":"?OTR:AAMCfirst."}}},"origin":null,
            "awaits":{"guest":false,"operator":true}},
            {"entry":{"seq":2,"at":0,"content":{"claimed":{"operator":"Ann","lease":1}}},
            "origin":null,"awaits":{"guest":true,"operator":true}},
            {"entry":{"seq":3,"at":0,"content":{"message":{"from":"guest",
            "body":{"sealed":{"epoch":1,"text":"?OTR:AAMDx."}}}}},
            "origin":{"from":"guest","number":2},"awaits":{"guest":false,"operator":true}},
            {"entry":{"seq":4,"at":0,"content":{"message":{"from":"operator",
            "body":{"sealed":{"epoch":1,"text":"?OTR:AAMDy."}}}}},
            "origin":{"from":"operator","lease":1,"number":1},
            "awaits":{"guest":true,"operator":false}}]"#,
    );
}

#[test]
fn a_blocked_address() {
    let mut world = World {
        guests_come_from: Some(address(7)),
        ..World::default()
    };
    world.hello(1, ann(), vec![]);
    world.open(2, 1, Opening::Open);
    world.claim(1, 1);
    world.holding(1, 1, 1, HolderSays::Block);
    let Some(Stored::Block(address, block)) = world.stored.get(&Key::Block(address(7))) else {
        panic!("it is stored");
    };
    pinned(address, r#""198.51.100.7""#);
    pinned(block, r#"{"until":86400000}"#);
}

#[test]
fn who_is_behind_a_socket() {
    pinned(
        &End::Guest {
            chat: id(1),
            from: None,
        },
        r#"{"end":"guest","chat":"01010101010101010101010101010101"}"#,
    );
    pinned(
        &End::Guest {
            chat: id(1),
            from: Some(address(7)),
        },
        r#"{"end":"guest","chat":"01010101010101010101010101010101","from":"198.51.100.7"}"#,
    );
    pinned(
        &End::Seat(ann()),
        r#"{"end":"seat","operator":"ann","window":"01010101010101010101010101010101"}"#,
    );
}
