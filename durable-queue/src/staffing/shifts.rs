//! When the shifts of operators end, and what happens then.

use hushdesk_protocol::frames::{ChosenEnd, Until};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{QueueSettings, ShiftEnd};

use crate::effect::Closing;
use crate::event::ConnectionId;
use crate::queue::Queue;
use crate::stored::StoredOperator;
use crate::turn::Turn;

impl Queue {
    /// Whether a chat that an operator has claimed is on its way from another queue.
    fn expects_chat(&self, operator: &OperatorName) -> bool {
        let mut claims = self.inbound.claims();
        claims.any(|claim| claim.seat.operator == *operator)
    }

    /// Disconnects those whose shift is over and who hold no chat.
    pub(crate) fn end_shifts(&mut self, turn: &mut Turn) {
        if !self.operators.all().values().any(|it| it.shift_over) {
            return;
        }
        let staff = self.staff();
        let over = self.operators.all().iter().filter(|(operator, stored)| {
            stored.shift_over
                && stored.absent_since.is_none()
                && staff.load(operator) == 0
                && !self.expects_chat(operator)
        });
        let over: Vec<OperatorName> = over.map(|(operator, _)| operator.clone()).collect();
        for operator in over {
            let seats = self.sockets.seats_of(&operator);
            let connections: Vec<ConnectionId> = seats.map(|(_, connection)| connection).collect();
            for connection in connections {
                self.sockets.remove(connection);
                turn.close(connection, Closing::ShiftOver);
            }
            self.operators.forget(&operator);
        }
    }
}

const DAY_MILLIS: u64 = 24 * 60 * 60_000;

/// When an operator's shift ends: as they choose it, or else as the queue is set.
pub(crate) fn shift_end(stored: &StoredOperator, settings: &QueueSettings) -> Option<Timestamp> {
    match (stored.until.map(|it| it.ends), settings.shift) {
        (Some(Until::At(at)), _) => Some(at),
        (Some(Until::Never), _) | (None, ShiftEnd::Never) => None,
        (None, ShiftEnd::After { minutes }) => Some(stored.since.plus(u64::from(minutes) * 60_000)),
        (None, ShiftEnd::Clock { minute }) => Some(next_time_of_day(stored.since, minute)),
    }
}

/// Which of two choices counts: what a window says again with each connection may have been chosen before the other.
pub(super) fn later(known: Option<ChosenEnd>, said: Option<ChosenEnd>) -> Option<ChosenEnd> {
    known.into_iter().chain(said).max_by_key(|it| it.chosen)
}

pub(super) fn is_over(stored: &StoredOperator, settings: &QueueSettings, now: Timestamp) -> bool {
    shift_end(stored, settings).is_some_and(|end| end <= now)
}

/// The next moment after `since` at which it is so many minutes after midnight UTC.
fn next_time_of_day(since: Timestamp, minute: u32) -> Timestamp {
    let midnight = Timestamp(since.0 - since.0 % DAY_MILLIS);
    let today = midnight.plus(u64::from(minute) * 60_000 % DAY_MILLIS);
    if today > since {
        today
    } else {
        today.plus(DAY_MILLIS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_the_next_one() {
        let noon = 12 * 60 * 60_000;
        let at = |millis, minute| next_time_of_day(Timestamp(millis), minute).0;
        assert_eq!(at(noon, 18 * 60), noon + 6 * 60 * 60_000);
        assert_eq!(at(noon, 12 * 60), DAY_MILLIS + noon);
        assert_eq!(at(5 * DAY_MILLIS + noon, 0), 6 * DAY_MILLIS);
    }
}
