//! What ought to be: a chat as a few numbers and two lists of texts.
#![allow(clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use durable_queue::limits::{
    ENDED_CHAT_KEPT_MILLIS, HELD_GUEST_GRACE_MILLIS, MOVED_CHAT_KEPT_MILLIS, TAKE_ALONG_MILLIS,
    WAITING_GUEST_GRACE_MILLIS,
};
use hushdesk_protocol::earlier::REQUESTS_MAX;
use hushdesk_protocol::frames::{Body, Party};
use hushdesk_protocol::ids::{Epoch, Lease, Number, OperatorName, Seq};
use hushdesk_protocol::rest::QueueSettings;

/// One chat.
#[derive(Clone, Debug)]
pub(crate) struct NaiveChat {
    pub(crate) stage: NaiveStage,
    /// When it was opened, and which one it is.
    pub(crate) came: (u64, u8),
    is_sealed: bool,
    /// Under which claim somebody has written in this epoch: nobody else has its keys.
    answered: Option<u64>,
    pub(crate) epoch: Epoch,
    pub(crate) lease: u64,
    /// How often its guest was asked for the earlier messages under that claim.
    asked: u32,
    pub(crate) absent_since: Option<u64>,
    pub(crate) holder_absent_since: Option<u64>,
    pub(crate) transfer: Option<NaiveTransfer>,
    was_handed_on: bool,
    /// Whom its guest does not want.
    pub(crate) refused: BTreeSet<OperatorName>,
    /// Who has put the offer aside, who has taken it up again, and the few who are asked, while it waits.
    pub(crate) dismissed: BTreeSet<OperatorName>,
    pub(crate) reconsidered: BTreeSet<OperatorName>,
    pub(crate) chosen: BTreeSet<OperatorName>,
    pub(crate) from_guest: Direction,
    pub(crate) from_operator: Direction,
}

/// Where it stands; a holder is the index of a desk.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum NaiveStage {
    Waiting { since: u64, consoled: bool },
    Held { desk: usize },
    Ended { desk: Option<usize>, at: u64 },
}

/// How the queue is set, and to which connected window of the same operator a chat goes from each desk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around<'a> {
    pub(crate) settings: &'a QueueSettings,
    pub(crate) heirs: &'a [Option<usize>],
}

/// An attempt to hand it on: to one operator, or, without a name, to all others.
#[derive(Clone, Debug)]
pub(crate) struct NaiveTransfer {
    pub(crate) to: Option<OperatorName>,
    pub(crate) until: u64,
    pub(crate) dismissed: BTreeSet<OperatorName>,
}

/// What one end writes and the other reads.
#[derive(Clone, Debug, Default)]
pub(crate) struct Direction {
    pub(crate) accepted: Number,
    texts: Vec<Written>,
    reads: Vec<(Seq, usize)>,
    /// Which text stands at which place of the log, as far as anybody has read it.
    known: BTreeMap<Seq, usize>,
    acknowledged: Seq,
}

#[derive(Clone, Debug)]
struct Written {
    text: String,
    dropped: bool,
    withheld: bool,
}

impl NaiveChat {
    pub(crate) fn open(sealed: bool, came: (u64, u8)) -> Self {
        let from_guest = Direction {
            accepted: Number(u64::from(sealed)),
            ..Direction::default()
        };
        Self {
            stage: waiting(came.0),
            came,
            is_sealed: sealed,
            answered: None,
            epoch: Epoch(u32::from(sealed)),
            lease: 0,
            asked: 0,
            absent_since: None,
            holder_absent_since: None,
            transfer: None,
            was_handed_on: false,
            refused: BTreeSet::new(),
            dismissed: BTreeSet::new(),
            reconsidered: BTreeSet::new(),
            chosen: BTreeSet::new(),
            from_guest,
            from_operator: Direction::default(),
        }
    }

    pub(crate) fn runs(&self) -> bool {
        !matches!(self.stage, NaiveStage::Ended { .. })
    }

    pub(crate) fn desk(&self) -> Option<usize> {
        match self.stage {
            NaiveStage::Waiting { .. } => None,
            NaiveStage::Held { desk } => Some(desk),
            NaiveStage::Ended { desk, .. } => desk,
        }
    }

    pub(crate) fn end(&mut self, at: u64) {
        self.stage = NaiveStage::Ended {
            desk: self.desk(),
            at,
        };
        self.absent_since = None;
        self.holder_absent_since = None;
        self.keep();
    }

    /// Somebody holds it from here on. What was sealed for somebody else is gone; what was open is theirs from the
    /// beginning.
    pub(crate) fn claim(&mut self, desk: usize) {
        self.keep();
        self.stage = NaiveStage::Held { desk };
        self.lease += 1;
        self.asked = 0;
        self.holder_absent_since = None;
        self.from_operator.accepted = Number(0);
        if self.answered.is_some() {
            self.from_guest.drop_undelivered();
        }
        self.taken_up(None);
    }

    /// Its holder wants its guest asked for the earlier messages. Gives whether they are: twice under a claim.
    pub(crate) fn ask(&mut self) -> bool {
        let is_held = matches!(self.stage, NaiveStage::Held { .. });
        let is_asked =
            self.is_sealed && is_held && self.transfer.is_none() && self.asked < REQUESTS_MAX;
        self.asked += u32::from(is_asked);
        is_asked
    }

    /// It is handed on.
    pub(crate) fn hand_on(&mut self, to: Option<OperatorName>, until: u64) {
        self.was_handed_on = true;
        let dismissed = BTreeSet::new();
        self.transfer = Some(NaiveTransfer {
            to,
            until,
            dismissed,
        });
    }

    /// It is handed on no longer, whoever has it then.
    pub(crate) fn keep(&mut self) {
        self.transfer = None;
        self.from_guest.release();
    }

    /// Its holder is gone.
    pub(crate) fn interrupt(&mut self, now: u64) {
        self.keep();
        self.stage = waiting(now);
        self.holder_absent_since = None;
        self.dismissed.clear();
        self.reconsidered.clear();
        self.chosen.clear();
    }

    /// Its guest does not want whoever holds it by this claim.
    pub(crate) fn refuse_holder(&mut self, lease: Lease, now: u64) {
        if let NaiveStage::Held { desk } = self.stage
            && lease == Lease(self.lease)
        {
            self.refused.insert(crate::schedule::operator_of(desk));
            self.interrupt(now);
        }
    }

    /// A window goes on that has all up to this place, or nothing. Of an open chat that runs it is given everything
    /// then.
    pub(crate) fn taken_up(&mut self, received: Option<Seq>) {
        if received.is_none() && !self.is_sealed && self.runs() {
            self.from_guest.read_anew();
        } else {
            self.from_guest.taken_up(received);
        }
    }

    /// Whether this is the seat that holds it, or held it at its end, by this claim.
    pub(crate) fn is_of(&self, desk: usize, lease: Lease) -> bool {
        self.desk() == Some(desk) && lease == Lease(self.lease)
    }

    pub(crate) fn direction(&mut self, from: Party) -> &mut Direction {
        match from {
            Party::Guest => &mut self.from_guest,
            Party::Operator => &mut self.from_operator,
        }
    }

    /// An end writes: the number must be the next one or an old one.
    pub(crate) fn write(&mut self, from: Party, number: Number, body: &Body) {
        let (runs, epoch) = (self.runs(), self.epoch);
        let withheld = from == Party::Guest && self.transfer.is_some();
        let is_held = matches!(self.stage, NaiveStage::Held { .. });
        let lease = self.lease;
        let is_for_former = self.answered.is_some_and(|by| by != lease);
        let is_late = from == Party::Guest && is_held && is_for_former;
        let direction = self.direction(from);
        if number <= direction.accepted || !runs {
            return;
        }
        assert_eq!(
            number,
            direction.accepted.next(),
            "an honest client leaves out no number"
        );
        direction.accepted = number;
        if epoch_of(body) == epoch && !is_late {
            direction.texts.push(Written {
                text: text_of(body),
                dropped: false,
                withheld,
            });
            if from == Party::Operator && self.is_sealed {
                self.answered = Some(lease);
            }
        }
    }

    pub(crate) fn exchange_keys(&mut self, number: Number) {
        if number > self.from_guest.accepted && self.runs() {
            self.from_guest.accepted = number;
            self.epoch = self.epoch.next();
            self.answered = None;
            self.from_guest.drop_undelivered();
            self.from_operator.drop_undelivered();
        }
    }

    /// Carries out what is due. Gives whether the chat is to be forgotten.
    pub(crate) fn expire(&mut self, now: u64, around: Around<'_>) -> bool {
        while let Some((_, due)) = self.first_due(around).filter(|(at, _)| *at <= now) {
            match due {
                Due::PassedAlong { to } => {
                    self.stage = NaiveStage::Held { desk: to };
                    self.holder_absent_since = None;
                    self.taken_up(None);
                }
                Due::End => self.end(now),
                Due::HolderGone => self.interrupt(now),
                Due::NotTaken => self.keep(),
                Due::Consoled => {
                    if let NaiveStage::Waiting { consoled, .. } = &mut self.stage {
                        *consoled = true;
                    }
                }
                Due::Forgotten => return true,
            }
        }
        false
    }

    /// When something happens to it without anybody's doing.
    pub(crate) fn due_at(&self, around: Around<'_>) -> Option<u64> {
        self.first_due(around).map(|(at, _)| at)
    }

    fn first_due(&self, Around { settings, heirs }: Around<'_>) -> Option<(u64, Due)> {
        let after = |since: Option<u64>, millis, due| since.map(|since| (since + millis, due));
        let concierge = millis(settings.concierge_seconds);
        let unanswered = concierge + millis(settings.unanswered_seconds);
        let grace = millis(settings.grace_seconds);
        let dues = match self.stage {
            NaiveStage::Waiting { since, consoled } => vec![
                after(self.absent_since, WAITING_GUEST_GRACE_MILLIS, Due::End),
                after(Some(since).filter(|_| !consoled), concierge, Due::Consoled),
                after(Some(since).filter(|_| consoled), unanswered, Due::End),
            ],
            NaiveStage::Held { desk } => vec![
                after(self.absent_since, HELD_GUEST_GRACE_MILLIS, Due::End),
                heirs.get(desk).copied().flatten().and_then(|to| {
                    let passed = Due::PassedAlong { to };
                    after(
                        self.holder_absent_since,
                        TAKE_ALONG_MILLIS.min(grace),
                        passed,
                    )
                }),
                after(self.holder_absent_since, grace, Due::HolderGone),
                after(self.transfer.as_ref().map(|it| it.until), 0, Due::NotTaken),
            ],
            NaiveStage::Ended { at, .. } => {
                let kept = if self.was_handed_on {
                    MOVED_CHAT_KEPT_MILLIS
                } else {
                    ENDED_CHAT_KEPT_MILLIS
                };
                vec![after(Some(at), kept, Due::Forgotten)]
            }
        };
        dues.into_iter().flatten().min()
    }
}

fn millis(seconds: u32) -> u64 {
    u64::from(seconds) * 1_000
}

#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Due {
    End,
    PassedAlong { to: usize },
    HolderGone,
    NotTaken,
    Consoled,
    Forgotten,
}

const fn waiting(since: u64) -> NaiveStage {
    let consoled = false;
    NaiveStage::Waiting { since, consoled }
}

impl Direction {
    /// The other end reads something: later than all it has read before.
    pub(crate) fn read(&mut self, seq: Seq, body: &Body) {
        let text = text_of(body);
        let place = self.texts.iter().position(|written| written.text == text);
        let place = place.unwrap_or_else(|| panic!("{text} was never accepted"));
        let is_withheld = self.texts.get(place).is_some_and(|it| it.withheld);
        assert!(!is_withheld, "{text} is for whoever holds the chat next");
        if let Some((_, before)) = self.reads.last() {
            assert!(place > *before, "{text} is read twice, or out of order");
        }
        self.reads.push((seq, place));
        self.known.insert(seq, place);
    }

    pub(crate) fn acknowledge(&mut self, received: Seq) {
        self.acknowledged = self.acknowledged.max(received);
    }

    /// Another reader goes on, who has all up to this place in memory, or nothing but what was acknowledged.
    pub(crate) fn taken_up(&mut self, received: Option<Seq>) {
        self.acknowledge(received.unwrap_or_default());
        let read = self.known.range(..=self.acknowledged);
        self.reads = read.map(|(seq, place)| (*seq, *place)).collect();
    }

    /// Another reader begins with the first text.
    fn read_anew(&mut self) {
        self.reads.clear();
    }

    /// What was withheld is withheld no longer.
    fn release(&mut self) {
        self.texts.iter_mut().for_each(|it| it.withheld = false);
    }

    /// Whether this was written.
    pub(crate) fn has(&self, body: &Body) -> bool {
        let text = text_of(body);
        self.texts.iter().any(|written| written.text == text)
    }

    /// Whether everything has been read that was accepted, was not dropped, and waits for no other holder.
    pub(crate) fn all_read(&self) -> bool {
        let read = |place| self.reads.iter().any(|(_, read)| *read == place);
        self.texts
            .iter()
            .enumerate()
            .all(|(place, written)| written.dropped || written.withheld || read(place))
    }

    fn drop_undelivered(&mut self) {
        let acknowledged = self.acknowledged;
        let delivered: Vec<usize> = self
            .reads
            .iter()
            .filter(|(seq, _)| *seq <= acknowledged)
            .map(|(_, place)| *place)
            .collect();
        for (place, written) in self.texts.iter_mut().enumerate() {
            written.dropped |= !delivered.contains(&place);
        }
    }
}

fn epoch_of(body: &Body) -> Epoch {
    match body {
        Body::Sealed { epoch, .. } => *epoch,
        Body::Open { .. } => Epoch(0),
    }
}

fn text_of(body: &Body) -> String {
    match body {
        Body::Sealed { text, .. } => text.as_str().to_owned(),
        Body::Open { text } => text.as_str().to_owned(),
    }
}
