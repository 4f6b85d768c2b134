//! A peer with several clients, and one that comes back as a new one.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::sync::Arc;

use common::{Pair, tag, v3};
use otr_wasm::{
    Conversation, Identity, InstanceTag, Instances, Outcome, Policy, Sender, State, Timestamp,
};

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
    let identity = Arc::new(Identity::generate(&mut pair.rng.clone()));
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

/// Each of our lines goes to all clients, theirs come back, until nobody has more to say; what does not concern
/// somebody is refused there.
fn carry_to_all(
    pair: &mut Pair,
    clients: &mut [&mut Conversation],
    ours: &mut Instances,
    lines: Vec<String>,
) -> Vec<(Sender, Outcome)> {
    let mut happened = Vec::new();
    let mut from_us = lines;
    while !from_us.is_empty() {
        let mut to_us = Vec::new();
        for line in from_us.drain(..) {
            for client in &mut *clients {
                let received = client.receive(&line, NOW, &mut pair.rng);
                to_us.extend(received.map(|output| output.send).unwrap_or_default());
            }
        }
        for line in to_us {
            let Ok((sender, output)) = ours.receive(&line, NOW, &mut pair.rng) else {
                continue;
            };
            happened.extend(output.outcomes.into_iter().map(|outcome| (sender, outcome)));
            from_us.extend(output.send);
        }
    }
    happened
}

/// Two clients with which our end is private.
fn two_private_clients() -> (Pair, Conversation, Conversation, Instances) {
    let (mut pair, mut ours) = setting();
    let (mut desk, mut phone) = (pair.alice.clone(), pair.bob.clone());
    let commit = ours.whole().begin(&mut pair.rng).unwrap().send;
    carry_to_all(&mut pair, &mut [&mut desk, &mut phone], &mut ours, commit);
    for client in [&desk, &phone] {
        assert!(matches!(client.state(), State::Encrypted { .. }));
    }
    (pair, desk, phone, ours)
}

fn session(conversation: &Conversation) -> [u8; 8] {
    let State::Encrypted { session, .. } = conversation.state() else {
        panic!("nothing is private");
    };
    session.bytes
}

#[test]
fn a_query_of_a_known_client_leads_to_fresh_keys_with_it() {
    let (mut pair, mut desk, mut phone, mut ours) = two_private_clients();
    let before = session(&desk);
    let query = desk.query().unwrap().send.remove(0);
    let (sender, output) = ours.receive(&query, NOW, &mut pair.rng).unwrap();
    assert_eq!(sender, Sender::Unnamed);
    carry_to_all(
        &mut pair,
        &mut [&mut desk, &mut phone],
        &mut ours,
        output.send,
    );
    for client in [&mut desk, &mut phone] {
        let fresh = session(client);
        assert_ne!(fresh, before);
        assert_eq!(session(ours.instance(client.our_tag()).unwrap()), fresh);
    }
}

/// Both commit at once: with either hash the higher one.
#[test]
fn commits_that_cross_lead_to_one_conversation() {
    for seed in 0..8 {
        let (mut pair, mut ours) = setting();
        pair.rng = common::rng::rng(seed);
        let mut desk = pair.alice.clone();
        let theirs = desk.begin(&mut pair.rng).unwrap().send.remove(0);
        let mut lines = ours.whole().begin(&mut pair.rng).unwrap().send;
        lines.extend(ours.receive(&theirs, NOW, &mut pair.rng).unwrap().1.send);
        carry_to_all(&mut pair, &mut [&mut desk], &mut ours, lines);
        let fresh = session(&desk);
        assert_eq!(session(ours.instance(desk.our_tag()).unwrap()), fresh);
    }
}

/// Later than a minute after the first answer nothing is left of the commit's private key.
#[test]
fn our_commit_is_answered_no_more_a_minute_after_the_first_answer() {
    let (mut pair, mut ours) = setting();
    let (mut desk, mut phone) = (pair.alice.clone(), pair.bob.clone());
    let commit = ours.whole().begin(&mut pair.rng).unwrap().send.remove(0);
    let [answer, late] = [&mut desk, &mut phone]
        .map(|client| client.receive(&commit, NOW, &mut pair.rng).unwrap().send);
    carry(&mut pair, &mut desk, &mut ours, answer);
    let refused = ours
        .receive(&late[0], Timestamp::from_secs(1060), &mut pair.rng)
        .unwrap_err();
    assert_eq!(
        refused.reason,
        otr_wasm::Reason::Unexpected("D-H Key message")
    );
    assert!(ours.instance(phone.our_tag()).is_none());
}

/// The peer as a whole is private in version 2, which knows no clients. Its keys and counters are nobody
/// else's: two messages under the same would give both away.
#[test]
fn a_new_client_gets_nothing_of_what_is_private_with_another() {
    let (mut pair, mut ours) = setting();
    let mut old = pair.bob.clone();
    old.set_policy(common::v2());
    let commit = old.begin(&mut pair.rng).unwrap().send;
    carry(&mut pair, &mut old, &mut ours, commit);
    assert!(matches!(ours.whole().state(), State::Encrypted { .. }));

    let commit = pair.alice.begin(&mut pair.rng).unwrap().send.remove(0);
    ours.receive(&commit, NOW, &mut pair.rng).unwrap();
    let newcomer = ours.instance(pair.alice.our_tag()).unwrap();
    assert_eq!(newcomer.state(), State::Plaintext);
    let sealed = ours.best().send("for the old one", &[], NOW, &mut pair.rng);
    let happened = old.receive(&sealed.unwrap().send[0], NOW, &mut pair.rng);
    let text = Outcome::Text("for the old one".to_owned());
    assert_eq!(happened.unwrap().outcomes, [text]);
}

#[test]
fn a_piece_makes_no_client() {
    let (mut pair, mut ours) = setting();
    let line = "?OTR|00009000|00000000,1,2,abc,";
    ours.receive(line, NOW, &mut pair.rng).unwrap();
    assert!(ours.instance(tag(0x9000)).is_none());
}

#[test]
fn a_new_client_may_send_its_messages_in_pieces() {
    let (mut pair, mut ours) = setting();
    let narrow = Policy {
        longest_line: Some(100),
        ..v3()
    };
    let (mut desk, mut phone) = (pair.alice.clone(), pair.bob.clone());
    for client in [&mut desk, &mut phone] {
        client.set_policy(narrow.clone());
    }
    let commit = desk.begin(&mut pair.rng).unwrap().send;
    carry(&mut pair, &mut desk, &mut ours, commit);
    let commit = ours.whole().begin(&mut pair.rng).unwrap().send;
    carry_to_all(&mut pair, &mut [&mut desk, &mut phone], &mut ours, commit);
    for client in [desk, phone] {
        let fresh = session(&client);
        assert_eq!(session(ours.instance(client.our_tag()).unwrap()), fresh);
    }
}

#[test]
fn a_text_that_waits_goes_to_the_first_client_alone() {
    let (mut pair, mut ours) = setting();
    ours.set_policy(&Policy {
        require_encryption: true,
        ..v3()
    });
    let asked = ours.best().send("once", &[], NOW, &mut pair.rng).unwrap();
    assert_eq!(asked.send.len(), 1);
    let (mut desk, mut phone) = (pair.alice.clone(), pair.bob.clone());
    let mut texts = Vec::new();
    for client in [&mut desk, &mut phone] {
        let mut to_us = client.begin(&mut pair.rng).unwrap().send;
        while !to_us.is_empty() {
            let line = to_us.remove(0);
            let (_, output) = ours.receive(&line, NOW, &mut pair.rng).unwrap();
            for line in output.send {
                let received = client.receive(&line, NOW, &mut pair.rng).unwrap();
                to_us.extend(received.send);
                texts.extend(received.outcomes.into_iter().filter_map(|outcome| {
                    let sender = client.our_tag();
                    matches!(outcome, Outcome::Text(_)).then_some((sender, outcome))
                }));
            }
        }
    }
    assert_eq!(texts, [(desk.our_tag(), Outcome::Text("once".to_owned()))]);
    for _ in 0..otr_wasm::limits::HELD_TEXTS_MAX {
        ours.whole().send("again", &[], NOW, &mut pair.rng).unwrap();
    }
}

#[test]
fn clear_text_is_unexpected_while_any_client_is_private_or_was() {
    let (mut pair, mut desk, mut phone, mut ours) = two_private_clients();
    ours.set_policy(&Policy {
        start_on_whitespace_tag: true,
        ..v3()
    });
    let outcome = |expected| Outcome::Unencrypted {
        text: "psst".to_owned(),
        expected,
    };
    let mut clear = |ours: &mut Instances| {
        let line = "psst \t  \t\t\t\t \t \t \t    \t\t  \t\t";
        ours.receive(line, NOW, &mut pair.rng).unwrap().1
    };
    let received = clear(&mut ours);
    assert_eq!(received.outcomes, [outcome(false)]);
    assert!(received.send.is_empty(), "something is private already");
    let mut rng = common::rng::rng(5);
    for client in [&mut desk, &mut phone] {
        for line in client.end(NOW, &mut rng).send {
            ours.receive(&line, NOW, &mut rng).unwrap();
        }
    }
    assert_eq!(clear(&mut ours).outcomes, [outcome(false)]);
    ours.end(NOW, &mut rng);
    assert_eq!(clear(&mut ours).outcomes, [outcome(true)]);
}

#[test]
fn a_client_that_could_not_read_the_last_text_gets_it_again() {
    let (mut pair, mut ours) = setting();
    let mut desk = pair.alice.clone();
    let commit = desk.begin(&mut pair.rng).unwrap().send;
    carry(&mut pair, &mut desk, &mut ours, commit);
    ours.best().send("lost", &[], NOW, &mut pair.rng).unwrap();
    ours.receive("?OTR Error: what?", NOW, &mut pair.rng)
        .unwrap();
    let commit = desk.begin(&mut pair.rng).unwrap().send;
    let happened = carry(&mut pair, &mut desk, &mut ours, commit);
    let resent = Outcome::Resent("lost".to_owned());
    assert_eq!(happened.last().unwrap().1, resent);
}

/// One client more than may be, each with a tag of its own and the same key.
fn many_clients(pair: &mut Pair, ours: &mut Instances) -> Vec<Conversation> {
    let identity = Arc::new(Identity::generate(&mut pair.rng));
    let mut client = |number| {
        let mut client = Conversation::new(identity.clone(), tag(0x1000 + number), v3());
        let commit = client.begin(&mut pair.rng).unwrap().send;
        carry(pair, &mut client, ours, commit);
        client
    };
    let most = u32::try_from(otr_wasm::limits::INSTANCES_MAX).unwrap();
    (0..=most).map(&mut client).collect()
}

#[test]
fn a_proved_newcomer_takes_the_place_of_the_one_not_heard_from_longest() {
    let (mut pair, mut ours) = setting();
    let clients = many_clients(&mut pair, &mut ours);
    assert!(ours.instance(clients[0].our_tag()).is_none());
    for client in &clients[1..] {
        assert!(ours.instance(client.our_tag()).is_some());
    }
}

#[test]
fn the_ended_go_before_the_private() {
    let (mut pair, mut ours) = setting();
    let mut clients = many_clients(&mut pair, &mut ours);
    for line in clients[9].end(NOW, &mut pair.rng).send {
        ours.receive(&line, NOW, &mut pair.rng).unwrap();
    }
    let commit = pair.alice.begin(&mut pair.rng).unwrap().send;
    let mut newcomer = std::mem::replace(&mut pair.alice, Pair::new(v3()).alice);
    carry(&mut pair, &mut newcomer, &mut ours, commit);
    assert!(ours.instance(newcomer.our_tag()).is_some());
    assert!(ours.instance(clients[9].our_tag()).is_none());
    assert!(ours.instance(clients[1].our_tag()).is_some());
}

#[test]
fn a_peer_that_returns_with_a_new_tag_is_a_new_client() {
    let (mut pair, mut ours) = setting();
    let mut before = pair.alice.clone();
    let commit = before.begin(&mut pair.rng).unwrap().send;
    carry(&mut pair, &mut before, &mut ours, commit);
    let identity = Arc::new(Identity::generate(&mut pair.rng));
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
    let commit = pair.bob.begin(&mut pair.rng).unwrap().send.remove(0);
    for number in 0..40 {
        let line = common::readdressed(&commit, 0x9000 + number, 0);
        ours.receive(&line, NOW, &mut pair.rng).unwrap();
    }
    assert_eq!(ours.best().their_tag(), Some(desk.our_tag()));
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
