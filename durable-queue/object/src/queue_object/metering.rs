//! What is counted at a queue: see [`hushdesk_edge::metrics`].

use durable_queue::{Effect, Stored};
use hushdesk_edge::metrics::Counter;
use hushdesk_edge::now;
use hushdesk_protocol::frames::{Content, Refusal, ToGuest, ToOperator};
use hushdesk_protocol::ids::Timestamp;
use worker::console_error;

use super::QueueObject;

impl QueueObject {
    /// Counts what effects tell.
    pub(super) fn count_effects(&self, effects: &[Effect]) {
        if self.metrics.is_some() {
            let counters = effects.iter().filter_map(counter);
            counters.for_each(|it| self.measure(it, 0));
        }
    }

    /// Counts what was refused before the queue heard of it.
    pub(super) fn count_refusal(&self, refusal: Refusal) {
        self.measure(Counter::of(refusal), 0);
    }

    /// Measures, when the alarm rings, how late it is for what was due, and how long other queues have not answered.
    pub(super) fn measure_waits(&self, due: Option<Timestamp>, left_since: Option<Timestamp>) {
        if let Some(due) = due.filter(|due| *due <= now()) {
            self.measure(Counter::AlarmLateness, now().since(due));
        }
        if let Some(since) = left_since {
            self.measure(Counter::LetterAge, now().since(since));
        }
    }

    /// Writes what has been counted, if that has been a while: the alarm always does.
    pub(super) fn write_counts(&self, is_alarm: bool) {
        let (Some(metrics), Ok(mut counts)) = (&self.metrics, self.counts.try_borrow_mut()) else {
            return;
        };
        if !is_alarm && !counts.are_due(now()) {
            return;
        }
        let written = self.name().and_then(|name| {
            let object = [name.organisation.as_str(), name.queue.as_str()];
            metrics.write(object, &mut counts)
        });
        if let Err(error) = written {
            console_error!("counters were not written: {error}");
        }
    }

    fn measure(&self, counter: Counter, millis: u64) {
        if let (Some(_), Ok(mut counts)) = (&self.metrics, self.counts.try_borrow_mut()) {
            counts.measure(counter, millis, now());
        }
    }
}

/// What an effect is counted as, if it is. A claim is known by its entry, which is stored once with both ends to hear of it.
fn counter(effect: &Effect) -> Option<Counter> {
    match effect {
        Effect::Store(Stored::Entry(_, stored)) => {
            let is_claim = matches!(stored.entry.content, Content::Claimed { .. });
            let is_new = stored.awaits.guest && stored.awaits.operator;
            (is_claim && is_new).then_some(Counter::Claims)
        }
        Effect::ToGuest {
            frame: ToGuest::Refused { refusal, .. },
            ..
        }
        | Effect::ToOperator {
            frame: ToOperator::Refused { refusal, .. },
            ..
        } => Some(Counter::of(*refusal)),
        Effect::Store(_)
        | Effect::Forget(_)
        | Effect::Admit { .. }
        | Effect::ToGuest { .. }
        | Effect::ToOperator { .. }
        | Effect::Tell(_)
        | Effect::TellOfQueue(_)
        | Effect::Retain(_)
        | Effect::Post { .. }
        | Effect::Close { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use durable_queue::{
        Arrival, ConnectionId, Event, GuestOpened, OperatorSays, Queue, Seat, TokenHash,
    };
    use hushdesk_protocol::frames::Opening;
    use hushdesk_protocol::ids::{ChatId, ResumeToken, SeatId};

    use super::*;

    fn counted(queue: &mut Queue, event: Event) -> Vec<Counter> {
        let effects = queue.handle(event, Timestamp(0));
        effects.iter().filter_map(counter).collect()
    }

    #[test]
    fn a_claim_is_counted_once_and_what_is_refused_by_why() {
        let mut queue = Queue::default();
        let chat = ChatId::from_bytes([1; 16]);
        for desk in [1, 2] {
            let arrived = Event::OperatorArrived {
                connection: ConnectionId(desk),
                seat: Seat {
                    operator: format!("ann{desk}").parse().unwrap(),
                    window: SeatId::from_bytes([7; 16]),
                },
                arrival: Arrival::of("Ann".parse().unwrap()),
            };
            assert_eq!(counted(&mut queue, arrived), []);
        }
        let opened = GuestOpened {
            chat: chat.clone(),
            token: TokenHash::of(&ResumeToken::from_bytes([9; 32])),
            opening: Opening::Open,
            skin: "blue".parse().unwrap(),
            page: None,
            address: None,
            rollover: vec![],
            random: 5,
        };
        let connection = ConnectionId(3);
        let opened = Event::GuestOpened {
            connection,
            opened,
            from: None,
        };
        assert_eq!(counted(&mut queue, opened), []);
        let claim = |desk| Event::OperatorSaid {
            connection: ConnectionId(desk),
            says: OperatorSays::Claim { chat: chat.clone() },
        };
        assert_eq!(counted(&mut queue, claim(1)), [Counter::Claims]);
        assert_eq!(
            counted(&mut queue, claim(2)),
            [Counter::of(Refusal::Answered)]
        );
    }
}
