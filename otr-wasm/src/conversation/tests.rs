//! Messages that an honest end does not write, since its records are not the caller's to choose.

use std::sync::Arc;

use super::*;
use crate::{
    error::Reason,
    output::{Outcome, SmpEvent},
    testing::{SeededRng, rng},
    timestamp::Timestamp,
    wire::tlv::{self, Tlv},
};

const NOW: Timestamp = Timestamp::from_secs(1000);

/// Two ends of a private conversation in this version.
fn encrypted(version: Version) -> (Conversation, Conversation, SeededRng) {
    let mut rng = rng(1);
    let policy = Policy {
        allow_v2: version == Version::V2,
        allow_v3: version == Version::V3,
        ..Policy::default()
    };
    let [mut alice, mut bob] = [0x100, 0x200].map(|number| {
        let identity = Arc::new(Identity::generate(&mut rng));
        Conversation::new(identity, InstanceTag::new(number).unwrap(), policy.clone())
    });
    let mut lines = alice.begin(&mut rng).unwrap().send;
    while let Some(line) = lines.pop() {
        for line in bob.receive(&line, NOW, &mut rng).unwrap().send {
            lines = alice.receive(&line, NOW, &mut rng).unwrap().send;
        }
    }
    (alice, bob, rng)
}

#[test]
fn from_a_carrier_of_encoded_messages_nothing_else_is_read() {
    let (mut alice, mut bob, mut rng) = encrypted(Version::V3);
    for other in [
        "hello",
        "?OTRv3?",
        "?OTR Error: what?",
        "?OTR|1|2,1,2,x,",
        " ?OTR:AAMC.",
    ] {
        let refused = bob.receive_encoded(other, NOW, &mut rng).unwrap_err();
        assert_eq!(refused.reason, Reason::NotOtr, "{other}");
    }
    let sent = alice.send_encrypted("hello", &[], NOW, &mut rng).unwrap();
    let output = bob.receive_encoded(&sent.send[0], NOW, &mut rng);
    assert_eq!(
        output.unwrap().outcomes,
        [Outcome::Text("hello".to_owned())]
    );
}

#[test]
fn what_is_to_go_out_encrypted_is_neither_held_nor_sent_otherwise() {
    let (mut alice, mut bob, mut rng) = encrypted(Version::V3);
    let farewell = alice.end(NOW, &mut rng).send;
    bob.receive_encoded(&farewell[0], NOW, &mut rng).unwrap();
    let send =
        |end: &mut Conversation| end.send_encrypted("hello", &[], NOW, &mut crate::testing::rng(2));
    assert_eq!(send(&mut alice), Err(Misuse::NotEncrypted));
    assert_eq!(send(&mut bob), Err(Misuse::Finished));
    assert!(!alice.pending.keeps_a_text());
}

/// What comes of a message with these records.
fn receive(
    (mut alice, mut bob, mut rng): (Conversation, Conversation, SeededRng),
    records: &[Tlv],
) -> Output {
    let mut sent = Output::default();
    alice.send_silently(records, NOW, &mut sent);
    bob.receive(&sent.send[0], NOW, &mut rng).unwrap()
}

#[test]
fn of_the_records_of_a_comparison_in_one_message_only_the_first_is_acted_upon() {
    for kind in tlv::SMP {
        let worthless = vec![Tlv::own(kind, Vec::new()); 1000];
        let output = receive(encrypted(Version::V3), &worthless);
        assert!(output.send.len() <= 1);
        assert!(output.outcomes.len() <= 1);
    }
    let (mut alice, bob, mut rng) = encrypted(Version::V3);
    let Phase::Encrypted(private) = &mut alice.phase else {
        panic!("the conversation is private");
    };
    let parties = private.parties(alice.identity.fingerprint());
    let question = private.smp.start(&parties, b"secret", None, &mut rng);
    let records = vec![question.unwrap(); 10];
    let output = receive((alice, bob, rng), &records);
    assert_eq!(
        output.outcomes,
        [Outcome::Smp(SmpEvent::Asked { question: None })]
    );
}

#[test]
fn version_2_has_no_extra_key() {
    let used = [Tlv::own(tlv::EXTRA_KEY, vec![0, 0, 0, 1])];
    assert_eq!(receive(encrypted(Version::V2), &used).outcomes, []);
    assert!(matches!(
        receive(encrypted(Version::V3), &used).outcomes.as_slice(),
        [Outcome::ExtraKey { usage: 1, .. }]
    ));
}

#[test]
fn a_text_too_old_to_be_sent_again_is_kept_no_longer() {
    let (mut alice, _, mut rng) = encrypted(Version::V3);
    alice.send("last words", &[], NOW, &mut rng).unwrap();
    assert!(alice.pending.keeps_a_text());
    let later = Timestamp::from_secs(1060);
    alice.receive("hello?", later, &mut rng).unwrap();
    assert!(!alice.pending.keeps_a_text());
}
