//! Whoever holds a sealed chat has its guest asked for the earlier messages.

use hushdesk_protocol::frames::{About, Refusal};
use hushdesk_protocol::ids::ChatId;

use crate::queue::Queue;
use crate::turn::{Refused, Turn};

impl Queue {
    /// Tells both ends that the holder wants the earlier messages; the caller has seen that it is the holder who says so.
    /// Whether there are any only the guest's browser knows: a window may have nothing of what was said under its own claim.
    pub(crate) fn ask_for_earlier(&mut self, id: &ChatId, turn: &mut Turn) -> Result<(), Refused> {
        let now = turn.now;
        let asked = match self.chats.edit(id) {
            Some(chat) => chat.ask_for_earlier(now),
            None => Err(Refusal::UnknownChat),
        };
        let seq = asked.map_err(|refusal| (About::Chat(id.clone()), refusal))?;
        self.tell_entry(id, seq, turn);
        Ok(())
    }
}
