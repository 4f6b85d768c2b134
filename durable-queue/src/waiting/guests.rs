//! What guests whose chats wait can expect: they are told when that changes. Of a line that moves up only its first places
//! are told, so that it costs the same however long it is.

use std::collections::BTreeMap;

use hushdesk_protocol::frames::{Place, Prospect, ToGuest};
use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::limits::PLACES_TOLD_MAX;

use crate::chat::Chat;
use crate::queue::Queue;
use crate::staffing::staff::Staff;
use crate::stored::Stage;
use crate::turn::Turn;
use crate::waiting::shown::Shown;

impl Queue {
    /// What the guests of all chats that wait can expect. Who came first is first, also if they have been with somebody
    /// meanwhile.
    pub(super) fn prospects(&self, staff: &Staff) -> BTreeMap<ChatId, Prospect> {
        let chats = self.chats.offered();
        let waiting = chats.filter(|(_, chat)| matches!(chat.stage(), Stage::Waiting(_)));
        let mut line: Vec<(&ChatId, &Chat)> = waiting.collect();
        line.sort_by_key(|(id, chat)| (chat.head().opened, *id));
        let places = (1..=PLACES_TOLD_MAX).map(Place::Nth);
        let places = places.chain(std::iter::repeat(Place::Behind(PLACES_TOLD_MAX)));
        let prospects = line.into_iter().zip(places).map(|((id, chat), place)| {
            let is_here = staff.takers.iter().any(|it| !chat.has_refused(it));
            let staffed = is_here || self.may_find_somebody(chat);
            (id.clone(), Prospect { staffed, place })
        });
        prospects.collect()
    }

    /// A guest who comes with a chat hears with it what they can expect.
    pub(crate) fn note_waiting_guest(&mut self, id: &ChatId) {
        let prospects = self.prospects(&self.staff());
        if let Some(prospect) = prospects.get(id) {
            self.shown.guests.insert(id.clone(), *prospect);
        }
    }

    /// What the guest of a chat can expect, if it waits.
    pub(crate) fn prospect(&self, id: &ChatId) -> Option<Prospect> {
        let chat = self.chats.get(id);
        let waits = chat.is_some_and(|chat| matches!(chat.stage(), Stage::Waiting(_)));
        self.shown.guests.get(id).copied().filter(|_| waits)
    }

    /// Says to guests what has changed of what they can expect.
    pub(super) fn tell_guests(&self, before: &Shown, turn: &mut Turn) {
        for (id, prospect) in &self.shown.guests {
            if before.guests.get(id) != Some(prospect) {
                turn.tell_guest(self.sockets.guest(id), ToGuest::Waiting(*prospect));
            }
        }
    }
}
