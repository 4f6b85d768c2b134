//! Any text comes out as it went in; any schedule between two honest sides ends well; any line is
//! survived.

mod common;

use common::{
    End, Pair,
    schedule::{Event, happen},
    v2, v3,
};
use otr_wasm::Policy;
use proptest::prelude::*;

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
