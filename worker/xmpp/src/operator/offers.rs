//! An offer is something that the queue's contact says, and so is what becomes of it.

use hushdesk_protocol::frames::{Body, ChatKind, Content, Entry, Party};
use hushdesk_protocol::ids::ChatId;
use hushdesk_session::desk::{DeskView, OfferView};

use super::Operator;
use super::words::{Saying, guest_says};

impl Operator {
    /// What has changed about the offers of a queue. Gives those that need no more room.
    pub(super) fn tell_offers(&mut self, place: usize, view: &DeskView, now: u64) -> Vec<ChatId> {
        let mut done = Vec::new();
        for offer in &view.offers {
            let known = self.queues.get(place);
            let known = known.and_then(|queue| queue.offers.get(&offer.offer.chat).copied());
            match (known, offer.is_open()) {
                (None, true) if self.is_for_us(offer) => {
                    let waits = view.clock.here(offer.offer.since);
                    let seconds = now.saturating_sub(waits.0).div_euclid(1_000);
                    self.queue_says(place, &self.speech.offer(&offer.offer, seconds));
                    self.tell_entries(place, offer, 0);
                }
                (Some(told), true) => self.tell_entries(place, offer, told),
                (None, true) => {}
                (Some(_), false) => {
                    let words = self
                        .speech
                        .offer_ended(offer, |name| self.called(place, name));
                    self.queue_says(place, &words);
                    done.push(offer.offer.chat.clone());
                }
                (None, false) => done.push(offer.offer.chat.clone()),
            }
        }
        let ended = |chat: &ChatId| !view.offers.iter().any(|it| it.offer.chat == *chat);
        let held = |chat: &ChatId| view.chats.iter().any(|it| it.chat == *chat);
        let mut withdrawn = false;
        if let Some(queue) = self.queues.get_mut(place) {
            let gone = queue.offers.extract_if(.., |chat, _| ended(chat));
            withdrawn = gone.filter(|(chat, _)| !held(chat)).count() > 0;
            queue.offers.retain(|chat, _| !done.contains(chat));
        }
        if withdrawn && view.line == hushdesk_session::line::Line::Up {
            self.queue_tells(place, Saying::Withdrawn);
        }
        done
    }

    /// Whether the program hears of it: not of what was put aside, and of sealed ones only if it seals.
    fn is_for_us(&self, offer: &OfferView) -> bool {
        let can_be_read = offer.offer.kind == ChatKind::Open || self.seals;
        can_be_read && !offer.is_dismissed()
    }

    /// What the guest of an open chat has written, from this entry on.
    fn tell_entries(&mut self, place: usize, offer: &OfferView, from: usize) {
        let entries = &offer.offer.entries;
        // Another offer of the same chat may begin anew.
        let from = if from > entries.len() { 0 } else { from };
        let news: Vec<String> = entries.iter().skip(from).filter_map(written).collect();
        for text in news {
            let words = guest_says(&offer.offer.guest.0, &text);
            self.queue_says(place, &words);
        }
        if let Some(queue) = self.queues.get_mut(place) {
            queue
                .offers
                .insert(offer.offer.chat.clone(), offer.offer.entries.len());
        }
    }
}

/// What a guest has written in an entry, for everybody who is offered the chat to read.
fn written(entry: &Entry) -> Option<String> {
    match &entry.content {
        Content::Message {
            from: Party::Guest,
            body: Body::Open { text },
        } => Some(text.as_str().to_owned()),
        Content::Message { .. }
        | Content::KeyExchange { .. }
        | Content::Claimed { .. }
        | Content::Passing { .. }
        | Content::Kept { .. }
        | Content::Interrupted { .. }
        | Content::HolderRefused { .. }
        | Content::EarlierAsked { .. }
        | Content::Notice { .. }
        | Content::Closed { .. } => None,
    }
}
