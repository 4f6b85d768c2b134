//! What is to be done after an event.

use hushdesk_protocol::frames::{ToGuest, ToOperator};
use hushdesk_protocol::ids::QueueName;

use crate::event::{ConnectionId, End};
use crate::open_transcript::Retained;
use crate::passing::letter::Letter;
use crate::stored::{Key, Stored};
use crate::to_archive::{OfQueue, ToArchive};

/// Something to be done. In a list of them, what is to be stored comes first.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Effect {
    /// Keep this record in place of the one with the same key.
    Store(Stored),
    /// Keep the record of this key no longer.
    Forget(Key),
    /// See to it that the organisation's archive hears this, once. It is stored with the records, until it has.
    Tell(Box<ToArchive>),
    /// See to it that the organisation's archive hears this of the queue itself, once. It is stored with the records, until it
    /// has.
    TellOfQueue(OfQueue),
    /// Keep what was said in an open chat that has ended. It is stored with the records, until it is where it is kept.
    Retain(Box<Retained>),
    /// From here on this end is behind the socket; [`Event::Woke`](crate::Event::Woke) says so after a pause.
    Admit {
        /// Which socket.
        connection: ConnectionId,
        /// Who is behind it.
        end: End,
    },
    /// Say this to a guest.
    ToGuest {
        /// By which socket.
        connection: ConnectionId,
        /// What.
        frame: ToGuest,
    },
    /// Say this to an operator.
    ToOperator {
        /// By which socket.
        connection: ConnectionId,
        /// What.
        frame: ToOperator,
    },
    /// Say this to another queue of the organisation. It may be lost: what matters is said again.
    Post {
        /// Which queue.
        to: QueueName,
        /// What.
        letter: Box<Letter>,
    },
    /// Close a socket; the queue has forgotten it already.
    Close {
        /// Which.
        connection: ConnectionId,
        /// Why.
        why: Closing,
    },
}

/// Why the queue closes a socket.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Closing {
    /// A newer socket of the same guest or seat took its place.
    Replaced,
    /// Its first frame was refused.
    Refused,
    /// Its chat ended and has been forgotten.
    Over,
    /// Its chat is on the way to another queue: come back in a moment.
    Later,
    /// Its chat has gone to another queue.
    Moved,
    /// The operator's shift is over.
    ShiftOver,
}
