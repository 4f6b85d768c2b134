//! From the first query to the end of a private conversation, in both versions.
#![allow(clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::{End, Pair, v2, v3};
use otr_wasm::{Half, Outcome, Policy, State, Version};

fn whole_conversation(policy: Policy, version: Version) {
    let mut pair = Pair::new(policy);
    pair.send(End::Alice, "hello?");
    let unencrypted = Outcome::Unencrypted {
        text: "hello?".to_owned(),
        expected: true,
    };
    assert_eq!(pair.deliver(), (vec![], vec![unencrypted]));

    pair.query(End::Alice);
    let (at_alice, at_bob) = pair.deliver();

    let State::Encrypted {
        session: alices, ..
    } = pair.alice.state()
    else {
        panic!()
    };
    let State::Encrypted { session: bobs, .. } = pair.bob.state() else {
        panic!()
    };
    assert_eq!(alices.bytes, bobs.bytes);
    assert_eq!((alices.ours, bobs.ours), (Half::Second, Half::First));
    let (alice, bob) = (
        pair.alice.identity().fingerprint(),
        pair.bob.identity().fingerprint(),
    );
    assert_eq!(
        at_alice,
        [Outcome::Encrypted {
            fingerprint: bob,
            version,
            session: alices
        }]
    );
    assert_eq!(
        at_bob,
        [Outcome::Encrypted {
            fingerprint: alice,
            version,
            session: bobs
        }]
    );

    for text in [
        "hi",
        "😀 שלום",
        "<b>not bold</b> &amp;",
        "?OTR is a word",
        " spaces \n lines ",
        "?OTRv23?",
    ] {
        pair.exchange(End::Alice, text);
        pair.exchange(End::Bob, text);
    }
    pair.exchange(End::Bob, &"long ".repeat(2000));

    pair.finish(End::Alice);
    assert_eq!(pair.alice.state(), State::Plaintext);
    assert_eq!(pair.deliver(), (vec![], vec![Outcome::Finished]));
    assert_eq!(pair.bob.state(), State::Finished);
}

#[test]
fn a_conversation_in_version_3() {
    whole_conversation(v3(), Version::V3);
}

#[test]
fn a_conversation_in_version_2() {
    whole_conversation(v2(), Version::V2);
}

#[test]
fn the_higher_version_is_taken_if_both_are_allowed() {
    whole_conversation(Policy::default(), Version::V3);
}

#[test]
fn without_a_common_version_there_is_no_conversation() {
    let mut pair = Pair::new(v3());
    pair.alice.set_policy(v2());
    pair.query(End::Alice);
    let refused = pair.deliver_one(End::Bob).unwrap_err();
    assert_eq!(refused.reason, otr_wasm::Reason::NoCommonVersion);
    assert_eq!(refused.reply, None);
}

#[test]
fn a_side_may_begin_without_a_query() {
    let mut pair = Pair::new(v3());
    pair.begin(End::Bob);
    pair.deliver();
    assert!(pair.both_encrypted());
    assert_eq!(pair.bob.their_tag(), Some(pair.alice.our_tag()));
}

#[test]
fn a_caller_may_answer_a_query_itself() {
    let mut pair = Pair::new(v3());
    pair.bob.set_policy(Policy {
        answer_queries: false,
        ..v3()
    });
    pair.query(End::Alice);
    let queried = Outcome::Queried {
        version: Version::V3,
    };
    assert_eq!(pair.deliver(), (vec![], vec![queried]));
    pair.begin(End::Bob);
    pair.deliver();
    assert!(pair.both_encrypted());
}

#[test]
fn fresh_keys_in_a_running_conversation() {
    let mut pair = Pair::encrypted(v3());
    pair.exchange(End::Alice, "one");
    let State::Encrypted {
        session: before, ..
    } = pair.alice.state()
    else {
        panic!()
    };
    pair.begin(End::Alice);
    pair.deliver();
    let State::Encrypted { session: after, .. } = pair.alice.state() else {
        panic!()
    };
    assert_ne!(before.bytes, after.bytes);
    pair.exchange(End::Bob, "two");
    pair.exchange(End::Alice, "three");
}
