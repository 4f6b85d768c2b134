//! What was sent and is not known to be stored by the queue: numbered, kept, sent again.

use std::collections::VecDeque;

use hushdesk_protocol::frames::Refusal;
use hushdesk_protocol::ids::{Number, Timestamp};

use super::flow::{Flow, Hold};
use super::log::Log;

/// The numbers of one sender, and what it sent that the queue has not accepted yet.
///
/// It grows by what is said on a broken line only: sessions seal nothing while they are not connected.
#[derive(Clone, Debug)]
pub(crate) struct Outbox<Parcel> {
    last: Number,
    pending: VecDeque<(Number, Parcel)>,
    flow: Flow,
    /// The number that the queue waited for when what is pending was last sent again, or held up.
    missing: Number,
}

impl<Parcel> Outbox<Parcel> {
    /// An outbox that goes on after this number.
    pub(crate) const fn after(last: Number) -> Self {
        Self {
            last,
            pending: VecDeque::new(),
            flow: Flow::Free,
            missing: Number(0),
        }
    }

    /// The last number that was given.
    pub(crate) const fn last(&self) -> Number {
        self.last
    }

    /// Keeps a parcel and gives it the next number. In a full chat nothing is kept.
    pub(crate) fn push(&mut self, parcel: Parcel) -> Number {
        self.last = self.last.next();
        if self.flow != Flow::Full {
            self.pending.push_back((self.last, parcel));
        }
        self.last
    }

    /// The queue has stored all up to this number.
    pub(crate) fn accepted(&mut self, number: Number) {
        self.pending.retain(|(pending, _)| *pending > number);
    }

    /// What is to be sent again, in order.
    pub(crate) fn pending(&self) -> impl Iterator<Item = (Number, &Parcel)> {
        self.pending
            .iter()
            .map(|(number, parcel)| (*number, parcel))
    }

    /// Whether the queue takes what is sent.
    pub(crate) const fn flow(&self) -> Flow {
        self.flow
    }

    /// The queue did not take this number: what of that concerns what was sent, at either end. Gives whether what is
    /// pending is to be sent again.
    pub(crate) fn not_taken(
        &mut self,
        number: Number,
        refusal: Refusal,
        log: &mut Log,
        now: Timestamp,
    ) -> bool {
        match refusal {
            Refusal::EpochOver => {
                self.accepted(number);
                log.refused(number);
                false
            }
            Refusal::Gap { expected } => self.is_missing(expected),
            Refusal::TooMany
            | Refusal::TooFast { .. }
            | Refusal::ChatFull
            | Refusal::Transferring => {
                self.refused(number, refusal, now);
                if self.flow == Flow::Full {
                    log.give_up_unsent();
                }
                false
            }
            Refusal::Closed
            | Refusal::Version { .. }
            | Refusal::Malformed
            | Refusal::OutOfOrder
            | Refusal::UnknownChat
            | Refusal::Answered
            | Refusal::LeaseLapsed
            | Refusal::WrongKind
            | Refusal::Unavailable
            | Refusal::NotOffered
            | Refusal::QueueFull => false,
        }
    }

    /// The queue refused this number, and all that followed it, because there is no room for it.
    fn refused(&mut self, number: Number, refusal: Refusal, now: Timestamp) {
        if let Some(flow) = Flow::after(refusal, now).filter(|_| self.flow != Flow::Full) {
            self.flow = flow;
            self.missing = number;
        }
        if self.flow == Flow::Full {
            self.pending.clear();
        }
    }

    /// The queue waits for this number. Gives whether what is pending is to be sent again: once, although each
    /// of the numbers that follow is refused for the same reason.
    fn is_missing(&mut self, number: Number) -> bool {
        let news = std::mem::replace(&mut self.missing, number) != number;
        news && self.flow == Flow::Free
    }

    /// The queue has room again, or may have; whether it had none before.
    pub(crate) const fn relieved(&mut self) -> bool {
        let held = matches!(self.flow, Flow::Held(_));
        if held {
            self.flow = Flow::Free;
        }
        held
    }

    /// When it is worth a try, if the queue does not say so before.
    pub(crate) const fn due(&self) -> Option<Timestamp> {
        match self.flow {
            Flow::Held(hold) => hold.until(),
            Flow::Free | Flow::Full => None,
        }
    }

    /// Whether that moment has come.
    pub(crate) const fn is_due(&self, now: Timestamp) -> bool {
        match self.flow {
            Flow::Held(hold) => hold.is_due(now),
            Flow::Free | Flow::Full => false,
        }
    }

    /// Takes back what the queue has no room for, and its numbers: something that needs none comes first.
    pub(crate) fn take_back(&mut self) {
        let refused = self.pending.front().map(|(number, _)| *number);
        if let (Flow::Held(Hold::TooMany { .. }), Some(refused)) = (self.flow, refused) {
            self.last = Number(refused.0.saturating_sub(1));
            self.pending.clear();
            self.flow = Flow::Free;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000);

    #[test]
    fn what_the_queue_has_is_not_sent_again() {
        let mut outbox = Outbox::after(Number(3));
        assert_eq!(outbox.push("a"), Number(4));
        assert_eq!(outbox.push("b"), Number(5));
        outbox.accepted(Number(4));
        assert_eq!(outbox.pending().collect::<Vec<_>>(), [(Number(5), &"b")]);
        assert_eq!(outbox.push("c"), Number(6));
    }

    #[test]
    fn a_missing_number_is_sent_again_once_however_often_it_is_asked_for() {
        let mut outbox = Outbox::after(Number(0));
        outbox.push("a");
        assert!(outbox.is_missing(Number(1)));
        assert!(!outbox.is_missing(Number(1)));
        assert!(outbox.is_missing(Number(2)));
    }

    #[test]
    fn what_is_held_up_has_a_moment_until_there_is_room() {
        let mut outbox = Outbox::after(Number(0));
        outbox.push("a");
        let wait_millis = 500;
        outbox.refused(Number(1), Refusal::TooFast { wait_millis }, NOW);
        assert!(!outbox.is_missing(Number(1)), "that is known");
        assert_eq!(outbox.due(), Some(NOW.plus(500)));
        assert!(outbox.relieved());
        assert_eq!((outbox.due(), outbox.relieved()), (None, false));
    }

    #[test]
    fn a_full_chat_keeps_nothing_and_stays_full() {
        let mut outbox = Outbox::after(Number(0));
        outbox.push("a");
        outbox.refused(Number(1), Refusal::ChatFull, NOW);
        outbox.push("b");
        assert_eq!(outbox.pending().count(), 0);
        assert!(!outbox.relieved());
        outbox.refused(Number(2), Refusal::TooMany, NOW);
        assert_eq!(outbox.flow(), Flow::Full);
    }
}
