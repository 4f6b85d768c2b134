//! All that waits for a moment. Nothing is set or cleared: each deadline is read off the state of a chat, so it
//! cannot be out of step with it.
//!
//! | a chat that | is after | |
//! |---|---|---|
//! | waits, its guest away | `WAITING_GUEST_GRACE_MILLIS` | ended |
//! | is held, its guest away | `HELD_GUEST_GRACE_MILLIS` | ended |
//! | has ended | `ENDED_CHAT_KEPT_MILLIS` | forgotten |

use hushdesk_protocol::frames::Closer;
use hushdesk_protocol::ids::{ChatId, Timestamp};

use crate::chat::Chat;
use crate::effect::Closing;
use crate::limits::{
    ENDED_CHAT_KEPT_MILLIS, ENDED_CHATS_MAX, HELD_GUEST_GRACE_MILLIS, WAITING_GUEST_GRACE_MILLIS,
};
use crate::queue::Queue;
use crate::record::Stage;
use crate::turn::Turn;

/// What happens to a chat when its time has come.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Due {
    GuestGone,
    Forgotten,
}

impl Queue {
    /// When [`Queue::handle`] has to be called at the latest; never, if there is nothing to wait for.
    pub fn next_deadline(&self) -> Option<Timestamp> {
        self.earliest().map(|(at, _, _)| at)
    }

    /// Carries out all that is due.
    pub(crate) fn expire(&mut self, turn: &mut Turn) {
        while let Some((at, due, id)) = self.earliest()
            && at <= turn.now
        {
            match due {
                // A chat whose guest is away runs, so it can be ended.
                Due::GuestGone => drop(self.end(&id, Closer::GuestGone, turn)),
                Due::Forgotten => self.forget(&id, turn),
            }
        }
        while let Some(id) = self.chats.ended_beyond(ENDED_CHATS_MAX) {
            self.forget(&id, turn);
        }
    }

    fn earliest(&self) -> Option<(Timestamp, Due, ChatId)> {
        let dues = self.chats.all().iter();
        dues.filter_map(|(id, chat)| due(chat).map(|(at, due)| (at, due, id)))
            .min()
            .map(|(at, due, id)| (at, due, id.clone()))
    }

    fn forget(&mut self, id: &ChatId, turn: &mut Turn) {
        if let Some(connection) = self.sockets.guest(id) {
            self.sockets.remove(connection);
            turn.close(connection, Closing::Over);
        }
        self.chats.remove(id);
    }
}

fn due(chat: &Chat) -> Option<(Timestamp, Due)> {
    let grace = match &chat.record.stage {
        Stage::Ended { at, .. } => return Some((at.plus(ENDED_CHAT_KEPT_MILLIS), Due::Forgotten)),
        Stage::Waiting { .. } => WAITING_GUEST_GRACE_MILLIS,
        Stage::Held(_) => HELD_GUEST_GRACE_MILLIS,
    };
    let since = chat.record.absent_since?;
    Some((since.plus(grace), Due::GuestGone))
}
