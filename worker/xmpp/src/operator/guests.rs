//! Guests are contacts while their chat lasts, and what they write comes from them.

use std::collections::BTreeSet;

use hushdesk_protocol::frames::{ChatKind, Recipient};
use hushdesk_protocol::ids::{ChatId, Timestamp};
use hushdesk_session::desk::DeskEvent;
use hushdesk_session::line::Line;
use hushdesk_session::log::{Delivery, EntryId, Item, LogEntry};
use hushdesk_session::operator_session::ChatView;
use rand_core::CryptoRng;

use super::words::{Group, NotDone, Saying, said_by};
use super::{Operator, otr};
use crate::stanza::{self, Contact, Show, there};

/// For how long a guest stays in the list after the end, so that what was said can be seen who said it.
const STAYS_MILLIS: u64 = 60_000;

/// For how long a program may take to answer a key exchange before it is taken for one that cannot. Pidgin sends once a second,
/// and the exchange takes it four turns; this leaves room for a question that it asks its operator.
const ANSWERS_MILLIS: u64 = 30_000;

/// A guest whose chat is held.
#[derive(Debug)]
pub(super) struct Guest {
    pub(super) contact: Contact,
    pub(super) label: String,
    pub(super) kind: ChatKind,
    /// The last line of the conversation that was told.
    told: EntryId,
    /// Texts that are known not to have arrived.
    unsent: BTreeSet<EntryId>,
    is_typing: bool,
    is_absent: bool,
    /// Since when a key exchange has not been answered, or the chat has last been offered to others for that.
    pub(super) unanswered_since: Option<Timestamp>,
    /// Whether the operator has been told of that.
    is_told: bool,
}

impl Operator {
    /// What has changed about a chat that is held.
    pub(super) fn tell_chat(&mut self, place: usize, view: &ChatView, now: Timestamp) {
        let is_known = self.guest(place, &view.chat).is_some();
        if !is_known && !view.standing.is_over() {
            self.guest_appears(place, view);
        }
        let Some(queue) = self.queues.get_mut(place) else {
            return;
        };
        let Some(guest) = queue.guests.get_mut(&view.chat) else {
            return;
        };
        let told = guest.told;
        let entries = view.log.entries();
        let begin = entries.partition_point(|entry| entry.id <= told);
        let news: Vec<_> = entries.iter().skip(begin).cloned().collect();
        if let Some(last) = news.last() {
            guest.told = last.id;
        }
        for entry in &news {
            self.tell_entry(place, &view.chat, entry, now);
        }
        self.tell_unsent(place, view);
        self.tell_guest(place, view);
        if view.standing.is_over() {
            self.guest_leaves(place, &view.chat, now);
        }
    }

    fn guest(&self, place: usize, chat: &ChatId) -> Option<&Guest> {
        self.queues.get(place)?.guests.get(chat)
    }

    fn guest_mut(&mut self, place: usize, chat: &ChatId) -> Option<&mut Guest> {
        self.queues.get_mut(place)?.guests.get_mut(chat)
    }

    fn guest_appears(&mut self, place: usize, view: &ChatView) {
        let contact = Contact {
            jid: self.domain.guest(&view.guest, &view.chat),
            name: view.guest.0.clone(),
            group: self.speech.group(Group::Guests),
        };
        self.leaving.retain(|(_, it)| *it != contact);
        self.shows(&contact, there(), &self.speech.guest_status(view));
        self.queue_says(place, &self.speech.taken(view));
        let guest = Guest {
            contact,
            label: view.guest.0.clone(),
            kind: view.kind,
            told: EntryId(0),
            unsent: BTreeSet::new(),
            is_typing: false,
            is_absent: false,
            unanswered_since: None,
            is_told: false,
        };
        if let Some(queue) = self.queues.get_mut(place) {
            queue.guests.insert(view.chat.clone(), guest);
        }
    }

    fn tell_entry(&mut self, place: usize, chat: &ChatId, entry: &LogEntry, now: Timestamp) {
        let Some(guest) = self.guest_mut(place, chat) else {
            return;
        };
        let (from, label, kind) = (guest.contact.jid.clone(), guest.label.clone(), guest.kind);
        let text = match &entry.item {
            Item::Theirs { text } => {
                if kind == ChatKind::Sealed && otr::begins_exchange(text.as_str()) {
                    // Whoever asks again asks for what has not been answered yet.
                    guest.unanswered_since.get_or_insert(now);
                }
                guest.is_typing = false;
                text.as_str().to_owned()
            }
            Item::Colleagues { by, text } => said_by(by.as_str(), text.as_str()),
            // What was written before this program came.
            Item::Ours {
                text,
                delivery: Delivery::Sent(_) | Delivery::Delivered,
            } if kind == ChatKind::Open => said_by(self.name.as_str(), text.as_str()),
            Item::Ours { .. } => return,
            Item::Note(note) => {
                if let Some(words) = self.speech.note(&label, note) {
                    self.queue_says(place, &words);
                }
                return;
            }
        };
        self.say(stanza::message(&from, &self.jid, &text));
    }

    /// What has not arrived and never will, is said once.
    fn tell_unsent(&mut self, place: usize, view: &ChatView) {
        let (mut lost, speech) = (Vec::new(), self.speech);
        let Some(guest) = self.guest_mut(place, &view.chat) else {
            return;
        };
        for entry in view.log.entries() {
            let Item::Ours {
                text,
                delivery: Delivery::Unsent,
            } = &entry.item
            else {
                continue;
            };
            if !guest.unsent.insert(entry.id) {
                continue;
            }
            match guest.kind {
                ChatKind::Open => lost.push(speech.not_delivered(&guest.label, text.as_str())),
                ChatKind::Sealed if otr::carries_text(text.as_str()) => {
                    lost.push(speech.not_done(&guest.label, NotDone::SealedNotDelivered));
                }
                ChatKind::Sealed => {}
            }
        }
        lost.dedup();
        for words in lost {
            self.queue_says(place, &words);
        }
    }

    /// Whether they write, and whether they are there.
    fn tell_guest(&mut self, place: usize, view: &ChatView) {
        let me = self.jid.clone();
        let Some(guest) = self.guest_mut(place, &view.chat) else {
            return;
        };
        let jid = guest.contact.jid.clone();
        let was_typing = std::mem::replace(&mut guest.is_typing, view.typing);
        let is_absent = view.absent_since.is_some();
        let was_absent = std::mem::replace(&mut guest.is_absent, is_absent);
        if was_typing != view.typing {
            let state = if view.typing { "composing" } else { "paused" };
            self.say(stanza::chat_state(&jid, &me, state));
        }
        if was_absent != is_absent {
            let (show, text) = self.speech.guest_presence(view);
            self.say(stanza::presence(&jid, &me, show, &text));
        }
    }

    /// The chat is over, or somebody else's.
    fn guest_leaves(&mut self, place: usize, chat: &ChatId, now: Timestamp) {
        let Some(queue) = self.queues.get_mut(place) else {
            return;
        };
        queue.put_away.insert(chat.clone());
        let Some(guest) = queue.guests.remove(chat) else {
            return;
        };
        let (jid, me) = (guest.contact.jid.clone(), self.jid.clone());
        self.say(stanza::chat_state(&jid, &me, "gone"));
        let over = self.speech.saying(Saying::ChatIsOver);
        self.say(stanza::presence(&jid, &me, Show::Gone, &over));
        self.leaving.push((now.plus(STAYS_MILLIS), guest.contact));
    }

    /// Whoever cannot seal gives a sealed chat back, and is offered no more of them. If nobody is there to take it, it is given
    /// back when somebody is; if nobody has, once more.
    pub(super) fn give_back_unanswered(
        &mut self,
        place: usize,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) {
        let Some(queue) = self.queues.get(place) else {
            return;
        };
        let is_overdue = |it: &Guest| {
            it.unanswered_since
                .is_some_and(|since| now.since(since) >= ANSWERS_MILLIS)
        };
        if !queue.guests.values().any(is_overdue) {
            return;
        }
        let view = queue.desk.view();
        // Nothing is handed on while the line is down; the chat waits for it.
        if view.line != Line::Up {
            return;
        }
        let can_be_taken = queue.colleagues.values().any(|it| it.takes);
        let here = view.chats.iter().filter(|it| it.standing.writable());
        let overdue = here.filter(|it| queue.guests.get(&it.chat).is_some_and(is_overdue));
        let overdue: Vec<ChatId> = overdue.map(|it| it.chat.clone()).collect();
        for chat in overdue {
            self.seals = false;
            self.tell_unanswered(place, &chat);
            if can_be_taken {
                self.give_back(place, chat, now, rng);
            }
        }
    }

    /// What is the matter is said once.
    fn tell_unanswered(&mut self, place: usize, chat: &ChatId) {
        let speech = self.speech;
        let Some(guest) = self.guest_mut(place, chat) else {
            return;
        };
        if !std::mem::replace(&mut guest.is_told, true) {
            let words = speech.not_done(&guest.label, NotDone::NeedsOtr);
            self.queue_says(place, &words);
        }
    }

    fn give_back(&mut self, place: usize, chat: ChatId, now: Timestamp, rng: &mut dyn CryptoRng) {
        let Some(queue) = self.queues.get_mut(place) else {
            return;
        };
        let recipient = Recipient::Queue(queue.name().clone());
        if let Some(guest) = queue.guests.get_mut(&chat) {
            guest.unanswered_since = Some(now);
        }
        let note = None;
        let event = DeskEvent::Transfer {
            chat,
            recipient,
            note,
        };
        self.desk(place, event, now, rng);
    }
}
