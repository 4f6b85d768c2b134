//! `Offer`: our D-H Commit that any client of the peer may answer, and several do.

use rand_core::CryptoRng;

use crate::{
    conversation::{Conversation, Exchange},
    error::Rejected,
    output::Output,
    timestamp::Timestamp,
};

/// Seconds for which further clients may answer after the first has. Then the private key is forgotten: what is
/// sealed with it is not to be read by whoever gets hold of our memory later.
const ANSWERS_WITHIN: u64 = 60;

/// A D-H Commit on its way to everybody.
#[derive(Debug)]
pub(super) struct Offer {
    commit: Exchange,
    /// When the first client answered.
    answered: Option<Timestamp>,
}

impl Offer {
    pub(super) fn new(commit: Exchange) -> Self {
        Self {
            commit,
            answered: None,
        }
    }

    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        self.answered
            .is_some_and(|answered| now.seconds_since(answered) >= ANSWERS_WITHIN)
    }

    /// Takes a client's D-H Key.
    pub(super) fn answer(
        &mut self,
        client: &mut Conversation,
        line: &str,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Rejected> {
        let output = client.receive_answer(&self.commit, line, now, rng)?;
        self.answered.get_or_insert(now);
        Ok(output)
    }
}
