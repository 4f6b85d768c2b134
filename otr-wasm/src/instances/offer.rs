//! `Offer`: our D-H Commit that any client of the peer may answer, and several do.

use crate::{ake::OurCommit, conversation::Conversation, timestamp::Timestamp};

/// Seconds for which further clients may answer after the first has. Then the private key is forgotten: what is
/// sealed with it is not to be read by whoever gets hold of our memory later.
const ANSWERS_WITHIN: u64 = 60;

/// A D-H Commit on its way to everybody. Each client's conversation waits for the answer of that client.
#[derive(Debug)]
pub(super) struct Offer {
    commit: OurCommit,
    /// When the first client answered.
    answered: Option<Timestamp>,
}

impl Offer {
    pub(super) fn new(commit: OurCommit) -> Self {
        Self {
            commit,
            answered: None,
        }
    }

    pub(super) fn commit(&self) -> &OurCommit {
        &self.commit
    }

    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        self.answered
            .is_some_and(|answered| now.seconds_since(answered) >= ANSWERS_WITHIN)
    }

    /// Whether this client has just been the first to answer.
    pub(super) fn is_answered_by(&mut self, client: &Conversation, now: Timestamp) -> bool {
        let is_first = self.answered.is_none() && client.has_opened(&self.commit);
        if is_first {
            self.answered = Some(now);
        }
        is_first
    }
}
