//! One side ends, and what the other may still do.

mod common;

use common::{End, Pair, v2, v3};
use otr_wasm::{Misuse, Outcome, Reason, State};

#[test]
fn nothing_is_sent_after_the_other_side_ended_until_we_end_too() {
    for policy in [v2(), v3()] {
        let mut pair = Pair::encrypted(policy);
        pair.finish(End::Alice);
        assert_eq!(pair.deliver(), (vec![], vec![Outcome::Finished]));
        assert_eq!(pair.try_send(End::Bob, "secret"), Err(Misuse::Finished));
        pair.finish(End::Bob);
        assert_eq!(pair.bob.state(), State::Plaintext);
        assert!(pair.to_alice.is_empty());
        pair.send(End::Bob, "in clear again");
        assert_eq!(pair.to_alice, ["in clear again"]);
    }
}

#[test]
fn a_new_exchange_leads_from_finished_to_private() {
    let mut pair = Pair::encrypted(v3());
    pair.finish(End::Alice);
    pair.deliver();
    pair.begin(End::Bob);
    pair.deliver();
    assert!(pair.both_encrypted());
    pair.exchange(End::Alice, "again");
}

#[test]
fn a_text_that_crosses_the_end_is_refused_at_the_side_that_ended() {
    let mut pair = Pair::encrypted(v3());
    pair.finish(End::Alice);
    pair.send(End::Bob, "too late");
    let refused = pair.deliver_one(End::Alice).unwrap_err();
    assert_eq!(refused.reason, Reason::NotInPrivate);
    pair.deliver_one(End::Bob).unwrap();
    assert_eq!(pair.bob.state(), State::Finished);
}

#[test]
fn a_clear_text_in_private_is_marked_as_unexpected() {
    let mut pair = Pair::encrypted(v3());
    let outcome = |expected| Outcome::Unencrypted {
        text: "psst".to_owned(),
        expected,
    };
    assert_eq!(pair.receive(End::Bob, "psst"), Ok(vec![outcome(false)]));
    pair.finish(End::Alice);
    pair.deliver();
    assert_eq!(pair.receive(End::Bob, "psst"), Ok(vec![outcome(false)]));
    pair.finish(End::Bob);
    assert_eq!(pair.receive(End::Bob, "psst"), Ok(vec![outcome(true)]));
}

#[test]
fn ending_without_a_conversation_says_nothing() {
    let mut pair = Pair::new(v3());
    pair.finish(End::Alice);
    assert!(pair.sent.is_empty());
}

#[test]
fn ten_conversations_one_after_another() {
    let mut pair = Pair::new(v3());
    for round in 0..10 {
        pair.query(if round % 2 == 0 { End::Alice } else { End::Bob });
        pair.deliver();
        assert!(pair.both_encrypted());
        pair.exchange(End::Alice, "hello");
        pair.exchange(End::Bob, "good-bye");
        pair.finish(End::Alice);
        pair.deliver();
        pair.finish(End::Bob);
    }
}
