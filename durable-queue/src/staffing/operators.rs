//! The operators who staff the queue: that they have come, and what they say of themselves.

use hushdesk_protocol::frames::Availability;
use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::text::DisplayName;

use crate::event::Arrival;
use crate::queue::Queue;
use crate::staffing::shifts::{is_over, later};
use crate::stored::StoredOperator;
use crate::turn::Turn;

impl Queue {
    /// An operator's window has come.
    pub(crate) fn note_arrival(&mut self, operator: &OperatorName, arrival: &Arrival, turn: &Turn) {
        let record = self.operators.get(operator).cloned();
        let mut record = record.unwrap_or_else(|| StoredOperator {
            display: arrival.display.clone(),
            availability: Availability::default(),
            since: turn.now,
            idle_since: turn.now,
            until: None,
            shift_over: false,
            absent_since: None,
        });
        record.absent_since = None;
        record.display = arrival.display.clone();
        if let Some(availability) = &arrival.availability {
            record.availability = availability.clone();
        }
        record.until = later(record.until, arrival.until);
        record.shift_over &= is_over(&record, self.settings(), turn.now);
        self.operators.insert(operator.clone(), record);
    }

    /// What an operator is called; by their name if they have been forgotten meanwhile.
    pub(crate) fn display_of(&self, operator: &OperatorName) -> DisplayName {
        let record = self.operators.get(operator);
        record.map_or_else(
            || DisplayName::of(operator),
            |record| record.display.clone(),
        )
    }

    /// An operator says whether they take chats.
    pub(crate) fn set_availability(
        &mut self,
        operator: &OperatorName,
        availability: Availability,
        turn: &mut Turn,
    ) {
        if let Some(record) = self.operators.edit(operator) {
            record.availability = availability;
            turn.desk_changed = true;
        }
    }

    /// An operator has claimed a chat.
    pub(crate) fn note_claim(&mut self, operator: &OperatorName, turn: &Turn) {
        if let Some(record) = self.operators.edit(operator) {
            record.idle_since = turn.now;
        }
    }
}
