//! One call of the queue: the time it is made, and what it says.

use hushdesk_protocol::frames::{About, Refusal, ToGuest, ToOperator};
use hushdesk_protocol::ids::{QueueName, Timestamp};

use crate::effect::{Closing, Effect};
use crate::event::{ConnectionId, End};
use crate::passing::letter::Letter;

/// What a call of the queue has gathered to be done, in order.
pub(crate) struct Turn {
    pub(crate) now: Timestamp,
    effects: Vec<Effect>,
}

/// Something a client sent that is not done: what, and why.
pub(crate) type Refused = (About, Refusal);

impl Turn {
    pub(crate) const fn new(now: Timestamp) -> Self {
        Self {
            now,
            effects: Vec::new(),
        }
    }

    /// What was gathered.
    pub(crate) fn into_effects(self) -> Vec<Effect> {
        self.effects
    }

    pub(crate) fn admit(&mut self, connection: ConnectionId, end: End) {
        self.effects.push(Effect::Admit { connection, end });
    }

    pub(crate) fn close(&mut self, connection: ConnectionId, why: Closing) {
        self.effects.push(Effect::Close { connection, why });
    }

    pub(crate) fn post(&mut self, to: QueueName, letter: Letter) {
        let letter = Box::new(letter);
        self.effects.push(Effect::Post { to, letter });
    }

    /// Says something to a guest who may have no socket.
    pub(crate) fn tell_guest(&mut self, connection: Option<ConnectionId>, frame: ToGuest) {
        if let Some(connection) = connection {
            self.effects.push(Effect::ToGuest { connection, frame });
        }
    }

    /// Says something to an operator who may have no socket.
    pub(crate) fn tell_operator(&mut self, connection: Option<ConnectionId>, frame: ToOperator) {
        if let Some(connection) = connection {
            self.effects.push(Effect::ToOperator { connection, frame });
        }
    }

    pub(crate) fn refuse_guest(&mut self, connection: ConnectionId, (about, refusal): Refused) {
        self.tell_guest(Some(connection), ToGuest::Refused { about, refusal });
    }

    pub(crate) fn refuse_operator(&mut self, connection: ConnectionId, (about, refusal): Refused) {
        self.tell_operator(Some(connection), ToOperator::Refused { about, refusal });
    }
}
