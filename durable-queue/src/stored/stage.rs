//! Where a chat stands.

use std::collections::BTreeSet;

use hushdesk_protocol::frames::{Closer, Handing, Origin, Sent, TransferState};
use hushdesk_protocol::ids::{Lease, OperatorName, QueueName, Seq, Timestamp};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use crate::event::Seat;
use crate::to_archive::RetainedUntil;

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
        /// Until when what was said is kept elsewhere, if it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retained: Option<RetainedUntil>,
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
    /// How far it has got with being passed on.
    #[serde(default, skip_serializing_if = "Rolling::is_not_yet")]
    pub rolling: Rolling,
}

/// How far a chat that nobody has answered has got with being passed on.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rolling {
    /// It waits here, until its time is up.
    #[default]
    NotYet,
    /// The queue of a level has been asked whether anybody is there.
    Asking {
        /// Which.
        queue: QueueName,
        /// Since when.
        since: Timestamp,
        /// When it is asked again.
        again_at: Timestamp,
    },
    /// Nobody is at any of them.
    InVain {
        /// When they are asked again.
        again_at: Timestamp,
    },
}

impl Rolling {
    const fn is_not_yet(&self) -> bool {
        matches!(self, Self::NotYet)
    }
}

impl Wait {
    /// It begins now.
    pub(crate) const fn new(origin: Origin, now: Timestamp) -> Self {
        Self {
            dismissed: BTreeSet::new(),
            since: now,
            origin,
            chosen: BTreeSet::new(),
            reconsidered: BTreeSet::new(),
            consoled: false,
            rolling: Rolling::NotYet,
        }
    }
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
    /// How the last attempt has failed, until the holder writes or tries again.
    #[serde(default)]
    pub outcome: Option<TransferState>,
    /// How often the guest was asked for the earlier messages.
    #[serde(default, skip_serializing_if = "is_none_at_all")]
    pub asked: u32,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "so serde hands a field over"
)]
const fn is_none_at_all(count: &u32) -> bool {
    *count == 0
}

/// An attempt to hand a chat on. Its number is [`transfers`](super::StoredChat::transfers).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Transfer {
    /// To whom, and until when.
    pub handing: Handing,
    /// Why it comes to whoever takes it.
    pub origin: Origin,
    /// Since when.
    pub since: Timestamp,
    /// The place of the log at which it began: what the guest writes after it is withheld.
    pub after: Seq,
    /// Who does not want it.
    pub dismissed: BTreeSet<OperatorName>,
    /// When another queue is told of it again.
    pub again_at: Option<Timestamp>,
}
