//! Where a sender has been stopped: one answer says so, and what comes behind it is dropped until the sender has taken
//! that in and goes on from there.

use std::collections::BTreeMap;

use hushdesk_protocol::frames::Refusal;
use hushdesk_protocol::ids::{ChatId, Number};

use crate::event::ConnectionId;

/// From which number on each sender has yet to send again. Nothing of it is stored: without it a sender is answered
/// once more.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stops(BTreeMap<ConnectionId, BTreeMap<ChatId, Number>>);

impl Stops {
    /// Whether a number comes behind the one at which its sender was stopped. If it does not, they go on.
    pub(crate) fn hold_back(&mut self, by: ConnectionId, chat: &ChatId, number: Number) -> bool {
        let Some(chats) = self.0.get_mut(&by) else {
            return false;
        };
        if chats.get(chat).is_some_and(|stop| number > *stop) {
            return true;
        }
        chats.remove(chat);
        if chats.is_empty() {
            self.0.remove(&by);
        }
        false
    }

    /// A message has been refused: whether that stops its sender depends on why.
    pub(crate) fn refused(
        &mut self,
        by: ConnectionId,
        chat: &ChatId,
        number: Number,
        refusal: Refusal,
    ) {
        let Some(stop) = refusal.stops_at(number) else {
            return;
        };
        let chats = self.0.entry(by).or_default();
        chats.insert(chat.clone(), stop);
    }

    /// A socket is gone: whoever comes back sends again anyway.
    pub(crate) fn forget(&mut self, connection: ConnectionId) {
        self.0.remove(&connection);
    }
}

/// A queue that has forgotten them is the same queue.
impl PartialEq for Stops {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Stops {}
