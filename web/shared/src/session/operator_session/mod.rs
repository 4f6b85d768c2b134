//! An operator's end of one chat: from the claim to the end, over cut sockets and the guest's reloads.
//!
//! The guest begins every key exchange and this end answers it in a fresh conversation. After a reload of
//! the operator's window, when the keys are gone, it asks the guest for a new one. What a new key exchange
//! finds undelivered is sealed again, but only if the guest's key is the one of before: otherwise it is
//! somebody else's to read.

mod earlier;
mod sealed;
mod transfer;
mod turn;
mod view;

use std::sync::Arc;

use hushdesk_protocol::earlier::Earlier as Record;
use hushdesk_protocol::frames::{
    Body, ChatKind, Closer, Content, Entry, FromOperator, HeldChat, HeldCursor, Origin, Outgoing,
    Party, Refusal, Sent,
};
use hushdesk_protocol::ids::{ChatId, Epoch, Lease, Number, Seq, Timestamp};
use hushdesk_protocol::text::{OpenText, SealedText};
use otr_wasm::{Identity, Outcome};

pub use earlier::Earlier;
pub use view::{ChatView, Standing};

use super::channel::fingerprint;
use super::flow::Flow;
use super::log::Log;
use super::note::Note;
use super::outbox::Outbox;
use super::text::Text;
use super::text_id::{LastRead, LogId};
use earlier::Request;
use sealed::{Guest, Sealed};
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
            present: held.present,
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
        self.present = held.present;
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

    /// Takes an entry once, however often it comes.
    pub(super) fn entry(&mut self, entry: Entry, turn: &mut Turn<'_>) {
        if entry.seq <= self.seen {
            return;
        }
        self.seen = entry.seq;
        match entry.content {
            Content::KeyExchange { epoch, commit } => self.exchange_keys(epoch, &commit, turn),
            Content::Message {
                from: Party::Guest,
                body,
            } => self.message(body, entry.at, turn),
            Content::Closed { by } => self.closed(by, turn),
            Content::Claimed { .. }
            | Content::Interrupted { .. }
            | Content::Notice { .. }
            | Content::Message {
                from: Party::Operator,
                ..
            } => {}
        }
    }

    fn exchange_keys(&mut self, epoch: Epoch, commit: &SealedText, turn: &mut Turn<'_>) {
        if let Some(sealed) = &mut self.sealed {
            self.log.fall_back();
            self.request.exchange();
            let replies = sealed.answer(epoch, commit, turn.now, turn.rng);
            self.reply(replies, turn);
        }
    }

    fn message(&mut self, body: Body, at: Timestamp, turn: &mut Turn<'_>) {
        match (body, &self.sealed) {
            (Body::Open { text }, None) => self.read(text.as_str(), at, turn),
            (Body::Sealed { epoch, text }, Some(_)) => self.open_sealed(epoch, &text, at, turn),
            (Body::Open { .. }, Some(_)) | (Body::Sealed { .. }, None) => {}
        }
    }

    fn read(&mut self, text: &str, at: Timestamp, turn: &mut Turn<'_>) {
        self.typing = false;
        if let Some(text) = Text::received(text) {
            self.log.read(text, at);
            turn.wrote = true;
        }
    }

    fn open_sealed(&mut self, epoch: Epoch, line: &SealedText, at: Timestamp, turn: &mut Turn<'_>) {
        let Some(sealed) = &mut self.sealed else {
            return;
        };
        let was_encrypted = sealed.encrypted_with().is_some();
        let Some(opened) = sealed.receive(epoch, line, turn.now, turn.rng) else {
            return;
        };
        self.reply(opened.replies, turn);
        let is_news = self.last_read.is_news(opened.text_id);
        for outcome in opened.outcomes {
            if is_news || !matches!(outcome, Outcome::Text(_)) {
                self.outcome(outcome, at, turn);
            }
        }
        if opened.refused && was_encrypted {
            self.log.note(Note::Unreadable, at);
        }
    }

    fn outcome(&mut self, outcome: Outcome, at: Timestamp, turn: &mut Turn<'_>) {
        match outcome {
            Outcome::Text(text) => self.read(&text, at, turn),
            Outcome::Encrypted {
                fingerprint: key, ..
            } => self.encrypted(&key, at),
            Outcome::Finished => self.finished(at),
            Outcome::Tlv(tlv) => {
                if let Ok(record) = Record::from_record(tlv.kind(), tlv.value()) {
                    self.record(record, turn);
                }
            }
            Outcome::Unencrypted { .. }
            | Outcome::Smp(_)
            | Outcome::ExtraKey { .. }
            | Outcome::Queried { .. }
            | Outcome::PeerError(_)
            | Outcome::Resent(_) => {}
        }
    }

    fn encrypted(&mut self, key: &otr_wasm::Fingerprint, at: Timestamp) {
        let fingerprint = fingerprint(*key);
        let guest = self
            .sealed
            .as_mut()
            .map(|sealed| sealed.encrypted(fingerprint.clone()));
        match guest {
            Some(Guest::First) => self.log.note(Note::Encrypted { fingerprint }, at),
            Some(Guest::Other) => {
                self.log.give_up();
                self.log.note(Note::GuestKeyChanged { fingerprint }, at);
            }
            Some(Guest::Same) | None => {}
        }
    }

    fn finished(&mut self, at: Timestamp) {
        if let Some(sealed) = &mut self.sealed {
            sealed.finished();
            self.log.note(Note::KeyRefused, at);
        }
    }

    fn closed(&mut self, by: Closer, turn: &Turn<'_>) {
        self.life = Life::Closed(by);
        self.typing = false;
        self.log.give_up();
        self.log.note(Note::Closed { by }, turn.now);
    }

    pub(super) fn take_sent(&mut self, sent: Sent, turn: &mut Turn<'_>) {
        self.outbox.accepted(sent.accepted);
        self.log.sent(sent);
        self.request.delivered(sent.delivered);
        if !self.passing.is_pending() && self.outbox.relieved() {
            self.send_pending(turn);
        }
    }

    /// When a message that was not taken is worth another try.
    pub(super) const fn due(&self) -> Option<Timestamp> {
        match self.life {
            Life::Running => self.outbox.due(),
            Life::Ending | Life::Closed(_) | Life::HandedOn | Life::Lapsed => None,
        }
    }

    /// Time has passed.
    pub(super) fn woke(&mut self, turn: &mut Turn<'_>) {
        if self.due().is_some_and(|due| due <= turn.now) {
            self.outbox.relieved();
            self.send_pending(turn);
            self.settle(turn);
        }
    }

    pub(super) const fn guest_is_typing(&mut self, typing: bool) {
        self.typing = typing;
    }

    pub(super) const fn guest_is_present(&mut self, present: bool) {
        self.present = present;
        self.typing = self.typing && present;
    }

    /// The message of this number was not taken.
    pub(super) fn message_refused(
        &mut self,
        number: Number,
        refusal: Refusal,
        turn: &mut Turn<'_>,
    ) {
        match refusal {
            Refusal::EpochOver => {
                self.outbox.accepted(number);
                self.log.refused(number);
            }
            Refusal::Gap { expected } => {
                if self.outbox.is_missing(expected) {
                    self.send_pending(turn);
                }
            }
            Refusal::TooMany
            | Refusal::TooFast { .. }
            | Refusal::ChatFull
            | Refusal::Transferring => {
                self.outbox.refused(number, refusal, turn.now);
                if self.outbox.flow() == Flow::Full {
                    self.log.give_up_unsent();
                }
            }
            Refusal::LeaseLapsed | Refusal::UnknownChat => self.lapse(turn),
            Refusal::Closed
            | Refusal::Version { .. }
            | Refusal::Malformed
            | Refusal::OutOfOrder
            | Refusal::Answered
            | Refusal::WrongKind
            | Refusal::Unavailable
            | Refusal::QueueFull => {}
        }
    }

    /// Something about the chat as a whole was not done.
    pub(super) fn chat_refused(&mut self, refusal: Refusal, turn: &Turn<'_>) {
        match refusal {
            Refusal::LeaseLapsed | Refusal::UnknownChat => self.lapse(turn),
            Refusal::Unavailable => self.not_passed(Note::TransferUnavailable, turn),
            Refusal::Version { .. }
            | Refusal::Malformed
            | Refusal::OutOfOrder
            | Refusal::Closed
            | Refusal::Answered
            | Refusal::WrongKind
            | Refusal::EpochOver
            | Refusal::Gap { .. }
            | Refusal::TooMany
            | Refusal::TooFast { .. }
            | Refusal::ChatFull
            | Refusal::Transferring
            | Refusal::QueueFull => {}
        }
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

    fn flush(&mut self, turn: &mut Turn<'_>) {
        let held_up = !self.outbox.flow().is_free() || self.passing.is_pending();
        if !turn.up || self.life != Life::Running || held_up {
            return;
        }
        for (id, text) in self.log.waiting() {
            let bodies = match &mut self.sealed {
                Some(sealed) => sealed.seal((&text, self.log_id.text(id)), turn.now, turn.rng),
                None => readable(&text),
            };
            for body in bodies {
                let number = self.post(body, turn);
                self.log.sending(id, number);
            }
        }
        self.send_request(turn);
    }

    fn reply(&mut self, bodies: Vec<Body>, turn: &mut Turn<'_>) {
        for body in bodies {
            self.post(body, turn);
        }
    }

    fn post(&mut self, body: Body, turn: &mut Turn<'_>) -> Number {
        let number = self.outbox.push(body.clone());
        if turn.up && self.outbox.flow() != Flow::Full {
            turn.send.push(self.message_frame(number, body));
        }
        number
    }

    fn send_pending(&self, turn: &mut Turn<'_>) {
        for (number, body) in self.outbox.pending() {
            turn.send.push(self.message_frame(number, body.clone()));
        }
    }

    fn message_frame(&self, number: Number, body: Body) -> FromOperator {
        FromOperator::Message {
            chat: self.held.chat.clone(),
            lease: self.held.lease,
            message: Outgoing { number, body },
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

/// The text as an open chat carries it.
fn readable(text: &Text) -> Vec<Body> {
    OpenText::try_from(text.as_str().to_owned())
        .map(|text| Body::Open { text })
        .into_iter()
        .collect()
}
