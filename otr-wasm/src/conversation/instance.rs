//! What [`Instances`](crate::Instances) asks of the conversations it holds: one with the peer as a whole and
//! one with each client.

use std::sync::Arc;

use super::{Conversation, Elsewhere, Peer};
use crate::{
    ake::OurCommit, identity::Identity, instance_tag::InstanceTag, output::Output, policy::Policy,
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

    /// Our D-H Commit that any instance may answer, if it has been sent since this was last asked.
    pub(crate) fn take_note_of_commit(&mut self) -> Option<OurCommit> {
        self.exchange.take_note_of_commit()
    }

    /// This D-H Commit went to all instances: here its answer is waited for, whatever was under way.
    pub(crate) fn await_answer_to(&mut self, commit: &OurCommit) {
        self.exchange = self.exchange.with_commit_to_everybody(commit);
    }

    /// An answer to this D-H Commit is waited for no longer.
    pub(crate) fn forget_commit(&mut self, commit: &OurCommit) {
        self.exchange = self.exchange.without_commit(commit);
    }

    /// Whether this D-H Commit has been answered, and opened to this instance.
    pub(crate) fn has_opened(&self, commit: &OurCommit) -> bool {
        self.exchange.has_opened(commit)
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
