//! Lines delayed, repeated, lost or overtaken.

mod common;

use common::{End, Pair, v2, v3};
use otr_wasm::{Outcome, Reason};

#[test]
fn a_repeated_text_is_shown_once_and_answered_by_nothing() {
    for policy in [v2(), v3()] {
        let mut pair = Pair::encrypted(policy);
        pair.send(End::Alice, "once");
        let line = pair.take(End::Bob);
        assert_eq!(
            pair.receive(End::Bob, &line),
            Ok(vec![Outcome::Text("once".to_owned())])
        );
        let refused = pair.receive(End::Bob, &line).unwrap_err();
        let replayed = Reason::Replayed {
            ours: 1,
            theirs: 1,
            counter: 1,
            last: 1,
        };
        assert_eq!((refused.reason, refused.reply), (replayed, None));
        pair.exchange(End::Bob, "next");
    }
}

#[test]
fn a_lost_text_costs_nothing_else() {
    let mut pair = Pair::encrypted(v3());
    for _ in 0..3 {
        pair.send(End::Alice, "lost");
        pair.take(End::Bob);
        pair.exchange(End::Alice, "there");
        pair.exchange(End::Bob, "here");
    }
}

#[test]
fn an_overtaken_text_is_refused_and_the_one_in_front_stays() {
    let mut pair = Pair::encrypted(v3());
    pair.send(End::Alice, "first");
    pair.send(End::Alice, "second");
    let first = pair.take(End::Bob);
    assert_eq!(pair.deliver().1, [Outcome::Text("second".to_owned())]);
    assert_eq!(
        pair.receive(End::Bob, &first).unwrap_err().reason,
        Reason::Replayed {
            ours: 1,
            theirs: 1,
            counter: 1,
            last: 2,
        }
    );
    pair.exchange(End::Alice, "third");
}

#[test]
fn a_text_of_the_keys_before_is_still_read() {
    let mut pair = Pair::encrypted(v3());
    pair.send(End::Alice, "slow");
    let slow = pair.take(End::Bob);
    pair.exchange(End::Bob, "meanwhile");
    assert_eq!(
        pair.receive(End::Bob, &slow),
        Ok(vec![Outcome::Text("slow".to_owned())])
    );
    pair.exchange(End::Alice, "quick");
    pair.exchange(End::Bob, "fine");
}

#[test]
fn a_lost_message_of_the_exchange_is_made_good_by_a_query() {
    for lost in 0..4 {
        let mut pair = Pair::new(v3());
        pair.begin(End::Bob);
        let ends = [End::Alice, End::Bob, End::Alice, End::Bob];
        for end in &ends[..lost] {
            pair.deliver_one(*end).unwrap();
        }
        pair.take(ends[lost]);
        pair.query(End::Alice);
        pair.deliver();
        assert!(pair.both_encrypted(), "message {lost} lost");
        pair.exchange(End::Bob, "well");
    }
}

#[test]
fn after_one_side_lost_its_memory_an_error_and_a_query_mend_it() {
    let mut pair = Pair::encrypted(v3());
    pair.alice.set_policy(otr_wasm::Policy {
        start_on_error: true,
        ..v3()
    });
    pair.bob = Pair::new(v3()).bob;
    pair.send(End::Alice, "are you there?");
    let refused = pair.deliver_one(End::Bob).unwrap_err();
    assert_eq!(refused.reason, Reason::NotInPrivate);
    let reply = refused.reply.unwrap();
    assert_eq!(
        reply,
        "?OTR Error: You sent a private message, but no private conversation stands."
    );
    pair.receive(End::Alice, &reply).unwrap();
    let (at_alice, at_bob) = pair.deliver();
    assert!(pair.both_encrypted());
    assert_eq!(
        at_alice.last(),
        Some(&Outcome::Resent("are you there?".to_owned()))
    );
    assert_eq!(
        at_bob.last(),
        Some(&Outcome::Text("[resent] are you there?".to_owned()))
    );
}
