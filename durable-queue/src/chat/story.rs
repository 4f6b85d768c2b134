//! What the archive is told of a chat: nothing of what is said in it.

use hushdesk_protocol::ids::{ChatId, QueueName};
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
                started: self.opened,
                claimed: story.claimed,
                ended: end(&self.stage),
                operators: story.operators.clone(),
                transfers: story.transfers,
                categories: Vec::new(),
                rating: None,
            },
        }
    }
}

const fn end(stage: &Stage) -> Option<ChatEnd> {
    match stage {
        Stage::Ended { at, by, .. } => Some(ChatEnd { at: *at, by: *by }),
        Stage::Waiting(_) | Stage::Held(_) | Stage::Departed { .. } | Stage::Moved { .. } => None,
    }
}
