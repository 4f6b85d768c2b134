//! A peer that comes back with another instance tag, as programs do that make one for each start: it is a new
//! instance, not an attacker to ignore. And whoever only pretends to be one changes nothing.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::sync::Arc;

use common::{End, Pair, tag, v3};
use otr_wasm::{Conversation, Identity, Outcome, Reason, State};

/// Alice's program starts anew: the same key, nothing else of before.
fn alice_returns(pair: &mut Pair) {
    let identity = Arc::new(Identity::generate(&mut common::rng::rng(1)));
    assert_eq!(identity.fingerprint(), pair.alice.identity().fingerprint());
    pair.alice = Conversation::new(identity, tag(0xa11ce2), v3());
}

/// What Bob's end is after some time with Alice's first instance.
fn befores() -> [Pair; 4] {
    let encrypted = Pair::encrypted(v3());
    let mut finished = Pair::encrypted(v3());
    finished.finish(End::Alice);
    finished.deliver();
    let mut ended = Pair::encrypted(v3());
    ended.finish(End::Bob);
    ended.to_alice.clear();
    let mut half_way = Pair::new(v3());
    half_way.begin(End::Bob);
    half_way.deliver_one(End::Alice).unwrap();
    half_way.deliver_one(End::Bob).unwrap();
    half_way.to_alice.clear();
    [encrypted, finished, ended, half_way]
}

fn goes_on(mut pair: Pair) {
    assert!(pair.both_encrypted());
    assert_eq!(pair.bob.their_tag(), Some(tag(0xa11ce2)));
    pair.exchange(End::Alice, "here I am again");
    pair.exchange(End::Bob, "so I see");
}

#[test]
fn it_may_ask_for_a_private_conversation() {
    for mut pair in befores() {
        alice_returns(&mut pair);
        pair.query(End::Alice);
        pair.deliver();
        goes_on(pair);
    }
}

#[test]
fn it_may_begin_one() {
    for mut pair in befores() {
        alice_returns(&mut pair);
        pair.begin(End::Alice);
        pair.deliver();
        goes_on(pair);
    }
}

#[test]
fn it_may_answer_ours() {
    for mut pair in befores() {
        alice_returns(&mut pair);
        pair.begin(End::Bob);
        pair.deliver();
        goes_on(pair);
    }
}

/// Somebody else's key exchange, up to its last message, runs beside the private conversation.
#[test]
fn until_it_has_proved_itself_the_private_conversation_is_as_it_was() {
    let mut pair = Pair::encrypted(v3());
    let before = (pair.bob.state(), pair.bob.their_tag());
    let first = std::mem::replace(&mut pair.alice, Pair::new(v3()).alice);
    alice_returns(&mut pair);
    pair.begin(End::Alice);
    pair.deliver_one(End::Bob).unwrap();
    pair.deliver_one(End::Alice).unwrap();
    let unproved = pair.take(End::Bob);
    let damaged = format!("{}AAAA.", &unproved[..unproved.len() - 5]);
    pair.receive(End::Bob, &damaged).unwrap_err();
    assert_eq!((pair.bob.state(), pair.bob.their_tag()), before);

    let returned = std::mem::replace(&mut pair.alice, first);
    pair.exchange(End::Alice, "still here");
    pair.exchange(End::Bob, "so am I");

    pair.alice = returned;
    pair.receive(End::Bob, &unproved).unwrap();
    pair.deliver();
    goes_on(pair);
}

#[test]
fn what_the_former_instance_still_sends_is_refused() {
    let mut pair = Pair::encrypted(v3());
    pair.send(End::Alice, "too late");
    let late = pair.take(End::Bob);
    alice_returns(&mut pair);
    pair.query(End::Alice);
    pair.deliver();
    let refused = pair.receive(End::Bob, &late).unwrap_err();
    assert_eq!(refused.reason, Reason::OtherInstance(tag(0xa11ce)));
}

#[test]
fn only_the_instance_that_takes_part_may_go_on_with_an_exchange() {
    let mut pair = Pair::new(v3());
    pair.begin(End::Alice);
    pair.deliver_one(End::Bob).unwrap();
    pair.deliver_one(End::Alice).unwrap();
    let proof = pair.take(End::Bob);
    let forged = common::readdressed(&proof, 0x5555, 0xb0b);
    let refused = pair.receive(End::Bob, &forged).unwrap_err();
    assert_eq!(refused.reason, Reason::OtherInstance(tag(0x5555)));
    let outcomes = pair.receive(End::Bob, &proof).unwrap();
    assert!(matches!(outcomes.as_slice(), [Outcome::Encrypted { .. }]));
}

#[test]
fn a_commit_names_no_instance_even_if_one_is_known() {
    let mut pair = Pair::encrypted(v3());
    pair.begin(End::Bob);
    let commit = pair.take(End::Alice);
    assert_eq!(common::tags(&commit), [0xb0b, 0]);
}

#[test]
fn an_ended_conversation_knows_no_instance() {
    let mut pair = Pair::encrypted(v3());
    assert_eq!(pair.bob.their_tag(), Some(tag(0xa11ce)));
    pair.finish(End::Bob);
    assert_eq!(pair.bob.their_tag(), None);
    assert_eq!(pair.bob.state(), State::Plaintext);
}
