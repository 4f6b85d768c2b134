//! What has become of a chat so far, for those who want to know of it later.

use hushdesk_protocol::ids::{Number, OperatorName, QueueName, Timestamp};
use hushdesk_protocol::rest::Rating;
use serde::{Deserialize, Serialize};

use crate::limits::HOLDERS_REMEMBERED_MAX;

/// What has become of a chat so far. It goes with the chat to another queue.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// How often what the archive is told of the chat has changed.
    pub revision: Number,
    /// When somebody first claimed it.
    pub claimed: Option<Timestamp>,
    /// Who has held it, in the order in which they first did.
    pub operators: Vec<OperatorName>,
    /// How often it was handed on and taken.
    pub transfers: u32,
    /// From which queues it was passed on since nobody had answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rolled_over: Vec<QueueName>,
    /// How it went, as its guest says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
}

impl Story {
    /// Something has changed of which the archive is told.
    pub(crate) fn go_on(&mut self) {
        self.revision = self.revision.next();
    }

    /// The guest says how it went.
    pub(crate) fn rate(&mut self, rating: Rating) {
        if self.rating != Some(rating) {
            self.rating = Some(rating);
            self.go_on();
        }
    }

    /// It has come from another queue, where nobody had answered.
    pub(crate) fn roll_over(&mut self, from: QueueName) {
        self.rolled_over.push(from);
        self.go_on();
    }

    /// Somebody claims the chat, perhaps from whoever hands it on.
    pub(crate) fn claim(&mut self, operator: &OperatorName, is_handed_on: bool, now: Timestamp) {
        self.claimed.get_or_insert(now);
        self.transfers = self.transfers.saturating_add(is_handed_on.into());
        let is_remembered = self.operators.contains(operator);
        if !is_remembered && self.operators.len() < HOLDERS_REMEMBERED_MAX {
            self.operators.push(operator.clone());
        }
        self.go_on();
    }
}
