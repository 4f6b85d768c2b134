//! Keys move on, old ones are gone, and what they authenticated can be forged by anybody.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use base64::{Engine, prelude::BASE64_STANDARD};
use common::{End, Pair, v2, v3};
use otr_wasm::{Outcome, Policy, Reason};

/// The parts of a data message that tests look at.
#[derive(Debug)]
struct Data {
    sender_id: u32,
    recipient_id: u32,
    next_key: Vec<u8>,
    counter: u64,
    old_mac_keys: usize,
}

fn read(line: &str) -> Data {
    let bytes = BASE64_STANDARD.decode(&line[5..line.len() - 1]).unwrap();
    let mut rest = if bytes[1] == 3 {
        &bytes[12..]
    } else {
        &bytes[4..]
    };
    let mut take = |count: usize| {
        let (taken, left) = rest.split_at(count);
        rest = left;
        taken.to_vec()
    };
    let int = |bytes: Vec<u8>| u32::from_be_bytes(bytes.try_into().unwrap());
    let size = |bytes| usize::try_from(int(bytes)).unwrap();
    let sender_id = int(take(4));
    let recipient_id = int(take(4));
    let length = size(take(4));
    let next_key = take(length);
    let counter = u64::from_be_bytes(take(8).try_into().unwrap());
    let length = size(take(4));
    take(length);
    take(20);
    let old_mac_keys = size(take(4)) / 20;
    Data {
        sender_id,
        recipient_id,
        next_key,
        counter,
        old_mac_keys,
    }
}

fn data_of(pair: &Pair, end: End) -> Vec<Data> {
    pair.sent
        .iter()
        .filter(|(from, _)| *from == end)
        .map(|(_, line)| read(line))
        .collect()
}

#[test]
fn each_turn_uses_new_keys() {
    for policy in [v2(), v3()] {
        let mut pair = Pair::encrypted(policy);
        for _ in 0..4 {
            pair.exchange(End::Alice, "ping");
            pair.exchange(End::Bob, "pong");
        }
        let (alices, bobs) = (data_of(&pair, End::Alice), data_of(&pair, End::Bob));
        let ids = |data: &[Data]| -> Vec<_> {
            data.iter().map(|d| (d.sender_id, d.recipient_id)).collect()
        };
        assert_eq!(ids(&alices), [(1, 1), (2, 2), (3, 3), (4, 4)]);
        assert_eq!(ids(&bobs), [(1, 2), (2, 3), (3, 4), (4, 5)]);
        assert!(alices.iter().chain(&bobs).all(|data| data.counter == 1));
        let revealed = |data: &[Data]| data.iter().map(|d| d.old_mac_keys).sum::<usize>();
        assert_eq!((revealed(&alices), revealed(&bobs)), (2, 3));
    }
}

#[test]
fn without_answers_keys_stay_and_the_counter_rises() {
    let mut pair = Pair::encrypted(v3());
    for _ in 0..5 {
        pair.exchange(End::Alice, "still there?");
    }
    let sent = data_of(&pair, End::Alice);
    assert!(
        sent.iter()
            .all(|data| (data.sender_id, data.recipient_id) == (1, 1))
    );
    assert!(
        sent.windows(2)
            .all(|two| two[0].next_key == two[1].next_key)
    );
    assert_eq!(
        sent.iter().map(|data| data.counter).collect::<Vec<_>>(),
        [1, 2, 3, 4, 5]
    );
}

#[test]
fn a_message_of_keys_that_are_gone_is_refused() {
    let mut pair = Pair::encrypted(v3());
    pair.send(End::Alice, "late");
    let late = pair.take(End::Bob);
    for _ in 0..2 {
        pair.exchange(End::Bob, "ping");
        pair.exchange(End::Alice, "pong");
    }
    let refused = pair.receive(End::Bob, &late).unwrap_err();
    let told = "the message was made with our key 1 and their key 1; in use are 4 and 3, and the ones before";
    assert_eq!(refused.reason.to_string(), told);
    assert!(refused.reply.unwrap().starts_with("?OTR Error: "));
    pair.exchange(End::Alice, "go on");
}

#[test]
fn crossing_texts_are_read_by_both() {
    for policy in [v2(), v3()] {
        let mut pair = Pair::encrypted(policy);
        for round in 0..6 {
            pair.send(End::Alice, &format!("a{round}"));
            pair.send(End::Alice, &format!("b{round}"));
            pair.send(End::Bob, &format!("c{round}"));
            let text = |name: &str| Outcome::Text(format!("{name}{round}"));
            assert_eq!(
                pair.deliver(),
                (vec![text("c")], vec![text("a"), text("b")])
            );
        }
    }
}

#[test]
fn the_extra_key_is_the_same_at_both_ends_and_another_each_turn() {
    let mut pair = Pair::encrypted(v3());
    let mut keys = Vec::new();
    for end in [End::Alice, End::Bob, End::Alice] {
        let mut ours = None;
        pair.call(end, |conversation, now, rng| {
            let (key, output) = conversation.extra_key(7, b"a file", now, rng)?;
            ours = Some(key);
            Ok::<_, otr_wasm::Misuse>(output)
        })
        .unwrap();
        let (at_alice, at_bob) = pair.deliver();
        let key = ours.unwrap();
        let context = b"a file".to_vec();
        let expected = Outcome::ExtraKey {
            usage: 7,
            context,
            key: key.clone(),
        };
        assert_eq!([at_alice, at_bob].concat(), [expected]);
        keys.push(key);
    }
    assert!(keys[0] != keys[1] && keys[1] != keys[2]);
}

#[test]
fn version_2_has_no_extra_key() {
    let mut pair = Pair::encrypted(v2());
    let refused = pair.call(End::Alice, |conversation, now, rng| {
        conversation
            .extra_key(1, b"", now, rng)
            .map(|(_, output)| output)
    });
    assert_eq!(
        refused,
        Err(otr_wasm::Misuse::NoExtraKey(otr_wasm::Version::V2))
    );
}

#[test]
fn a_fresh_exchange_drops_the_old_keys() {
    let mut pair = Pair::encrypted(Policy::default());
    pair.send(End::Alice, "before");
    let before = pair.take(End::Bob);
    pair.begin(End::Bob);
    pair.deliver();
    let refused = pair.receive(End::Bob, &before).unwrap_err();
    assert_eq!(refused.reason, Reason::DoesNotVerify("the message's MAC"));
    pair.exchange(End::Alice, "after");
}
