//! What is stored: one record a chat, one an entry of its log. `tests/stored_format.rs` pins the JSON.

use hushdesk_protocol::frames::{
    Availability, ChatKind, ChosenEnd, Closer, Entry, GuestLabel, Handing, Offer, Origin, Party,
    Sent, TransferState,
};
use hushdesk_protocol::ids::{
    ChatId, Epoch, Lease, Number, OperatorName, OrganisationName, QueueName, Seq, SkinName,
    Timestamp, Visit,
};
use hushdesk_protocol::rest::QueueSettings;
use hushdesk_protocol::text::{DisplayName, NoteText, PageAddress};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::event::Seat;
use crate::limits::VISITS_MAX;
use crate::token::TokenHash;

/// Something that is stored under a key of its own.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Record {
    /// A chat, without its log.
    Chat(ChatId, Box<ChatRecord>),
    /// An entry of a chat's log.
    Entry(ChatId, EntryRecord),
    /// An operator who staffs the queue.
    Operator(OperatorName, OperatorRecord),
    /// A chat that another queue offers to this one.
    Inbound(ChatId, Box<InboundRecord>),
    /// Which queue this is, and how it treats its chats.
    Config(Box<ConfigRecord>),
}

/// Under what a record is stored.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Key {
    /// A chat.
    Chat(ChatId),
    /// An entry of a chat's log.
    Entry(ChatId, Seq),
    /// An operator.
    Operator(OperatorName),
    /// A chat that another queue offers.
    Inbound(ChatId),
    /// The queue itself.
    Config,
}

impl Record {
    /// What it is stored under.
    pub fn key(&self) -> Key {
        match self {
            Self::Chat(chat, _) => Key::Chat(chat.clone()),
            Self::Entry(chat, record) => Key::Entry(chat.clone(), record.entry.seq),
            Self::Operator(operator, _) => Key::Operator(operator.clone()),
            Self::Inbound(chat, _) => Key::Inbound(chat.clone()),
            Self::Config(_) => Key::Config,
        }
    }
}

/// A chat, without its log.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct ChatRecord {
    /// The hash of the token by which the guest comes back.
    pub token: TokenHash,
    /// Sealed or open.
    pub kind: Kind,
    /// What operators call the guest.
    pub label: GuestLabel,
    /// The skin through which the guest came.
    pub skin: SkinName,
    /// The page the guest writes from.
    pub page: Option<PageAddress>,
    /// When it was opened.
    pub opened: Timestamp,
    /// Where it stands.
    pub stage: Stage,
    /// Since when the guest has had no socket, while the chat goes on.
    pub absent_since: Option<Timestamp>,
    /// How far the queue has got with what the guest sent.
    pub sent: Sent,
    /// How often the guest's browser has come, and what it had sent by then.
    pub visits: Visits,
    /// The last place given in the log.
    pub last_seq: Seq,
    /// How far the ends have read the log.
    #[serde(default)]
    pub read: Read,
    /// The last fencing number given.
    pub last_lease: Lease,
    /// How often it has been handed on, taken or not: the number of the last time.
    #[serde(default)]
    pub transfers: Number,
    /// How much each end has written.
    #[serde(default)]
    pub written: Written,
}

/// The visits of a guest's browser: whose numbers are whose, if several of its pages speak in turn.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Visits {
    /// The present one, or the last.
    pub last: Visit,
    /// What had been accepted from the guest when the last ones began, the last one at the end.
    pub began_after: Vec<Number>,
}

impl Visits {
    /// The first one, when so much has been accepted.
    pub(crate) fn first(accepted: Number) -> Self {
        Self {
            last: Visit(1),
            began_after: vec![accepted],
        }
    }

    /// Begins another one.
    fn begin(&mut self, accepted: Number) {
        self.last = self.last.next();
        self.began_after.push(accepted);
        let surplus = self.began_after.len().saturating_sub(VISITS_MAX);
        self.began_after.drain(..surplus);
    }

    /// What had been accepted when a visit ended; nothing of one that goes on, that has never been, or that is forgotten.
    fn ended_after(&self, visit: Visit) -> Option<Number> {
        let later = self.last.0.checked_sub(visit.0)?;
        let later = usize::try_from(later).ok().filter(|later| *later > 0)?;
        let place = self.began_after.len().checked_sub(later)?;
        self.began_after.get(place).copied()
    }
}

impl ChatRecord {
    /// The guest's browser comes back, from that visit. Gives up to where its numbers are those that were accepted.
    pub(crate) fn guest_comes(&mut self, from: Visit) -> Number {
        let accepted = self.sent.accepted;
        let yours = if from == self.visits.last {
            Some(accepted)
        } else {
            self.visits.ended_after(from)
        };
        self.visits.begin(accepted);
        yours.unwrap_or_default()
    }
}

/// The last place of the log up to which each end has acknowledged everything that goes to it.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Read {
    /// The guest.
    pub guest: Seq,
    /// Whoever holds the chat, and those who did before.
    pub operator: Seq,
}

impl Read {
    /// What one end has read.
    pub(crate) const fn by(self, end: Party) -> Seq {
        match end {
            Party::Guest => self.guest,
            Party::Operator => self.operator,
        }
    }

    /// An end has read on to a place.
    pub(crate) fn extend(&mut self, end: Party, to: Seq) {
        let read = match end {
            Party::Guest => &mut self.guest,
            Party::Operator => &mut self.operator,
        };
        *read = to.max(*read);
    }
}

/// How much the ends of a chat have written, and how fast the guest does.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Written {
    /// By the guest.
    pub guest: Tally,
    /// By whoever held the chat.
    pub operator: Tally,
    /// When the guest will have been silent for long enough to write as much as ever at once: each message puts
    /// it off.
    pub rested_at: Timestamp,
}

/// A count of messages.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// How many.
    pub messages: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// Whether a chat is sealed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// End-to-end encrypted.
    Sealed {
        /// The epoch of the last key exchange.
        epoch: Epoch,
        /// The guest's number of that key exchange.
        exchange: Number,
        /// Under which claim its commit was answered: only that holder has the keys.
        #[serde(default)]
        answered: Option<Lease>,
    },
    /// Readable.
    Open,
}

impl Kind {
    /// Without the numbers.
    pub const fn kind(self) -> ChatKind {
        match self {
            Self::Sealed { .. } => ChatKind::Sealed,
            Self::Open => ChatKind::Open,
        }
    }

    /// The epoch of the last key exchange; 0 in an open chat.
    pub const fn epoch(self) -> Epoch {
        match self {
            Self::Sealed { epoch, .. } => epoch,
            Self::Open => Epoch(0),
        }
    }
}

/// Where a chat stands.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Nobody holds it; it is offered.
    Waiting(Wait),
    /// A seat holds it.
    Held(Hold),
    /// It has left for another queue, which has yet to say that it has arrived. Nothing is taken.
    Departed {
        /// Which queue.
        to: QueueName,
        /// What to say there of why it comes.
        origin: Origin,
        /// Since when.
        #[serde(default)]
        since: Timestamp,
        /// When it is sent again.
        again_at: Timestamp,
    },
    /// It has gone to another queue; its guest is told so.
    Moved {
        /// Which queue.
        to: QueueName,
        /// When it had arrived there.
        at: Timestamp,
    },
    /// It has ended.
    Ended {
        /// When.
        at: Timestamp,
        /// Who ended it.
        by: Closer,
        /// Who held it then, and may still fetch what was written before.
        hold: Option<Hold>,
    },
}

/// What is known of a chat that nobody holds.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Wait {
    /// Who does not want to be offered it.
    pub dismissed: BTreeSet<OperatorName>,
    /// Since when.
    #[serde(default)]
    pub since: Timestamp,
    /// Why it is offered.
    #[serde(default)]
    pub origin: Origin,
    /// The few it is offered to, where the queue is set to ask a few.
    #[serde(default)]
    pub chosen: BTreeSet<OperatorName>,
    /// Who had dismissed it and is offered it again, whoever is chosen.
    #[serde(default)]
    pub reconsidered: BTreeSet<OperatorName>,
    /// Whether its guest has been told that it takes a while. It is offered to all from then on.
    #[serde(default)]
    pub consoled: bool,
}

/// A claim.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Hold {
    /// Who holds the chat.
    pub seat: Seat,
    /// What they are called.
    pub display: DisplayName,
    /// The fencing number.
    pub lease: Lease,
    /// How far the queue has got with what was sent under it.
    pub sent: Sent,
    /// How its holder came by it.
    #[serde(default)]
    pub origin: Origin,
    /// Since when the holder's window has had no socket, while the chat goes on.
    #[serde(default)]
    pub absent_since: Option<Timestamp>,
    /// The attempt to hand it on, if there is one.
    #[serde(default)]
    pub transfer: Option<Transfer>,
    /// How the last attempt has failed, until the holder writes or tries again.
    #[serde(default)]
    pub outcome: Option<TransferState>,
}

/// An attempt to hand a chat on. Its number is [`ChatRecord::transfers`].
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Transfer {
    /// To whom, and until when.
    pub handing: Handing,
    /// Since when.
    pub since: Timestamp,
    /// The place of the log at which it began: what the guest writes after it is withheld.
    pub after: Seq,
    /// What the sender says about it.
    pub note: Option<NoteText>,
    /// Who does not want it.
    pub dismissed: BTreeSet<OperatorName>,
    /// When another queue is told of it again.
    pub again_at: Option<Timestamp>,
}

/// An operator who staffs the queue, or did a moment ago.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct OperatorRecord {
    /// What they are called.
    pub display: DisplayName,
    /// What they say of themselves.
    pub availability: Availability,
    /// When they came.
    pub since: Timestamp,
    /// When they last claimed a chat, or came.
    pub idle_since: Timestamp,
    /// When their shift ends, as they choose it; nothing: as the queue is set.
    pub until: Option<ChosenEnd>,
    /// Their shift is over; they hold chats still.
    pub shift_over: bool,
    /// Since when none of their windows has had a socket.
    pub absent_since: Option<Timestamp>,
}

/// A chat that another queue offers to this one.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct InboundRecord {
    /// Which queue has it.
    pub from: QueueName,
    /// The number of the transfer.
    pub transfer: Number,
    /// As it is shown.
    pub offer: Offer,
    /// Until when.
    pub until: Timestamp,
    /// Who does not want it.
    pub dismissed: BTreeSet<OperatorName>,
    /// Who has claimed it, and waits for it to come.
    pub claim: Option<InboundClaim>,
}

impl InboundRecord {
    /// Whether it is this operator who hands the chat on, from the other queue.
    pub(crate) fn is_from(&self, operator: &OperatorName) -> bool {
        match &self.offer.origin {
            Origin::Transfer { by, .. } => by == operator,
            Origin::New | Origin::Continuation { .. } => false,
        }
    }

    /// Whether it is offered to an operator who takes chats.
    pub(crate) fn suits(&self, operator: &OperatorName) -> bool {
        !self.is_from(operator) && !self.dismissed.contains(operator)
    }
}

/// A claim of a chat that another queue has.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct InboundClaim {
    /// Who.
    pub seat: Seat,
    /// When the other queue is told of it again.
    pub again_at: Timestamp,
}

/// Which queue this is, and how it treats its chats.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct ConfigRecord {
    /// Whose it is; nothing, before the Worker has said it.
    pub organisation: Option<OrganisationName>,
    /// Its name; nothing, before the Worker has said it.
    pub name: Option<QueueName>,
    /// How it is set.
    pub settings: QueueSettings,
    /// How often anything of this had changed in the whole organisation by then: of two records the one with the higher
    /// number is the newer, in its settings and in its set of queues.
    #[serde(default)]
    pub version: u64,
    /// All queues of the organisation: those to which a chat can be handed.
    #[serde(default)]
    pub queues: BTreeSet<QueueName>,
}

/// An entry of a chat's log, as long as somebody has yet to acknowledge it; of an open chat, as long as it runs.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct EntryRecord {
    /// The entry.
    pub entry: Entry,
    /// Which message of whom it is, if it is one.
    pub origin: Option<Source>,
    /// Who has yet to acknowledge it.
    pub awaits: Receivers,
}

/// Which message of whom an entry is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Source {
    /// One of the guest's.
    Guest {
        /// Its number.
        number: Number,
    },
    /// One of a holder's.
    Operator {
        /// Under which claim.
        lease: Lease,
        /// Its number under that claim.
        number: Number,
    },
}

impl Source {
    /// Its number.
    pub(crate) const fn number(self) -> Number {
        match self {
            Self::Guest { number } | Self::Operator { number, .. } => number,
        }
    }
}

/// The ends of a chat to which something goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Receivers {
    /// The guest.
    pub guest: bool,
    /// Whoever holds the chat.
    pub operator: bool,
}

impl Receivers {
    /// None of them.
    pub(crate) const fn nobody(self) -> bool {
        !self.guest && !self.operator
    }

    /// Whether this end is one of them.
    pub(crate) const fn includes(self, end: Party) -> bool {
        match end {
            Party::Guest => self.guest,
            Party::Operator => self.operator,
        }
    }

    /// Takes an end away.
    pub(crate) const fn remove(&mut self, end: Party) {
        match end {
            Party::Guest => self.guest = false,
            Party::Operator => self.operator = false,
        }
    }
}

impl EntryRecord {
    /// What everybody has acknowledged, and is kept since it was said in an open chat.
    pub(crate) const fn said(entry: Entry) -> Self {
        Self {
            entry,
            origin: None,
            awaits: Receivers {
                guest: false,
                operator: false,
            },
        }
    }
}
