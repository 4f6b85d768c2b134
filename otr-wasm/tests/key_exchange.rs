//! Every message of the key exchange in every state.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{End, Pair, v2, v3};
use otr_wasm::{Policy, Reason};

/// The states, by how many messages have been delivered; Bob commits, Alice answers.
///
/// Alice: 0 idle, 1 awaits Reveal Signature, 3 private. Bob: 0 awaits D-H Key, 2 awaits Signature, 4
/// private.
fn after(policy: &Policy, delivered: usize) -> Pair {
    let mut pair = Pair::new(policy.clone());
    pair.begin(End::Bob);
    let ends = [End::Alice, End::Bob, End::Alice, End::Bob];
    for end in ends.into_iter().take(delivered) {
        pair.deliver_one(end).unwrap();
    }
    pair
}

/// The four messages of another exchange between the same two: D-H Commit, D-H Key, Reveal Signature,
/// Signature.
fn foreign_messages(policy: &Policy) -> [String; 4] {
    let mut pair = Pair::seeded(policy.clone(), 77);
    pair.begin(End::Bob);
    pair.deliver();
    let lines: Vec<String> = pair.sent.into_iter().map(|(_, line)| line).collect();
    lines.try_into().unwrap()
}

/// What a message leads to, in short.
fn reaction(pair: &mut Pair, end: End, line: &str) -> String {
    match pair.receive(end, line) {
        Ok(_) => pair
            .line_to(end.other())
            .pop_front()
            .map_or("nothing".to_owned(), |line| {
                let kind = line.chars().nth(8).unwrap();
                let name = match kind {
                    'C' => "D-H Commit",
                    'K' => "D-H Key",
                    'R' => "Reveal Signature",
                    'S' => "Signature",
                    _ => "something",
                };
                name.to_owned()
            }),
        Err(rejected) => {
            assert_eq!(rejected.reply, None);
            if let Reason::Unexpected(_) = rejected.reason {
                "ignored".to_owned()
            } else if let Reason::DoesNotVerify(what) = rejected.reason {
                format!("{what} refused")
            } else {
                format!("{:?}", rejected.reason)
            }
        }
    }
}

/// The rows are messages, the columns states: Alice idle, awaiting Reveal Signature, private; Bob
/// awaiting D-H Key, awaiting Signature, private.
const EXPECTED: [[&str; 6]; 4] = [
    // D-H Commit. Bob, awaiting a D-H Key, has the higher or the lower hash; see below.
    [
        "D-H Key",
        "D-H Key",
        "D-H Key",
        "D-H Commit or Key",
        "D-H Key",
        "D-H Key",
    ],
    // D-H Key. Another one than that already answered is ignored.
    [
        "ignored",
        "ignored",
        "ignored",
        "Reveal Signature",
        "ignored",
        "ignored",
    ],
    // Reveal Signature: of another exchange.
    [
        "ignored",
        "the commitment to g^x refused",
        "ignored",
        "ignored",
        "ignored",
        "ignored",
    ],
    // Signature: of another exchange.
    [
        "ignored",
        "ignored",
        "ignored",
        "ignored",
        "the MAC of the encrypted signature refused",
        "ignored",
    ],
];

fn every_message_in_every_state(policy: &Policy) {
    let states = [
        (End::Alice, 0),
        (End::Alice, 1),
        (End::Alice, 3),
        (End::Bob, 0),
        (End::Bob, 2),
        (End::Bob, 4),
    ];
    // The foreign messages are Bob's and Alice's; each end gets them as if they were for it.
    for (row, expected) in EXPECTED.iter().enumerate() {
        for ((end, delivered), expected) in states.iter().zip(expected) {
            let mut pair = after(policy, *delivered);
            pair.line_to(end.other()).clear();
            let line = readdressed(&foreign_messages(policy)[row], *end);
            let reaction = reaction(&mut pair, *end, &line);
            if *expected == "D-H Commit or Key" {
                assert!(["D-H Commit", "D-H Key"].contains(&reaction.as_str()));
            } else {
                assert_eq!(
                    reaction, *expected,
                    "message {row}, {end:?} after {delivered}"
                );
            }
        }
    }
}

/// The message with tags as if the other end had sent it to this one; version 2 has none.
fn readdressed(line: &str, to: End) -> String {
    use base64::{Engine, prelude::BASE64_STANDARD};
    let body = line
        .strip_prefix("?OTR:")
        .unwrap()
        .strip_suffix('.')
        .unwrap();
    let mut bytes = BASE64_STANDARD.decode(body).unwrap();
    if bytes[1] == 3 {
        let (alice, bob) = (0xa11ce_u32.to_be_bytes(), 0xb0b_u32.to_be_bytes());
        let (sender, receiver) = if to == End::Alice {
            (bob, alice)
        } else {
            (alice, bob)
        };
        bytes[3..7].copy_from_slice(&sender);
        bytes[7..11].copy_from_slice(&receiver);
    }
    format!("?OTR:{}.", BASE64_STANDARD.encode(bytes))
}

#[test]
fn every_message_in_every_state_of_version_3() {
    every_message_in_every_state(&v3());
}

#[test]
fn every_message_in_every_state_of_version_2() {
    every_message_in_every_state(&v2());
}

#[test]
fn an_exchange_survives_every_foreign_message() {
    for policy in [v2(), v3()] {
        let foreign = foreign_messages(&policy);
        let mut pair = Pair::new(policy.clone());
        pair.begin(End::Bob);
        for end in [End::Alice, End::Bob, End::Alice, End::Bob] {
            for message in &foreign[1..] {
                let line = readdressed(message, end);
                let waits_for_key =
                    end == End::Bob && pair.sent.len() == 2 && *message == foreign[1];
                if !waits_for_key {
                    pair.receive(end, &line).unwrap_err();
                }
            }
            pair.deliver_one(end).unwrap();
        }
        assert!(pair.both_encrypted());
    }
}

#[test]
fn a_repeated_commit_is_answered_with_the_same_key() {
    let mut pair = Pair::new(v3());
    pair.begin(End::Bob);
    let commit = pair.take(End::Alice);
    pair.receive(End::Alice, &commit).unwrap();
    pair.receive(End::Alice, &commit).unwrap();
    let keys = [pair.take(End::Bob), pair.take(End::Bob)];
    assert_eq!(keys[0], keys[1]);
    pair.receive(End::Bob, &keys[0]).unwrap();
    pair.receive(End::Bob, &keys[1]).unwrap();
    let revealed = [pair.take(End::Alice), pair.take(End::Alice)];
    assert_eq!(revealed[0], revealed[1]);
    pair.receive(End::Alice, &revealed[0]).unwrap();
    let repeated = pair.receive(End::Alice, &revealed[1]).unwrap_err();
    assert_eq!(
        repeated.reason,
        Reason::Unexpected("Reveal Signature message")
    );
    pair.deliver();
    assert!(pair.both_encrypted());
}

#[test]
fn our_own_commit_sent_back_is_refused() {
    for policy in [v2(), v3()] {
        let mut pair = Pair::new(policy);
        pair.begin(End::Bob);
        let commit = pair.take(End::Alice);
        assert_eq!(
            pair.receive(End::Bob, &commit).unwrap_err().reason,
            Reason::Reflected
        );
    }
}

#[test]
fn a_new_query_starts_over_from_any_state() {
    for delivered in 0..=4 {
        let mut pair = after(&v3(), delivered);
        pair.to_alice.clear();
        pair.to_bob.clear();
        pair.query(End::Alice);
        pair.deliver();
        assert!(pair.both_encrypted(), "after {delivered}");
        pair.exchange(End::Alice, "hello");
        pair.exchange(End::Bob, "hello");
    }
}

#[test]
fn a_damaged_message_leaves_the_exchange_as_it_was() {
    use base64::{Engine, prelude::BASE64_STANDARD};
    for policy in [v2(), v3()] {
        let mut pair = Pair::new(policy.clone());
        pair.begin(End::Bob);
        for end in [End::Alice, End::Bob, End::Alice, End::Bob] {
            let line = pair.take(end);
            let bytes = BASE64_STANDARD.decode(&line[5..line.len() - 1]).unwrap();
            // A damaged commit or key is noticed later only; all others at once.
            let proves_something = ["R", "S"].contains(&&line[8..9]);
            for place in (0..bytes.len()).step_by(17).filter(|_| proves_something) {
                let mut damaged = bytes.clone();
                damaged[place] ^= 0x10;
                let damaged = format!("?OTR:{}.", BASE64_STANDARD.encode(damaged));
                pair.receive(end, &damaged).unwrap_err();
            }
            pair.receive(end, &line).unwrap();
        }
        assert!(pair.both_encrypted());
    }
}
