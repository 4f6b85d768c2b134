//! What an end knows of the delivery of a chat: how far it has read, what it has sent under which numbers, and the log of
//! both ends.
//!
//! The queue numbers its entries, each end numbers what it sends, and both ends survive reloads, cut lines and pages that
//! speak beside one another. All of that is the same at either end, sealed or open, and stands here.

use std::fmt;

use hushdesk_protocol::frames::{Refusal, Sent};
use hushdesk_protocol::ids::{Epoch, Number, Seq, Timestamp};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::flow::Flow;
use crate::log::{EntryId, Log};
use crate::outbox::Outbox;
use crate::text::Text;
use crate::text_id::{LastRead, Logs, TextId};

/// The delivery of one chat, at one end. `Message` is what that end sends under a number.
#[derive(Debug)]
pub(crate) struct Delivery<Message> {
    /// What was said.
    pub(crate) log: Log,
    logs: Logs,
    /// The last text of ours that has left this window, whatever became of it.
    left: EntryId,
    last_read: LastRead,
    outbox: Outbox<Message>,
    undelivered: Undelivered,
    seen: Seq,
    acked: Seq,
    known_epoch: Epoch,
    cold: bool,
    replaced: bool,
}

/// What becomes of a text of ours of which nobody knows whether it has arrived.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Undelivered {
    /// It is sealed again with the next keys. The other end knows it by its id if it has it.
    SealedAgain,
    /// What the queue has it delivers as it is, or, if its epoch is over, nobody does.
    AsItIs,
}

/// What is kept of it over a reload: nothing that is under way.
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeptDelivery {
    replaced: bool,
    seen: Seq,
    acked: Seq,
    last: Number,
    epoch: Epoch,
    log: Log,
    logs: Logs,
    left: EntryId,
    last_read: LastRead,
}

/// Shows how far it has got, and nothing of what was said.
impl fmt::Debug for KeptDelivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeptDelivery")
            .field("seen", &self.seen)
            .field("acked", &self.acked)
            .finish_non_exhaustive()
    }
}

impl KeptDelivery {
    /// The last epoch that was known.
    pub(crate) const fn epoch(&self) -> Epoch {
        self.epoch
    }
}

impl<Message> Delivery<Message> {
    /// Of a chat of which this end has nothing: it goes on after this number, in this epoch.
    pub(crate) fn begin(
        undelivered: Undelivered,
        (last, epoch): (Number, Epoch),
        rng: &mut dyn CryptoRng,
    ) -> Self {
        Self {
            log: Log::default(),
            logs: Logs::begin(rng),
            left: EntryId(0),
            last_read: LastRead::default(),
            outbox: Outbox::after(last),
            undelivered,
            seen: Seq(0),
            acked: Seq(0),
            known_epoch: epoch,
            cold: false,
            replaced: false,
        }
    }

    /// As it was kept.
    pub(crate) fn restore(kept: KeptDelivery, undelivered: Undelivered) -> Self {
        Self {
            log: kept.log,
            logs: kept.logs,
            left: kept.left,
            last_read: kept.last_read,
            outbox: Outbox::after(kept.last),
            undelivered,
            seen: kept.seen,
            acked: kept.acked,
            known_epoch: kept.epoch,
            cold: true,
            replaced: kept.replaced,
        }
    }

    /// To be kept, with the newest part of the log: at most so many lines and bytes of text.
    pub(crate) fn to_keep(&self, lines_max: usize, bytes_max: usize) -> KeptDelivery {
        KeptDelivery {
            replaced: self.replaced,
            seen: self.seen,
            acked: self.acked,
            last: self.outbox.last(),
            epoch: self.known_epoch,
            log: self.log.newest(lines_max, bytes_max),
            logs: self.logs.clone(),
            left: self.left,
            last_read: self.last_read.clone(),
        }
    }
}

/// What this end has read.
impl<Message> Delivery<Message> {
    /// Takes an entry once: whether it has not come before.
    pub(crate) fn takes(&mut self, entry: Seq) -> bool {
        let is_new = entry > self.seen;
        self.seen = self.seen.max(entry);
        is_new
    }

    /// What has come since the last acknowledgement is read: up to where; none if nothing has.
    pub(crate) fn acknowledge(&mut self) -> Option<Seq> {
        let is_news = self.acked < self.seen;
        self.acked = self.seen;
        is_news.then_some(self.acked)
    }

    /// Up to where this end has acknowledged.
    pub(crate) const fn acknowledged(&self) -> Seq {
        self.acked
    }

    /// Shows a text of the other end once, however often it was sealed: whether it has not been read before.
    pub(crate) fn shows(&mut self, text: Option<TextId>) -> bool {
        self.last_read.is_news(text)
    }

    /// The last epoch that the queue has told of.
    pub(crate) const fn epoch(&self) -> Epoch {
        self.known_epoch
    }

    /// The queue is in this epoch, whatever this end has known.
    pub(crate) const fn is_in(&mut self, epoch: Epoch) {
        self.known_epoch = epoch;
    }

    /// The queue has told of this epoch.
    pub(crate) fn learn(&mut self, epoch: Epoch) {
        self.known_epoch = self.known_epoch.max(epoch);
    }
}

/// What this end has sent.
impl<Message> Delivery<Message> {
    /// Which text of which log this is.
    pub(crate) fn text_id(&self, entry: EntryId) -> TextId {
        self.logs.text(entry)
    }

    /// A text travels under this number.
    pub(crate) fn sending(&mut self, entry: EntryId, number: Number) {
        self.left = self.left.max(entry);
        self.log.sending(entry, number);
    }

    /// The last text of ours that has left this window.
    pub(crate) const fn left(&self) -> EntryId {
        self.left
    }

    /// A text of ours that has not left this window says this from now on, or is gone.
    pub(crate) fn revise(&mut self, entry: EntryId, text: Option<Text>) {
        if entry > self.left {
            self.log.revise(entry, text);
        }
    }

    /// The numbers, and what waits under them.
    pub(crate) const fn outbox(&self) -> &Outbox<Message> {
        &self.outbox
    }

    /// Whether the queue takes what is sent.
    pub(crate) const fn flow(&self) -> Flow {
        self.outbox.flow()
    }

    /// Gives a message its number.
    pub(crate) fn number(&mut self, message: Message) -> Number {
        self.outbox.push(message)
    }

    /// The queue has all up to this number.
    pub(crate) fn accepted(&mut self, number: Number) {
        self.outbox.accepted(number);
    }

    /// The queue, and the other end, have got this far.
    pub(crate) fn sent(&mut self, sent: Sent) {
        self.outbox.accepted(sent.accepted);
        self.log.sent(sent);
    }

    /// The queue has room again, or may have; whether it had none before, so that what is pending is to be sent again.
    pub(crate) const fn relieved(&mut self) -> bool {
        self.outbox.relieved()
    }

    /// Takes back what the queue has no room for: something that needs none comes first.
    pub(crate) fn take_back(&mut self) {
        self.outbox.take_back();
    }

    /// The queue did not take this number. Gives whether what is pending is to be sent again.
    pub(crate) fn not_taken(&mut self, number: Number, refusal: Refusal, now: Timestamp) -> bool {
        if let Some(flow) = Flow::after(refusal, now) {
            self.outbox.held_up(number, flow);
            if self.flow() == Flow::Full {
                self.log.give_up_unsent();
            }
            return false;
        }
        if refusal == Refusal::EpochOver {
            self.outbox.accepted(number);
            match self.undelivered {
                Undelivered::SealedAgain => self.log.refused(number),
                Undelivered::AsItIs => self.log.lost(number),
            }
        }
        let missing = refusal.stops_at(number);
        missing.is_some_and(|missing| self.outbox.is_missing(missing))
    }

    /// A new key exchange: whatever is not known to be delivered waits for its keys, or is lost.
    pub(crate) fn fall_back(&mut self) {
        match self.undelivered {
            Undelivered::SealedAgain => self.log.fall_back(),
            Undelivered::AsItIs => self.log.give_up(),
        }
    }
}

/// Who speaks for the chat: this page, the one before it, or another one.
impl<Message> Delivery<Message> {
    /// Another window has spoken for the chat since.
    pub(crate) const fn replaced(&mut self) {
        self.replaced = true;
    }

    /// Whether another one has spoken: the socket was taken, or the queue has numbers that this end has not given.
    pub(crate) fn is_overtaken(&self, accepted: Number) -> bool {
        self.replaced || accepted > self.outbox.last()
    }

    /// The queue has answered. Gives whether that is the first time since the chat was taken up as it was kept.
    pub(crate) const fn answered(&mut self) -> bool {
        self.replaced = false;
        std::mem::replace(&mut self.cold, false)
    }

    /// What the queue took without a word to this page is sealed again; what it delivers as it is is taken for this page's.
    pub(crate) fn doubt(&mut self, accepted: Number) {
        if self.undelivered == Undelivered::SealedAgain {
            self.log.doubt(accepted);
        }
    }

    /// Goes on with numbers after this one: what was under way will not be sent again under its own.
    pub(crate) fn go_on_after(&mut self, accepted: Number) {
        self.outbox = Outbox::after(accepted);
        self.log.retract();
    }

    /// Goes on after somebody else who has spoken: of what the queue has got so far, only that much is known to be of this
    /// page. What is sealed again, all of it is; what the queue has besides it delivers.
    pub(crate) fn take_over(&mut self, ours: Sent, sent: Sent) {
        match self.undelivered {
            Undelivered::SealedAgain => self.log.fall_back(),
            Undelivered::AsItIs => {
                self.log.sent(ours);
                self.log.retract();
                self.log.sent(sent);
            }
        }
        self.outbox = Outbox::after(sent.accepted);
    }

    /// Under another lease the numbers begin anew.
    pub(crate) fn begin_numbers(&mut self, last: Number, epoch: Epoch) {
        self.outbox = Outbox::after(last);
        self.known_epoch = epoch;
        self.cold = false;
        self.replaced = false;
    }

    /// What is written from here on has ids that no other page gives to its texts.
    pub(crate) fn begin_log(&mut self, rng: &mut dyn CryptoRng) {
        self.logs.go_on(self.log.next(), rng);
    }
}
