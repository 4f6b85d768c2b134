//! What guests do.

use durable_queue::{Closing, GuestSays};
use hushdesk_protocol::frames::{About, Opening, Outgoing, Party, Refusal, ToGuest};
use hushdesk_protocol::ids::{Epoch, Number};

use super::{Schedule, home_of, is_sealed};
use crate::common::{close, commit, id, sealed, to_guest};
use crate::guest::Numbered;
use crate::naive::NaiveChat;

impl Schedule {
    pub(super) fn guest_comes(&mut self, chat: u8) {
        let connection = self.last_connection + 1;
        self.last_connection = connection;
        self.world.guests_come_from = Some(home_of(chat));
        let guest = self.guests.entry(chat).or_default();
        if guest.over {
            return;
        }
        if !guest.opened && self.blocked.contains_key(&home_of(chat)) {
            return self.is_turned_away(connection, chat);
        }
        guest.connection = Some(connection);
        guest.greeted = false;
        guest.inbox.clear();
        let effects = if guest.opened {
            let (seen, visit) = (guest.seen, guest.visit);
            if let Some(chat) = self.chats.get_mut(&id(chat)) {
                chat.from_operator.acknowledge(seen);
                chat.absent_since = None;
            }
            self.work_out();
            self.world.resume_from(visit, connection, chat, seen.0)
        } else {
            guest.opened = true;
            guest.number = Number(u64::from(is_sealed(chat)));
            guest.epoch = Epoch(u32::from(is_sealed(chat)));
            let came = (self.world.now.0, chat);
            self.chats
                .insert(id(chat), NaiveChat::open(is_sealed(chat), came));
            self.work_out();
            let opening = if is_sealed(chat) {
                sealed()
            } else {
                Opening::Open
            };
            self.world.open(connection, chat, opening)
        };
        self.deliver(effects);
    }

    fn is_turned_away(&mut self, connection: u64, chat: u8) {
        let effects = self.world.open(connection, chat, Opening::Open);
        let (about, refusal) = (About::Chat(id(chat)), Refusal::QueueFull);
        let refused = to_guest(connection, ToGuest::Refused { about, refusal });
        assert_eq!(effects, [refused, close(connection, Closing::Refused)]);
    }

    pub(super) fn guest_writes(&mut self, chat: u8) {
        let body = self.next_body(chat, self.guests.get(&chat).map(|guest| guest.epoch));
        let Some(guest) = self.guests.get_mut(&chat).filter(|guest| guest.opened) else {
            return;
        };
        guest.number = guest.number.next();
        let numbered = Numbered::Message(Outgoing {
            number: guest.number,
            body,
        });
        guest.outbox.push_back(numbered.clone());
        self.guest_sends(chat, numbered);
    }

    pub(super) fn guest_exchanges(&mut self, chat: u8) {
        let guest = self
            .guests
            .get_mut(&chat)
            .filter(|guest| guest.opened && is_sealed(chat));
        let Some(guest) = guest else { return };
        guest.number = guest.number.next();
        let numbered = Numbered::Exchange(guest.number);
        guest.outbox.push_back(numbered.clone());
        self.guest_sends(chat, numbered);
    }

    pub(super) fn guest_sends(&mut self, chat: u8, numbered: Numbered) {
        let guest = self.guests.get(&chat).filter(|guest| guest.greeted);
        let connection = guest.and_then(|guest| guest.connection);
        let (Some(connection), Some(naive)) = (connection, self.chats.get_mut(&id(chat))) else {
            return;
        };
        let says = match numbered {
            Numbered::Message(message) => {
                naive.write(Party::Guest, message.number, &message.body);
                GuestSays::Message(message)
            }
            Numbered::Exchange(number) => {
                naive.exchange_keys(number);
                GuestSays::KeyExchange {
                    number,
                    commit: commit("again"),
                }
            }
        };
        let effects = self.world.guest(connection, says);
        self.deliver(effects);
    }

    pub(super) fn guest_reads(&mut self, chat: u8) {
        let guest = self.guests.get_mut(&chat);
        let (Some(guest), Some(naive)) = (guest, self.chats.get_mut(&id(chat))) else {
            return;
        };
        for numbered in guest.read(naive) {
            self.guest_sends(chat, numbered);
        }
    }

    pub(super) fn guest_acknowledges(&mut self, chat: u8) {
        let Some(guest) = self.guests.get(&chat) else {
            return;
        };
        let (Some(connection), received) = (guest.connection, guest.seen) else {
            return;
        };
        if let Some(naive) = self.chats.get_mut(&id(chat)) {
            naive.from_operator.acknowledge(received);
        }
        let effects = self.world.guest(connection, GuestSays::Ack { received });
        self.deliver(effects);
    }

    pub(super) fn guest_is_cut(&mut self, chat: u8) {
        let Some(guest) = self.guests.get_mut(&chat) else {
            return;
        };
        let Some(connection) = guest.connection.take() else {
            return;
        };
        guest.inbox.clear();
        self.note_absence(chat);
        let effects = self.world.cut(connection);
        self.deliver(effects);
    }

    pub(super) fn guest_ends(&mut self, chat: u8) {
        let Some(connection) = self.guests.get(&chat).and_then(|guest| guest.connection) else {
            return;
        };
        let now = self.world.now.0;
        if let Some(naive) = self.chats.get_mut(&id(chat)).filter(|naive| naive.runs()) {
            naive.end(now);
        }
        self.work_out();
        let effects = self.world.guest(connection, GuestSays::End);
        self.deliver(effects);
    }

    /// The guest does not want the holder it has heard of last.
    pub(super) fn guest_refuses(&mut self, chat: u8) {
        let guest = self.guests.get(&chat);
        let Some(guest) = guest.filter(|guest| guest.greeted && is_sealed(chat)) else {
            return;
        };
        let (Some(connection), lease) = (guest.connection, guest.lease) else {
            return;
        };
        let now = self.world.now.0;
        if let Some(naive) = self.chats.get_mut(&id(chat)) {
            naive.refuse_holder(lease, now);
        }
        self.work_out();
        let effects = self
            .world
            .guest(connection, GuestSays::RefuseHolder { lease });
        self.deliver(effects);
    }

    pub(super) fn note_absence(&mut self, chat: u8) {
        let now = self.world.now.0;
        if let Some(naive) = self.chats.get_mut(&id(chat)).filter(|naive| naive.runs()) {
            naive.absent_since.get_or_insert(now);
        }
    }
}
