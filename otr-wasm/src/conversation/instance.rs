//! What [`Instances`](crate::Instances) asks of the conversations it holds: one with the peer as a whole and
//! one with each client.

use std::sync::Arc;

use rand_core::CryptoRng;

use super::{Conversation, Elsewhere, Exchange, Peer};
use crate::{
    error::Rejected, identity::Identity, instance_tag::InstanceTag, output::Output, policy::Policy,
    timestamp::Timestamp,
};

impl Conversation {
    /// A conversation with the peer as a whole.
    pub(crate) fn with_whole(identity: Arc<Identity>, tag: InstanceTag, policy: Policy) -> Self {
        Self::with(Peer::Whole(Elsewhere::Plaintext), identity, tag, policy)
    }

    /// A conversation between the same end of ours and one instance of theirs. It has nothing of this one but
    /// our key, our tag and the policy.
    pub(crate) fn with_instance(&self, theirs: InstanceTag) -> Self {
        let identity = Arc::clone(&self.identity);
        Self::with(
            Peer::Only(theirs),
            identity,
            self.our_tag,
            self.policy.clone(),
        )
    }

    /// How far the conversations with the instances are: they decide whether clear text is expected.
    pub(crate) fn note_elsewhere(&mut self, elsewhere: Elsewhere) {
        self.peer = Peer::Whole(elsewhere);
    }

    /// Takes our D-H Commit that any instance may answer out of this conversation.
    pub(crate) fn take_open_commit(&mut self) -> Option<Exchange> {
        self.exchange
            .is_open_commit()
            .then(|| std::mem::replace(&mut self.exchange, Exchange::NONE))
    }

    /// Takes a line that answers this D-H Commit of ours, if it does not answer one of this conversation's own.
    ///
    /// # Errors
    /// If it is refused, nothing has changed.
    pub(crate) fn receive_answer(
        &mut self,
        commit: &Exchange,
        line: &str,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Rejected> {
        let before = std::mem::replace(&mut self.exchange, commit.clone());
        self.receive(line, now, rng)
            .inspect_err(|_| self.exchange = before)
    }

    /// An error message came that names no client: it may have been about this one's last text.
    pub(crate) fn note_error(&mut self) {
        self.pending.note_error();
    }

    /// What waits at another conversation with the same peer waits here from now on.
    pub(crate) fn take_over_waiting(&mut self, other: &mut Self) {
        self.pending.take_over(&mut other.pending);
    }

    /// Sends what has waited at another conversation with the same peer for this one to be private.
    pub(crate) fn send_waiting_at(
        &mut self,
        other: &mut Self,
        now: Timestamp,
        output: &mut Output,
    ) {
        self.take_over_waiting(other);
        self.send_waiting(now, output);
    }
}
