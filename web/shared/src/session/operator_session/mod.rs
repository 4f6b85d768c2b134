//! An operator's end of one chat: from the claim to the end, over cut sockets and the guest's reloads.
//!
//! The guest begins every key exchange and this end answers it in a fresh conversation. After a reload of
//! the operator's window, when the keys are gone, it asks the guest for a new one. What a new key exchange
//! finds undelivered is sealed again, but only if the guest's key is the one of before: otherwise it is
//! somebody else's to read.

mod earlier;
mod entries;
mod outgoing;
mod sealed;
mod transfer;
mod turn;
mod view;

use std::sync::Arc;

use hushdesk_protocol::frames::{
    Body, ChatKind, Closer, Content, Entry, FromOperator, HeldChat, HeldCursor, Origin,
};
use hushdesk_protocol::ids::{ChatId, Lease, Number, Seq};
use otr_wasm::Identity;

pub use earlier::Earlier;
pub use view::{ChatView, Standing};

use super::flow::Flow;
use super::log::Log;
use super::note::Note;
use super::outbox::Outbox;
use super::text::Text;
use super::text_id::{LastRead, LogId};
use earlier::Request;
use sealed::Sealed;
use transfer::Passing;
pub(super) use turn::Turn;

/// An operator's end of one chat.
#[derive(Debug)]
pub struct OperatorSession {
    held: Held,
    sealed: Option<Sealed>,
    life: Life,
    present: bool,
    typing: bool,
    typing_told: bool,
    seen: Seq,
    acked: Seq,
    outbox: Outbox<Body>,
    log: Log,
    log_id: LogId,
    last_read: LastRead,
    request: Request,
    passing: Passing,
}

/// What does not change while the chat is held: the queue's words about it, without its entries.
type Held = HeldChat;

/// Whether the chat goes on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Life {
    /// It does.
    Running,
    /// The operator ended it, and the queue has not heard of it yet.
    Ending,
    /// It is over.
    Closed(Closer),
    /// It was handed on.
    HandedOn,
    /// Another lease holds it, or none.
    Lapsed,
}

impl OperatorSession {
    /// A chat of which this window has nothing yet: just claimed, or held before a reload.
    pub(super) fn new(mut held: HeldChat, identity: &Arc<Identity>, turn: &mut Turn<'_>) -> Self {
        let entries = std::mem::take(&mut held.entries);
        let sealed = match held.kind {
            ChatKind::Sealed => Some(Sealed::new(identity.clone())),
            ChatKind::Open => None,
        };
        let mut session = Self {
            sealed,
            life: Life::Running,
            present: held.absent_since.is_none(),
            typing: false,
            typing_told: false,
            seen: Seq(0),
            acked: Seq(0),
            outbox: Outbox::after(held.sent.accepted),
            log: Log::default(),
            log_id: LogId::random(turn.rng),
            last_read: LastRead::default(),
            request: Request::default(),
            passing: Passing::Told,
            held,
        };
        session.begin(entries, turn);
        session
    }

    /// A commit that this window may have answered before a reload is not answered twice: the guest's end
    /// would take the first answer only, and those keys are gone.
    fn begin(&mut self, entries: Vec<Entry>, turn: &mut Turn<'_>) {
        let (handing, outcome) = (self.held.handing.take(), self.held.outcome.take());
        let answered = self.held.sent.accepted > Number(0);
        if let Some(note) = origin_note(&self.held.origin) {
            self.log.note(note, turn.now);
        }
        if self.sealed.is_some() && (answered || self.held.lease > Lease(1)) {
            self.log.note(Note::EarlierMessages, turn.now);
            self.request.possible();
        }
        if self.sealed.is_none() {
            self.log.note(Note::Readable, turn.now);
        }
        for entry in entries {
            let stale = answered && matches!(entry.content, Content::KeyExchange { .. });
            if stale {
                self.seen = entry.seq;
            } else {
                self.entry(entry, turn);
            }
        }
        self.catch_up(handing, outcome, turn);
        self.ask_for_keys(turn);
        self.settle(turn);
    }

    fn ask_for_keys(&mut self, turn: &mut Turn<'_>) {
        let keyless = self.sealed.as_ref().filter(|sealed| !sealed.reads());
        if let (Some(sealed), Life::Running) = (keyless, self.life) {
            let query = sealed.ask(self.held.epoch, turn.rng);
            self.reply(query, turn);
        }
    }

    /// The same chat after a broken line.
    pub(super) fn resume(&mut self, held: HeldChat, turn: &mut Turn<'_>) {
        self.present = held.absent_since.is_none();
        self.catch_up(held.handing, held.outcome, turn);
        self.outbox.relieved();
        self.take_sent(held.sent, turn);
        for entry in held.entries {
            self.entry(entry, turn);
        }
        self.send_pending(turn);
        if self.life == Life::Ending {
            turn.send.push(self.end_frame());
        }
        self.settle(turn);
    }

    /// The lease has lapsed.
    pub(super) fn lapse(&mut self, turn: &Turn<'_>) {
        match self.life {
            Life::Running | Life::Ending => {
                self.life = Life::Lapsed;
                self.typing = false;
                self.give_up();
                self.log.note(Note::Lapsed, turn.now);
            }
            Life::Closed(_) | Life::HandedOn | Life::Lapsed => {}
        }
    }

    /// Another lease will write here. What an open chat's queue has already it delivers all the same; what is sealed
    /// goes with the keys.
    fn give_up(&mut self) {
        match self.held.kind {
            ChatKind::Open => self.log.give_up_unsent(),
            ChatKind::Sealed => self.log.give_up(),
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

    pub(super) const fn guest_is_present(&mut self, present: bool) {
        self.present = present;
        self.typing = self.typing && present;
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

    fn acknowledge(&mut self, turn: &mut Turn<'_>) {
        let reads = self.sealed.as_ref().is_none_or(Sealed::reads) || self.standing().is_over();
        if reads && self.acked < self.seen {
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
            present: self.present,
            typing: self.typing,
            earlier: self.request.standing(),
            earlier_texts: self.request.texts(),
            log: self.log.clone(),
        }
    }

    pub(super) fn standing(&self) -> Standing {
        match (self.life, &self.sealed) {
            (Life::Ending, _) => Standing::Ending,
            (Life::Closed(by), _) => Standing::Closed { by },
            (Life::HandedOn, _) => Standing::HandedOn,
            (Life::Lapsed, _) => Standing::Lapsed,
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
        },
        None if sealed.is_finished() => Standing::Refused,
        None => Standing::Exchanging,
    }
}

/// How this operator came by the chat, if it was somebody else's before.
fn origin_note(origin: &Origin) -> Option<Note> {
    match origin {
        Origin::New => None,
        Origin::Continuation { of } => Some(Note::ContinuationOf { of: of.clone() }),
        Origin::Transfer { by, note } => Some(Note::TransferredBy {
            by: by.clone(),
            words: note.as_ref().map(|note| note.as_str().to_owned()),
        }),
    }
}
