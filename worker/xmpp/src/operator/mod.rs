//! Somebody at the desk with a program of their own: what it says goes to a queue, what a queue says goes to it.

mod acknowledging;
mod doing;
mod guests;
mod news;
mod offers;
mod otr;
mod queue_desk;
mod words;

use hushdesk_protocol::frames::Availability;
use hushdesk_protocol::ids::{ChatId, OperatorName, QueueName, SeatId, Timestamp};
use hushdesk_protocol::language::Language;
use hushdesk_protocol::text::StatusText;
use hushdesk_session::desk::DeskEvent;
use minidom::Element;
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};

use crate::jid::Domain;
use crate::ns;
use crate::session::{Account, Effect, Event, Filed, Line};
use crate::stanza::iq::{self, Question};
use crate::stanza::{self, Contact, Show};
use crate::xml::Tag;
use acknowledging::Acknowledgements;
use queue_desk::QueueDesk;
use words::{Saying, Speech};

/// The seat of a program: that of the same operator under the same resource takes its place, with its chats.
pub fn seat_of(name: &OperatorName, resource: &str) -> SeatId {
    let mut hash = Sha256::new();
    for part in ["hushdesk xmpp seat", name.as_str(), resource] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest: [u8; 32] = hash.finalize().into();
    let [half @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = digest;
    SeatId::from_bytes(half)
}

/// Somebody at the desk.
#[derive(Debug)]
pub(crate) struct Operator {
    domain: Domain,
    name: OperatorName,
    /// The whole address.
    jid: String,
    queues: Vec<QueueDesk>,
    /// Whether the program has said that it is there.
    is_there: bool,
    availability: Availability,
    /// Whether it wants to hear of contacts.
    has_roster: bool,
    /// In which language its contacts speak.
    speech: Speech,
    /// Whether it seals, as far as that is known.
    seals: bool,
    /// Contacts to be taken off the list, and when.
    leaving: Vec<(Timestamp, Contact)>,
    /// Stanzas said.
    said: u64,
    acknowledgements: Acknowledgements,
    effects: Vec<Effect>,
}

impl Operator {
    /// Somebody who has just come, and whose program has said nothing yet.
    /// So many stanzas have been said to it.
    pub(crate) fn new(domain: Domain, account: Account, resource: &str, said: u64) -> Self {
        let seat = seat_of(&account.name, resource);
        let queues = account.queues.into_iter();
        Self {
            jid: format!("{}/{resource}", domain.operator(&account.name)),
            queues: queues.map(|it| QueueDesk::new(it, &seat)).collect(),
            domain,
            name: account.name,
            is_there: false,
            availability: Availability::default(),
            has_roster: false,
            speech: Speech::of(account.language.as_ref().map(Language::as_str)),
            seals: true,
            leaving: Vec::new(),
            said,
            acknowledgements: Acknowledgements::default(),
            effects: Vec::new(),
        }
    }

    pub(crate) fn jid(&self) -> &str {
        &self.jid
    }

    pub(crate) fn handle(
        &mut self,
        event: Event,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<Effect> {
        match event {
            Event::Received(upto) => self.received(upto),
            Event::Line(queue, line) => self.line(&queue, line, now, rng),
            Event::Filed(chat, filed) => self.filed(&chat, &filed),
            Event::Tick => self.ticked(now, rng),
            Event::Opened | Event::Said(_) | Event::Credentials(_) | Event::SignedIn(_) => {}
        }
        std::mem::take(&mut self.effects)
    }

    /// The program says something.
    pub(crate) fn said(
        &mut self,
        stanza: &Element,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<Effect> {
        match (stanza.name(), stanza.ns().as_str()) {
            ("iq", ns::CLIENT) => self.asked(stanza),
            ("presence", ns::CLIENT) => self.is_present(stanza, now, rng),
            ("message", ns::CLIENT) => self.wrote(stanza, now, rng),
            _ => self.effects.push(Effect::Fail("unsupported-stanza-type")),
        }
        std::mem::take(&mut self.effects)
    }

    fn say(&mut self, stanza: String) {
        self.said = self.said.saturating_add(1);
        self.effects.push(Effect::Say(stanza));
    }

    /// The program has it: what it is of may be forgotten at the queue.
    fn received(&mut self, upto: u64) {
        let frames = self.acknowledgements.received(upto.min(self.said));
        let sends = frames.into_iter();
        self.effects
            .extend(sends.map(|(queue, frame)| Effect::Send(queue, frame)));
    }

    fn asked(&mut self, iq: &Element) {
        let answer = match iq::question(iq, self.domain.as_str()) {
            Question::Answer => return,
            Question::Session | Question::Ping => iq::result(iq, None),
            Question::Roster => {
                self.has_roster = true;
                iq::result(iq, Some(&self.roster()))
            }
            Question::Info => iq::result(iq, Some(&iq::info())),
            Question::Items => iq::result(iq, Some(&Tag::of("query", ns::DISCO_ITEMS))),
            Question::Card => iq::result(iq, Some(&Tag::of("vCard", ns::VCARD))),
            Question::Bind => iq::error(iq, "cancel", "not-allowed"),
            Question::Unknown => iq::error(iq, "cancel", "service-unavailable"),
        };
        self.say(answer);
    }

    fn roster(&self) -> Tag {
        let mut contacts: Vec<Contact> = Vec::new();
        for queue in &self.queues {
            contacts.push(queue.contact(&self.domain, self.speech));
            contacts.extend(queue.guests.values().map(|it| it.contact.clone()));
        }
        let items: Vec<Tag> = contacts.iter().map(Contact::item).collect();
        Tag::of("query", ns::ROSTER).children(&items)
    }

    /// Presence is status; the first one takes a seat at each queue, the last one leaves them.
    fn is_present(&mut self, presence: &Element, now: Timestamp, rng: &mut dyn CryptoRng) {
        let Some((show, text)) = stanza::status_of(presence) else {
            return;
        };
        let status = match show {
            Show::There(status) => status,
            Show::Gone => return self.leave(now, rng),
        };
        self.availability = Availability {
            status,
            text: status_text(&text),
        };
        let was_there = std::mem::replace(&mut self.is_there, true);
        for place in 0..self.queues.len() {
            let chosen = DeskEvent::Status(self.availability.clone());
            self.desk(place, chosen, now, rng);
            if !was_there {
                self.dial(place);
            }
        }
        if !was_there && self.queues.is_empty() {
            let domain = self.domain.as_str().to_owned();
            let words = self.speech.saying(Saying::NoQueues);
            self.say(stanza::message(&domain, &self.jid, &words));
        }
    }

    fn leave(&mut self, now: Timestamp, rng: &mut dyn CryptoRng) {
        self.is_there = false;
        for place in 0..self.queues.len() {
            self.desk(place, DeskEvent::Left, now, rng);
            if let Some(queue) = self.queues.get_mut(place) {
                queue.redial_at = None;
                let name = queue.name().clone();
                self.effects.push(Effect::HangUp(name));
            }
        }
    }

    fn dial(&mut self, place: usize) {
        if let Some(queue) = self.queues.get_mut(place) {
            queue.redial_at = None;
            let name = queue.name().clone();
            self.effects.push(Effect::Dial(name));
        }
    }

    fn line(&mut self, name: &QueueName, line: Line, now: Timestamp, rng: &mut dyn CryptoRng) {
        let Some(place) = self.queues.iter().position(|it| it.name() == name) else {
            return;
        };
        match line {
            // They have gone while it was dialled.
            Line::Up if !self.is_there => self.effects.push(Effect::HangUp(name.clone())),
            Line::Up => {
                if let Some(queue) = self.queues.get_mut(place) {
                    queue.tries = 0;
                }
                self.desk(place, DeskEvent::Connected, now, rng);
            }
            Line::Frame(frame) => self.desk(place, DeskEvent::Received(frame), now, rng),
            Line::Down(code) => self.line_is_down(place, code, now, rng),
            Line::SecondFactorMissing => {
                self.desk(place, DeskEvent::Disconnected, now, rng);
                self.queue_tells(place, Saying::SecondFactorMissing);
            }
        }
    }

    /// The desk of a queue hears of something, and the program of what comes of it.
    fn desk(&mut self, place: usize, event: DeskEvent, now: Timestamp, rng: &mut dyn CryptoRng) {
        let Some(queue) = self.queues.get_mut(place) else {
            return;
        };
        let name = queue.name().clone();
        let frames = queue.handle(event, now, rng);
        self.tell_news(place, now, rng);
        for frame in frames {
            let passes = self.acknowledgements.pass(&name, frame, self.said);
            let sends = passes.map(|frame| Effect::Send(name.clone(), frame));
            self.effects.extend(sends);
        }
    }

    fn ticked(&mut self, now: Timestamp, rng: &mut dyn CryptoRng) {
        for place in 0..self.queues.len() {
            let Some(queue) = self.queues.get_mut(place) else {
                continue;
            };
            let is_due = queue.redial_at.is_some_and(|at| at <= now);
            let wakes = queue.wake.is_some_and(|at| at <= now);
            if is_due && self.is_there {
                self.dial(place);
            }
            if wakes {
                self.desk(place, DeskEvent::Woke, now, rng);
            }
            self.give_back_unanswered(place, now, rng);
        }
        let gone = self.leaving.extract_if(.., |(at, _)| *at <= now);
        let gone: Vec<Contact> = gone.map(|(_, contact)| contact).collect();
        for contact in gone {
            let id = self.push_id();
            if self.has_roster {
                self.say(contact.removal(&self.jid, &id));
            }
        }
    }

    fn filed(&mut self, chat: &ChatId, filed: &Filed) {
        let found = self.queues.iter().find_map(|queue| {
            let guest = queue.guests.get(chat)?;
            Some((queue.jid(&self.domain), guest.label.clone()))
        });
        if let Some((from, label)) = found {
            let text = self.speech.filed(&label, filed);
            self.say(stanza::message(&from, &self.jid, &text));
        }
    }

    fn push_id(&self) -> String {
        format!("push{}", self.said)
    }

    /// A queue's contact says something.
    fn queue_says(&mut self, place: usize, text: &str) {
        if let Some(queue) = self.queues.get(place) {
            let from = queue.jid(&self.domain);
            self.say(stanza::message(&from, &self.jid, text));
        }
    }

    fn queue_tells(&mut self, place: usize, saying: Saying) {
        self.queue_says(place, &self.speech.saying(saying));
    }

    /// A contact appears in the list, and is there.
    fn shows(&mut self, contact: &Contact, show: Show, text: &str) {
        if self.has_roster {
            let id = self.push_id();
            self.say(contact.push(&self.jid, &id));
        }
        self.say(stanza::presence(&contact.jid, &self.jid, show, text));
    }
}

/// As much of it as a status holds.
fn status_text(text: &str) -> StatusText {
    let mut text: String = text.chars().filter(|it| !it.is_control()).collect();
    while !text.is_empty() {
        if let Ok(fits) = StatusText::try_from(text.clone()) {
            return fits;
        }
        text.pop();
    }
    StatusText::default()
}
