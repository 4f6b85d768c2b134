//! A chat is handed on. That is the chat's affair, not its holder's: while it is, what either end writes waits, and it
//! ends when somebody takes the chat, when it is kept, or when it ends.

use std::collections::BTreeSet;

use hushdesk_protocol::frames::{Content, Handing, Origin, Recipient, TransferState};
use hushdesk_protocol::ids::{Number, OperatorName, QueueName, Seq, Timestamp};
use hushdesk_protocol::text::DisplayName;

use super::{Chat, TO_GUEST};
use crate::event::Seat;
use crate::limits::{AGAIN_MILLIS, AGAIN_MILLIS_MAX};
use crate::passing::letter::Package;
use crate::stored::{Kind, Stage, StoredChat, StoredEntry, Transfer, Wait};

/// A chat that stays with its holder, after all.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct KeptChat {
    /// The place at which its guest is told.
    pub(crate) told: Seq,
    /// Where what was withheld stands now: it is the holder's.
    pub(crate) released: Vec<Seq>,
}

impl Chat {
    /// The chat is handed on from now on: to whom, and why it comes to whoever takes it; `again_at` is when another
    /// queue is told of it again. Gives the place at which its guest is told: what they write after it is withheld.
    pub(crate) fn hand_on(
        &mut self,
        handing: Handing,
        origin: Origin,
        by: DisplayName,
        (now, again_at): (Timestamp, Option<Timestamp>),
    ) -> Seq {
        let after = self.append(Content::Passing { operator: by }, None, TO_GUEST, now);
        self.head.transfers = self.head.transfers.next();
        self.head.transfer = Some(Transfer {
            handing,
            origin,
            since: now,
            after,
            dismissed: BTreeSet::new(),
            again_at,
        });
        if let Some(hold) = self.hold_mut() {
            hold.outcome = None;
        }
        after
    }

    /// Which attempt to hand it on this is, or the last one was.
    pub(crate) const fn transfers(&self) -> Number {
        self.head.transfers
    }

    /// Whether anybody has tried to hand it on, so that another queue may know of it.
    pub(crate) fn has_been_handed_on(&self) -> bool {
        self.head.transfers > Number(0)
    }

    /// One of those who are asked does not want it.
    pub(crate) fn decline_transfer(&mut self, operator: &OperatorName) {
        if let Some(transfer) = &mut self.head.transfer {
            transfer.dismissed.insert(operator.clone());
        }
    }

    /// Another queue has just been told of it.
    pub(crate) fn offered_again(&mut self, now: Timestamp) {
        if let Some(transfer) = &mut self.head.transfer {
            transfer.again_at = Some(now.plus(AGAIN_MILLIS));
        }
    }

    /// It is handed on no longer, whatever comes of it. Gives to whom it was.
    pub(crate) fn stop_handing_on(&mut self) -> Option<Recipient> {
        let transfer = self.head.transfer.take()?;
        Some(transfer.handing.recipient)
    }

    /// It stays with its holder, who is told why; again, when they come back. `after` is where what the guest wrote began
    /// to be withheld.
    pub(crate) fn keep(
        &mut self,
        after: Seq,
        why: TransferState,
        now: Timestamp,
    ) -> Option<KeptChat> {
        let hold = self.hold_mut()?;
        hold.outcome = Some(why);
        let operator = hold.display.clone();
        let told = self.append(Content::Kept { operator }, None, TO_GUEST, now);
        let released = self.release(after);
        Some(KeptChat { told, released })
    }

    /// What was withheld while the chat was handed on goes to its holder now. Gives its places. In a sealed chat the
    /// lines of a key exchange may have passed meanwhile, and it comes after them.
    pub(crate) fn release(&mut self, after: Seq) -> Vec<Seq> {
        let withheld = self.log.written_after(after);
        match self.head.kind {
            Kind::Open => withheld,
            Kind::Sealed { .. } => withheld
                .into_iter()
                .filter_map(|place| self.move_to_end(place))
                .collect(),
        }
    }

    fn move_to_end(&mut self, place: Seq) -> Option<Seq> {
        let mut stored = self.log.remove(place)?;
        let seq = self.next_place();
        stored.entry.seq = seq;
        self.log.append(stored);
        Some(seq)
    }

    /// The place after which what the guest writes is withheld from the holder, who hands the chat on.
    pub(crate) fn withheld_after(&self) -> Option<Seq> {
        self.transfer().map(|transfer| transfer.after)
    }

    /// Whether it has left for another queue.
    pub(crate) const fn is_away(&self) -> bool {
        match self.head.stage {
            Stage::Departed { .. } | Stage::Moved { .. } => true,
            Stage::Waiting(_) | Stage::Held(_) | Stage::Ended { .. } => false,
        }
    }

    /// It leaves for another queue: nothing is taken any more.
    pub(crate) fn depart(&mut self, to: QueueName, origin: Origin, now: Timestamp) {
        self.head.transfer = None;
        self.head.absent_since = None;
        self.head.stage = Stage::Departed {
            to,
            origin,
            since: now,
            again_at: now,
        };
    }

    /// All of it, to be brought (again) to the queue for which it has left.
    pub(crate) fn pack(&mut self, now: Timestamp) -> Option<(QueueName, Package)> {
        let Stage::Departed {
            to,
            origin,
            since,
            again_at,
        } = &mut self.head.stage
        else {
            return None;
        };
        let trying = now.since(*since);
        *again_at = now.plus(trying.clamp(AGAIN_MILLIS, AGAIN_MILLIS_MAX));
        let (to, origin) = (to.clone(), origin.clone());
        let package = Package {
            chat: self.head.clone(),
            entries: self.entries(),
            origin,
        };
        Some((to, package))
    }

    fn entries(&self) -> Vec<StoredEntry> {
        let said = self.transcript.entries().cloned().map(StoredEntry::said);
        said.chain(self.log.entries().cloned()).collect()
    }

    /// It is there, or has been tried to be brought for long enough. Gives where it is.
    pub(crate) fn let_go(&mut self, now: Timestamp) -> Option<QueueName> {
        let Stage::Departed { to, .. } = &self.head.stage else {
            return None;
        };
        let to = to.clone();
        self.log.clear();
        self.transcript.clear();
        self.head.stage = Stage::Moved {
            to: to.clone(),
            at: now,
        };
        Some(to)
    }

    /// One that another queue has brought: its guest has yet to come.
    pub(crate) fn brought(head: StoredChat, entries: Vec<StoredEntry>, now: Timestamp) -> Self {
        let mut chat = Self::restored(head);
        for entry in entries {
            if entry.awaits.nobody() {
                chat.transcript.bring(entry.entry);
            } else {
                chat.log.append(entry);
            }
        }
        chat.head.absent_since = Some(now);
        chat
    }

    /// It waits here: it has been passed on by itself, or whoever had claimed it is gone.
    pub(crate) fn wait(&mut self, origin: Origin, now: Timestamp) {
        match &origin {
            Origin::RolledOver { from, .. } => self.head.story.roll_over(from.clone()),
            Origin::New
            | Origin::Continuation { .. }
            | Origin::Transfer { .. }
            | Origin::TakenOver { .. } => self.head.story.go_on(),
        }
        self.head.stage = Stage::Waiting(Wait::new(origin, now));
    }

    /// It is held here by whoever had claimed it, perhaps without being there at the moment.
    pub(crate) fn claim_from_elsewhere(
        &mut self,
        (seat, is_here): (Seat, bool),
        display: DisplayName,
        origin: Origin,
        now: Timestamp,
    ) {
        self.claim(seat, display, origin, now);
        self.note_holder(is_here, now);
    }
}
