//! An operator's end of one chat: from the claim to the end, over cut sockets and the guest's reloads.
//!
//! The guest begins every key exchange and this end answers it in a fresh conversation. After a reload of
//! the operator's window, when the keys are gone, it asks the guest for a new one; the conversation itself is
//! [kept](KeptChat). What a new key exchange finds undelivered is sealed again, but only if the guest's key is the one
//! of before: otherwise it is somebody else's to read.

mod arrival;
mod asking;
mod blocking;
mod entries;
mod kept;
mod key_exchange;
mod outgoing;
mod request;
mod transfer;
mod view;

use hushdesk_protocol::frames::{
    Body, ChatKind, Closer, FromOperator, HeldChat, HeldCursor, Whereabouts,
};
use hushdesk_protocol::ids::{ChatId, Lease, Number, OperatorName, Timestamp};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

pub use kept::KeptChat;
pub use request::Earlier;
pub use view::{ChatView, Standing};

use crate::comparison::{Comparing, Comparison};
use crate::delivery::{Delivery, Undelivered};
use crate::ends::{Reads, Sends};
use crate::flow::Flow;
use crate::sealing::Sealing;
use crate::text::Text;
use crate::turn;
use key_exchange::KeyExchange;
use request::Request;
use transfer::Passing;

/// An operator's end of one chat.
#[derive(Debug)]
pub struct OperatorSession<S: Sealing> {
    /// What does not change while the chat is held: the queue's words about it, without its entries.
    held: HeldChat,
    sealed: Option<KeyExchange<S>>,
    delivery: Delivery<Body>,
    life: Life,
    absent_since: Option<Timestamp>,
    typing: bool,
    typing_told: bool,
    /// Who held the chat when what comes next was written, by which lease.
    speaker: Option<(DisplayName, Lease)>,
    /// The lease under which this window held it before.
    former_lease: Option<Lease>,
    /// What of this lease's messages has come back in the conversation.
    written: Number,
    request: Request,
    comparing: Comparing,
    passing: Passing,
    kept: Option<KeptChat>,
}

pub(crate) type Turn<'a> = turn::Turn<'a, FromOperator, Written>;

/// The chats in which guests have written.
#[derive(Debug, Default)]
pub(crate) struct Written(Vec<ChatId>);

impl Written {
    fn add(&mut self, chat: &ChatId) {
        if !self.0.contains(chat) {
            self.0.push(chat.clone());
        }
    }
}

impl IntoIterator for Written {
    type Item = ChatId;
    type IntoIter = std::vec::IntoIter<ChatId>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Whether the chat goes on.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
enum Life {
    /// It does.
    Running,
    /// The operator ended it, and the queue has not heard of it yet.
    Ending,
    /// It is over.
    Closed(Closer),
    /// It was handed on.
    HandedOn { to: OperatorName },
    /// Another lease holds it, or none.
    Lapsed { now: Option<Whereabouts> },
}

impl<S: Sealing> OperatorSession<S> {
    /// A chat of which this window has nothing yet: just claimed, or held by a window of which nothing was kept.
    pub(super) fn new(mut held: HeldChat, sealing: &S, turn: &mut Turn<'_>) -> Self {
        let entries = std::mem::take(&mut held.entries);
        let (handing, outcome) = (held.handing.take(), held.outcome.take());
        let sealed = match held.kind {
            ChatKind::Sealed => Some(KeyExchange::new(sealing.clone(), held.epoch)),
            ChatKind::Open => None,
        };
        let beginning = (held.sent.accepted, held.epoch);
        let delivery = Delivery::begin(undelivered(sealed.as_ref()), beginning, turn.rng);
        let mut session = Self::with(held, sealed, delivery);
        session.passing = Passing::Told;
        let lacks_texts = session.has_a_past();
        session.begin(entries, lacks_texts, turn);
        session.catch_up(handing, outcome, turn);
        session.go_on(turn);
        session
    }

    fn with(held: HeldChat, sealed: Option<KeyExchange<S>>, delivery: Delivery<Body>) -> Self {
        Self {
            sealed,
            delivery,
            life: Life::Running,
            absent_since: held.absent_since,
            typing: false,
            typing_told: false,
            speaker: None,
            former_lease: None,
            written: Number(0),
            request: Request::default(),
            comparing: Comparing::default(),
            passing: Passing::No,
            kept: None,
            held,
        }
    }

    /// The line broke.
    pub(super) const fn disconnected(&mut self) {
        self.typing = false;
        self.typing_told = false;
    }

    pub(super) const fn guest_is_typing(&mut self, typing: bool) {
        self.typing = typing;
    }

    /// Since when the guest's browser is not connected, if it is not. Whoever comes or goes is not writing.
    pub(super) const fn guest_is_absent(&mut self, since: Option<Timestamp>) {
        self.absent_since = since;
        self.typing = false;
    }

    /// Another window has this one's seat.
    pub(super) const fn replaced(&mut self) {
        self.delivery.replaced();
        self.disconnected();
    }

    /// The operator wrote.
    pub(super) fn wrote(&mut self, text: Text, turn: &Turn<'_>) {
        if self.writable() {
            self.typing_told = false;
            self.delivery.log.write(text, turn.now);
        }
    }

    /// The operator is writing, or stopped.
    pub(super) fn tell_typing(&mut self, typing: bool, turn: &mut Turn<'_>) {
        if turn.up && self.writable() && typing != self.typing_told {
            self.typing_told = typing;
            turn.send.push(FromOperator::Typing {
                chat: self.held.chat.clone(),
                lease: self.held.lease,
                typing,
            });
        }
    }

    pub(super) fn writable(&self) -> bool {
        self.standing().writable() && self.delivery.flow() != Flow::Full
    }

    /// The operator ends the chat.
    pub(super) fn end(&mut self, turn: &mut Turn<'_>) {
        if self.life == Life::Running {
            self.life = Life::Ending;
            if turn.up {
                turn.send.push(self.end_frame());
            }
        }
    }

    fn end_frame(&self) -> FromOperator {
        FromOperator::End {
            chat: self.held.chat.clone(),
            lease: self.held.lease,
        }
    }

    /// After every event: acknowledges what was read, sends what waits.
    pub(super) fn settle(&mut self, turn: &mut Turn<'_>) {
        self.acknowledge(turn);
        self.send_waiting(turn);
        if self.may_send(turn) {
            self.send_request(turn);
        }
    }

    /// Which chat.
    pub(super) const fn chat(&self) -> &ChatId {
        &self.held.chat
    }

    /// By which claim.
    pub(super) const fn lease(&self) -> Lease {
        self.held.lease
    }

    /// How far this window has got, to be said to the queue after a broken line.
    pub(super) fn cursor(&self) -> HeldCursor {
        HeldCursor {
            chat: self.held.chat.clone(),
            lease: self.held.lease,
            received: self.delivery.acknowledged(),
        }
    }

    /// What is to be shown.
    pub fn view(&self) -> ChatView {
        ChatView {
            chat: self.held.chat.clone(),
            guest: self.held.guest.clone(),
            kind: self.held.kind,
            skin: self.held.skin.clone(),
            since: self.held.since,
            page: self.held.page.clone(),
            origin: self.held.origin.clone(),
            standing: self.standing(),
            flow: self.delivery.flow(),
            absent_since: self.absent_since,
            typing: self.typing,
            comparison: self.comparison(),
            earlier: self.request.standing(),
            earlier_texts: self.request.texts(),
            log: self.delivery.log.clone(),
        }
    }

    /// Who is not talked to is not compared with.
    fn comparison(&self) -> Comparison {
        match self.standing() {
            Standing::Sealed { .. } => self.comparing.view(),
            Standing::Exchanging
            | Standing::Refused
            | Standing::Open
            | Standing::Passing(_)
            | Standing::Ending
            | Standing::Closed { .. }
            | Standing::HandedOn { .. }
            | Standing::Lapsed { .. } => Comparison::None,
        }
    }

    pub(super) fn standing(&self) -> Standing {
        match (&self.life, &self.sealed) {
            (Life::Ending, _) => Standing::Ending,
            (Life::Closed(by), _) => Standing::Closed { by: *by },
            (Life::HandedOn { to }, _) => Standing::HandedOn { to: to.clone() },
            (Life::Lapsed { now }, _) => Standing::Lapsed { now: now.clone() },
            (Life::Running, _) if self.passing.is_pending() => {
                Standing::Passing(self.passing.handing())
            }
            (Life::Running, None) => Standing::Open,
            (Life::Running, Some(sealed)) => sealed_standing(sealed),
        }
    }
}

fn sealed_standing<S: Sealing>(sealed: &KeyExchange<S>) -> Standing {
    match sealed.encrypted_with() {
        Some(guest) => Standing::Sealed {
            guest: guest.clone(),
            heard: sealed.is_heard(),
        },
        None if sealed.is_finished() => Standing::Refused,
        None => Standing::Exchanging,
    }
}

/// What becomes of the operator's texts at a key exchange, if there are any: whoever seals them can do it again.
fn undelivered<S: Sealing>(sealed: Option<&KeyExchange<S>>) -> Undelivered {
    match sealed {
        Some(sealed) if !sealed.is_passage() => Undelivered::SealedAgain,
        Some(_) | None => Undelivered::AsItIs,
    }
}
