//! An operator's desk at one queue: the chats that are offered, and those this window holds.

mod offers;

use std::collections::BTreeMap;
use std::sync::Arc;

use hushdesk_protocol::VERSION;
use hushdesk_protocol::frames::{
    About, Availability, Colleague, Entry, FromOperator, HeldChat, Offer, Recipient, Refusal,
    ToOperator, Until,
};
use hushdesk_protocol::ids::{ChatId, OperatorName, SeatId, Timestamp};
use hushdesk_protocol::text::NoteText;
use otr_wasm::Identity;
use rand_core::CryptoRng;

pub use super::line::Line;
pub use offers::{OfferStanding, OfferView};

use super::operator_session::{ChatView, OperatorSession, Turn};
use super::text::Text;

/// What can happen at a desk.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum DeskEvent {
    /// The socket is open.
    Connected,
    /// The socket broke; it will be opened again.
    Disconnected,
    /// A frame came.
    Received(Box<ToOperator>),
    /// The operator wants an offered chat.
    Claim(ChatId),
    /// The operator does not want to see an offer, or a chat that is over, any more. An offer is hidden, and can
    /// be claimed all the same for a while; a chat that was handed to them is declined.
    Dismiss(ChatId),
    /// The operator wrote.
    Wrote {
        /// In which chat.
        chat: ChatId,
        /// What.
        text: Text,
    },
    /// The operator is writing, or stopped.
    Typing {
        /// In which chat.
        chat: ChatId,
        /// Whether.
        typing: bool,
    },
    /// The operator says whether they want chats.
    Status(Availability),
    /// When the operator's shift is to end by itself. The queue hears of it with the next connection.
    Until(Until),
    /// The operator hands a chat on.
    Transfer {
        /// Which.
        chat: ChatId,
        /// To whom.
        recipient: Recipient,
        /// What the next one should know; in an open chat only.
        note: Option<NoteText>,
    },
    /// The operator keeps a chat that was being handed on.
    CancelTransfer(ChatId),
    /// The operator wants to read what was said in a chat before this window took it up.
    AskForEarlier(ChatId),
    /// The operator ends a chat.
    End(ChatId),
    /// The moment has come that was asked for.
    Woke,
}

/// What is to be done, each thing after the one before it is done.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum DeskEffect {
    /// Send this frame.
    Send(FromOperator),
    /// Call the operator's attention: a sound, a notification, if they are wanted.
    Alert(Alert),
    /// Say [`DeskEvent::Woke`] then, in place of any moment before.
    WakeAt(Timestamp),
    /// Close the socket for good: the queue does not want this client.
    HangUp,
}

/// What an operator wants to be told who looks elsewhere.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Alert {
    /// A chat is offered.
    Offered(ChatId),
    /// The guest of a held chat wrote.
    Wrote(ChatId),
    /// A claim was not granted.
    NotClaimed(ChatId),
}

/// All that is to be shown of a desk. Cheap to clone and to compare.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DeskView {
    /// Whether the desk is connected to the queue.
    pub line: Line,
    /// As whom; none before the first connection.
    pub operator: Option<OperatorName>,
    /// Whether this operator wants chats, in their own words, too.
    pub availability: Availability,
    /// Who staffs the queue, this operator among them, by name.
    pub colleagues: Vec<Colleague>,
    /// The offers, the longest waiting first; those that ended stay until they are dismissed.
    pub offers: Vec<OfferView>,
    /// The held chats, in the order of their claims; those that are over stay until they are dismissed.
    pub chats: Vec<ChatView>,
}

/// A desk. What it shows is its [`view`](Self::view).
#[derive(Debug)]
pub struct Desk {
    seat: SeatId,
    identity: Arc<Identity>,
    line: Line,
    operator: Option<OperatorName>,
    /// What the operator has chosen in this window, to be said again with each `hello`.
    chosen: Option<Availability>,
    /// When their shift ends, the same way.
    until: Option<Until>,
    colleagues: BTreeMap<OperatorName, Colleague>,
    offers: Vec<OfferView>,
    chats: Vec<OperatorSession>,
    alerts: Vec<Alert>,
    /// When the desk has asked to be woken.
    wake: Option<Timestamp>,
}

impl Desk {
    /// An empty desk, not connected yet: the window's seat, and the operator's key for sealed chats.
    pub const fn new(seat: SeatId, identity: Arc<Identity>) -> Self {
        Self {
            seat,
            identity,
            line: Line::Connecting,
            operator: None,
            chosen: None,
            until: None,
            colleagues: BTreeMap::new(),
            offers: Vec::new(),
            chats: Vec::new(),
            alerts: Vec::new(),
            wake: None,
        }
    }

    /// Takes an event; what is to be done comes back, in order.
    pub fn handle(
        &mut self,
        event: DeskEvent,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<DeskEffect> {
        let mut turn = Turn::new(now, rng, self.line == Line::Up);
        self.offers.retain(|it| !it.is_stale(now));
        match event {
            DeskEvent::Connected => turn.send.push(self.hello()),
            DeskEvent::Disconnected => self.disconnected(),
            DeskEvent::Received(frame) => self.received(*frame, &mut turn),
            DeskEvent::Claim(chat) => self.claim(chat, &mut turn),
            DeskEvent::Dismiss(chat) => self.dismiss(chat, &mut turn),
            DeskEvent::Wrote { chat, text } => self.with(&chat, &mut turn, |session, turn| {
                session.wrote(text, turn);
            }),
            DeskEvent::Typing { chat, typing } => self.with(&chat, &mut turn, |session, turn| {
                session.tell_typing(typing, turn);
            }),
            DeskEvent::Status(availability) => self.choose(availability, &mut turn),
            DeskEvent::Until(until) => self.until = Some(until),
            DeskEvent::Transfer {
                chat,
                recipient,
                note,
            } => self.with(&chat, &mut turn, |session, turn| {
                session.pass(recipient, note, turn);
            }),
            DeskEvent::CancelTransfer(chat) => {
                self.with(&chat, &mut turn, OperatorSession::keep);
            }
            DeskEvent::AskForEarlier(chat) => self.with(&chat, &mut turn, |session, _| {
                session.ask_for_earlier();
            }),
            DeskEvent::End(chat) => self.with(&chat, &mut turn, OperatorSession::end),
            DeskEvent::Woke => self.woke(&mut turn),
        }
        self.effects(turn.send)
    }

    /// What is to be shown.
    pub fn view(&self) -> DeskView {
        DeskView {
            line: self.line,
            operator: self.operator.clone(),
            availability: self.availability(),
            colleagues: self.colleagues.values().cloned().collect(),
            offers: self.offers.clone(),
            chats: self.chats.iter().map(OperatorSession::view).collect(),
        }
    }

    /// The key by which guests know this desk.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    fn effects(&mut self, send: Vec<FromOperator>) -> Vec<DeskEffect> {
        let alerts = std::mem::take(&mut self.alerts);
        let mut effects: Vec<_> = send.into_iter().map(DeskEffect::Send).collect();
        effects.extend(alerts.into_iter().map(DeskEffect::Alert));
        let due = self.due();
        if std::mem::replace(&mut self.wake, due) != due {
            effects.extend(due.map(DeskEffect::WakeAt));
        }
        if let Line::Refused(_) = self.line {
            effects.push(DeskEffect::HangUp);
        }
        effects
    }

    fn hello(&self) -> FromOperator {
        let held = self.chats.iter().filter(|chat| !chat.standing().is_over());
        FromOperator::Hello {
            version: VERSION,
            seat: self.seat.clone(),
            chats: held.map(OperatorSession::cursor).collect(),
            availability: self.chosen.clone(),
            until: self.until,
        }
    }

    fn disconnected(&mut self) {
        if self.line == Line::Up {
            self.line = Line::Down;
        }
        for chat in &mut self.chats {
            chat.disconnected();
        }
    }

    fn woke(&mut self, turn: &mut Turn<'_>) {
        self.wake = None;
        if turn.up {
            self.chats.iter_mut().for_each(|chat| chat.woke(turn));
        }
    }

    fn due(&self) -> Option<Timestamp> {
        let due = self.chats.iter().filter_map(OperatorSession::due);
        due.min().filter(|_| self.line == Line::Up)
    }

    fn received(&mut self, frame: ToOperator, turn: &mut Turn<'_>) {
        match frame {
            ToOperator::Welcome {
                operator,
                offers,
                chats,
                colleagues,
                ..
            } => {
                let named = |it: Colleague| (it.operator.clone(), it);
                self.colleagues = colleagues.into_iter().map(named).collect();
                self.welcomed(operator, offers, chats, turn);
            }
            ToOperator::Waiting(_) => {}
            ToOperator::Offered(offer) => self.offered(offer),
            ToOperator::OfferEnded { chat, end } => self.offer_ended(&chat, end, turn.now),
            ToOperator::Claimed(held) => self.take_up(held, turn),
            ToOperator::Entry { chat, entry } => self.entry(&chat, entry, turn),
            ToOperator::Sent { chat, sent } => self.with(&chat, turn, |session, turn| {
                session.take_sent(sent, turn);
            }),
            ToOperator::Typing { chat, typing } => self.with(&chat, turn, |session, _| {
                session.guest_is_typing(typing);
            }),
            ToOperator::Presence { chat, absent_since } => self.with(&chat, turn, |session, _| {
                session.guest_is_present(absent_since.is_none());
            }),
            ToOperator::Colleague(colleague) => {
                self.colleagues
                    .insert(colleague.operator.clone(), colleague);
            }
            ToOperator::ColleagueLeft { operator } => {
                self.colleagues.remove(&operator);
            }
            ToOperator::Transfer { chat, transfer } => self.with(&chat, turn, |session, turn| {
                session.passed(transfer, turn);
            }),
            ToOperator::Refused { about, refusal } => self.refused(&about, refusal, turn),
        }
    }

    /// Does something with a held chat, then what follows from it.
    fn with(
        &mut self,
        chat: &ChatId,
        turn: &mut Turn<'_>,
        act: impl FnOnce(&mut OperatorSession, &mut Turn<'_>),
    ) {
        if let Some(session) = self.chats.iter_mut().find(|it| it.chat() == chat) {
            act(session, turn);
            session.settle(turn);
            if std::mem::take(&mut turn.wrote) {
                self.alerts.push(Alert::Wrote(chat.clone()));
            }
        }
    }

    fn welcomed(
        &mut self,
        operator: OperatorName,
        offers: Vec<Offer>,
        held: Vec<HeldChat>,
        turn: &mut Turn<'_>,
    ) {
        self.line = Line::Up;
        turn.up = true;
        self.operator = Some(operator);
        self.take_offers(offers);
        for session in &mut self.chats {
            if !held.iter().any(|held| held.chat == *session.chat()) {
                session.lapse(turn);
            }
        }
        for held in held {
            self.take_up(held, turn);
        }
    }

    /// A chat this seat holds: the one it has already, or one of which it has nothing.
    fn take_up(&mut self, held: HeldChat, turn: &mut Turn<'_>) {
        self.offers.retain(|it| it.offer.chat != held.chat);
        let id = held.chat.clone();
        let known = self.chats.iter_mut().find(|it| *it.chat() == id);
        match known {
            Some(session) if session.lease() == held.lease => session.resume(held, turn),
            Some(session) => *session = OperatorSession::new(held, &self.identity, turn),
            None => self
                .chats
                .push(OperatorSession::new(held, &self.identity, turn)),
        }
        if std::mem::take(&mut turn.wrote) {
            self.alerts.push(Alert::Wrote(id));
        }
    }

    /// Of a held chat, or of an open one that is offered: what its guest wrote can be read before it is claimed.
    fn entry(&mut self, chat: &ChatId, entry: Entry, turn: &mut Turn<'_>) {
        let held = self.chats.iter().any(|it| it.chat() == chat);
        let offer = self.offers.iter_mut().find(|it| it.offer.chat == *chat);
        match offer {
            Some(offer) if !held => offer.offer.entries.push(entry),
            Some(_) | None => self.with(chat, turn, |session, turn| session.entry(entry, turn)),
        }
    }

    fn choose(&mut self, availability: Availability, turn: &mut Turn<'_>) {
        self.chosen = Some(availability.clone());
        if turn.up {
            turn.send.push(FromOperator::Status(availability));
        }
    }

    /// What was chosen here; else what the queue says, since another window may have chosen.
    fn availability(&self) -> Availability {
        let own = self
            .operator
            .as_ref()
            .and_then(|own| self.colleagues.get(own));
        own.map(|own| own.availability.clone())
            .filter(|_| self.line == Line::Up)
            .or_else(|| self.chosen.clone())
            .unwrap_or_default()
    }

    fn refused(&mut self, about: &About, refusal: Refusal, turn: &mut Turn<'_>) {
        match about {
            About::Socket => self.line = Line::Refused(refusal),
            About::Chat(chat) => {
                self.not_claimed(chat, refusal);
                self.with(chat, turn, |session, turn| {
                    session.chat_refused(refusal, turn);
                });
            }
            About::Message { chat, number } => self.with(chat, turn, |session, turn| {
                session.message_refused(*number, refusal, turn);
            }),
        }
    }
}
