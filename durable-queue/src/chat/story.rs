//! What the archive is told of a chat: nothing of what is said in it.

use hushdesk_protocol::ids::{ChatId, OperatorName, QueueName};
use hushdesk_protocol::rest::{ChatEnd, ChatRow};

use crate::stored::{Stage, StoredChat};
use crate::to_archive::{RetainedUntil, ToArchive};

impl StoredChat {
    /// How it stands in this queue.
    pub(crate) fn to_archive(&self, id: &ChatId, queue: &QueueName) -> ToArchive {
        let story = &self.story;
        ToArchive {
            revision: story.revision,
            chat: ChatRow {
                chat: id.clone(),
                kind: self.kind.kind(),
                guest: self.label.clone(),
                queue: queue.clone(),
                skin: self.skin.clone(),
                page: self.page.clone(),
                address: self.address.clone(),
                started: self.opened,
                claimed: story.claimed,
                ended: end(&self.stage),
                operators: story.operators.clone(),
                transfers: story.transfers,
                rolled_over: story.rolled_over.clone(),
                categories: Vec::new(),
                rating: story.rating,
            },
            holder: holder(&self.stage),
            retained: retained(&self.stage),
        }
    }
}

fn holder(stage: &Stage) -> Option<OperatorName> {
    match stage {
        Stage::Held(hold)
        | Stage::Ended {
            hold: Some(hold), ..
        } => Some(hold.seat.operator.clone()),
        Stage::Waiting(_)
        | Stage::Departed { .. }
        | Stage::Moved { .. }
        | Stage::Ended { hold: None, .. } => None,
    }
}

const fn end(stage: &Stage) -> Option<ChatEnd> {
    match stage {
        Stage::Ended { at, by, .. } => Some(ChatEnd { at: *at, by: *by }),
        Stage::Waiting(_) | Stage::Held(_) | Stage::Departed { .. } | Stage::Moved { .. } => None,
    }
}

const fn retained(stage: &Stage) -> Option<RetainedUntil> {
    match stage {
        Stage::Ended { retained, .. } => *retained,
        Stage::Waiting(_) | Stage::Held(_) | Stage::Departed { .. } | Stage::Moved { .. } => None,
    }
}
