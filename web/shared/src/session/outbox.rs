//! What was sent and is not known to be stored by the queue: numbered, kept, sent again.

use std::collections::VecDeque;

use hushdesk_protocol::ids::Number;

/// The numbers of one sender, and what it sent that the queue has not accepted yet.
///
/// It grows by what is said on a broken line only: sessions seal nothing while they are not connected.
#[derive(Clone, Debug)]
pub(crate) struct Outbox<Parcel> {
    last: Number,
    pending: VecDeque<(Number, Parcel)>,
    stalled: bool,
}

impl<Parcel> Outbox<Parcel> {
    /// An outbox that goes on after this number.
    pub(crate) const fn after(last: Number) -> Self {
        Self {
            last,
            pending: VecDeque::new(),
            stalled: false,
        }
    }

    /// Keeps a parcel and gives it the next number.
    pub(crate) fn push(&mut self, parcel: Parcel) -> Number {
        self.last = self.last.next();
        self.pending.push_back((self.last, parcel));
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

    /// The queue takes no more for now: what is pending waits for [`Self::relieved`].
    pub(crate) const fn stall(&mut self) {
        self.stalled = true;
    }

    /// Whether nothing new is to be sent for now.
    pub(crate) const fn is_stalled(&self) -> bool {
        self.stalled
    }

    /// The queue has room again, or may have; whether it had none before.
    pub(crate) const fn relieved(&mut self) -> bool {
        std::mem::replace(&mut self.stalled, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_queue_has_is_not_sent_again() {
        let mut outbox = Outbox::after(Number(3));
        assert_eq!(outbox.push("a"), Number(4));
        assert_eq!(outbox.push("b"), Number(5));
        outbox.accepted(Number(4));
        assert_eq!(outbox.pending().collect::<Vec<_>>(), [(Number(5), &"b")]);
        assert_eq!(outbox.push("c"), Number(6));
    }
}
