//! Whether the queue is where the model is.

use std::collections::BTreeMap;

use durable_queue::{Key, Record, Stage, Transfer};
use hushdesk_protocol::frames::Recipient;
use hushdesk_protocol::ids::{ChatId, Lease};

use super::{Schedule, seat_of};
use crate::common::World;
use crate::naive::{Around, NaiveChat, NaiveStage, NaiveTransfer};

impl Schedule {
    /// Takes from the queue which chats are being handed on, and to whom.
    pub(super) fn learn_transfers(&mut self) {
        for (id, stage) in stages(&self.world) {
            let Some(naive) = self.chats.get_mut(id) else {
                continue;
            };
            naive.transfer = match stage {
                Stage::Held(hold) => hold.transfer.as_ref().map(naive_transfer),
                Stage::Waiting(_)
                | Stage::Departed { .. }
                | Stage::Moved { .. }
                | Stage::Ended { .. } => None,
            };
            naive.was_handed_on |= naive.transfer.is_some();
        }
    }

    /// The queue is where the model is, and wakes up in time for each chat.
    pub(super) fn check(&self) {
        let stored = stages(&self.world);
        assert_eq!(stored.len(), self.chats.len());
        let heirs = self.heirs();
        let around = Around {
            settings: &self.settings,
            heirs: &heirs,
        };
        for (id, chat) in &self.chats {
            assert!(
                stored.get(id).is_some_and(|stage| same(stage, chat)),
                "{id}: {chat:?}"
            );
            if let Some(due) = chat.due_at(around) {
                let armed = self.world.queue.next_deadline();
                assert!(armed.is_some_and(|at| at.0 <= due), "{id}: {chat:?}");
            }
        }
        let orphans = self.world.stored.keys().filter(|key| match key {
            Key::Entry(chat, _) => !self.chats.contains_key(chat),
            Key::Chat(_) | Key::Operator(_) | Key::Inbound(_) | Key::Config => false,
        });
        assert_eq!(orphans.count(), 0, "no entry outlives its chat");
    }
}

fn stages(world: &World) -> BTreeMap<&ChatId, &Stage> {
    let chats = world.stored.values().filter_map(|record| match record {
        Record::Chat(id, record) => Some((id, &record.stage)),
        Record::Entry(..) | Record::Operator(..) | Record::Inbound(..) | Record::Config(_) => None,
    });
    chats.collect()
}

fn naive_transfer(transfer: &Transfer) -> NaiveTransfer {
    NaiveTransfer {
        to: match &transfer.handing.recipient {
            Recipient::Operator(operator) => Some(operator.clone()),
            Recipient::Queue(_) => None,
        },
        until: transfer.handing.until.0,
    }
}

fn same(stage: &Stage, chat: &NaiveChat) -> bool {
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
