//! What a conversation does by itself, and what it does not.

mod common;

use common::{End, Pair, v2, v3};
use otr_wasm::{Misuse, Outcome, Padding, Policy, State, Tlv};

#[test]
fn with_encryption_required_texts_wait_and_arrive_in_order() {
    let mut pair = Pair::new(v3());
    pair.alice.set_policy(Policy {
        require_encryption: true,
        ..v3()
    });
    pair.send(End::Alice, "one");
    pair.send(End::Alice, "two");
    assert!(matches!(pair.sent.as_slice(), [(_, query)] if query.starts_with("?OTRv3?")));
    let (_, at_bob) = pair.deliver();
    let texts = ["one", "two"].map(|text| Outcome::Text(text.to_owned()));
    assert!(at_bob.ends_with(&texts));
}

#[test]
fn the_other_side_is_asked_again_after_ten_seconds_and_not_while_it_may_be_answering() {
    let mut pair = Pair::new(Policy {
        require_encryption: true,
        ..v3()
    });
    let asks = |pair: &mut Pair, seconds: u64| {
        pair.now = 1000 + seconds;
        pair.send(End::Alice, "well?");
        !std::mem::take(&mut pair.to_bob).is_empty()
    };
    assert!(asks(&mut pair, 0));
    assert!(!asks(&mut pair, 9));
    assert!(asks(&mut pair, 10));
    // The clock goes back.
    assert!(asks(&mut pair, 5));

    // Bob asks for himself: an exchange is under way, by whichever call.
    pair.now = 1100;
    pair.query(End::Bob);
    pair.deliver_one(End::Alice).unwrap();
    pair.to_bob.clear();
    assert!(!asks(&mut pair, 109));
    assert!(asks(&mut pair, 110));
    pair.begin(End::Alice);
    pair.to_bob.clear();
    assert!(!asks(&mut pair, 200));
    pair.query(End::Alice);
    pair.to_bob.clear();
    assert!(!asks(&mut pair, 300));
}

#[test]
fn the_end_of_a_conversation_ends_the_question_too() {
    let mut pair = Pair::new(Policy {
        require_encryption: true,
        ..v3()
    });
    for _ in 0..2 {
        pair.send(End::Alice, "hello");
        let (_, at_bob) = pair.deliver();
        assert_eq!(at_bob.last(), Some(&Outcome::Text("hello".to_owned())));
        pair.finish(End::Alice);
        pair.deliver();
        pair.finish(End::Bob);
        pair.deliver();
    }
}

#[test]
fn no_more_texts_wait_than_the_limit() {
    let mut pair = Pair::new(Policy {
        require_encryption: true,
        ..v3()
    });
    for _ in 0..otr_wasm::limits::HELD_TEXTS_MAX {
        pair.send(End::Alice, "x");
    }
    assert_eq!(
        pair.try_send(End::Alice, "x"),
        Err(Misuse::TooManyHeld(otr_wasm::limits::HELD_TEXTS_MAX))
    );
}

#[test]
fn with_encryption_required_a_clear_text_is_unexpected() {
    let mut pair = Pair::new(Policy {
        require_encryption: true,
        ..v3()
    });
    let outcome = Outcome::Unencrypted {
        text: "psst".to_owned(),
        expected: false,
    };
    assert_eq!(pair.receive(End::Bob, "psst"), Ok(vec![outcome]));
}

#[test]
fn a_whitespace_tag_starts_a_conversation_if_both_policies_say_so() {
    for policy in [v2(), v3(), Policy::default()] {
        let mut pair = Pair::new(Policy {
            start_on_whitespace_tag: true,
            ..policy.clone()
        });
        pair.alice.set_policy(Policy {
            send_whitespace_tag: true,
            ..policy
        });
        pair.send(End::Alice, "hello");
        assert!(pair.to_bob[0].starts_with("hello \t  \t\t\t\t \t \t \t  "));
        let (_, at_bob) = pair.deliver();
        assert_eq!(
            at_bob[0],
            Outcome::Unencrypted {
                text: "hello".to_owned(),
                expected: true
            }
        );
        assert!(pair.both_encrypted());
    }
}

#[test]
fn a_tag_is_taken_off_even_if_it_starts_nothing() {
    let mut pair = Pair::new(v3());
    pair.alice.set_policy(Policy {
        send_whitespace_tag: true,
        ..v3()
    });
    pair.send(End::Alice, "hello");
    let outcome = Outcome::Unencrypted {
        text: "hello".to_owned(),
        expected: true,
    };
    assert_eq!(pair.deliver(), (vec![], vec![outcome]));
    assert_eq!(pair.bob.state(), State::Plaintext);
}

#[test]
fn after_a_plain_answer_texts_carry_no_tag() {
    let mut pair = Pair::new(v3());
    pair.alice.set_policy(Policy {
        send_whitespace_tag: true,
        ..v3()
    });
    pair.send(End::Alice, "hello");
    pair.send(End::Bob, "what?");
    pair.deliver();
    pair.send(End::Alice, "nothing");
    assert_eq!(pair.to_bob, ["nothing"]);
}

/// "If [...] you have not received a plaintext message from this correspondent since last entering
/// MSGSTATE_PLAINTEXT: attach the whitespace tag."
#[test]
fn after_a_private_conversation_texts_carry_the_tag_again() {
    let mut pair = Pair::new(v3());
    pair.alice.set_policy(Policy {
        send_whitespace_tag: true,
        ..v3()
    });
    pair.send(End::Bob, "hello");
    pair.begin(End::Alice);
    pair.deliver();
    pair.finish(End::Alice);
    pair.deliver();
    pair.send(End::Alice, "again");
    assert!(pair.to_bob[0].starts_with("again \t"));
}

#[test]
fn texts_that_wait_are_not_printed() {
    let mut pair = Pair::new(Policy {
        require_encryption: true,
        ..v3()
    });
    pair.send(End::Alice, "mentioned to nobody");
    assert!(!format!("{:?}", pair.alice).contains("mentioned"));
}

#[test]
fn an_error_is_answered_with_a_query_only_if_the_policy_says_so() {
    let mut pair = Pair::new(v3());
    let outcome = vec![Outcome::PeerError("oh no".to_owned())];
    assert_eq!(
        pair.receive(End::Alice, "?OTR Error: oh no"),
        Ok(outcome.clone())
    );
    assert!(pair.to_bob.is_empty());
    pair.alice.set_policy(Policy {
        start_on_error: true,
        ..v3()
    });
    assert_eq!(pair.receive(End::Alice, "?OTR Error: oh no"), Ok(outcome));
    assert!(pair.to_bob[0].starts_with("?OTRv3?"));
}

#[test]
fn a_minute_of_silence_is_broken_by_a_heartbeat_after_a_text() {
    let mut pair = Pair::encrypted(v3());
    pair.now += 59;
    pair.exchange(End::Alice, "one");
    assert_eq!(pair.sent.len(), 1);
    pair.now += 1;
    pair.exchange(End::Alice, "two");
    assert_eq!(pair.sent.len(), 3);
    assert_eq!(pair.sent[2].0, End::Bob);
    pair.exchange(End::Alice, "three");
    assert_eq!(pair.sent.len(), 4);
}

#[test]
fn without_the_policy_there_is_no_heartbeat() {
    let mut pair = Pair::encrypted(Policy {
        heartbeats: false,
        ..v3()
    });
    pair.now += 600;
    pair.exchange(End::Alice, "one");
    assert_eq!(pair.sent.len(), 1);
}

#[test]
fn padding_makes_texts_of_a_class_the_same_length() {
    let mut pair = Pair::encrypted(Policy {
        padding: Padding::Multiple(256),
        ..v3()
    });
    let mut lengths = Vec::new();
    for length in [0, 1, 100, 251, 252, 300] {
        pair.send(End::Alice, &"x".repeat(length));
        let line = pair.to_bob.back().unwrap();
        lengths.push(line.len());
    }
    assert!(
        lengths[..4].iter().all(|length| *length == lengths[0]),
        "{lengths:?}"
    );
    assert!(lengths[4] > lengths[0] && lengths[4] == lengths[5]);
    let (_, at_bob) = pair.deliver();
    assert_eq!(at_bob.len(), 5);
}

#[test]
fn records_of_the_caller_arrive_in_order_behind_the_text() {
    let mut pair = Pair::encrypted(v3());
    let tlvs = [
        Tlv::new(0x4801, vec![1, 2]).unwrap(),
        Tlv::new(0x4802, vec![]).unwrap(),
    ];
    let padding = Tlv::new(0, vec![0; 9]).unwrap();
    let all = [tlvs[0].clone(), padding, tlvs[1].clone()];
    pair.call(End::Alice, |c, now, rng| c.send("see", &all, now, rng))
        .unwrap();
    pair.call(End::Alice, |c, now, rng| c.send("", &tlvs[..1], now, rng))
        .unwrap();
    let [first, second] = tlvs.map(Outcome::Tlv);
    let text = Outcome::Text("see".to_owned());
    assert_eq!(
        pair.deliver(),
        (vec![], vec![text, first.clone(), second, first])
    );
}

#[test]
fn records_are_not_sent_in_clear() {
    let mut pair = Pair::new(v3());
    let tlv = Tlv::new(0x4801, vec![]).unwrap();
    let refused = pair.call(End::Alice, |c, now, rng| c.send("see", &[tlv], now, rng));
    assert_eq!(refused, Err(Misuse::NotEncrypted));
}

#[test]
fn texts_that_cannot_be_sent_are_refused() {
    let mut pair = Pair::encrypted(v3());
    assert_eq!(pair.try_send(End::Alice, "a\0b"), Err(Misuse::HoldsNul));
    let limit = otr_wasm::limits::TEXT_MAX;
    let refused = Err(Misuse::TooLong {
        what: "a text",
        length: limit + 1,
        limit,
    });
    assert_eq!(pair.try_send(End::Alice, &"x".repeat(limit + 1)), refused);
    pair.exchange(End::Alice, &"x".repeat(limit));
}

#[test]
fn without_a_version_allowed_nothing_begins() {
    let mut pair = Pair::new(Policy {
        allow_v2: false,
        ..v2()
    });
    let begun = pair.call(End::Alice, |c, _, rng| c.begin(rng));
    assert_eq!(begun, Err(Misuse::NoVersion));
    assert_eq!(
        pair.call(End::Alice, |c, _, _| c.query()),
        Err(Misuse::NoVersion)
    );
}

#[test]
fn the_last_text_goes_out_again_to_the_same_person_within_a_minute_only() {
    for (seconds, resent) in [(59, true), (60, false)] {
        let mut pair = Pair::encrypted(v3());
        pair.exchange(End::Alice, "hello");
        pair.receive(End::Alice, "?OTR Error: unreadable").unwrap();
        pair.now += seconds;
        pair.query(End::Alice);
        let (_, at_bob) = pair.deliver();
        let again = Outcome::Text("[resent] hello".to_owned());
        assert_eq!(at_bob.contains(&again), resent, "after {seconds} seconds");
    }
}

#[test]
fn the_last_text_does_not_go_to_somebody_else() {
    let mut pair = Pair::encrypted(v3());
    pair.exchange(End::Alice, "hello");
    pair.receive(End::Alice, "?OTR Error: unreadable").unwrap();
    let mallory = std::sync::Arc::new(otr_wasm::Identity::generate(&mut pair.rng));
    pair.bob = otr_wasm::Conversation::new(mallory, pair.bob.our_tag(), v3());
    pair.query(End::Alice);
    let (_, at_bob) = pair.deliver();
    assert!(matches!(at_bob.as_slice(), [Outcome::Encrypted { .. }]));
}
