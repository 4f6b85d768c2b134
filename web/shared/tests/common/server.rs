//! The real queue, and a storage that is a map.

use std::collections::{BTreeMap, BTreeSet};

use durable_queue::reading::{self, Line, NoEvent, Opens};
use durable_queue::{ConnectionId, Effect, Event, Key, Queue, Stored};
use hushdesk_protocol::frames::{FromGuest, FromOperator};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::text::DisplayName;

#[derive(Default)]
pub(crate) struct Server {
    queue: Queue,
    stored: BTreeMap<Key, Stored>,
    /// The sockets whose first frame was believed.
    admitted: BTreeSet<ConnectionId>,
}

impl Server {
    /// Hands an event to the queue. Gives what it says, without what it stores.
    pub(crate) fn handle(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        let effects = self.queue.handle(event, now);
        let mut says = Vec::new();
        for effect in effects {
            match effect {
                Effect::Store(record) => {
                    self.stored.insert(record.key(), record);
                }
                Effect::Forget(key) => {
                    self.stored.remove(&key);
                }
                Effect::Admit { connection, .. } => {
                    self.admitted.insert(connection);
                }
                Effect::ToGuest { .. }
                | Effect::ToOperator { .. }
                | Effect::Tell(_)
                | Effect::TellOfQueue(_)
                | Effect::Retain(_)
                | Effect::Post { .. }
                | Effect::Close { .. } => says.push(effect),
            }
        }
        says
    }

    /// What a frame of the guest means, who may open this.
    pub(crate) fn of_guest(
        &self,
        by: ConnectionId,
        frame: FromGuest,
        opens: &Opens,
    ) -> Result<Event, NoEvent> {
        reading::guest_event(frame, self.line(by), Some(opens), None, 7)
    }

    /// What a frame means that comes from a window of this operator.
    pub(crate) fn of_operator(
        &self,
        by: ConnectionId,
        operator: &OperatorName,
        frame: FromOperator,
    ) -> Result<Event, NoEvent> {
        let display = DisplayName::of(operator);
        reading::operator_event(frame, self.line(by), operator, &display)
    }

    fn line(&self, connection: ConnectionId) -> Line {
        let is_new = !self.admitted.contains(&connection);
        Line { connection, is_new }
    }

    /// Killed and started again: what was stored is all there is.
    pub(crate) fn crash(&mut self, now: Timestamp) {
        self.queue = Queue::restore(self.stored.values().cloned());
        self.handle(
            Event::Woke {
                connections: Vec::new(),
            },
            now,
        );
    }

    /// All bytes that are stored.
    pub(crate) fn stored(&self) -> String {
        format!(
            "{:?}",
            self.stored
                .values()
                .map(|record| match record {
                    Stored::Chat(_, chat) => serde_json::to_string(chat).unwrap(),
                    Stored::Entry(_, entry) => serde_json::to_string(entry).unwrap(),
                    Stored::Operator(_, operator) => serde_json::to_string(operator).unwrap(),
                    Stored::Inbound(_, chat) => serde_json::to_string(chat).unwrap(),
                    Stored::Block(_, block) => serde_json::to_string(block).unwrap(),
                    Stored::Config(config) => serde_json::to_string(config).unwrap(),
                })
                .collect::<Vec<_>>()
        )
    }
}
