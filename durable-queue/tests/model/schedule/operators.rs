//! What operators do in their windows.

use durable_queue::limits::TAKE_ALONG_MILLIS;
use durable_queue::{HolderSays, OperatorSays};
use hushdesk_protocol::frames::{Availability, HeldCursor, Outgoing, Party, Recipient, Status};
use hushdesk_protocol::ids::{ChatId, Lease};

use super::{HandTo, Schedule, seat_of};
use crate::common::{id, this};
use crate::naive::{NaiveChat, NaiveStage};

impl Schedule {
    pub(super) fn operator_comes(&mut self, index: usize, warm: bool) {
        let connection = self.last_connection + 1;
        self.last_connection = connection;
        let Some(desk) = self.desks.get_mut(index) else {
            return;
        };
        desk.connection = Some(connection);
        desk.greeted = false;
        desk.inbox.clear();
        if !warm {
            desk.chats.clear();
        }
        let cursors = desk.cursors();
        self.move_along(index);
        for (id, chat) in &mut self.chats {
            if chat.desk() == Some(index) {
                chat.holder_absent_since = None;
                let lease = Lease(chat.lease);
                let known = |cursor: &&HeldCursor| cursor.chat == *id && cursor.lease == lease;
                match cursors.iter().find(known) {
                    Some(cursor) => chat.from_guest.taken_up(Some(cursor.received)),
                    None => chat.from_guest.taken_up(None),
                }
            }
        }
        let effects = self.world.hello(connection, seat_of(index), cursors);
        self.deliver(effects);
    }

    /// The chats of windows of the same operator come along that have been gone for long enough.
    pub(super) fn move_along(&mut self, index: usize) {
        let grace = u64::from(self.settings.grace_seconds) * 1_000;
        let bound = TAKE_ALONG_MILLIS.min(grace);
        let now = self.world.now.0;
        for chat in self.chats.values_mut() {
            let left = chat.desk().filter(|desk| {
                seat_of(*desk).operator == seat_of(index).operator
                    && self
                        .desks
                        .get(*desk)
                        .is_none_or(|desk| desk.connection.is_none())
            });
            let since = match chat.stage {
                NaiveStage::Ended { at, .. } => Some(at),
                NaiveStage::Waiting { .. } | NaiveStage::Held { .. } => chat.holder_absent_since,
            };
            if left.is_some() && since.is_some_and(|since| now - since >= bound) {
                match &mut chat.stage {
                    NaiveStage::Waiting { .. } => {}
                    NaiveStage::Held { desk } => *desk = index,
                    NaiveStage::Ended { desk, .. } => *desk = Some(index),
                }
            }
        }
    }

    pub(super) fn operator_claims(&mut self, index: usize, chat: u8) {
        if self.connection_of(index).is_none() {
            return;
        }
        if let Some(naive) = self.chats.get_mut(&id(chat))
            && may_claim(naive, index)
        {
            naive.claim(index);
        }
        self.say(index, OperatorSays::Claim { chat: id(chat) });
    }

    pub(super) fn operator_writes(&mut self, index: usize, chat: u8) {
        let held = self
            .desks
            .get(index)
            .and_then(|desk| desk.chats.get(&id(chat)));
        let body = self.next_body(chat, held.map(|held| held.epoch));
        let held = self
            .desks
            .get_mut(index)
            .and_then(|desk| desk.chats.get_mut(&id(chat)));
        let Some(held) = held.filter(|held| !held.hands_on) else {
            return;
        };
        held.number = held.number.next();
        let message = Outgoing {
            number: held.number,
            body,
        };
        held.outbox.push_back(message.clone());
        let lease = held.lease;
        self.operator_sends(index, &id(chat), lease, message);
    }

    /// What is written before the answer to the first frame goes out with it.
    pub(super) fn operator_sends(
        &mut self,
        index: usize,
        id: &ChatId,
        lease: Lease,
        message: Outgoing,
    ) {
        let desk = self.desks.get(index).filter(|desk| desk.greeted);
        if desk.is_none_or(|desk| desk.connection.is_none()) {
            return;
        }
        if let Some(naive) = self.held_by(index, id, lease) {
            naive.write(Party::Operator, message.number, &message.body);
        }
        self.say_in(index, id, lease, HolderSays::Message(message));
    }

    pub(super) fn operator_reads(&mut self, index: usize) {
        let Some(desk) = self.desks.get_mut(index) else {
            return;
        };
        for (chat, lease, message) in desk.read(&mut self.chats) {
            self.operator_sends(index, &chat, lease, message);
        }
    }

    pub(super) fn operator_acknowledges(&mut self, index: usize, id: &ChatId) {
        let Some(desk) = self
            .desks
            .get(index)
            .filter(|desk| desk.connection.is_some())
        else {
            return;
        };
        let Some(held) = desk.chats.get(id) else {
            return;
        };
        let (lease, received) = (held.lease, held.seen);
        if let Some(naive) = self.held_by(index, id, lease) {
            naive.from_guest.acknowledge(received);
        }
        self.say_in(index, id, lease, HolderSays::Ack { received });
    }

    pub(super) fn operator_is_cut(&mut self, index: usize) {
        let Some(desk) = self.desks.get_mut(index) else {
            return;
        };
        let Some(connection) = desk.connection.take() else {
            return;
        };
        desk.inbox.clear();
        let now = self.world.now.0;
        for chat in self.chats.values_mut() {
            if chat.stage == (NaiveStage::Held { desk: index }) {
                chat.holder_absent_since.get_or_insert(now);
            }
        }
        let effects = self.world.cut(connection);
        self.deliver(effects);
    }

    pub(super) fn operator_dismisses(&mut self, index: usize, id: &ChatId) {
        if self.connection_of(index).is_none() {
            return;
        }
        self.say(index, OperatorSays::Dismiss { chat: id.clone() });
    }

    pub(super) fn operator_hands_on(&mut self, index: usize, id: &ChatId, to: HandTo) {
        let lease = self.lease_of(index, id);
        let (Some(lease), Some(_)) = (lease, self.connection_of(index)) else {
            return;
        };
        let to = match to {
            HandTo::Ann => Some(seat_of(0).operator),
            HandTo::Bob => Some(seat_of(2).operator),
            HandTo::All => None,
        };
        let desk = self.desks.get_mut(index);
        if let Some(held) = desk.and_then(|desk| desk.chats.get_mut(id)) {
            held.hands_on = true;
        }
        let recipient = match to {
            Some(operator) => Recipient::Operator(operator),
            None => Recipient::Queue(this()),
        };
        let note = None;
        self.say_in(index, id, lease, HolderSays::Transfer { recipient, note });
    }

    pub(super) fn operator_keeps(&mut self, index: usize, id: &ChatId) {
        let lease = self.lease_of(index, id);
        let (Some(lease), Some(_)) = (lease, self.connection_of(index)) else {
            return;
        };
        self.say_in(index, id, lease, HolderSays::CancelTransfer);
    }

    /// The model's chat, if this desk holds it by this claim.
    fn held_by(&mut self, index: usize, id: &ChatId, lease: Lease) -> Option<&mut NaiveChat> {
        let naive = self.chats.get_mut(id)?;
        naive.is_of(index, lease).then_some(naive)
    }

    pub(super) fn lease_of(&self, index: usize, id: &ChatId) -> Option<Lease> {
        let desk = self.desks.get(index)?;
        desk.chats.get(id).map(|held| held.lease)
    }

    pub(super) fn say_in(&mut self, index: usize, id: &ChatId, lease: Lease, says: HolderSays) {
        let chat = id.clone();
        self.say(index, OperatorSays::Holding { chat, lease, says });
    }

    pub(super) fn operator_ends(&mut self, index: usize, id: &ChatId) {
        let Some(desk) = self
            .desks
            .get(index)
            .filter(|desk| desk.connection.is_some())
        else {
            return;
        };
        let Some(lease) = desk.chats.get(id).map(|held| held.lease) else {
            return;
        };
        let now = self.world.now.0;
        let naive = self.held_by(index, id, lease);
        if let Some(naive) = naive.filter(|naive| naive.runs()) {
            naive.end(now);
        }
        self.say_in(index, id, lease, HolderSays::End);
    }

    pub(super) fn operator_is(&mut self, index: usize, status: Status) {
        let text = Default::default();
        self.say(index, OperatorSays::Status(Availability { status, text }));
    }

    pub(super) fn say(&mut self, index: usize, says: OperatorSays) {
        if let Some(connection) = self.connection_of(index) {
            let effects = self.world.operator(connection, says);
            self.deliver(effects);
        }
    }

    pub(super) fn connection_of(&self, index: usize) -> Option<u64> {
        self.desks.get(index).and_then(|desk| desk.connection)
    }
}

/// Whether a desk may hold a chat: it waits, or is handed on to its operator.
fn may_claim(chat: &NaiveChat, index: usize) -> bool {
    let operator = seat_of(index).operator;
    match chat.stage {
        NaiveStage::Waiting { .. } => true,
        NaiveStage::Held { desk } if desk == index => false,
        NaiveStage::Held { desk } => chat.transfer.as_ref().is_some_and(|it| match &it.to {
            Some(to) => *to == operator,
            None => seat_of(desk).operator != operator,
        }),
        NaiveStage::Ended { .. } => false,
    }
}
