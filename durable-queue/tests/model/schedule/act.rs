//! The steps of a schedule.

use hushdesk_protocol::frames::Status;
use hushdesk_protocol::rest::QueueSettings;

/// One step of a schedule.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    GuestComes(u8),
    GuestWrites(u8),
    GuestExchangesKeys(u8),
    GuestReads(u8),
    GuestAcknowledges(u8),
    GuestIsCut(u8),
    GuestEnds(u8),
    GuestRefuses(u8),
    OperatorComes {
        desk: usize,
        warm: bool,
    },
    OperatorClaims {
        desk: usize,
        chat: u8,
    },
    OperatorTakesOver {
        desk: usize,
        chat: u8,
    },
    OperatorWrites {
        desk: usize,
        chat: u8,
    },
    OperatorReads(usize),
    OperatorAcknowledges {
        desk: usize,
        chat: u8,
    },
    OperatorIsCut(usize),
    OperatorEnds {
        desk: usize,
        chat: u8,
    },
    OperatorDismisses {
        desk: usize,
        chat: u8,
    },
    OperatorReconsiders {
        desk: usize,
        chat: u8,
    },
    OperatorHandsOn {
        desk: usize,
        chat: u8,
        to: HandTo,
    },
    OperatorTells {
        desk: usize,
        to: HandTo,
    },
    OperatorAsks {
        desk: usize,
        chat: u8,
    },
    OperatorBlocks {
        desk: usize,
        chat: u8,
    },
    OperatorKeeps {
        desk: usize,
        chat: u8,
    },
    OperatorIs {
        desk: usize,
        status: Status,
    },
    QueueIsSet(Box<QueueSettings>),
    ServerCrashes,
    /// Each bit says whether a socket does not outlive it.
    ObjectSleeps(u64),
    TimePasses(u64),
}

/// To whom a chat is handed on, or something is said.
#[derive(Clone, Copy, Debug)]
pub(crate) enum HandTo {
    Ann,
    Bob,
    All,
}
