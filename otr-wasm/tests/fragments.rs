//! Long messages through a narrow line.

mod common;

use common::{End, Pair, v2, v3};
use otr_wasm::{Outcome, Policy};

fn narrow(policy: Policy) -> Policy {
    Policy {
        longest_line: Some(100),
        ..policy
    }
}

#[test]
fn a_whole_conversation_through_a_narrow_line() {
    for policy in [v2(), v3()] {
        let mut pair = Pair::new(narrow(policy));
        pair.query(End::Alice);
        pair.deliver();
        assert!(pair.both_encrypted());
        pair.sent.clear();
        for text in ["short", &"long ".repeat(1000)] {
            pair.exchange(End::Alice, text);
            pair.exchange(End::Bob, text);
        }
        assert!(pair.sent.iter().all(|(_, line)| line.len() <= 100));
    }
}

#[test]
fn a_text_with_a_lost_piece_is_lost_alone() {
    let mut pair = Pair::encrypted(narrow(v3()));
    pair.send(End::Alice, "incomplete");
    pair.to_bob.remove(2);
    assert_eq!(pair.deliver(), (vec![], vec![]));
    pair.exchange(End::Alice, "complete");
}

#[test]
fn a_whole_line_between_makes_the_pieces_forgotten() {
    let mut pair = Pair::encrypted(narrow(v3()));
    pair.send(End::Alice, "interrupted");
    pair.to_bob.insert(3, "hello".to_owned());
    let (_, at_bob) = pair.deliver();
    assert_eq!(
        at_bob,
        [Outcome::Unencrypted {
            text: "hello".to_owned(),
            expected: false
        }]
    );
}

#[test]
fn a_refused_line_between_does_not() {
    let mut pair = Pair::encrypted(narrow(v3()));
    pair.send(End::Alice, "not interrupted");
    pair.deliver_one(End::Bob).unwrap();
    pair.receive(End::Bob, "?OTR:AAMD.").unwrap_err();
    assert_eq!(
        pair.deliver().1,
        [Outcome::Text("not interrupted".to_owned())]
    );
}

#[test]
fn pieces_for_another_instance_are_refused() {
    let mut pair = Pair::encrypted(narrow(v3()));
    let refused = pair
        .receive(End::Bob, "?OTR|000a11ce|00012345,1,2,abc,")
        .unwrap_err();
    assert_eq!(refused.reason, otr_wasm::Reason::NotForUs);
    let refused = pair
        .receive(End::Bob, "?OTR|00012345|00000b0b,1,2,abc,")
        .unwrap_err();
    let stranger = common::tag(0x12345);
    assert_eq!(refused.reason, otr_wasm::Reason::OtherInstance(stranger));
}
