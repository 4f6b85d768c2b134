//! Comparing secrets: right, wrong, aborted, started again; through the whole conversation.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{End, Pair, v2, v3};
use otr_wasm::{Misuse, Outcome, SmpEvent};

fn start(pair: &mut Pair, end: End, secret: &str, question: Option<&str>) {
    pair.call(end, |c, now, rng| {
        c.start_smp(secret.as_bytes(), question, now, rng)
    })
    .unwrap();
}

fn answer(pair: &mut Pair, end: End, secret: &str) {
    pair.call(end, |c, now, rng| c.answer_smp(secret.as_bytes(), now, rng))
        .unwrap();
}

fn smp(event: SmpEvent) -> Vec<Outcome> {
    vec![Outcome::Smp(event)]
}

/// A comparison that Alice starts: what each end is told.
fn compare(
    pair: &mut Pair,
    ours: &str,
    theirs: &str,
    question: Option<&str>,
) -> (Vec<Outcome>, Vec<Outcome>) {
    start(pair, End::Alice, ours, question);
    let question = question.map(str::to_owned);
    assert_eq!(pair.deliver(), (vec![], smp(SmpEvent::Asked { question })));
    answer(pair, End::Bob, theirs);
    pair.deliver()
}

#[test]
fn the_same_secret_verifies_both() {
    for policy in [v2(), v3()] {
        let mut pair = Pair::encrypted(policy);
        let verdict = compare(&mut pair, "blue", "blue", None);
        assert_eq!(verdict, (smp(SmpEvent::Verified), smp(SmpEvent::Verified)));
        let verdict = compare(&mut pair, "grün", "grün", Some("Which colour?"));
        assert_eq!(verdict, (smp(SmpEvent::Verified), smp(SmpEvent::Verified)));
    }
}

#[test]
fn different_secrets_fail_at_both_ends_and_may_be_compared_again() {
    let mut pair = Pair::encrypted(v3());
    let verdict = compare(&mut pair, "blue", "Blue", None);
    assert_eq!(verdict, (smp(SmpEvent::Failed), smp(SmpEvent::Failed)));
    let verdict = compare(&mut pair, "blue", "blue", None);
    assert_eq!(verdict, (smp(SmpEvent::Verified), smp(SmpEvent::Verified)));
}

#[test]
fn texts_in_between_do_no_harm() {
    let mut pair = Pair::encrypted(v3());
    start(&mut pair, End::Alice, "s", None);
    pair.deliver();
    pair.exchange(End::Bob, "wait");
    pair.exchange(End::Alice, "yes");
    answer(&mut pair, End::Bob, "s");
    assert_eq!(
        pair.deliver(),
        (smp(SmpEvent::Verified), smp(SmpEvent::Verified))
    );
}

#[test]
fn an_abort_is_seen_and_another_comparison_may_follow() {
    let mut pair = Pair::encrypted(v3());
    start(&mut pair, End::Alice, "s", None);
    pair.deliver();
    pair.call(End::Alice, |c, now, rng| c.abort_smp(now, rng))
        .unwrap();
    assert_eq!(pair.deliver(), (vec![], smp(SmpEvent::Aborted)));
    let verdict = compare(&mut pair, "s", "s", None);
    assert_eq!(verdict, (smp(SmpEvent::Verified), smp(SmpEvent::Verified)));
}

#[test]
fn a_comparison_goes_on_across_fresh_keys() {
    let mut pair = Pair::encrypted(v3());
    start(&mut pair, End::Alice, "s", None);
    pair.deliver();
    pair.begin(End::Bob);
    pair.deliver();
    answer(&mut pair, End::Bob, "s");
    assert_eq!(
        pair.deliver(),
        (smp(SmpEvent::Verified), smp(SmpEvent::Verified))
    );
}

#[test]
fn calls_that_make_no_sense_are_refused() {
    let mut pair = Pair::new(v3());
    let refused = pair.call(End::Alice, |c, now, rng| c.start_smp(b"s", None, now, rng));
    assert_eq!(refused, Err(Misuse::NotEncrypted));
    let mut pair = Pair::encrypted(v3());
    let refused = pair.call(End::Alice, |c, now, rng| c.answer_smp(b"s", now, rng));
    assert_eq!(refused, Err(Misuse::NothingAsked));
    start(&mut pair, End::Alice, "s", None);
    let refused = pair.call(End::Alice, |c, now, rng| c.start_smp(b"s", None, now, rng));
    assert_eq!(refused, Err(Misuse::SmpUnderWay));
}
