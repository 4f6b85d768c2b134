//! A peer with several clients, and one that comes back as a new one.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{Pair, tag, v3};
use otr_wasm::{Conversation, InstanceTag, Instances, Outcome, Policy, Sender, State, Timestamp};

const NOW: Timestamp = Timestamp::from_secs(1000);

/// Carries lines between a client of the peer and our end until neither has more.
fn carry(
    pair: &mut Pair,
    client: &mut Conversation,
    ours: &mut Instances,
    lines: Vec<String>,
) -> Vec<(Sender, Outcome)> {
    let mut happened = Vec::new();
    let mut to_us = lines;
    while !to_us.is_empty() {
        let mut to_client = Vec::new();
        for line in to_us.drain(..) {
            let (sender, output) = ours.receive(&line, NOW, &mut pair.rng).unwrap();
            happened.extend(output.outcomes.into_iter().map(|outcome| (sender, outcome)));
            to_client.extend(output.send);
        }
        for line in to_client {
            to_us.extend(client.receive(&line, NOW, &mut pair.rng).unwrap().send);
        }
    }
    happened
}

fn setting() -> (Pair, Instances) {
    let pair = Pair::new(v3());
    let identity = std::sync::Arc::new(otr_wasm::Identity::generate(&mut pair.rng.clone()));
    (
        pair,
        Instances::new(identity, tag(0x5555), Policy::default()),
    )
}

#[test]
fn each_client_has_a_conversation_of_its_own() {
    let (mut pair, mut ours) = setting();
    let (mut desk, mut phone) = (pair.alice.clone(), pair.bob.clone());
    for client in [&mut desk, &mut phone] {
        let commit = client.begin(&mut pair.rng).unwrap().send;
        let sender = Sender::Instance(client.our_tag());
        let happened = carry(&mut pair, client, &mut ours, commit);
        assert!(
            matches!(happened.as_slice(), [(from, Outcome::Encrypted { .. })] if *from == sender)
        );
    }
    for (client, text) in [(&mut desk, "from the desk"), (&mut phone, "from the phone")] {
        let lines = client.send(text, &[], NOW, &mut pair.rng).unwrap().send;
        let sender = Sender::Instance(client.our_tag());
        let happened = carry(&mut pair, client, &mut ours, lines);
        assert_eq!(happened, [(sender, Outcome::Text(text.to_owned()))]);
        assert_eq!(ours.best().their_tag(), Some(client.our_tag()));
    }
}

#[test]
fn whichever_client_answers_our_commit_gets_the_conversation() {
    let (mut pair, mut ours) = setting();
    let commit = ours.whole().begin(&mut pair.rng).unwrap().send.remove(0);
    for mut client in [pair.alice.clone(), pair.bob.clone()] {
        let answer = client.receive(&commit, NOW, &mut pair.rng).unwrap().send;
        carry(&mut pair, &mut client, &mut ours, answer);
        assert!(matches!(client.state(), State::Encrypted { .. }));
        let found = ours.instance(client.our_tag()).unwrap();
        assert!(matches!(found.state(), State::Encrypted { .. }));
    }
}

#[test]
fn a_peer_that_returns_with_a_new_tag_is_a_new_client() {
    let (mut pair, mut ours) = setting();
    let mut before = pair.alice.clone();
    let commit = before.begin(&mut pair.rng).unwrap().send;
    carry(&mut pair, &mut before, &mut ours, commit);
    let identity = std::sync::Arc::new(otr_wasm::Identity::generate(&mut pair.rng));
    let mut after = Conversation::new(identity, tag(0x7777), v3());
    let commit = after.begin(&mut pair.rng).unwrap().send;
    carry(&mut pair, &mut after, &mut ours, commit);
    assert_eq!(ours.best().their_tag(), Some(tag(0x7777)));
}

#[test]
fn a_message_of_a_client_not_met_before_is_refused_unless_it_opens_an_exchange() {
    let (mut pair, mut ours) = setting();
    let mut talking = Pair::encrypted(v3());
    talking.send(common::End::Alice, "hello");
    let line = talking.take(common::End::Bob);
    let refused = ours.receive(&line, NOW, &mut pair.rng).unwrap_err();
    assert_eq!(refused.reason, otr_wasm::Reason::NotForUs);
    assert!(ours.instance(talking.alice.our_tag()).is_none());
}

#[test]
fn strangers_do_not_push_out_a_private_conversation() {
    let (mut pair, mut ours) = setting();
    let mut desk = pair.alice.clone();
    let commit = desk.begin(&mut pair.rng).unwrap().send;
    carry(&mut pair, &mut desk, &mut ours, commit);
    for number in 0..40 {
        let line = format!("?OTR|{:08x}|00000000,1,2,abc,", 0x9000 + number);
        ours.receive(&line, NOW, &mut pair.rng).unwrap();
    }
    let lines = desk
        .send("still here", &[], NOW, &mut pair.rng)
        .unwrap()
        .send;
    let happened = carry(&mut pair, &mut desk, &mut ours, lines);
    let sender = Sender::Instance(InstanceTag::new(0xa11ce).unwrap());
    assert_eq!(happened, [(sender, Outcome::Text("still here".to_owned()))]);
}

#[test]
fn what_names_no_client_belongs_to_the_peer_as_a_whole() {
    let (mut pair, mut ours) = setting();
    let (sender, output) = ours.receive("hello", NOW, &mut pair.rng).unwrap();
    assert_eq!(sender, Sender::Unnamed);
    let expected = Outcome::Unencrypted {
        text: "hello".to_owned(),
        expected: true,
    };
    assert_eq!(output.outcomes, [expected]);
}
