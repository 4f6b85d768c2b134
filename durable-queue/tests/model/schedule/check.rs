//! Whether the queue is where the model is.

use std::collections::BTreeMap;

use durable_queue::{Address, Key, Stage, Stored, StoredChat, Transfer};
use hushdesk_protocol::frames::{Prospect, Recipient};
use hushdesk_protocol::ids::{ChatId, Lease, Timestamp};

use super::{Schedule, operator_of, seat_of};
use crate::common::{World, id};
use crate::naive::{Around, NaiveChat, NaiveStage, NaiveTransfer};
use crate::shown::ShownOffer;

impl Schedule {
    /// The queue is where the model is, wakes up in time for each chat, and has told each window what concerns it.
    pub(super) fn check(&self) {
        let stored = heads(&self.world);
        assert_eq!(stored.len(), self.chats.len());
        let heirs = self.heirs();
        let around = Around {
            settings: &self.settings,
            heirs: &heirs,
        };
        for (id, chat) in &self.chats {
            assert!(
                stored.get(id).is_some_and(|head| same(head, chat)),
                "{id}: {chat:?}"
            );
            if let Some(due) = chat.due_at(around) {
                let armed = self.world.queue.next_deadline();
                assert!(armed.is_some_and(|at| at.0 <= due), "{id}: {chat:?}");
            }
        }
        let orphans = self.world.stored.keys().filter(|key| match key {
            Key::Entry(chat, _) => !self.chats.contains_key(chat),
            Key::Chat(_) | Key::Operator(_) | Key::Inbound(_) | Key::Block(_) | Key::Config => {
                false
            }
        });
        assert_eq!(orphans.count(), 0, "no entry outlives its chat");
        assert_eq!(blocks(&self.world), self.blocked);
        self.check_what_is_told();
    }

    fn check_what_is_told(&self) {
        let staff = self.staff();
        let waits = |chat: &&NaiveChat| matches!(chat.stage, NaiveStage::Waiting { .. });
        let waiting = self.chats.values().filter(waits).count();
        for (number, guest) in &self.guests {
            let chat = self.chats.get(&id(*number)).filter(waits);
            if let (Some(chat), Some(_)) = (chat, guest.connection) {
                let prospect = Prospect {
                    staffed: staff.is_there_for(chat),
                    place: staff.place(chat),
                };
                assert_eq!(guest.prospect, Some(prospect), "{number}: {chat:?}");
            }
        }
        for (index, desk) in self.desks.iter().enumerate() {
            if desk.connection.is_none() {
                continue;
            }
            let mut offers = BTreeMap::new();
            for (id, chat) in &self.chats {
                if let Some(dismissed) = staff.standing(chat, &operator_of(index)) {
                    let absent_since = chat.absent_since;
                    offers.insert(
                        id.clone(),
                        ShownOffer {
                            dismissed,
                            absent_since,
                        },
                    );
                }
                let is_holder = chat.stage == (NaiveStage::Held { desk: index });
                let told = desk.shown.absences.get(id).copied();
                assert!(
                    !is_holder || told == Some(chat.absent_since),
                    "{id}: {told:?}, {chat:?}"
                );
            }
            assert_eq!(desk.shown.offers, offers, "desk {index}");
            assert_eq!(desk.shown.waiting, waiting);
        }
    }
}

fn heads(world: &World) -> BTreeMap<&ChatId, &StoredChat> {
    let chats = world.stored.values().filter_map(|record| match record {
        Stored::Chat(id, record) => Some((id, &**record)),
        Stored::Entry(..)
        | Stored::Operator(..)
        | Stored::Inbound(..)
        | Stored::Block(..)
        | Stored::Config(_) => None,
    });
    chats.collect()
}

fn blocks(world: &World) -> BTreeMap<Address, Timestamp> {
    let blocks = world.stored.values().filter_map(|record| match record {
        Stored::Block(address, block) => Some((address.clone(), block.until)),
        Stored::Chat(..)
        | Stored::Entry(..)
        | Stored::Operator(..)
        | Stored::Inbound(..)
        | Stored::Config(_) => None,
    });
    blocks.collect()
}

fn is_same_transfer(transfer: &Transfer, naive: &NaiveTransfer) -> bool {
    let to = match &transfer.handing.recipient {
        Recipient::Operator(operator) => Some(operator),
        Recipient::Queue(_) => None,
    };
    to == naive.to.as_ref()
        && transfer.handing.until.0 == naive.until
        && transfer.dismissed == naive.dismissed
}

fn same(head: &StoredChat, chat: &NaiveChat) -> bool {
    let is_same = match (&head.transfer, &chat.transfer) {
        (Some(transfer), Some(naive)) => is_same_transfer(transfer, naive),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    is_same && head.refused == chat.refused && is_same_stage(&head.stage, chat)
}

fn is_same_stage(stage: &Stage, chat: &NaiveChat) -> bool {
    match (stage, chat.stage) {
        (Stage::Waiting(_), NaiveStage::Waiting { .. }) => true,
        (Stage::Held(hold), NaiveStage::Held { desk }) => {
            hold.seat == seat_of(desk) && hold.lease == Lease(chat.lease)
        }
        (Stage::Ended { hold, .. }, NaiveStage::Ended { desk, .. }) => {
            hold.as_ref().map(|hold| &hold.seat) == desk.map(seat_of).as_ref()
        }
        (
            Stage::Waiting(_)
            | Stage::Held(_)
            | Stage::Departed { .. }
            | Stage::Moved { .. }
            | Stage::Ended { .. },
            _,
        ) => false,
    }
}
