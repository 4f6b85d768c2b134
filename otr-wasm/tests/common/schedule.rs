//! What may happen between two honest sides over a bad line.
#![allow(clippy::panic, reason = "a test fails by panicking")]

use otr_wasm::{Outcome, SmpEvent};

use super::{End, Pair};

/// What may happen next between two honest sides.
#[derive(Clone, Debug)]
pub(crate) enum Event {
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

/// Lets it happen. Refusals are passed over; what is shown must be what was sent.
pub(crate) fn happen(pair: &mut Pair, event: &Event) {
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
