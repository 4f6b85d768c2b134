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
}

#[test]
fn pieces_of_a_stranger_do_not_get_between_those_of_the_partner() {
    let mut pair = Pair::encrypted(narrow(v3()));
    pair.send(End::Alice, "not interrupted");
    pair.deliver_one(End::Bob).unwrap();
    for piece in ["1,2,abc", "2,2,def", "7,9,ghi"] {
        let _ = pair.receive(End::Bob, &format!("?OTR|00012345|00000b0b,{piece},"));
    }
    assert_eq!(
        pair.deliver().1,
        [Outcome::Text("not interrupted".to_owned())]
    );
}

#[test]
fn a_refused_last_piece_leaves_the_others_for_the_right_one() {
    let mut pair = Pair::encrypted(narrow(v3()));
    pair.send(End::Alice, "tampered with");
    let last = pair.to_bob.pop_back().unwrap();
    pair.deliver();
    let (head, piece) = last.rsplit_once('|').unwrap();
    let mut parts = piece.split(',');
    let [receiver, k, n] = [(); 3].map(|()| parts.next().unwrap());
    let forged = format!("{head}|{receiver},{k},{n},AAAA.,");
    pair.receive(End::Bob, &forged).unwrap_err();
    pair.to_bob.push_back(last);
    let text = Outcome::Text("tampered with".to_owned());
    assert_eq!(pair.deliver().1, [text]);
}

/// Nearly the longest line, in pieces of nine bytes. To copy all of it for each piece would move 19 GB.
#[test]
fn a_long_line_in_short_pieces_takes_time_in_proportion_to_its_length() {
    let mut pair = Pair::new(v3());
    let started = std::time::Instant::now();
    for k in 1..=u16::MAX {
        let piece = format!("?OTR,{k},{},xxxxxxxxx,", u16::MAX);
        let _ = pair.receive(End::Bob, &piece);
    }
    assert!(started.elapsed().as_millis() < 1000);
}
