//! What operators do in their windows.

use durable_queue::limits::{BLOCK_MILLIS, TAKE_ALONG_MILLIS};
use durable_queue::{Effect, HolderSays, OperatorSays};
use hushdesk_protocol::frames::{
    Audience, Availability, Content, HeldCursor, Outgoing, Party, Recipient, Status, ToOperator,
};
use hushdesk_protocol::ids::{ChatId, Lease, OperatorName};

use super::{DESKS, HandTo, Schedule, home_of, is_sealed, operator_of, seat_of};
use crate::common::{hearers, id, tells, this};
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
                let known = cursors.iter().find(known);
                chat.taken_up(known.map(|cursor| cursor.received));
            }
        }
        self.operator_is_there(&operator_of(index));
        self.work_out();
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
        let naive = self.chats.get(&id(chat));
        let standing = naive.and_then(|naive| self.staff().standing(naive, &operator_of(index)));
        // A window that holds the chat already has been answered.
        let is_holder = naive.is_some_and(|naive| naive.desk() == Some(index));
        if standing == Some(false) && !is_holder {
            self.has_claimed(index, chat);
        }
        self.work_out();
        self.say(index, OperatorSays::Claim { chat: id(chat) });
    }

    /// One that waits is claimed; an open one that the other operator holds is taken over.
    pub(super) fn operator_takes_over(&mut self, index: usize, chat: u8) {
        if self.connection_of(index).is_none() {
            return;
        }
        let operator = operator_of(index);
        let naive = self.chats.get(&id(chat));
        let is_had = naive.is_some_and(|naive| match naive.stage {
            NaiveStage::Waiting { .. } => self.staff().standing(naive, &operator) == Some(false),
            NaiveStage::Held { desk } => !is_sealed(chat) && operator_of(desk) != operator,
            NaiveStage::Ended { .. } => false,
        });
        if is_had {
            self.has_claimed(index, chat);
        }
        self.work_out();
        self.say(index, OperatorSays::TakeOver { chat: id(chat) });
    }

    fn has_claimed(&mut self, index: usize, chat: u8) {
        let now = self.world.now.0;
        if let Some(naive) = self.chats.get_mut(&id(chat)) {
            naive.claim(index);
        }
        if let Some(operator) = self.operators.get_mut(&operator_of(index)) {
            operator.idle_since = now;
        }
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
        self.note_who_is_gone();
        self.work_out();
        let effects = self.world.cut(connection);
        self.deliver(effects);
    }

    pub(super) fn operator_dismisses(&mut self, index: usize, id: &ChatId) {
        if self.connection_of(index).is_none() {
            return;
        }
        self.naive_dismisses(&operator_of(index), id);
        self.work_out();
        self.say(index, OperatorSays::Dismiss { chat: id.clone() });
    }

    fn naive_dismisses(&mut self, operator: &OperatorName, id: &ChatId) {
        let Some(chat) = self.chats.get_mut(id) else {
            return;
        };
        match (chat.stage, &mut chat.transfer) {
            (NaiveStage::Waiting { .. }, _) => {
                chat.dismissed.insert(operator.clone());
                chat.reconsidered.remove(operator);
            }
            (NaiveStage::Held { .. }, Some(transfer)) => match &transfer.to {
                Some(to) if to == operator => chat.keep(),
                Some(_) => {}
                // When nobody is left who could take it, it is in vain.
                None => {
                    transfer.dismissed.insert(operator.clone());
                }
            },
            (NaiveStage::Held { .. }, None) | (NaiveStage::Ended { .. }, _) => {}
        }
    }

    pub(super) fn operator_reconsiders(&mut self, index: usize, id: &ChatId) {
        if self.connection_of(index).is_none() {
            return;
        }
        let operator = operator_of(index);
        if let Some(chat) = self.chats.get_mut(id) {
            match (chat.stage, &mut chat.transfer) {
                (NaiveStage::Waiting { .. }, _) => {
                    if chat.dismissed.remove(&operator) {
                        chat.reconsidered.insert(operator);
                    }
                }
                (NaiveStage::Held { .. }, Some(transfer)) => {
                    transfer.dismissed.remove(&operator);
                }
                (NaiveStage::Held { .. }, None) | (NaiveStage::Ended { .. }, _) => {}
            }
        }
        self.work_out();
        self.say(index, OperatorSays::Reconsider { chat: id.clone() });
    }

    pub(super) fn operator_hands_on(&mut self, index: usize, id: &ChatId, to: HandTo) {
        let lease = self.lease_of(index, id);
        let (Some(lease), Some(_)) = (lease, self.connection_of(index)) else {
            return;
        };
        let to = addressee(to);
        let desk = self.desks.get_mut(index);
        if let Some(held) = desk.and_then(|desk| desk.chats.get_mut(id)) {
            held.hands_on = true;
        }
        let until = self.world.now.0 + u64::from(self.settings.transfer_seconds) * 1_000;
        let naive = self.chats.get(id);
        let is_available = naive.is_some_and(|naive| {
            let staff = self.staff();
            staff.is_available(naive, to.as_ref(), &operator_of(index))
        });
        let naive = self.held_by(index, id, lease);
        let naive = naive.filter(|naive| naive.runs() && naive.transfer.is_none());
        if let Some(naive) = naive.filter(|_| is_available) {
            naive.hand_on(to.clone(), until);
        }
        self.work_out();
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
        if let Some(naive) = self.held_by(index, id, lease) {
            naive.keep();
        }
        self.work_out();
        self.say_in(index, id, lease, HolderSays::CancelTransfer);
    }

    /// Those hear it who are there and whom it is for, and the one who says it; nothing is said to somebody who is not, or to
    /// oneself.
    pub(super) fn operator_tells(&mut self, index: usize, to: HandTo) {
        let Some(connection) = self.connection_of(index) else {
            return;
        };
        let (by, one) = (operator_of(index), addressee(to));
        let is_there = |desk: &usize| self.connection_of(*desk).is_some();
        let there: Vec<usize> = (0..DESKS).filter(is_there).collect();
        let hears = |desk: &usize| match &one {
            Some(one) => operator_of(*desk) == *one || operator_of(*desk) == by,
            None => true,
        };
        let in_vain = one.as_ref().is_some_and(|one| {
            let mut there = there.iter().map(|desk| operator_of(*desk));
            *one == by || !there.any(|operator| operator == *one)
        });
        let heard = there.iter().copied().filter(hears).filter(|_| !in_vain);
        let heard: Vec<u64> = heard.filter_map(|desk| self.connection_of(desk)).collect();

        let to = one.map_or(Audience::Room, Audience::Operator);
        let said = self.world.operator(connection, tells(to));
        assert_eq!(hearers(&said), heard);
        self.deliver(said);
    }

    /// Both ends are told, if that is done.
    pub(super) fn operator_asks(&mut self, index: usize, id: &ChatId) {
        let lease = self.lease_of(index, id);
        let (Some(lease), Some(connection)) = (lease, self.connection_of(index)) else {
            return;
        };
        let is_done = self.held_by(index, id, lease).is_some_and(NaiveChat::ask);
        let says = OperatorSays::Holding {
            chat: id.clone(),
            lease,
            says: HolderSays::AskForEarlier,
        };
        let effects = self.world.operator(connection, says);
        let asked = Content::EarlierAsked { lease };
        let is_told = |effect: &Effect| {
            matches!(
                effect,
                Effect::ToOperator { frame: ToOperator::Entry { entry, .. }, .. } if entry.content == asked
            )
        };
        assert_eq!(effects.iter().any(is_told), is_done);
        self.deliver(effects);
    }

    pub(super) fn operator_blocks(&mut self, index: usize, chat: u8) {
        let lease = self.lease_of(index, &id(chat));
        let (Some(lease), Some(_)) = (lease, self.connection_of(index)) else {
            return;
        };
        let guest = self.guests.get(&chat);
        let is_there = guest.is_some_and(|guest| guest.connection.is_some());
        if is_there && self.held_by(index, &id(chat), lease).is_some() {
            let until = self.world.now.plus(BLOCK_MILLIS);
            self.blocked.insert(home_of(chat), until);
        }
        self.say_in(index, &id(chat), lease, HolderSays::Block);
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
        self.work_out();
        self.say_in(index, id, lease, HolderSays::End);
    }

    pub(super) fn operator_is(&mut self, index: usize, status: Status) {
        if self.connection_of(index).is_none() {
            return;
        }
        if let Some(operator) = self.operators.get_mut(&operator_of(index)) {
            operator.status = status;
        }
        self.work_out();
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

/// Whom it is for; nobody, if for all.
fn addressee(to: HandTo) -> Option<OperatorName> {
    match to {
        HandTo::Ann => Some(seat_of(0).operator),
        HandTo::Bob => Some(seat_of(2).operator),
        HandTo::All => None,
    }
}
