//! How this window comes to hold a chat: by a claim, again after a broken line or a reload, or again by another claim;
//! and how it learns that it does not hold it any more.
//!
//! Another page of the same window may have spoken meanwhile (one that was left and gone back to, or a copy): then the
//! numbers or the epoch are beyond this session's own. It takes over with keys and numbers of its own, marks nothing as
//! delivered, and says that something may be missing.

use hushdesk_protocol::frames::{
    ChatKind, Content, Entry, HeldChat, Origin, Party, Sent, Whereabouts,
};
use hushdesk_protocol::ids::{Epoch, Lease, Number};

use super::{Life, OperatorSession, Turn};
use crate::ends::{Compares as _, KeyExchange as _, Sends};
use crate::note::Note;
use crate::sealing::Sealing;

impl<S: Sealing> OperatorSession<S> {
    /// Begins with what the queue has of the chat. A commit that another page of this window may have answered is not
    /// answered twice: the guest's end would take the first answer only, and those keys are gone.
    pub(super) fn begin(&mut self, entries: Vec<Entry>, lacks_texts: bool, turn: &mut Turn<'_>) {
        let is_answered = self.held.sent.accepted > Number(0);
        // The last ones of what was written under this lease; the queue may have forgotten those before.
        let own = messages_of(self.held.lease, &entries);
        self.written = Number(self.held.sent.accepted.0.saturating_sub(own));
        let is_new_here = self.delivery.log.entries().is_empty();
        if let Some(note) = origin_note(&self.held.origin) {
            self.delivery.log.note(note, turn.now);
        }
        if lacks_texts {
            self.lacks_earlier_texts(turn);
        }
        if self.sealed.is_none() && is_new_here {
            self.delivery.log.note(Note::Readable, turn.now);
        }
        self.take_entries(entries, is_answered, turn);
    }

    /// Begun: asks for keys where there are none, and sends what waits.
    pub(super) fn go_on(&mut self, turn: &mut Turn<'_>) {
        self.ask_for_keys(turn);
        self.settle(turn);
    }

    /// There may be texts that this window does not have; the guest of a sealed chat can be asked for them by whoever seals.
    fn lacks_earlier_texts(&mut self, turn: &Turn<'_>) {
        if self.sealed.as_ref().is_some_and(|it| !it.is_passage()) {
            self.delivery.log.note(Note::EarlierMessages, turn.now);
            self.request.possible();
        }
    }

    /// The chat under another lease: this window has claimed it again. What it knows of it stays.
    pub(crate) fn claimed_again(&mut self, mut held: HeldChat, turn: &mut Turn<'_>) {
        if matches!(self.life, Life::Running | Life::Ending) {
            self.give_up();
        }
        let was_elsewhere = held.lease > self.held.lease.next();
        let entries = std::mem::take(&mut held.entries);
        self.take_words(&mut held, turn);
        self.delivery.begin_numbers(held.sent.accepted, held.epoch);
        self.former_lease = Some(self.held.lease);
        self.held = held;
        self.life = Life::Running;
        self.request.new_lease();
        self.comparing.forget();
        self.start_anew(turn);
        self.begin(entries, was_elsewhere, turn);
        self.go_on(turn);
    }

    /// The same chat after a broken line, or after a reload.
    pub(crate) fn resume(&mut self, mut held: HeldChat, turn: &mut Turn<'_>) {
        let others = self.others_have_spoken(&held);
        let cold = self.delivery.answered();
        if let Life::Lapsed { .. } = self.life {
            // The window had left the queue and is back before anybody has followed.
            self.life = Life::Running;
        }
        self.take_words(&mut held, turn);
        self.delivery.relieved();
        if others {
            self.take_over(&held, turn);
        } else {
            self.go_on_after(&held, turn);
        }
        if others || cold {
            self.delivery.go_on_after(held.sent.accepted);
            self.held.epoch = held.epoch;
            self.start_anew(turn);
        }
        self.take_entries(std::mem::take(&mut held.entries), others, turn);
        self.delivery.learn(held.epoch);
        self.held.epoch = held.epoch;
        if others || cold {
            self.ask_for_keys(turn);
        } else {
            self.send_pending(turn);
        }
        if self.life == Life::Ending {
            turn.send.push(self.end_frame());
        }
        self.settle(turn);
    }

    /// The commits that this session knows of are those up to its own epoch, and those that come now.
    fn others_have_spoken(&self, held: &HeldChat) -> bool {
        let known = coming_epoch(held).unwrap_or_default();
        let known = known.max(self.delivery.epoch());
        self.delivery.is_overtaken(held.sent.accepted) || held.epoch > known
    }

    /// Goes on where this session was. In a sealed chat what the queue took without a word to this page, or before a key
    /// exchange, is sealed again, and known by its id; in an open one it is taken for this page's.
    fn go_on_after(&mut self, held: &HeldChat, turn: &mut Turn<'_>) {
        self.delivery.doubt(held.sent.accepted);
        if self.sealed.is_some() && coming_epoch(held).is_some() {
            self.delivery.fall_back();
        }
        self.take_sent(held.sent, turn);
    }

    /// Goes on after another page of this window.
    fn take_over(&mut self, held: &HeldChat, turn: &Turn<'_>) {
        self.delivery.take_over(Sent::default(), held.sent);
        self.delivery.log.note(Note::Elsewhere, turn.now);
        self.lacks_earlier_texts(turn);
    }

    /// With new keys, and ids that no other page gives to its texts.
    fn start_anew(&mut self, turn: &mut Turn<'_>) {
        if let Some(sealed) = &mut self.sealed {
            sealed.forget_keys(self.held.epoch);
        }
        self.request.start_anew();
        self.loses_comparison(turn.now);
        self.delivery.begin_log(turn.rng);
    }

    /// What the queue says of the chat as a whole.
    pub(super) fn take_words(&mut self, held: &mut HeldChat, turn: &mut Turn<'_>) {
        self.guest_is_absent(held.absent_since);
        let (handing, outcome) = (held.handing.take(), held.outcome.take());
        self.catch_up(handing, outcome, turn);
    }

    fn take_entries(&mut self, entries: Vec<Entry>, is_answered: bool, turn: &mut Turn<'_>) {
        for entry in entries {
            let is_stale = is_answered && matches!(entry.content, Content::KeyExchange { .. });
            if is_stale {
                self.delivery.takes(entry.seq);
            } else {
                self.entry(entry, turn);
            }
        }
    }

    fn ask_for_keys(&mut self, turn: &mut Turn<'_>) {
        let keyless = self.sealed.as_ref().filter(|sealed| !sealed.reads());
        if let (Some(sealed), Life::Running) = (keyless, &self.life) {
            let query = sealed.ask(self.held.epoch, turn);
            self.reply(query, turn);
        }
    }

    /// The lease has lapsed; where the chat is now, if the queue says so.
    pub(crate) fn lapse(&mut self, now: Option<Whereabouts>, turn: &Turn<'_>) {
        match &self.life {
            Life::Running | Life::Ending => {
                self.life = Life::Lapsed { now: now.clone() };
                self.typing = false;
                self.give_up();
                self.delivery.log.note(Note::Lapsed { now }, turn.now);
            }
            Life::Lapsed { now: None } if now.is_some() => {
                self.life = Life::Lapsed { now: now.clone() };
                self.delivery.log.note(Note::Lapsed { now }, turn.now);
            }
            Life::Closed(_) | Life::HandedOn { .. } | Life::Lapsed { .. } => {}
        }
    }

    /// Whether the queue can say more of it than this window knows.
    pub(crate) const fn is_asked_for(&self) -> bool {
        match &self.life {
            Life::Running | Life::Ending | Life::Lapsed { now: None } => true,
            Life::Closed(_) | Life::HandedOn { .. } | Life::Lapsed { now: Some(_) } => false,
        }
    }

    /// Another lease will write here. What an open chat's queue has already it delivers all the same; what is sealed
    /// goes with the keys.
    pub(super) fn give_up(&mut self) {
        match self.held.kind {
            ChatKind::Open => self.delivery.log.give_up_unsent(),
            ChatKind::Sealed => self.delivery.log.give_up(),
        }
    }

    /// Whether a chat that this window takes up has been somebody else's, or this window's before it was made anew.
    pub(super) fn has_a_past(&self) -> bool {
        self.held.sent.accepted > Number(0) || self.held.lease > Lease(1)
    }
}

/// How many messages among these were written under this lease.
fn messages_of(lease: Lease, entries: &[Entry]) -> u64 {
    let mut of = None;
    let mut own = 0_u64;
    for entry in entries {
        match &entry.content {
            Content::Claimed { lease, .. } => of = Some(*lease),
            Content::Message {
                from: Party::Operator,
                ..
            } if of == Some(lease) => own = own.saturating_add(1),
            Content::Message { .. }
            | Content::KeyExchange { .. }
            | Content::Passing { .. }
            | Content::Kept { .. }
            | Content::Interrupted { .. }
            | Content::HolderRefused { .. }
            | Content::EarlierAsked { .. }
            | Content::Notice { .. }
            | Content::Closed { .. } => {}
        }
    }
    own
}

/// The last epoch that begins with what comes.
fn coming_epoch(held: &HeldChat) -> Option<Epoch> {
    let epochs = held
        .entries
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::KeyExchange { epoch, .. } => Some(*epoch),
            Content::Message { .. }
            | Content::Claimed { .. }
            | Content::Passing { .. }
            | Content::Kept { .. }
            | Content::Interrupted { .. }
            | Content::HolderRefused { .. }
            | Content::EarlierAsked { .. }
            | Content::Notice { .. }
            | Content::Closed { .. } => None,
        });
    epochs.max()
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
        Origin::RolledOver { from, seconds } => Some(Note::RolledOverFrom {
            queue: from.clone(),
            seconds: *seconds,
        }),
        Origin::TakenOver { from } => Some(Note::TakenOverFrom { from: from.clone() }),
    }
}
