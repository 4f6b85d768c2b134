//! An operator's desk at one queue: the chats that are offered, and those this window holds.

mod event;
mod held;
mod offers;
mod room;
mod taking_over;

use std::collections::BTreeMap;
use std::rc::Rc;

use hushdesk_protocol::VERSION;
use hushdesk_protocol::frames::{
    About, Audience, Availability, ChosenEnd, Colleague, FromOperator, Lapsed, Refusal, ToOperator,
    Waiting,
};
use hushdesk_protocol::ids::{ChatId, OperatorName, SeatId, Timestamp};
use hushdesk_protocol::text::ColleagueText;
use rand_core::CryptoRng;

pub use crate::line::Line;
pub use event::{Alert, DeskEffect, DeskEvent};
pub use offers::{OfferStanding, OfferView};
pub use room::{Passage, Room, RoomLine};
pub use taking_over::Takeover;

use crate::clock::EdgeClock;
use crate::ends::Compares as _;
use crate::operator_session::{ChatView, OperatorSession, Turn};
use crate::sealing::Sealing;

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
    /// What they have said to each other.
    pub room: Room,
    /// How many chats wait at the queue, whoever is asked; also while none is offered to this operator.
    pub waiting: Waiting,
    /// The edge's clock: by it all ages are told.
    pub clock: EdgeClock,
    /// The offers, the longest waiting first, also those that were put aside; those that ended stay until they are
    /// dismissed.
    pub offers: Vec<OfferView>,
    /// The chats that this window wants to take over, and does not have.
    pub takeovers: Rc<BTreeMap<ChatId, Takeover>>,
    /// The held chats, in the order of their claims; those that are over stay until they are dismissed.
    pub chats: Vec<ChatView>,
}

/// A desk. What it shows is its [`view`](Self::view).
#[derive(Debug)]
pub struct Desk<S: Sealing> {
    seat: SeatId,
    sealing: S,
    line: Line,
    operator: Option<OperatorName>,
    /// What the operator has chosen in this window, to be said again with each `hello`.
    chosen: Option<Availability>,
    /// When their shift ends, the same way.
    until: Option<ChosenEnd>,
    colleagues: BTreeMap<OperatorName, Colleague>,
    room: Room,
    waiting: Waiting,
    clock: EdgeClock,
    offers: Vec<OfferView>,
    takeovers: Rc<BTreeMap<ChatId, Takeover>>,
    chats: Vec<OperatorSession<S>>,
    /// Chats that have been put away, until that is said.
    put_away: Vec<ChatId>,
    alerts: Vec<Alert>,
    /// When the desk has asked to be woken.
    wake: Option<Timestamp>,
}

impl<S: Sealing> Desk<S> {
    /// An empty desk, not connected yet: the window's seat, and what its operator seals with.
    pub fn new(seat: SeatId, sealing: S) -> Self {
        Self {
            seat,
            sealing,
            line: Line::Connecting,
            operator: None,
            chosen: None,
            until: None,
            colleagues: BTreeMap::new(),
            room: Room::default(),
            waiting: Waiting::default(),
            clock: EdgeClock::NONE,
            offers: Vec::new(),
            takeovers: Rc::default(),
            chats: Vec::new(),
            put_away: Vec::new(),
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
        let mut turn = Turn::new((now, self.clock), rng, self.line == Line::Up);
        match event {
            DeskEvent::Connected => turn.send.push(self.hello()),
            DeskEvent::Disconnected => self.disconnected(),
            DeskEvent::Replaced => self.replaced(),
            DeskEvent::Left => self.left(&turn),
            DeskEvent::Received(frame) => self.received(*frame, &mut turn),
            DeskEvent::Claim(chat) => self.claim(chat, &mut turn),
            DeskEvent::Dismiss(chat) => self.dismiss(chat, &mut turn),
            DeskEvent::Reconsider(chat) => self.reconsider(chat, &mut turn),
            DeskEvent::TakeOver(chat) => self.take_over(chat, &mut turn),
            DeskEvent::Wrote { chat, text } => self.with(&chat, &mut turn, |session, turn| {
                session.wrote(text, turn);
            }),
            DeskEvent::Typing { chat, typing } => self.with(&chat, &mut turn, |session, turn| {
                session.tell_typing(typing, turn);
            }),
            DeskEvent::Tell { to, text } => self.tell(to, text, &mut turn),
            DeskEvent::Status(availability) => self.choose(availability, &mut turn),
            DeskEvent::Until(until) => self.until = until,
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
            DeskEvent::AskInWords(chat) => {
                self.with(&chat, &mut turn, OperatorSession::ask_in_words);
            }
            DeskEvent::Compare { chat, step } => self.with(&chat, &mut turn, |session, turn| {
                session.compare(&step, turn);
            }),
            DeskEvent::Block(chat) => self.with(&chat, &mut turn, OperatorSession::block),
            DeskEvent::End(chat) => self.with(&chat, &mut turn, OperatorSession::end),
            DeskEvent::Woke => self.woke(&mut turn),
        }
        let written = turn.also.into_iter();
        self.alerts.extend(written.map(Alert::Wrote));
        self.effects(turn.send)
    }

    /// What is to be shown.
    pub fn view(&self) -> DeskView {
        DeskView {
            line: self.line,
            operator: self.operator.clone(),
            availability: self.availability(),
            colleagues: self.colleagues.values().cloned().collect(),
            room: self.room.clone(),
            waiting: self.waiting,
            clock: self.clock,
            offers: self.offers.clone(),
            takeovers: Rc::clone(&self.takeovers),
            chats: self.chats.iter().map(OperatorSession::view).collect(),
        }
    }

    fn effects(&mut self, send: Vec<FromOperator>) -> Vec<DeskEffect> {
        let alerts = std::mem::take(&mut self.alerts);
        let mut effects = self.keep();
        effects.extend(send.into_iter().map(DeskEffect::Send));
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
        FromOperator::Hello {
            version: VERSION,
            seat: self.seat.clone(),
            chats: self.cursors(),
            availability: self.chosen.clone(),
            until: self.until,
        }
    }

    fn disconnected(&mut self) {
        if self.line == Line::Up {
            self.line = Line::Down;
        }
        self.room.disconnected();
        self.ask_no_more();
        for chat in &mut self.chats {
            chat.disconnected();
        }
    }

    /// Another window has this seat, and with it the chats.
    fn replaced(&mut self) {
        self.line = Line::Elsewhere;
        self.chats.iter_mut().for_each(OperatorSession::replaced);
    }

    /// Nothing comes from the queue any more; what was said in its chats stays.
    fn left(&mut self, turn: &Turn<'_>) {
        self.line = Line::Connecting;
        self.colleagues.clear();
        self.room.leave();
        self.offers.clear();
        self.takeovers = Rc::default();
        self.waiting = Waiting::default();
        for chat in &mut self.chats {
            chat.disconnected();
            chat.lapse(None, turn);
        }
    }

    /// The moment that was asked for has come, even if the clock has been set back since.
    fn woke(&mut self, turn: &mut Turn<'_>) {
        let late = turn.now.max(self.wake.take().unwrap_or(turn.now));
        if turn.up {
            self.chats.iter_mut().for_each(|chat| chat.woke(late, turn));
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
                now,
                waiting,
                offers,
                chats,
                lapsed,
                colleagues,
                ..
            } => {
                let named = |it: Colleague| (it.operator.clone(), it);
                self.colleagues = colleagues.into_iter().map(named).collect();
                self.operator = Some(operator);
                self.waiting = waiting;
                self.clock = EdgeClock::measured(now, turn.now);
                self.line = Line::Up;
                (turn.up, turn.clock) = (true, self.clock);
                self.take_offers(offers);
                self.take_held(chats, &lapsed, turn);
            }
            ToOperator::Waiting(waiting) => self.waiting = waiting,
            ToOperator::Offered(offer) => self.offered(offer),
            ToOperator::OfferEnded { chat, end } => self.offer_ended(&chat, end),
            ToOperator::Claimed(held) => self.take_up(held, turn),
            ToOperator::Entry { chat, entry } => self.entry(&chat, entry, turn),
            ToOperator::Sent { chat, sent } => self.with(&chat, turn, |session, turn| {
                session.take_sent(sent, turn);
            }),
            ToOperator::Typing { chat, typing } => self.with(&chat, turn, |session, _| {
                session.guest_is_typing(typing);
            }),
            ToOperator::Presence { chat, absent_since } => {
                self.offer_is_absent(&chat, absent_since);
                self.with(&chat, turn, |session, _| {
                    session.guest_is_absent(absent_since)
                });
            }
            ToOperator::Blocked { chat, until } => self.with(&chat, turn, |session, turn| {
                session.blocked(until, turn);
            }),
            ToOperator::Told { by, to, at, text } => self.room.hear(by, to, at, text),
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
            ToOperator::Lapsed(Lapsed { chat, now }) => self.with(&chat, turn, |session, turn| {
                session.lapse(Some(now), turn);
            }),
            ToOperator::Refused { about, refusal } => self.refused(&about, refusal, turn),
        }
    }

    fn choose(&mut self, availability: Availability, turn: &mut Turn<'_>) {
        self.chosen = Some(availability.clone());
        if turn.up {
            turn.send.push(FromOperator::Status(availability));
        }
    }

    /// Something is said to colleagues, if that can be done at once: it is not kept for later.
    fn tell(&mut self, to: Audience, text: ColleagueText, turn: &mut Turn<'_>) {
        if let Some(own) = self.operator.clone().filter(|_| turn.up) {
            self.room.say(own, to, text, turn);
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
            About::Colleagues => self.room.refused(refusal),
            About::Chat(chat) => {
                self.not_claimed(chat, refusal);
                self.not_taken_over(chat, refusal);
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
