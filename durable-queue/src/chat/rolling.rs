//! A chat that nobody has answered looks for a queue where somebody is.

use hushdesk_protocol::frames::Origin;
use hushdesk_protocol::ids::{QueueName, Timestamp};
use hushdesk_protocol::rest::RolloverLevel;

use super::Chat;
use crate::limits::{AGAIN_MILLIS, ROLLOVER_AGAIN_MILLIS};
use crate::stored::{Rolling, Stage};

impl Chat {
    /// The levels that come after that of a queue.
    pub(crate) fn levels_after(&self, queue: &QueueName) -> &[RolloverLevel] {
        let levels = self.head.rollover.as_slice();
        let place = levels.iter().position(|level| level.queue == *queue);
        let later = place.and_then(|place| levels.get(place.saturating_add(1)..));
        later.unwrap_or_default()
    }

    /// This queue is asked from now on whether anybody is there; nothing: all have been, and nobody is anywhere.
    pub(crate) fn ask(&mut self, next: Option<QueueName>, now: Timestamp) {
        let Stage::Waiting(wait) = &mut self.head.stage else {
            return;
        };
        match next {
            Some(queue) => {
                self.head.transfers = self.head.transfers.next();
                wait.rolling = Rolling::Asking {
                    queue,
                    since: now,
                    again_at: now,
                };
            }
            None => {
                wait.rolling = Rolling::InVain {
                    again_at: now.plus(ROLLOVER_AGAIN_MILLIS),
                };
            }
        }
    }

    /// The queue to be asked is asked now, and again after a while. Gives which.
    pub(crate) fn asked(&mut self, now: Timestamp) -> Option<QueueName> {
        let Stage::Waiting(wait) = &mut self.head.stage else {
            return None;
        };
        match &mut wait.rolling {
            Rolling::Asking {
                queue, again_at, ..
            } => {
                *again_at = now.plus(AGAIN_MILLIS);
                Some(queue.clone())
            }
            Rolling::NotYet | Rolling::InVain { .. } => None,
        }
    }

    /// Somebody is here by now, and the time of the chat is not up yet.
    pub(crate) fn waits_on(&mut self) {
        if let Stage::Waiting(wait) = &mut self.head.stage {
            wait.rolling = Rolling::NotYet;
        }
    }

    /// It leaves this queue for another one, where it waits on, with the levels that come after that.
    pub(crate) fn roll_over(&mut self, from: QueueName, to: &QueueName, now: Timestamp) {
        let Stage::Waiting(wait) = &self.head.stage else {
            return;
        };
        let seconds = u32::try_from(now.since(wait.since) / 1_000).unwrap_or(u32::MAX);
        self.head.rollover = self.levels_after(to).to_vec();
        self.depart(to.clone(), Origin::RolledOver { from, seconds }, now);
    }
}
