//! Alice and Bob compare secrets over a line of records.

use super::*;
use crate::{
    fingerprint::Fingerprint,
    testing::{SeededRng, rng},
};

/// The two ends, and what went over the line.
struct Pair {
    alice: Smp,
    bob: Smp,
    rng: SeededRng,
}

fn alice() -> Parties {
    Parties {
        ours: Fingerprint::from_bytes([0xa1; 20]),
        theirs: Fingerprint::from_bytes([0xb0; 20]),
        session: [7; 8],
    }
}

fn bob() -> Parties {
    Parties {
        ours: alice().theirs,
        theirs: alice().ours,
        ..alice()
    }
}

impl Pair {
    fn new() -> Self {
        Self {
            alice: Smp::default(),
            bob: Smp::default(),
            rng: rng(1),
        }
    }

    fn start(&mut self, secret: &str, question: Option<&str>) -> Tlv {
        self.alice
            .start(&alice(), secret.as_bytes(), question, &mut self.rng)
            .unwrap()
    }

    fn alice_gets(&mut self, record: &Tlv) -> Step {
        self.alice.receive(record, &alice(), &mut self.rng)
    }

    fn bob_gets(&mut self, record: &Tlv) -> Step {
        self.bob.receive(record, &bob(), &mut self.rng)
    }

    fn answer(&mut self, secret: &str) -> Tlv {
        self.bob.answer(secret.as_bytes(), &mut self.rng).unwrap()
    }

    /// The records of a whole comparison, and both verdicts.
    fn compare(&mut self, alice: &str, bob: &str) -> ([Tlv; 4], [SmpEvent; 2]) {
        let first = self.start(alice, None);
        assert_eq!(
            self.bob_gets(&first),
            shows(SmpEvent::Asked { question: None })
        );
        let second = self.answer(bob);
        let third = sends(self.alice_gets(&second));
        let last = self.bob_gets(&third);
        let fourth = last.send.unwrap();
        let verdict = self.alice_gets(&fourth);
        assert_eq!(verdict.send, None);
        (
            [first, second, third, fourth],
            [verdict.event.unwrap(), last.event.unwrap()],
        )
    }
}

fn shows(event: SmpEvent) -> Step {
    Step {
        send: None,
        event: Some(event),
    }
}

fn gives_up(event: Option<SmpEvent>) -> Step {
    Step {
        send: Some(messages::abort()),
        event,
    }
}

fn sends(step: Step) -> Tlv {
    assert_eq!(step.event, None);
    step.send.unwrap()
}

/// Where the numbers of a record begin and end.
fn numbers(record: &Tlv) -> Vec<std::ops::Range<usize>> {
    let mut at = 4;
    let mut ranges = Vec::new();
    while at < record.value().len() {
        let length = u32::from_be_bytes(record.value()[at..at + 4].try_into().unwrap());
        let end = at + 4 + usize::try_from(length).unwrap();
        ranges.push(at + 4..end);
        at = end;
    }
    ranges
}

/// The record with one number replaced by another of any length.
fn with_number(record: &Tlv, index: usize, digits: &[u8]) -> Tlv {
    let range = numbers(record)[index].clone();
    let mut value = record.value()[..range.start - 4].to_vec();
    value.extend(u32::try_from(digits.len()).unwrap().to_be_bytes());
    value.extend(digits);
    value.extend(&record.value()[range.end..]);
    Tlv::own(record.kind(), value)
}

#[test]
fn the_same_secret_verifies_both_sides_and_leaves_them_idle() {
    let mut pair = Pair::new();
    let (records, verdicts) = pair.compare("the cat is grey", "the cat is grey");
    assert_eq!(verdicts, [SmpEvent::Verified, SmpEvent::Verified]);
    assert_eq!(records.each_ref().map(|record| record.kind()), [2, 3, 4, 5]);
    assert_eq!(
        records.each_ref().map(|record| numbers(record).len()),
        [6, 11, 8, 3]
    );
    assert!(!pair.alice.is_under_way() && !pair.bob.is_under_way());
}

#[test]
fn different_secrets_fail_on_both_sides_and_can_be_compared_again() {
    let mut pair = Pair::new();
    let (_, verdicts) = pair.compare("secret", "Secret");
    assert_eq!(verdicts, [SmpEvent::Failed, SmpEvent::Failed]);
    let (_, verdicts) = pair.compare("again", "again");
    assert_eq!(verdicts, [SmpEvent::Verified, SmpEvent::Verified]);
}

#[test]
fn the_secret_is_bound_to_the_session() {
    let mut pair = Pair::new();
    let first = pair.start("secret", None);
    let other_session = Parties {
        session: [8; 8],
        ..bob()
    };
    pair.bob.receive(&first, &other_session, &mut pair.rng);
    let second = pair.answer("secret");
    let third = sends(pair.alice_gets(&second));
    assert_eq!(pair.bob_gets(&third).event, Some(SmpEvent::Failed));
}

#[test]
fn fresh_keys_between_question_and_answer_do_no_harm() {
    let mut pair = Pair::new();
    let first = pair.start("secret", None);
    pair.bob_gets(&first);
    let second = pair.answer("secret");
    let third = sends(pair.alice_gets(&second));
    let fresh_keys = Parties {
        session: [8; 8],
        ..bob()
    };
    let step = pair.bob.receive(&third, &fresh_keys, &mut pair.rng);
    assert_eq!(step.event, Some(SmpEvent::Verified));
}

#[test]
fn a_question_is_shown_to_the_other_side() {
    let mut pair = Pair::new();
    let first = pair.start("grey", Some("Which colour has the naïve cat?"));
    assert_eq!(first.kind(), 7);
    let question = Some("Which colour has the naïve cat?".to_owned());
    assert_eq!(pair.bob_gets(&first), shows(SmpEvent::Asked { question }));
    let second = pair.answer("grey");
    let third = sends(pair.alice_gets(&second));
    assert_eq!(pair.bob_gets(&third).event, Some(SmpEvent::Verified));
}

#[test]
fn a_question_that_does_not_fit_a_record_is_refused() {
    let mut pair = Pair::new();
    let mut start = |question: &str| {
        pair.alice
            .start(&alice(), b"grey", Some(question), &mut pair.rng)
            .unwrap_err()
    };
    assert_eq!(start("a\0b"), Misuse::HoldsNul);
    let length = QUESTION_MAX + 1;
    assert_eq!(
        start(&"?".repeat(length)),
        Misuse::TooLong {
            what: "a question",
            length,
            limit: QUESTION_MAX
        }
    );
    assert!(!pair.alice.is_under_way());
}

#[test]
fn an_abort_ends_what_is_under_way_on_both_sides() {
    let mut pair = Pair::new();
    let first = pair.start("secret", None);
    pair.bob_gets(&first);
    let abort = pair.alice.abort();
    assert_eq!(abort, Tlv::own(6, Vec::new()));
    assert_eq!(pair.bob_gets(&abort), shows(SmpEvent::Aborted));
    assert_eq!(pair.bob_gets(&abort), Step::default());
    assert_eq!(
        pair.bob.answer(b"secret", &mut pair.rng),
        Err(Misuse::NothingAsked)
    );
    let (_, verdicts) = pair.compare("secret", "secret");
    assert_eq!(verdicts, [SmpEvent::Verified, SmpEvent::Verified]);
}

#[test]
fn nothing_is_started_while_something_is_under_way_and_nothing_answered_that_was_not_asked() {
    let mut pair = Pair::new();
    assert_eq!(
        pair.bob.answer(b"secret", &mut pair.rng),
        Err(Misuse::NothingAsked)
    );
    let first = pair.start("secret", None);
    let again = pair.alice.start(&alice(), b"secret", None, &mut pair.rng);
    assert_eq!(again, Err(Misuse::SmpUnderWay));
    pair.bob_gets(&first);
    let crossing = pair.bob.start(&bob(), b"secret", None, &mut pair.rng);
    assert_eq!(crossing, Err(Misuse::SmpUnderWay));
}

#[test]
fn the_other_side_may_ask_anew_before_the_answer() {
    let mut pair = Pair::new();
    let first = pair.start("old", None);
    pair.bob_gets(&first);
    pair.alice = Smp::default();
    let (_, verdicts) = pair.compare("new", "new");
    assert_eq!(verdicts, [SmpEvent::Verified, SmpEvent::Verified]);
}

#[test]
fn two_starts_that_cross_end_each_other() {
    let mut pair = Pair::new();
    let from_alice = pair.start("secret", None);
    let from_bob = pair
        .bob
        .start(&bob(), b"secret", None, &mut pair.rng)
        .unwrap();
    assert_eq!(
        pair.bob_gets(&from_alice),
        gives_up(Some(SmpEvent::Aborted))
    );
    assert_eq!(
        pair.alice_gets(&from_bob),
        gives_up(Some(SmpEvent::Aborted))
    );
    assert_eq!(pair.alice_gets(&messages::abort()), Step::default());
}

#[test]
fn a_message_out_of_turn_is_answered_with_an_abort() {
    let (records, _) = Pair::new().compare("secret", "secret");
    let mut idle = Pair::new();
    for record in &records[1..] {
        assert_eq!(idle.alice_gets(record), gives_up(None));
    }
    let mut pair = Pair::new();
    pair.start("secret", None);
    assert_eq!(
        pair.alice_gets(&records[3]),
        gives_up(Some(SmpEvent::Aborted))
    );
    assert!(!pair.alice.is_under_way());
}

/// The record of each turn is spoilt, one number at a time.
#[test]
fn a_message_with_any_number_changed_proves_nothing() {
    let mut pair = Pair::new();
    let first = pair.start("secret", None);
    let mut asked = pair.bob.clone();
    asked.receive(&first, &bob(), &mut pair.rng);
    let second = asked.answer(b"secret", &mut pair.rng).unwrap();
    let mut awaiting_fourth = pair.alice.clone();
    let third = sends(awaiting_fourth.receive(&second, &alice(), &mut pair.rng));
    let fourth = asked
        .clone()
        .receive(&third, &bob(), &mut pair.rng)
        .send
        .unwrap();

    let turns = [
        (&pair.bob, &first, &bob()),
        (&pair.alice, &second, &alice()),
        (&asked, &third, &bob()),
        (&awaiting_fourth, &fourth, &alice()),
    ];
    for (before, record, parties) in turns {
        for range in numbers(record) {
            let mut value = record.value().to_vec();
            value[range.end - 1] ^= 1;
            let spoilt = Tlv::own(record.kind(), value);
            let mut smp = before.clone();
            let step = smp.receive(&spoilt, parties, &mut rng(2));
            assert_eq!(step, gives_up(Some(SmpEvent::Cheated)), "bytes {range:?}");
            assert!(!smp.is_under_way());
        }
    }
}

#[test]
fn numbers_outside_their_range_are_refused() {
    use crate::crypto::{
        dh_group::{Element, MODULUS},
        number::Number,
    };
    let record = Pair::new().start("secret", None);
    let minus = |number: &Element, small| number.minus(&Number::small(small)).0.to_be_bytes();
    let p = MODULUS.value();
    let q = p.half();
    let refused = |index, digits: &[u8]| {
        Pair::new().bob_gets(&with_number(&record, index, digits))
            == gives_up(Some(SmpEvent::Cheated))
    };
    // g2a: from 2 to p - 2.
    assert!(
        [&[][..], &[1], &minus(p, 1), &minus(p, 0), &[0xff; 200]]
            .iter()
            .all(|g| refused(0, g))
    );
    // c2: a hash.
    assert!(refused(1, &[1; 33]));
    // D2: from 1 to q - 1.
    assert!(
        [&[][..], &minus(&q, 0), &minus(p, 0)]
            .iter()
            .all(|d| refused(2, d))
    );

    let read = |index, digits: &[u8]| Message::read(&with_number(&record, index, digits)).is_ok();
    assert!(read(0, &[2]) && read(0, &minus(p, 2)));
    assert!(read(2, &[1]) && read(2, &minus(&q, 1)));
    assert!(!read(0, &[1]) && !read(0, &minus(p, 1)) && !read(2, &[0]) && !read(2, &minus(&q, 0)));
}

#[test]
fn a_record_that_is_not_well_formed_is_refused() {
    let record = Pair::new().start("secret", None);
    let refused = |kind, value: &[u8]| {
        let spoilt = Tlv::own(kind, value.to_vec());
        Pair::new().bob_gets(&spoilt) == gives_up(Some(SmpEvent::Cheated))
    };
    assert!(refused(2, &[]));
    assert!(refused(2, &record.value()[..record.value().len() - 1]));
    assert!(refused(2, &[record.value(), &[0]].concat()));
    assert!(refused(2, &[&[0, 0, 0, 7], &record.value()[4..]].concat()));
    assert!(refused(2, &[0xff; 8]));
    assert!(refused(7, b"a question without an end"));
    assert!(refused(7, b"a question without numbers\0"));
}

#[test]
fn records_of_other_types_lead_to_nothing() {
    let mut pair = Pair::new();
    pair.start("secret", None);
    for kind in [0, 1, 8, 0x4801] {
        assert_eq!(pair.alice_gets(&Tlv::own(kind, vec![1])), Step::default());
    }
    assert!(pair.alice.is_under_way());
}

#[test]
fn nothing_secret_is_printed() {
    let mut pair = Pair::new();
    pair.start("secret", None);
    assert_eq!(format!("{:?}", pair.alice), r#"Smp("AwaitingMessage2")"#);
}
