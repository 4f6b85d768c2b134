//! One chat: waiting, held, ended; its log, and how far each end has got. It says nothing to anybody: what a
//! transition gives is for the queue to tell.
//!
//! Nobody else writes into it. What may happen to a chat are its methods: [`life`] has its claims and its end, [`passing`]
//! how it is handed on, [`rolling`] how it looks for another queue, [`writing`] what the ends say in it.

use std::collections::BTreeSet;

use hushdesk_protocol::frames::{
    Content, Entry, GuestLabel, HeldChat, Offer, Opening, Origin, Party, Sent,
};
use hushdesk_protocol::ids::{ChatId, Epoch, Number, OperatorName, Seq, Timestamp};

mod asking;
pub(crate) mod chats;
pub(crate) mod index;
pub(crate) mod label;
mod life;
pub(crate) mod log;
mod pace;
mod passing;
mod rolling;
mod story;
mod transcript;
mod writing;

pub(crate) use writing::Taken;

use log::{Log, bytes_of, is_said};
use transcript::Transcript;

use crate::event::GuestOpened;
use crate::limits::OFFERED_BYTES_MAX;
use crate::open_transcript::{OpenTranscript, Retained};
use crate::per_end::PerEnd;
use crate::stored::{
    Hold, Kind, Read, Receivers, Source, Stage, StoredChat, StoredEntry, Story, Transfer, Visits,
    Wait, Written,
};

/// A chat: all of it is stored.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Chat {
    head: StoredChat,
    /// What somebody has yet to acknowledge.
    log: Log,
    /// What has been said in it and acknowledged, if it is open.
    transcript: Transcript,
    /// What was said in it is to be kept, since it has ended.
    retained: Option<Box<Retained>>,
    /// The last place in the log that the stored head knows of. What came later stands with its entries, and is read
    /// off them when the chat is restored: so a text writes one row.
    stored: Seq,
}

/// What of a chat has to be stored: its head, if it has changed otherwise than its entries tell, and the places of
/// its log that have changed.
pub(crate) type Changes = (Option<Box<StoredChat>>, Vec<(Seq, Option<StoredEntry>)>);

/// How much of a chat its holder is shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Extent {
    /// To a window that has nothing of it.
    Whole,
    /// To one that goes on.
    Unread,
}

const TO_OPERATOR: Receivers = Receivers {
    guest: false,
    operator: true,
};
const TO_GUEST: Receivers = Receivers {
    guest: true,
    operator: false,
};
const TO_BOTH: Receivers = Receivers {
    guest: true,
    operator: true,
};

impl Chat {
    /// A new one, which waits. Of a sealed one the commit stands in the log, for whoever will claim.
    pub(crate) fn open(opened: GuestOpened, label: GuestLabel, now: Timestamp) -> Self {
        let (kind, sent) = match &opened.opening {
            Opening::Sealed { .. } => (
                Kind::Sealed {
                    epoch: Epoch(1),
                    exchange: Number(1),
                    answered: None,
                },
                Sent {
                    accepted: Number(1),
                    delivered: Number(0),
                },
            ),
            Opening::Open => (Kind::Open, Sent::default()),
        };
        let head = StoredChat {
            token: opened.token,
            kind,
            label,
            skin: opened.skin,
            page: opened.page,
            address: opened.address,
            opened: now,
            stage: Stage::Waiting(Wait::new(Origin::New, now)),
            transfer: None,
            rollover: opened.rollover,
            refused: BTreeSet::new(),
            absent_since: None,
            sent,
            visits: Visits::first(sent.accepted),
            last_seq: Seq(0),
            read: Read::default(),
            last_lease: Default::default(),
            transfers: Number(0),
            written: Written::default(),
            story: Story::default(),
        };
        let mut chat = Self::restored(head);
        chat.head.story.go_on();
        if let Opening::Sealed { commit } = opened.opening {
            chat.append(
                Content::KeyExchange {
                    epoch: Epoch(1),
                    commit,
                },
                None,
                TO_OPERATOR,
                now,
            );
        }
        chat
    }

    /// One as it was stored, without its log.
    pub(crate) fn restored(head: StoredChat) -> Self {
        Self {
            stored: head.last_seq,
            head,
            log: Log::default(),
            transcript: Transcript::default(),
            retained: None,
        }
    }

    /// Puts a stored entry back; the head learns what it did not know of when it was stored. In the order of their
    /// places.
    pub(crate) fn restore_entry(&mut self, mut entry: StoredEntry) {
        if entry.entry.seq > self.head.last_seq {
            self.head.note(&entry);
        }
        for end in [Party::Guest, Party::Operator] {
            if entry.entry.seq <= self.head.read.by(end) {
                entry.awaits.remove(end);
            }
        }
        if entry.awaits.nobody() {
            self.transcript.restore(entry.entry);
        } else {
            self.log.restore(entry);
        }
    }

    /// What has to be stored, if this was the head before: nothing, if the chat is new.
    pub(crate) fn take_changes(&mut self, before: Option<StoredChat>) -> Changes {
        let mut told = before;
        let mut entries = Vec::new();
        for seq in self.take_changed_places() {
            let entry = self.stored_at(seq);
            match (&entry, &mut told) {
                (Some(entry), Some(head)) if seq > head.last_seq => head.note(entry),
                (None, _) if seq > self.stored => told = None,
                (Some(_) | None, _) => {}
            }
            entries.push((seq, entry));
        }
        let is_told = told.as_ref() == Some(&self.head);
        if is_told {
            return (None, entries);
        }
        self.stored = self.head.last_seq;
        (Some(Box::new(self.head.clone())), entries)
    }

    fn take_changed_places(&mut self) -> BTreeSet<Seq> {
        let mut changed = self.log.take_changed();
        changed.append(&mut self.transcript.take_changed());
        changed
    }

    /// What is to be stored at a place, if anything.
    fn stored_at(&self, seq: Seq) -> Option<StoredEntry> {
        let said = || self.transcript.get(seq).cloned().map(StoredEntry::said);
        self.log.get(seq).cloned().or_else(said)
    }

    /// The places at which something is stored.
    pub(crate) fn places(&self) -> impl Iterator<Item = Seq> {
        self.log.places().chain(self.transcript.places())
    }

    /// What this one has stored is to be deleted where the one that comes in its place has nothing.
    pub(crate) fn replace(&mut self, former: &Self) {
        self.log.also_changed(former.places());
    }

    /// Without its log.
    pub(crate) const fn head(&self) -> &StoredChat {
        &self.head
    }

    /// Where it stands.
    pub(crate) const fn stage(&self) -> &Stage {
        &self.head.stage
    }

    /// The bytes of what each end has sent and somebody has yet to acknowledge.
    pub(crate) const fn bytes(&self) -> PerEnd {
        self.log.bytes()
    }

    /// Whether it goes on here: it has not ended, nor left for another queue.
    pub(crate) const fn is_running(&self) -> bool {
        match self.head.stage {
            Stage::Waiting(_) | Stage::Held(_) => true,
            Stage::Departed { .. } | Stage::Moved { .. } | Stage::Ended { .. } => false,
        }
    }

    /// Whether this operator holds it, or did at its end.
    pub(crate) fn is_with(&self, operator: &OperatorName) -> bool {
        self.hold()
            .is_some_and(|hold| hold.seat.operator == *operator)
    }

    /// Whether its guest has refused this operator.
    pub(crate) fn has_refused(&self, operator: &OperatorName) -> bool {
        self.head.refused.contains(operator)
    }

    /// Whether it waits or is handed on.
    pub(crate) const fn is_offered(&self) -> bool {
        match &self.head.stage {
            Stage::Waiting(_) => true,
            Stage::Held(_) => self.is_handed_on(),
            Stage::Departed { .. } | Stage::Moved { .. } | Stage::Ended { .. } => false,
        }
    }

    /// Whether it is only remembered.
    pub(crate) const fn is_over(&self) -> bool {
        match self.head.stage {
            Stage::Ended { .. } | Stage::Moved { .. } => true,
            Stage::Waiting(_) | Stage::Held(_) | Stage::Departed { .. } => false,
        }
    }

    /// The claim under which it is, or at its end was, held.
    pub(crate) const fn hold(&self) -> Option<&Hold> {
        match &self.head.stage {
            Stage::Held(hold) => Some(hold),
            Stage::Ended { hold, .. } => hold.as_ref(),
            Stage::Waiting(_) | Stage::Departed { .. } | Stage::Moved { .. } => None,
        }
    }

    const fn hold_mut(&mut self) -> Option<&mut Hold> {
        match &mut self.head.stage {
            Stage::Held(hold) => Some(hold),
            Stage::Ended { hold, .. } => hold.as_mut(),
            Stage::Waiting(_) | Stage::Departed { .. } | Stage::Moved { .. } => None,
        }
    }

    /// The attempt to hand it on, if there is one.
    pub(crate) const fn transfer(&self) -> Option<&Transfer> {
        self.head.transfer.as_ref()
    }

    /// Whether it is being handed on: what either end writes waits.
    pub(crate) const fn is_handed_on(&self) -> bool {
        self.head.transfer.is_some()
    }

    /// As it is shown to those who may claim it.
    pub(crate) fn offer(&self, id: &ChatId, since: Timestamp, origin: Origin) -> Offer {
        let head = &self.head;
        Offer {
            chat: id.clone(),
            guest: head.label.clone(),
            kind: head.kind.kind(),
            skin: head.skin.clone(),
            since,
            page: head.page.clone(),
            origin,
            absent_since: head.absent_since,
            dismissed: false,
            entries: match head.kind {
                Kind::Sealed { .. } => Vec::new(),
                Kind::Open => self.log.excerpt(OFFERED_BYTES_MAX),
            },
        }
    }

    /// As it is shown to the seat that holds it: with all that has been said in an open chat, as far as it is kept, or
    /// only with what it has yet to acknowledge.
    pub(crate) fn held(&self, id: &ChatId, hold: &Hold, extent: Extent) -> HeldChat {
        let head = &self.head;
        HeldChat {
            chat: id.clone(),
            lease: hold.lease,
            guest: head.label.clone(),
            kind: head.kind.kind(),
            epoch: head.kind.epoch(),
            skin: head.skin.clone(),
            since: head.opened,
            page: head.page.clone(),
            origin: hold.origin.clone(),
            handing: self.transfer().map(|it| it.handing.clone()),
            outcome: hold.outcome.clone(),
            absent_since: head.absent_since,
            sent: hold.sent,
            entries: match (head.kind, extent) {
                (Kind::Open, Extent::Whole) => self.conversation(),
                (Kind::Open | Kind::Sealed { .. }, _) => {
                    self.log.unread(Party::Operator, self.withheld_after())
                }
            },
        }
    }

    /// What has been said in it so far, to be read; nothing of a sealed chat, and of one that is over.
    pub(crate) fn open_transcript(&self, id: &ChatId) -> Option<OpenTranscript> {
        if self.is_over() {
            return None;
        }
        self.all_said(id)
    }

    fn all_said(&self, id: &ChatId) -> Option<OpenTranscript> {
        let unread = self.log.entries().map(|stored| &stored.entry);
        let mut all: Vec<&Entry> = self.transcript.entries().chain(unread).collect();
        all.sort_by_key(|entry| entry.seq);
        OpenTranscript::of(id, &self.head, all.into_iter())
    }

    /// What is to be kept of it, if it has just ended.
    pub(crate) fn take_retained(&mut self) -> Option<Box<Retained>> {
        self.retained.take()
    }

    /// All that has been said, as far as it is kept, for an operator who has nothing of it; without what is withheld.
    fn conversation(&self) -> Vec<Entry> {
        let said = self.transcript.entries();
        let said = said.filter(|entry| is_said(&entry.content));
        let unread = self.log.conversation(self.withheld_after());
        let mut whole: Vec<Entry> = said.chain(unread).cloned().collect();
        whole.sort_by_key(|entry| entry.seq);
        whole
    }

    /// What the guest has yet to acknowledge.
    pub(crate) fn unread_by_guest(&self) -> Vec<Entry> {
        self.log.unread(Party::Guest, None)
    }

    /// The entry at a place, if somebody has yet to acknowledge it.
    pub(crate) fn entry(&self, seq: Seq) -> Option<&StoredEntry> {
        self.log.get(seq)
    }

    /// Whether what stands at a place waits for whoever holds the chat next.
    pub(crate) fn is_withheld(&self, seq: Seq) -> bool {
        self.log.is_withheld(seq, self.withheld_after())
    }

    /// Whether anything up to a place awaits this end.
    pub(crate) fn awaits(&self, by: Party, received: Seq) -> bool {
        self.log.awaits(by, received)
    }

    fn next_place(&mut self) -> Seq {
        let seq = self.head.last_seq.next();
        self.head.last_seq = seq;
        seq
    }

    fn append(
        &mut self,
        content: Content,
        origin: Option<Source>,
        awaits: Receivers,
        at: Timestamp,
    ) -> Seq {
        let seq = self.next_place();
        let entry = Entry { seq, at, content };
        self.log.append(StoredEntry {
            entry,
            origin,
            awaits,
        });
        seq
    }
}

/// The bytes of what is undelivered among stored entries.
pub(crate) fn undelivered_bytes(entries: &[StoredEntry]) -> usize {
    let undelivered = entries.iter().filter(|it| !it.awaits.nobody());
    undelivered.map(|it| bytes_of(&it.entry.content)).sum()
}
