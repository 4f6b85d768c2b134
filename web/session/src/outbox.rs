//! What was sent and is not known to be stored by the queue: numbered, kept, sent again.

use std::collections::VecDeque;

use hushdesk_protocol::ids::{Number, Timestamp};

use crate::flow::{Flow, Hold};

/// The numbers of one sender, and what it sent that the queue has not accepted yet.
///
/// It grows by what is said on a broken line only: sessions seal nothing while they are not connected.
#[derive(Clone, Debug)]
pub(crate) struct Outbox<Message> {
    last: Number,
    pending: VecDeque<(Number, Message)>,
    flow: Flow,
    /// The number that the queue waited for when what is pending was last sent again, or held up.
    missing: Number,
}

impl<Message> Outbox<Message> {
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

    /// Keeps a message and gives it the next number. In a full chat nothing is kept.
    pub(crate) fn push(&mut self, message: Message) -> Number {
        self.last = self.last.next();
        if self.flow != Flow::Full {
            self.pending.push_back((self.last, message));
        }
        self.last
    }

    /// The queue has stored all up to this number.
    pub(crate) fn accepted(&mut self, number: Number) {
        self.pending.retain(|(pending, _)| *pending > number);
    }

    /// What is to be sent again, in order.
    pub(crate) fn pending(&self) -> impl Iterator<Item = (Number, &Message)> {
        self.pending
            .iter()
            .map(|(number, message)| (*number, message))
    }

    /// Whether the queue takes what is sent.
    pub(crate) const fn flow(&self) -> Flow {
        self.flow
    }

    /// The queue did not take this number, nor what followed it, because there is no room for it.
    pub(crate) fn held_up(&mut self, number: Number, flow: Flow) {
        if self.flow != Flow::Full {
            self.flow = flow;
            self.missing = number;
        }
        if self.flow == Flow::Full {
            self.pending.clear();
        }
    }

    /// The queue waits for this number. Gives whether what is pending is to be sent again: once, although each
    /// of the numbers that follow is refused for the same reason.
    pub(crate) fn is_missing(&mut self, number: Number) -> bool {
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
    use hushdesk_protocol::frames::Refusal;

    use super::*;

    const NOW: Timestamp = Timestamp(1_000);

    fn too_fast(wait_millis: u64) -> Flow {
        Flow::after(Refusal::TooFast { wait_millis }, NOW).unwrap()
    }

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
        outbox.held_up(Number(1), too_fast(500));
        assert!(!outbox.is_missing(Number(1)), "that is known");
        assert_eq!(outbox.due(), Some(NOW.plus(500)));
        assert!(outbox.relieved());
        assert_eq!((outbox.due(), outbox.relieved()), (None, false));
    }

    #[test]
    fn a_full_chat_keeps_nothing_and_stays_full() {
        let mut outbox = Outbox::after(Number(0));
        outbox.push("a");
        outbox.held_up(Number(1), Flow::Full);
        outbox.push("b");
        assert_eq!(outbox.pending().count(), 0);
        assert!(!outbox.relieved());
        outbox.held_up(Number(2), too_fast(500));
        assert_eq!(outbox.flow(), Flow::Full);
    }
}
