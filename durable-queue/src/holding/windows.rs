//! The windows of those who hold chats: what each has of them, and which of an operator's windows goes on when one is
//! gone.

use hushdesk_protocol::frames::{HeldChat, HeldCursor, Lapsed, Party, ToGuest, Whereabouts};
use hushdesk_protocol::ids::{ChatId, OperatorName, Timestamp};
use hushdesk_protocol::rest::QueueSettings;

use crate::chat::{Chat, Extent};
use crate::event::Seat;
use crate::limits::TAKE_ALONG_MILLIS;
use crate::passing::transfer::millis;
use crate::queue::Queue;
use crate::stored::Stage;
use crate::turn::Turn;

impl Queue {
    /// Moves to a seat the chats of its operator whose window has been gone for too long.
    pub(crate) fn take_along(&mut self, seat: &Seat, now: Timestamp) {
        let held = self.chats.held_by(&seat.operator);
        let chats = held.chain(self.chats.left_by(&seat.operator));
        let left = chats.filter(|(_, chat)| self.is_left_to(chat, seat, now));
        let left: Vec<ChatId> = left.map(|(id, _)| id.clone()).collect();
        for id in left {
            if let Some(chat) = self.chats.edit(&id) {
                chat.move_to(seat);
            }
        }
    }

    fn is_left_to(&self, chat: &Chat, seat: &Seat, now: Timestamp) -> bool {
        let is_theirs = chat.hold().is_some_and(|hold| {
            hold.seat.operator == seat.operator && self.sockets.seat(&hold.seat).is_none()
        });
        let bound = take_along_millis(self.settings());
        is_theirs
            && chat
                .left_since()
                .is_some_and(|since| now.since(since) >= bound)
    }

    /// Another window of the holder to which a chat goes if its own stays away.
    pub(crate) fn heir(&self, chat: &Chat) -> Option<Seat> {
        let hold = chat.hold().filter(|_| chat.is_running())?;
        hold.absent_since
            .and_then(|_| self.window_of(&hold.seat.operator))
    }

    /// A connected window of an operator.
    pub(crate) fn window_of(&self, operator: &OperatorName) -> Option<Seat> {
        let mut seats = self.sockets.seats_of(operator);
        seats.next().map(|(seat, _)| seat.clone())
    }

    /// The holder's window stayed away, and another one of theirs is there: it goes on with the chat.
    pub(crate) fn pass_along(&mut self, id: &ChatId, turn: &mut Turn) {
        let heir = self.chats.get(id).and_then(|chat| self.heir(chat));
        let Some(seat) = heir else { return };
        if let Some(chat) = self.chats.edit(id) {
            chat.move_to(&seat);
        }
        if let Some(connection) = self.sockets.seat(&seat) {
            self.tell_claimed(id, &seat, connection, turn);
        }
        let present = true;
        turn.tell_guest(self.sockets.guest(id), ToGuest::Presence { present });
    }

    /// What a window has of the chats it holds counts as acknowledged.
    pub(crate) fn take_cursors(&mut self, seat: &Seat, cursors: &[HeldCursor], turn: &mut Turn) {
        for cursor in cursors {
            let hold = self.chats.get(&cursor.chat).and_then(|chat| chat.hold());
            if hold.is_some_and(|hold| hold.seat == *seat && hold.lease == cursor.lease) {
                self.acknowledge(&cursor.chat, Party::Operator, cursor.received, turn);
            }
        }
    }

    /// The chats a seat holds, and those it held at their end and has yet to hear of it. Of a chat that it has named it
    /// goes on, of the others it has nothing.
    pub(crate) fn held_by(&self, seat: &Seat, named: &[HeldCursor]) -> Vec<HeldChat> {
        let held = self.chats.held_by(&seat.operator);
        let left = self.chats.left_by(&seat.operator);
        let chats = held.chain(left);
        let chats = chats.filter_map(|(id, chat)| {
            let hold = chat.hold().filter(|hold| hold.seat == *seat)?;
            let is_known = |it: &HeldCursor| it.chat == *id && it.lease == hold.lease;
            let extent = if chat.is_running() && !named.iter().any(is_known) {
                Extent::Whole
            } else {
                Extent::Unread
            };
            Some((chat, chat.held(id, hold, extent)))
        });
        let mut chats: Vec<HeldChat> = chats
            .filter(|(chat, held)| chat.is_running() || !held.entries.is_empty())
            .map(|(_, held)| held)
            .collect();
        chats.sort_by(|one, other| one.chat.cmp(&other.chat));
        chats
    }

    /// What has become of the chats a window has named and does not hold.
    pub(crate) fn lapsed(
        &self,
        operator: &OperatorName,
        named: &[HeldCursor],
        held: &[HeldChat],
    ) -> Vec<Lapsed> {
        let lapsed = named
            .iter()
            .filter(|it| !held.iter().any(|held| held.chat == it.chat));
        lapsed
            .map(|it| Lapsed {
                chat: it.chat.clone(),
                now: self.whereabouts(&it.chat, operator),
            })
            .collect()
    }

    fn whereabouts(&self, id: &ChatId, operator: &OperatorName) -> Whereabouts {
        let chat = self.chats.get(id);
        if chat.is_some_and(|chat| chat.has_refused(operator)) {
            return Whereabouts::KeyRefused;
        }
        match chat.map(Chat::stage) {
            Some(Stage::Waiting(_)) => Whereabouts::Waiting,
            Some(Stage::Held(hold)) => Whereabouts::Held {
                by: hold.seat.operator.clone(),
            },
            Some(Stage::Departed { to, .. } | Stage::Moved { to, .. }) => {
                Whereabouts::Moved { queue: to.clone() }
            }
            Some(Stage::Ended { by, .. }) => Whereabouts::Closed { by: *by },
            None if self.inbound.get(id).is_some() => Whereabouts::Waiting,
            None => Whereabouts::Forgotten,
        }
    }
}

/// After how long a chat goes to another window of its holder: no later than it would be offered again.
pub(crate) fn take_along_millis(settings: &QueueSettings) -> u64 {
    TAKE_ALONG_MILLIS.min(millis(settings.grace_seconds))
}
