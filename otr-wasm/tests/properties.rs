//! Any text comes out as it went in; any schedule between two honest sides ends well; any line is
//! survived.
#![allow(clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::{End, Pair, v2, v3};
use otr_wasm::{Outcome, Policy, SmpEvent};
use proptest::prelude::*;

/// What may happen next between two honest sides.
#[derive(Clone, Debug)]
enum Event {
    Query(End),
    Begin(End),
    Send(End),
    /// The next line on its way to this end arrives, ...
    Deliver(End),
    /// ... is lost, ...
    Lose(End),
    /// ... arrives, and once more later, ...
    Repeat(End),
    /// ... or is overtaken by the one behind it.
    Overtake(End),
    Finish(End),
    StartSmp(End),
    AnswerSmp(End),
    Wait,
}

fn end() -> impl Strategy<Value = End> {
    prop_oneof![Just(End::Alice), Just(End::Bob)]
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        2 => end().prop_map(Event::Query),
        2 => end().prop_map(Event::Begin),
        6 => end().prop_map(Event::Send),
        20 => end().prop_map(Event::Deliver),
        2 => end().prop_map(Event::Lose),
        2 => end().prop_map(Event::Repeat),
        2 => end().prop_map(Event::Overtake),
        1 => end().prop_map(Event::Finish),
        1 => end().prop_map(Event::StartSmp),
        1 => end().prop_map(Event::AnswerSmp),
        1 => Just(Event::Wait),
    ]
}

/// Lets it happen. Refusals are passed over; what is shown must be what was sent.
fn happen(pair: &mut Pair, event: &Event) {
    let outcomes = match *event {
        Event::Query(end) => pair.call(end, |c, _, _| c.query()).ok(),
        Event::Begin(end) => pair.call(end, |c, _, rng| c.begin(rng)).ok(),
        Event::Send(end) => pair.try_send(end, "a text").ok(),
        Event::Deliver(end) => {
            let line = pair.line_to(end).pop_front();
            line.and_then(|line| pair.receive(end, &line).ok())
        }
        Event::Lose(end) => pair.line_to(end).pop_front().map(|_| vec![]),
        Event::Repeat(end) => {
            let line = pair.line_to(end).front().cloned();
            line.and_then(|line| {
                pair.line_to(end).push_back(line.clone());
                pair.receive(end, &line).ok()
            })
        }
        Event::Overtake(end) => {
            let line = pair.line_to(end);
            if line.len() > 1 {
                line.swap(0, 1);
            }
            None
        }
        Event::Finish(end) => {
            pair.finish(end);
            None
        }
        Event::StartSmp(end) => pair
            .call(end, |c, now, rng| c.start_smp(b"s", None, now, rng))
            .ok(),
        Event::AnswerSmp(end) => pair
            .call(end, |c, now, rng| c.answer_smp(b"s", now, rng))
            .ok(),
        Event::Wait => {
            pair.now += 70;
            None
        }
    };
    for outcome in outcomes.into_iter().flatten() {
        match outcome {
            Outcome::Text(text) => assert!(["a text", "[resent] a text"].contains(&text.as_str())),
            Outcome::Unencrypted { text, .. } => assert_eq!(text, "a text"),
            Outcome::Smp(event) => assert_ne!(event, SmpEvent::Failed),
            Outcome::Tlv(tlv) => panic!("{tlv:?} was never sent"),
            Outcome::Encrypted { .. }
            | Outcome::Finished
            | Outcome::ExtraKey { .. }
            | Outcome::Queried { .. }
            | Outcome::PeerError(_)
            | Outcome::Resent(_) => {}
        }
    }
}

fn policy() -> impl Strategy<Value = Policy> {
    let version = prop_oneof![Just(v2()), Just(v3()), Just(Policy::default())];
    (version, prop_oneof![Just(None), Just(Some(150))]).prop_map(|(policy, longest_line)| Policy {
        longest_line,
        ..policy
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn after_any_schedule_a_query_recovers(
        policy in policy(),
        events in proptest::collection::vec(event(), 0..60),
        seed in any::<u64>(),
    ) {
        let mut pair = Pair::seeded(policy, seed);
        for event in &events {
            happen(&mut pair, event);
        }
        pair.to_alice.clear();
        pair.to_bob.clear();
        pair.query(End::Alice);
        pair.deliver_leniently();
        prop_assert!(pair.both_encrypted());
        pair.now += 1;
        pair.exchange(End::Alice, "well?");
        pair.exchange(End::Bob, "well!");
    }

    #[test]
    fn texts_come_out_as_they_went_in(texts in proptest::collection::vec("[^\0]{1,200}", 1..8), policy in policy()) {
        let mut pair = Pair::encrypted(policy);
        for (text, end) in texts.iter().zip([End::Alice, End::Bob].into_iter().cycle()) {
            pair.exchange(end, text);
        }
    }

    #[test]
    fn any_line_is_survived(lines in proptest::collection::vec(line(), 1..40)) {
        let mut pair = Pair::encrypted(v3());
        for line in lines {
            let _ = pair.receive(End::Bob, &line);
        }
        pair.to_alice.clear();
        pair.query(End::Alice);
        pair.deliver_leniently();
        pair.exchange(End::Alice, "well?");
    }
}

/// Lines that look like OTR's more often than chance would have it.
fn line() -> impl Strategy<Value = String> {
    let binary = proptest::collection::vec(any::<u8>(), 0..300).prop_map(|bytes| {
        use base64::{Engine, prelude::BASE64_STANDARD};
        BASE64_STANDARD.encode(bytes)
    });
    let kind = prop_oneof!["AAMC", "AAMK", "AAMR", "AAMS", "AAMD", "AAID", ""];
    prop_oneof![
        (kind, binary).prop_map(|(kind, body)| format!("?OTR:{kind}{body}.")),
        "\\?OTR[,|:?v][ -~]{0,60}",
        "\\?OTR\\|[0-9a-f]{1,8}\\|[0-9a-f]{1,8},[0-9]{1,5},[0-9]{1,5},[ -+--~]{0,30},",
        "\\PC{0,80}",
    ]
}
