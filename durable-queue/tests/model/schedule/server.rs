//! What happens to the queue: settings, crashes, sleep, time.

use hushdesk_protocol::rest::QueueSettings;

use super::{CHATS, DESKS, Schedule, seat_of};
use crate::naive::{Around, NaiveStage};

impl Schedule {
    pub(super) fn queue_is_set(&mut self, settings: QueueSettings) {
        let effects = self.world.configure(&settings);
        self.settings = settings;
        self.review_shifts();
        self.work_out();
        self.deliver(effects);
        // What is overdue by now is done with the next event.
        self.time_passes(0);
    }

    pub(super) fn server_crashes(&mut self) {
        self.sockets_are_lost(|_| true);
        self.work_out();
        assert_eq!(self.world.crash(), []);
    }

    pub(super) fn object_sleeps(&mut self, bits: u64) {
        let lost = |connection: u64| (bits >> (connection % 64)) & 1 == 1;
        self.sockets_are_lost(lost);
        self.work_out();
        let effects = self.world.sleep(lost);
        self.deliver(effects);
    }

    pub(super) fn sockets_are_lost(&mut self, lost: impl Fn(u64) -> bool) {
        for chat in 1..=CHATS {
            let guest = self.guests.get_mut(&chat);
            let guest = guest.filter(|guest| guest.connection.is_some_and(&lost));
            if let Some(guest) = guest {
                guest.connection = None;
                guest.inbox.clear();
                self.note_absence(chat);
            }
        }
        let now = self.world.now.0;
        for (index, desk) in self.desks.iter_mut().enumerate() {
            if desk.connection.is_some_and(&lost) {
                desk.connection = None;
                desk.inbox.clear();
                let held = self.chats.values_mut();
                let held = held.filter(|chat| chat.stage == (NaiveStage::Held { desk: index }));
                held.for_each(|chat| {
                    chat.holder_absent_since.get_or_insert(now);
                });
            }
        }
        self.note_who_is_gone();
    }

    pub(super) fn time_passes(&mut self, millis: u64) {
        let heirs = self.heirs();
        let around = Around {
            settings: &self.settings,
            heirs: &heirs,
        };
        let now = self.world.now.0 + millis;
        self.chats.retain(|_, chat| !chat.expire(now, around));
        self.expire_operators(now);
        self.work_out();
        let effects = self.world.pass(millis);
        self.deliver(effects);
    }

    /// For each desk, the first other one of the same operator that is connected.
    pub(super) fn heirs(&self) -> Vec<Option<usize>> {
        let heir = |desk: usize| {
            let operator = seat_of(desk).operator;
            let mut others = (0..DESKS).filter(|it| *it != desk);
            others.find(|it| seat_of(*it).operator == operator && self.connection_of(*it).is_some())
        };
        (0..DESKS).map(heir).collect()
    }
}
