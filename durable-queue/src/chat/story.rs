//! What the archive is told of a chat: nothing of what is said in it.

use hushdesk_protocol::ids::{ChatId, QueueName, Timestamp};
use hushdesk_protocol::rest::{ChatEnd, ChatRow};

use crate::stored::{Stage, StoredChat};
use crate::to_archive::ToArchive;

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
                categories: Vec::new(),
                rating: None,
            },
            retained: retained(&self.stage),
        }
    }
}

const fn end(stage: &Stage) -> Option<ChatEnd> {
    match stage {
        Stage::Ended { at, by, .. } => Some(ChatEnd { at: *at, by: *by }),
        Stage::Waiting(_) | Stage::Held(_) | Stage::Departed { .. } | Stage::Moved { .. } => None,
    }
}

const fn retained(stage: &Stage) -> Option<Timestamp> {
    match stage {
        Stage::Ended { retained, .. } => *retained,
        Stage::Waiting(_) | Stage::Held(_) | Stage::Departed { .. } | Stage::Moved { .. } => None,
    }
}
