//! What guests do: open a chat, come back to it, write in it, end it.

use hushdesk_protocol::frames::{
    About, Closer, GuestChat, Opening, Party, Refusal, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::{ChatId, Number, Seq, Timestamp, Visit};
use hushdesk_protocol::rest::Rating;
use hushdesk_protocol::text::CommitText;

use crate::TokenHash;
use crate::address::Address;
use crate::chat::{Chat, Taken, label};
use crate::effect::Closing;
use crate::event::{ConnectionId, End, GuestOpened, GuestSays};
use crate::news::News;
use crate::queue::Queue;
use crate::stored::{Kind, Stage};
use crate::turn::{Refused, Turn};

/// A guest's browser that comes.
pub(crate) struct Comer {
    /// By which socket.
    pub(crate) connection: ConnectionId,
    /// From where; nothing, if nobody is counted there.
    pub(crate) from: Option<Address>,
}

impl Queue {
    /// A guest opens a chat. From where nobody may open one it is as if the queue were full: that is all they are told.
    pub(crate) fn guest_opened(
        &mut self,
        comer: Comer,
        opened: GuestOpened,
        turn: &mut Turn,
    ) -> News {
        if self.chats.get(&opened.chat).is_some() {
            let cursor = (Seq(0), Visit(0));
            self.guest_resumed(comer, opened.chat, &opened.token, cursor, turn);
            return News::none();
        }
        let commit = match &opened.opening {
            Opening::Sealed { commit } => commit.as_str().len(),
            Opening::Open => 0,
        };
        let is_barred = self.blocks.includes(comer.from.as_ref());
        if is_barred || self.is_full() || commit > self.free_bytes(Party::Guest) {
            let connection = comer.connection;
            turn.refuse_guest(connection, (About::Chat(opened.chat), Refusal::QueueFull));
            turn.close(connection, Closing::Refused);
            return News::none();
        }
        let id = opened.chat.clone();
        let label = label::of_random(opened.random);
        let chat = Chat::open(opened, label, turn.now);
        let yours = chat.head().sent.accepted;
        self.chats.insert(id.clone(), chat);
        self.note_waiting_guest(&id);
        self.admit_guest(comer, &id, yours, turn);
        News::some()
    }

    pub(crate) fn guest_resumed(
        &mut self,
        comer: Comer,
        id: ChatId,
        token: &TokenHash,
        (received, visit): (Seq, Visit),
        turn: &mut Turn,
    ) {
        let connection = comer.connection;
        let known = self
            .chats
            .get(&id)
            .is_some_and(|chat| chat.head().token == *token);
        if !known {
            turn.refuse_guest(connection, (About::Chat(id), Refusal::UnknownChat));
            turn.close(connection, Closing::Refused);
            return;
        }
        if self.follow(connection, &id, turn) {
            return;
        }
        self.acknowledge(&id, Party::Guest, received, turn);
        let chat = self.chats.edit(&id);
        let yours = chat.map_or(Number(0), |chat| chat.guest_comes(visit));
        self.admit_guest(comer, &id, yours, turn);
        self.note_absence(&id, turn.now);
        self.tell_guest_presence(&id, turn);
    }

    pub(crate) fn guest_said(
        &mut self,
        connection: ConnectionId,
        says: GuestSays,
        turn: &mut Turn,
    ) -> News {
        let Some(End::Guest { chat: id, .. }) = self.sockets.end(connection).cloned() else {
            turn.refuse_guest(connection, (About::Socket, Refusal::OutOfOrder));
            return News::none();
        };
        // The guest's browser keeps what is not accepted, and says it again where the chat has gone.
        if self.chats.get(&id).is_some_and(Chat::is_away) {
            return News::none();
        }
        let done = match says {
            GuestSays::KeyExchange { number, commit } => {
                let done = self.guest_exchanges(&id, number, commit, turn);
                done.map(|()| News::none())
            }
            GuestSays::Message(message) => {
                let done = self.write(&id, Party::Guest, message, turn);
                done.map(|()| News::none())
            }
            GuestSays::Ack { received } => {
                self.acknowledge(&id, Party::Guest, received, turn);
                Ok(News::none())
            }
            GuestSays::Typing { typing } => {
                self.tell_operator_typing(&id, typing, turn);
                Ok(News::none())
            }
            GuestSays::RefuseHolder { lease } => self.refuse_holder(&id, lease, turn),
            GuestSays::End => self.end(&id, Closer::Guest, turn),
        };
        done.unwrap_or_else(|refused| {
            turn.refuse_guest(connection, refused);
            News::none()
        })
    }

    /// A guest says how a chat went. Of what cannot be said nothing becomes: whoever says it is told nothing either way.
    pub(crate) fn rated(&mut self, id: &ChatId, token: &TokenHash, rating: Rating) -> News {
        let is_theirs = self
            .chats
            .get(id)
            .is_some_and(|chat| chat.head().token == *token);
        if self.settings().rated
            && is_theirs
            && let Some(chat) = self.chats.edit(id)
        {
            chat.rate(rating);
        }
        News::none()
    }

    fn tell_operator_typing(&self, id: &ChatId, typing: bool, turn: &mut Turn) {
        let chat = id.clone();
        if !self.is_handed_on(id) {
            turn.tell_operator(self.holder(id), ToOperator::Typing { chat, typing });
        }
    }

    /// Sends a guest after a chat that has left. Gives whether it has.
    fn follow(&self, connection: ConnectionId, id: &ChatId, turn: &mut Turn) -> bool {
        match self.chats.get(id).map(Chat::stage) {
            Some(Stage::Moved { to, .. }) => {
                let queue = to.clone();
                turn.tell_guest(Some(connection), ToGuest::Moved { queue });
                turn.close(connection, Closing::Moved);
                true
            }
            Some(Stage::Departed { .. }) => {
                turn.close(connection, Closing::Later);
                true
            }
            Some(Stage::Waiting(_) | Stage::Held(_) | Stage::Ended { .. }) | None => false,
        }
    }

    fn admit_guest(&mut self, comer: Comer, id: &ChatId, yours: Number, turn: &mut Turn) {
        let Comer { connection, from } = comer;
        let chat = id.clone();
        let end = End::Guest { chat, from };
        if let Some(replaced) = self.sockets.admit(connection, end.clone()) {
            turn.close(replaced, Closing::Replaced);
        }
        turn.admit(connection, end);
        if let Some(chat) = self.guest_chat(id, yours, turn.now) {
            turn.tell_guest(Some(connection), ToGuest::Chat(chat));
        }
    }

    fn guest_chat(&self, id: &ChatId, yours: Number, now: Timestamp) -> Option<GuestChat> {
        let chat = self.chats.get(id)?;
        let head = chat.head();
        Some(GuestChat {
            now,
            kind: head.kind.kind(),
            epoch: head.kind.epoch(),
            sent: head.sent,
            visit: head.visits.last,
            yours,
            operator: chat
                .hold()
                .filter(|_| chat.is_running())
                .map(|hold| hold.display.clone()),
            lease: head.last_lease,
            present: chat.is_running() && self.holder(id).is_some(),
            waiting: self.prospect(id),
            entries: chat.unread_by_guest(),
        })
    }

    fn guest_exchanges(
        &mut self,
        id: &ChatId,
        number: Number,
        commit: CommitText,
        turn: &mut Turn,
    ) -> Result<(), Refused> {
        let free = self.free_bytes(Party::Guest);
        let now = turn.now;
        let taken = self.in_order(id, Party::Guest, number, |chat| {
            let taken = chat.exchange_keys(number, commit, |bytes| bytes <= free, now)?;
            Ok((taken, chat.head().kind))
        })?;
        let Some((taken, kind)) = taken else {
            return Ok(());
        };
        if let Kind::Sealed {
            epoch, exchange, ..
        } = kind
            && exchange == number
        {
            turn.tell_guest(self.sockets.guest(id), ToGuest::Epoch { number, epoch });
        }
        self.tell_sent(id, Party::Guest, turn);
        if let Taken::Stored(seq) = taken {
            self.tell_entry(id, seq, turn);
        }
        Ok(())
    }
}
