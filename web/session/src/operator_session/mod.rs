//! An operator's end of one chat: from the claim to the end, over cut sockets and the guest's reloads.
//!
//! The guest begins every key exchange and this end answers it in a fresh conversation. After a reload of
//! the operator's window, when the keys are gone, it asks the guest for a new one; the conversation itself is
//! [kept](KeptChat). What a new key exchange finds undelivered is sealed again, but only if the guest's key is the one
//! of before: otherwise it is somebody else's to read.

mod arrival;
mod entries;
mod kept;
mod key_exchange;
mod outgoing;
mod request;
mod transfer;
mod turn;
mod view;

use std::sync::Arc;

use hushdesk_protocol::frames::{
    Body, ChatKind, Closer, FromOperator, HeldChat, HeldCursor, Whereabouts,
};
use hushdesk_protocol::ids::{ChatId, Epoch, Lease, Number, OperatorName, Seq, Timestamp};
use hushdesk_protocol::text::DisplayName;
use otr_wasm::Identity;
use serde::{Deserialize, Serialize};

pub use kept::KeptChat;
pub use request::Earlier;
pub use view::{ChatView, Standing};

use super::flow::Flow;
use super::log::Log;
use super::outbox::Outbox;
use super::text::Text;
use super::text_id::{LastRead, Logs};
use key_exchange::Sealed;
use request::Request;
use transfer::Passing;
pub(super) use turn::Turn;

/// An operator's end of one chat.
#[derive(Debug)]
pub struct OperatorSession {
    held: Held,
    sealed: Option<Sealed>,
    life: Life,
    /// Made from what was kept; the queue has not answered yet.
    cold: bool,
    /// Another window has taken this one's seat since.
    replaced: bool,
    absent_since: Option<Timestamp>,
    typing: bool,
    typing_told: bool,
    seen: Seq,
    acked: Seq,
    outbox: Outbox<Body>,
    /// The last epoch that the queue has told of.
    known_epoch: Epoch,
    /// Who held the chat when what comes next was written, by which lease.
    speaker: Option<(DisplayName, Lease)>,
    /// The lease under which this window held it before.
    former_lease: Option<Lease>,
    /// What of this lease's messages has come back in the conversation.
    written: Number,
    log: Log,
    logs: Logs,
    last_read: LastRead,
    request: Request,
    passing: Passing,
    kept: Option<KeptChat>,
}

/// What does not change while the chat is held: the queue's words about it, without its entries.
type Held = HeldChat;

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

impl OperatorSession {
    /// A chat of which this window has nothing yet: just claimed, or held by a window of which nothing was kept.
    pub(super) fn new(mut held: HeldChat, identity: &Arc<Identity>, turn: &mut Turn<'_>) -> Self {
        let entries = std::mem::take(&mut held.entries);
        let (handing, outcome) = (held.handing.take(), held.outcome.take());
        let sealed = match held.kind {
            ChatKind::Sealed => Some(Sealed::new(identity.clone())),
            ChatKind::Open => None,
        };
        let mut session = Self::with(held, sealed, Logs::begin(turn.rng));
        session.passing = Passing::Told;
        let lacks_texts = session.has_a_past();
        session.begin(entries, lacks_texts, turn);
        session.catch_up(handing, outcome, turn);
        session.go_on(turn);
        session
    }

    fn with(held: Held, sealed: Option<Sealed>, logs: Logs) -> Self {
        Self {
            sealed,
            life: Life::Running,
            cold: false,
            replaced: false,
            absent_since: held.absent_since,
            typing: false,
            typing_told: false,
            seen: Seq(0),
            acked: Seq(0),
            outbox: Outbox::after(held.sent.accepted),
            known_epoch: held.epoch,
            speaker: None,
            former_lease: None,
            written: Number(0),
            log: Log::default(),
            logs,
            last_read: LastRead::default(),
            request: Request::default(),
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
        self.replaced = true;
        self.disconnected();
    }

    /// The operator wrote.
    pub(super) fn wrote(&mut self, text: Text, turn: &Turn<'_>) {
        if self.writable() {
            self.typing_told = false;
            self.log.write(text, turn.now);
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
        self.standing().writable() && self.outbox.flow() != Flow::Full
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
        self.flush(turn);
    }

    /// What cannot be read stays unacknowledged, so that its sender knows and seals it again under the next keys.
    fn acknowledge(&mut self, turn: &mut Turn<'_>) {
        if self.reads() && self.acked < self.seen {
            self.acked = self.seen;
            if turn.up {
                turn.send.push(FromOperator::Ack {
                    chat: self.held.chat.clone(),
                    lease: self.held.lease,
                    received: self.acked,
                });
            }
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
            received: self.acked,
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
            flow: self.outbox.flow(),
            absent_since: self.absent_since,
            typing: self.typing,
            earlier: self.request.standing(),
            earlier_texts: self.request.texts(),
            log: self.log.clone(),
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

fn sealed_standing(sealed: &Sealed) -> Standing {
    match sealed.encrypted_with() {
        Some(guest) => Standing::Sealed {
            guest: guest.clone(),
            heard: sealed.is_heard(),
        },
        None if sealed.is_finished() => Standing::Refused,
        None => Standing::Exchanging,
    }
}
