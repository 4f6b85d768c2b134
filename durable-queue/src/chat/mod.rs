//! One chat: waiting, held, ended; its log, and how far each end has got. It says nothing to anybody: what a
//! transition gives is for the queue to tell.

use hushdesk_protocol::frames::{
    Closer, Content, Entry, GuestLabel, HeldChat, Offer, Opening, Origin, Party, Sent,
};
use hushdesk_protocol::ids::{ChatId, Epoch, Number, OperatorName, Seq, Timestamp};
use hushdesk_protocol::text::{DisplayName, NoticeText};

pub(crate) mod chats;
pub(crate) mod index;
pub(crate) mod label;
pub(crate) mod log;
mod pace;
mod transcript;
mod writing;

pub(crate) use writing::Taken;

use log::Log;

use crate::event::{GuestOpened, Seat};
use crate::limits::OFFERED_BYTES_MAX;
use crate::stored::{
    Hold, Kind, Read, Receivers, Source, Stage, StoredChat, StoredEntry, Visits, Wait, Written,
};

/// A chat: all of it is stored.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Chat {
    pub(crate) record: StoredChat,
    pub(crate) log: Log,
    /// The last place in the log that the stored record knows of. What came later stands with its entries, and is read
    /// off them when the chat is restored: so a text writes one row.
    stored: Seq,
}

/// What of a chat has to be stored: its record, if it has changed otherwise than its entries tell, and the places of
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
    pub(crate) fn open(opened: GuestOpened, label: GuestLabel, wait: Wait, now: Timestamp) -> Self {
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
        let record = StoredChat {
            token: opened.token,
            kind,
            label,
            skin: opened.skin,
            page: opened.page,
            opened: now,
            stage: Stage::Waiting(wait),
            absent_since: None,
            sent,
            visits: Visits::first(sent.accepted),
            last_seq: Seq(0),
            read: Read::default(),
            last_lease: Default::default(),
            transfers: Number(0),
            written: Written::default(),
        };
        let mut chat = Self::restored(record);
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
    pub(crate) fn restored(record: StoredChat) -> Self {
        Self {
            stored: record.last_seq,
            record,
            log: Log::default(),
        }
    }

    /// Puts a stored entry into its log; the record learns what it did not know of when it was stored. In the order of
    /// their places.
    pub(crate) fn restore_entry(&mut self, mut entry: StoredEntry) {
        if entry.entry.seq > self.record.last_seq {
            self.record.note(&entry);
        }
        for end in [Party::Guest, Party::Operator] {
            if entry.entry.seq <= self.record.read.by(end) {
                entry.awaits.remove(end);
            }
        }
        self.log.restore(entry);
    }

    /// What has to be stored, if this was the record before: nothing, if the chat is new.
    pub(crate) fn take_changes(&mut self, before: Option<StoredChat>) -> Changes {
        let mut told = before;
        let mut entries = Vec::new();
        for seq in self.log.take_changed() {
            let entry = self.log.record_at(seq);
            match (&entry, &mut told) {
                (Some(entry), Some(record)) if seq > record.last_seq => record.note(entry),
                (None, _) if seq > self.stored => told = None,
                (Some(_) | None, _) => {}
            }
            entries.push((seq, entry));
        }
        let is_told = told.as_ref() == Some(&self.record);
        if is_told {
            return (None, entries);
        }
        self.stored = self.record.last_seq;
        (Some(Box::new(self.record.clone())), entries)
    }

    /// Whether it goes on here: it has not ended, nor left for another queue.
    pub(crate) const fn is_running(&self) -> bool {
        match self.record.stage {
            Stage::Waiting(_) | Stage::Held(_) => true,
            Stage::Departed { .. } | Stage::Moved { .. } | Stage::Ended { .. } => false,
        }
    }

    /// Whether this operator holds it, or did at its end.
    pub(crate) fn is_with(&self, operator: &OperatorName) -> bool {
        self.hold()
            .is_some_and(|hold| hold.seat.operator == *operator)
    }

    /// Whether it waits or is handed on.
    pub(crate) const fn is_offered(&self) -> bool {
        match &self.record.stage {
            Stage::Waiting(_) => true,
            Stage::Held(hold) => hold.transfer.is_some(),
            Stage::Departed { .. } | Stage::Moved { .. } | Stage::Ended { .. } => false,
        }
    }

    /// Whether it is only remembered.
    pub(crate) const fn is_over(&self) -> bool {
        match self.record.stage {
            Stage::Ended { .. } | Stage::Moved { .. } => true,
            Stage::Waiting(_) | Stage::Held(_) | Stage::Departed { .. } => false,
        }
    }

    /// Whether anybody has tried to hand it on, so that another queue may know of it.
    pub(crate) fn has_been_handed_on(&self) -> bool {
        self.record.transfers > Number(0)
    }

    /// Whether it has left for another queue.
    pub(crate) const fn is_away(&self) -> bool {
        match self.record.stage {
            Stage::Departed { .. } | Stage::Moved { .. } => true,
            Stage::Waiting(_) | Stage::Held(_) | Stage::Ended { .. } => false,
        }
    }

    /// The claim under which it is, or at its end was, held.
    pub(crate) const fn hold(&self) -> Option<&Hold> {
        match &self.record.stage {
            Stage::Held(hold) => Some(hold),
            Stage::Ended { hold, .. } => hold.as_ref(),
            Stage::Waiting(_) | Stage::Departed { .. } | Stage::Moved { .. } => None,
        }
    }

    /// The same, to be changed.
    pub(crate) const fn hold_mut(&mut self) -> Option<&mut Hold> {
        match &mut self.record.stage {
            Stage::Held(hold) => Some(hold),
            Stage::Ended { hold, .. } => hold.as_mut(),
            Stage::Waiting(_) | Stage::Departed { .. } | Stage::Moved { .. } => None,
        }
    }

    /// Moves the claim to another window of its operator, which is connected.
    pub(crate) fn move_to(&mut self, seat: &Seat) {
        if let Some(hold) = self.hold_mut() {
            hold.seat = seat.clone();
            hold.absent_since = None;
        }
    }

    /// Since when whoever holds it, or held it at its end, has been missing from it.
    pub(crate) fn left_since(&self) -> Option<Timestamp> {
        match &self.record.stage {
            Stage::Held(hold) => hold.absent_since,
            Stage::Ended { at, .. } => Some(*at),
            Stage::Waiting(_) | Stage::Departed { .. } | Stage::Moved { .. } => None,
        }
    }

    /// Gives the chat to a seat under a new lease. The caller has seen that it may be claimed.
    pub(crate) fn claim(
        &mut self,
        seat: Seat,
        display: DisplayName,
        origin: Origin,
        now: Timestamp,
    ) -> Seq {
        if self.is_answered() {
            // Nobody but the former holder could open it. Its sender knows what was delivered, and seals the rest again.
            self.log.drop_sealed_by_guest();
        }
        let lease = self.record.last_lease.next();
        let operator = display.clone();
        self.record.last_lease = lease;
        self.record.stage = Stage::Held(Hold {
            seat,
            display,
            lease,
            sent: Sent::default(),
            origin,
            absent_since: None,
            transfer: None,
            outcome: None,
        });
        self.append(Content::Claimed { operator, lease }, None, TO_BOTH, now)
    }

    /// Offers the chat again, since its holder is gone. The caller has seen that it is held.
    pub(crate) fn interrupt(&mut self, of: DisplayName, wait: Wait, now: Timestamp) -> Seq {
        self.record.stage = Stage::Waiting(wait);
        self.append(Content::Interrupted { operator: of }, None, TO_GUEST, now)
    }

    /// Says to the guest that the holder hands the chat on. Gives the place of that: what the guest writes after it is
    /// withheld.
    pub(crate) fn pass(&mut self, by: DisplayName, now: Timestamp) -> Seq {
        self.append(Content::Passing { operator: by }, None, TO_GUEST, now)
    }

    /// Says to the guest that the holder keeps the chat after all.
    pub(crate) fn keep(&mut self, by: DisplayName, now: Timestamp) -> Seq {
        self.append(Content::Kept { operator: by }, None, TO_GUEST, now)
    }

    /// What was withheld while the chat was handed on goes to its holder now. Gives its places. In a sealed chat the
    /// lines of a key exchange may have passed meanwhile, and it comes after them.
    pub(crate) fn release(&mut self, after: Seq) -> Vec<Seq> {
        let withheld = self.log.written_after(after);
        match self.record.kind {
            Kind::Open => withheld,
            Kind::Sealed { .. } => withheld
                .into_iter()
                .filter_map(|place| self.move_to_end(place))
                .collect(),
        }
    }

    fn move_to_end(&mut self, place: Seq) -> Option<Seq> {
        let mut record = self.log.remove(place)?;
        let seq = self.next_place();
        record.entry.seq = seq;
        self.log.append(record);
        Some(seq)
    }

    fn next_place(&mut self) -> Seq {
        let seq = self.record.last_seq.next();
        self.record.last_seq = seq;
        seq
    }

    /// The place after which what the guest writes is withheld from the holder, who hands the chat on.
    pub(crate) fn withheld_after(&self) -> Option<Seq> {
        let transfer = self.hold()?.transfer.as_ref()?;
        Some(transfer.after)
    }

    /// Whether it is being handed on.
    pub(crate) fn is_handed_on(&self) -> bool {
        self.withheld_after().is_some()
    }

    /// Says something to the guest in the queue's name.
    pub(crate) fn notify(&mut self, text: NoticeText, now: Timestamp) -> Seq {
        self.append(Content::Notice { text }, None, TO_GUEST, now)
    }

    /// Ends the chat. The caller has seen that it runs.
    pub(crate) fn end(&mut self, by: Closer, now: Timestamp) -> Seq {
        let mut hold = self.hold().cloned();
        if let Some(hold) = &mut hold {
            hold.absent_since = None;
            hold.transfer = None;
        }
        let receivers = Receivers {
            guest: true,
            operator: hold.is_some(),
        };
        if hold.is_none() {
            // Nobody is left to read it.
            self.log.drop_texts(Party::Guest);
        }
        self.record.stage = Stage::Ended { at: now, by, hold };
        self.record.absent_since = None;
        self.log.drop_transcript();
        self.append(Content::Closed { by }, None, receivers, now)
    }

    /// As it is shown to those who may claim it.
    pub(crate) fn offer(&self, id: &ChatId, since: Timestamp, origin: Origin) -> Offer {
        let record = &self.record;
        Offer {
            chat: id.clone(),
            guest: record.label.clone(),
            kind: record.kind.kind(),
            skin: record.skin.clone(),
            since,
            page: record.page.clone(),
            origin,
            absent_since: record.absent_since,
            dismissed: false,
            entries: match record.kind {
                Kind::Sealed { .. } => Vec::new(),
                Kind::Open => self.log.excerpt(OFFERED_BYTES_MAX),
            },
        }
    }

    /// As it is shown to the seat that holds it: with all that has been said in an open chat, as far as it is kept, or
    /// only with what it has yet to acknowledge.
    pub(crate) fn held(&self, id: &ChatId, hold: &Hold, extent: Extent) -> HeldChat {
        let record = &self.record;
        let withheld = self.withheld_after();
        HeldChat {
            chat: id.clone(),
            lease: hold.lease,
            guest: record.label.clone(),
            kind: record.kind.kind(),
            epoch: record.kind.epoch(),
            skin: record.skin.clone(),
            since: record.opened,
            page: record.page.clone(),
            origin: hold.origin.clone(),
            handing: hold.transfer.as_ref().map(|it| it.handing.clone()),
            outcome: hold.outcome.clone(),
            absent_since: record.absent_since,
            sent: hold.sent,
            entries: match (record.kind, extent) {
                (Kind::Open, Extent::Whole) => self.log.whole(withheld),
                (Kind::Open | Kind::Sealed { .. }, _) => self.log.unread(Party::Operator, withheld),
            },
        }
    }

    /// The entry at a place, if it is still there.
    pub(crate) fn entry(&self, seq: Seq) -> Option<&Entry> {
        self.log.get(seq).map(|record| &record.entry)
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
