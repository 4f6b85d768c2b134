//! The real queue, and a storage that is a map.

use std::collections::BTreeMap;

use durable_queue::{
    Arrival, ConnectionId, Effect, Event, GuestOpened, GuestSays, HolderSays, Key, OperatorSays,
    Queue, Record, Seat, TokenHash,
};
use hushdesk_protocol::frames::{FromGuest, FromOperator};
use hushdesk_protocol::ids::{ResumeToken, Timestamp};
use hushdesk_protocol::text::DisplayName;
use sha2::{Digest, Sha256};

#[derive(Default)]
pub(crate) struct Server {
    queue: Queue,
    stored: BTreeMap<Key, Record>,
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
                Effect::Admit { .. }
                | Effect::ToGuest { .. }
                | Effect::ToOperator { .. }
                | Effect::Post { .. }
                | Effect::Close { .. } => says.push(effect),
            }
        }
        says
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
                    Record::Chat(_, chat) => serde_json::to_string(chat).unwrap(),
                    Record::Entry(_, entry) => serde_json::to_string(entry).unwrap(),
                    Record::Operator(_, operator) => serde_json::to_string(operator).unwrap(),
                    Record::Inbound(_, chat) => serde_json::to_string(chat).unwrap(),
                    Record::Config(config) => serde_json::to_string(config).unwrap(),
                })
                .collect::<Vec<_>>()
        )
    }
}

pub(crate) fn of_guest(connection: ConnectionId, frame: FromGuest) -> Event {
    let says = match frame {
        FromGuest::Open {
            chat,
            token,
            opening,
            page,
            ..
        } => {
            let opened = GuestOpened {
                chat,
                token: hash(&token),
                opening,
                skin: "skin".parse().unwrap(),
                page,
                random: 7,
            };
            return Event::GuestOpened { connection, opened };
        }
        FromGuest::Resume {
            chat,
            token,
            received,
            ..
        } => {
            return Event::GuestResumed {
                connection,
                chat,
                token: hash(&token),
                received,
            };
        }
        FromGuest::KeyExchange { number, commit } => GuestSays::KeyExchange { number, commit },
        FromGuest::Message(message) => GuestSays::Message(message),
        FromGuest::Ack { received } => GuestSays::Ack { received },
        FromGuest::Typing(typing) => GuestSays::Typing { typing },
        FromGuest::End => GuestSays::End,
    };
    Event::GuestSaid { connection, says }
}

pub(crate) fn of_operator(connection: ConnectionId, seat: &Seat, frame: FromOperator) -> Event {
    let says = match frame {
        FromOperator::Hello {
            chats,
            availability,
            until,
            ..
        } => {
            let seat = seat.clone();
            let arrival = Arrival {
                display: DisplayName::of(&seat.operator),
                chats,
                availability,
                until,
            };
            return Event::OperatorArrived {
                connection,
                seat,
                arrival,
            };
        }
        FromOperator::Status(availability) => OperatorSays::Status(availability),
        FromOperator::Transfer {
            chat,
            lease,
            recipient,
            note,
        } => OperatorSays::Holding {
            chat,
            lease,
            says: HolderSays::Transfer { recipient, note },
        },
        FromOperator::CancelTransfer { chat, lease } => OperatorSays::Holding {
            chat,
            lease,
            says: HolderSays::CancelTransfer,
        },
        FromOperator::Claim { chat } => OperatorSays::Claim { chat },
        FromOperator::Dismiss { chat } => OperatorSays::Dismiss { chat },
        FromOperator::Reconsider { chat } => OperatorSays::Reconsider { chat },
        FromOperator::Message {
            chat,
            lease,
            message,
        } => OperatorSays::Holding {
            chat,
            lease,
            says: HolderSays::Message(message),
        },
        FromOperator::Ack {
            chat,
            lease,
            received,
        } => OperatorSays::Holding {
            chat,
            lease,
            says: HolderSays::Ack { received },
        },
        FromOperator::Typing {
            chat,
            lease,
            typing,
        } => OperatorSays::Holding {
            chat,
            lease,
            says: HolderSays::Typing { typing },
        },
        FromOperator::End { chat, lease } => OperatorSays::Holding {
            chat,
            lease,
            says: HolderSays::End,
        },
    };
    Event::OperatorSaid { connection, says }
}

fn hash(token: &ResumeToken) -> TokenHash {
    TokenHash::from_digest(Sha256::digest(token.as_str()).into())
}
