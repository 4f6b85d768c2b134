//! What the operator writes: to a guest, to a colleague, or to the desk.

use hushdesk_protocol::frames::{Audience, ChatKind, Recipient};
use hushdesk_protocol::ids::{ChatId, OperatorName, Timestamp};
use hushdesk_protocol::text::ColleagueText;
use hushdesk_session::desk::{DeskEvent, DeskView, OfferView};
use hushdesk_session::line::Line as LineState;
use hushdesk_session::operator_session::ChatView;
use hushdesk_session::text::{Text, TextError};
use minidom::Element;
use rand_core::CryptoRng;

use super::Operator;
use super::otr::Written;
use super::words::{NotDone, Saying, Speech};
use crate::commands::{self, Command, Line};
use crate::jid;
use crate::session::Effect;
use crate::stanza;

/// Whose window something was written in.
enum Window {
    Queue(usize),
    Guest(usize, ChatId),
    Colleague(usize, OperatorName),
    Nobody,
}

impl Operator {
    /// The operator writes, or is writing.
    pub(super) fn wrote(&mut self, message: &Element, now: Timestamp, rng: &mut dyn CryptoRng) {
        if message.attr("type") == Some("error") {
            return;
        }
        let to = message.attr("to").map(jid::bare).unwrap_or_default();
        let (to, body) = (to.to_owned(), stanza::body_of(message));
        match (self.window(&to), body) {
            (Window::Guest(place, chat), None) => {
                if let Some(typing) = stanza::typing_of(message) {
                    self.desk(place, DeskEvent::Typing { chat, typing }, now, rng);
                }
            }
            (_, None) => {}
            (Window::Guest(place, chat), Some(text)) => {
                self.wrote_to_guest((place, &chat), &text, now, rng);
            }
            (Window::Queue(place), Some(text)) => match commands::at_queue(&text) {
                Line::Command(command) => self.obey((place, None), command, now, rng),
                Line::Unknown => self.queue_tells(place, Saying::UnknownCommand),
            },
            (Window::Colleague(place, name), Some(text)) => {
                self.wrote_to_colleague(place, name, &text, now, rng);
            }
            (Window::Nobody, Some(_)) => {
                let words = self.speech.saying(Saying::Nobody);
                self.say(stanza::message(&to, &self.jid, &words));
            }
        }
    }

    fn window(&self, to: &str) -> Window {
        for (place, queue) in self.queues.iter().enumerate() {
            if queue.jid(&self.domain) == to {
                return Window::Queue(place);
            }
            if let Some((chat, _)) = queue.guests.iter().find(|(_, it)| it.contact.jid == to) {
                return Window::Guest(place, chat.clone());
            }
            let mut names = queue.colleagues.keys();
            if let Some(name) = names.find(|name| self.domain.operator(name) == to) {
                return Window::Colleague(place, name.clone());
            }
        }
        Window::Nobody
    }

    fn wrote_to_guest(
        &mut self,
        (place, chat): (usize, &ChatId),
        text: &str,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) {
        let Some(queue) = self.queues.get_mut(place) else {
            return;
        };
        let Some(guest) = queue.guests.get_mut(chat) else {
            return;
        };
        let (label, kind) = (guest.label.clone(), guest.kind);
        let written = Written::of(text);
        // A query can be typed by anybody; all else is made by a program that seals.
        let is_otr = matches!(&written, Written::Sealed(line) if !line.is_query());
        if kind == ChatKind::Sealed && is_otr {
            guest.unanswered_since = None;
            self.seals = true;
        }
        if written == Written::Readable
            && let Some(line) = commands::at_guest(text)
        {
            return match line {
                Line::Command(command) => self.obey((place, Some(chat)), command, now, rng),
                Line::Unknown => self.queue_tells(place, Saying::UnknownCommand),
            };
        }
        let text = match (kind, written) {
            (ChatKind::Sealed, Written::Sealed(line)) => Ok(Text::passing(line)),
            (_, Written::Error) => return,
            (ChatKind::Sealed, Written::Stays(why)) => Err(NotDone::Stays(why)),
            (ChatKind::Sealed, Written::Readable) => Err(NotDone::Readable),
            (ChatKind::Open, Written::Readable) => match Text::typed(text) {
                Ok(text) => Ok(text),
                Err(TextError::Empty) => return,
                Err(TextError::TooLong { .. }) => Err(NotDone::TooLong),
            },
            (ChatKind::Open, Written::Sealed(_) | Written::Stays(_)) => {
                Err(NotDone::OpenIsNotSealed)
            }
        };
        let text = text.and_then(|text| match self.is_writable(place, chat) {
            true => Ok(text),
            false => Err(NotDone::NotNow),
        });
        match text {
            Ok(text) => {
                let chat = chat.clone();
                self.desk(place, DeskEvent::Wrote { chat, text }, now, rng);
            }
            Err(why) => self.queue_says(place, &self.speech.not_done(&label, why)),
        }
    }

    fn is_writable(&self, place: usize, chat: &ChatId) -> bool {
        let view = self.queues.get(place).map(|queue| queue.desk.view());
        let chats = view.map(|view| view.chats).unwrap_or_default();
        let chat = chats.iter().find(|it| it.chat == *chat);
        chat.is_some_and(ChatView::writable)
    }

    fn wrote_to_colleague(
        &mut self,
        place: usize,
        name: OperatorName,
        text: &str,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) {
        let Ok(text) = ColleagueText::try_from(text.trim().to_owned()) else {
            return self.queue_tells(place, Saying::TooLongForColleagues);
        };
        let to = Audience::Operator(name);
        self.desk(place, DeskEvent::Tell { to, text }, now, rng);
    }

    /// Does what was typed. The chat is that of the window, if it is a guest's.
    fn obey(
        &mut self,
        (place, here): (usize, Option<&ChatId>),
        command: Command,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) {
        let Some(view) = self.queues.get(place).map(|queue| queue.desk.view()) else {
            return;
        };
        let (seals, speech) = (self.seals, self.speech);
        let offer = |guest: &Option<String>| {
            let offered = offer_of(&view, guest.as_deref(), |_| true);
            offered.ok_or_else(|| speech.no_offer(guest.as_deref()))
        };
        let claimed = |guest: &Option<String>| claimed_of(&view, guest.as_deref(), seals, speech);
        let chat = |guest: &Option<String>| {
            let chat = chat_of(&view, here, guest.as_deref());
            chat.ok_or_else(|| speech.no_chat(guest.as_deref()))
        };
        let done = match command {
            Command::Help => Err(speech.saying(Saying::Help)),
            Command::Status => Err(speech.status(&view, now)),
            Command::Claim(guest) => claimed(&guest).map(DeskEvent::Claim),
            Command::Later(guest) => offer(&guest).map(DeskEvent::Dismiss),
            Command::Keep(guest) => chat(&guest).map(DeskEvent::CancelTransfer),
            Command::End(guest) => chat(&guest).map(DeskEvent::End),
            Command::Ask(guest) => chat(&guest).and_then(|chat| asks(&view, chat, speech)),
            Command::Transfer { guest, to } => chat(&guest).and_then(|chat| {
                let recipient = recipient(&view, &to).ok_or_else(|| speech.no_such(&to))?;
                let note = None;
                Ok(DeskEvent::Transfer {
                    chat,
                    recipient,
                    note,
                })
            }),
            Command::Tag { guest, category } => match chat(&guest) {
                Ok(chat) => return self.effects.push(Effect::File(chat, category)),
                Err(words) => Err(words),
            },
        };
        match done {
            Ok(DeskEvent::Dismiss(chat)) => {
                // It is put aside here and now; that the queue says so, too, is no news.
                if let Some(queue) = self.queues.get_mut(place) {
                    queue.offers.remove(&chat);
                }
                self.desk(place, DeskEvent::Dismiss(chat), now, rng);
                self.queue_tells(place, Saying::PutAside);
            }
            Ok(event) => self.desk(place, event, now, rng),
            Err(words) => self.queue_says(place, &words),
        }
    }
}

/// The chat of this guest that is offered; of nobody in particular, the one of those asked for that waits for longest.
fn offer_of(
    view: &DeskView,
    guest: Option<&str>,
    is_asked_for: impl Fn(&OfferView) -> bool,
) -> Option<ChatId> {
    let mut open = view.offers.iter().filter(|offer| offer.is_open());
    let offer = match guest {
        Some(guest) => open.find(|offer| is_called(&offer.offer.guest.0, guest)),
        None => open.find(|offer| !offer.is_dismissed() && is_asked_for(offer)),
    };
    offer.map(|offer: &OfferView| offer.offer.chat.clone())
}

/// The same, to be taken: whoever cannot seal takes no sealed one.
fn claimed_of(
    view: &DeskView,
    guest: Option<&str>,
    seals: bool,
    speech: Speech,
) -> Result<ChatId, String> {
    let can_be_taken = |offer: &OfferView| seals || offer.offer.kind == ChatKind::Open;
    let chat = offer_of(view, guest, can_be_taken).ok_or_else(|| speech.no_offer(guest))?;
    let mut offers = view.offers.iter();
    let sealed = offers.find(|it| it.offer.chat == chat && !can_be_taken(it));
    sealed.map_or(Ok(chat), |it| {
        Err(speech.not_done(&it.offer.guest.0, NotDone::CannotSeal))
    })
}

/// The held chat of this guest, or that of the window, or the only one.
fn chat_of(view: &DeskView, here: Option<&ChatId>, guest: Option<&str>) -> Option<ChatId> {
    if let Some(here) = here {
        return Some(here.clone());
    }
    let running: Vec<_> = view
        .chats
        .iter()
        .filter(|chat| !chat.standing.is_over())
        .collect();
    let chat = match (guest, running.as_slice()) {
        (Some(guest), chats) => chats.iter().find(|chat| is_called(&chat.guest.0, guest)),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    chat.map(|chat| chat.chat.clone())
}

/// Asks for what was written before in this chat, if somebody can be asked.
fn asks(view: &DeskView, chat: ChatId, speech: Speech) -> Result<DeskEvent, String> {
    let held = view.chats.iter().find(|it| it.chat == chat);
    match held {
        Some(held) if held.kind == ChatKind::Open => Err(speech.saying(Saying::AskOpen)),
        Some(held) if view.line != LineState::Up || !held.writable() => {
            Err(speech.not_done(&held.guest.0, NotDone::NotAsked))
        }
        Some(_) | None => Ok(DeskEvent::AskInWords(chat)),
    }
}

fn is_called(label: &str, typed: &str) -> bool {
    label.to_lowercase().starts_with(&typed.to_lowercase())
}

/// A colleague by the name they sign in with or what they are called, or a queue.
fn recipient(view: &DeskView, to: &str) -> Option<Recipient> {
    let to = to.trim().to_lowercase();
    let mut colleagues = view.colleagues.iter();
    let colleague = colleagues
        .find(|it| it.operator.as_str() == to || it.display.as_str().to_lowercase() == to);
    match colleague {
        Some(colleague) => Some(Recipient::Operator(colleague.operator.clone())),
        None => to.parse().ok().map(Recipient::Queue),
    }
}
