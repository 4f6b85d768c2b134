//! What an operator sees of one chat.

use std::rc::Rc;

use hushdesk_protocol::earlier::EarlierText;
use hushdesk_protocol::frames::{ChatKind, Closer, GuestLabel, Handing, Origin, Whereabouts};
use hushdesk_protocol::ids::{ChatId, Fingerprint, OperatorName, SkinName, Timestamp};
use hushdesk_protocol::text::PageAddress;

use super::request::Earlier;
use crate::comparison::Comparison;
use crate::flow::Flow;
use crate::log::Log;

/// What an operator sees of a chat this window holds or held.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ChatView {
    /// Which chat.
    pub chat: ChatId,
    /// Who is at the other end.
    pub guest: GuestLabel,
    /// Sealed or open.
    pub kind: ChatKind,
    /// The skin through which the guest came.
    pub skin: SkinName,
    /// Since when the chat exists.
    pub since: Timestamp,
    /// The page the guest writes from.
    pub page: Option<PageAddress>,
    /// How this operator came by the chat.
    pub origin: Origin,
    /// Whether and how the operator may write.
    pub standing: Standing,
    /// Whether the queue takes what the operator writes.
    pub flow: Flow,
    /// Since when the guest's browser has not been connected, by the edge's clock; nothing if it is.
    pub absent_since: Option<Timestamp>,
    /// Whether the guest is writing.
    pub typing: bool,
    /// How it goes with comparing a secret.
    pub comparison: Comparison,
    /// How it stands with what was said before this window took up the chat.
    pub earlier: Earlier,
    /// What the guest has sent of it.
    pub earlier_texts: Rc<Vec<EarlierText>>,
    /// The conversation.
    pub log: Log,
}

/// Where a chat stands for the operator.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Standing {
    /// The two ends exchange keys; what is written waits. (Where lines only pass through, how far the ends have got is not
    /// known.)
    Exchanging,
    /// Encrypted with the guest's browser.
    Sealed {
        /// The guest's key, made for this chat.
        guest: Fingerprint,
        /// The guest's browser has shown that it accepts this operator's key. Until then it may be looking at it, or asking
        /// the guest.
        heard: bool,
    },
    /// The guest's browser does not accept this operator's key: nothing will come, nothing can be sent.
    Refused,
    /// Readable by the service.
    Open,
    /// It is being handed on, and is not written in meanwhile; to whom, once the queue has said so.
    Passing(Option<Handing>),
    /// The operator has ended it, and the queue has not heard of it yet.
    Ending,
    /// Over.
    Closed {
        /// Who ended it.
        by: Closer,
    },
    /// It was handed on: a colleague has it now.
    HandedOn {
        /// Who.
        to: OperatorName,
    },
    /// The claim has lapsed: somebody else holds the chat, or nobody.
    Lapsed {
        /// Where the chat is, once the queue has said so.
        now: Option<Whereabouts>,
    },
}

impl ChatView {
    /// Whether the operator may write: at once, or into the outbox.
    pub fn writable(&self) -> bool {
        self.standing.writable() && self.flow != Flow::Full
    }
}

impl Standing {
    /// Whether what is written goes anywhere, as long as the queue takes it.
    pub const fn writable(&self) -> bool {
        match self {
            Self::Exchanging | Self::Sealed { .. } | Self::Open => true,
            Self::Passing(_)
            | Self::Refused
            | Self::Ending
            | Self::Closed { .. }
            | Self::HandedOn { .. }
            | Self::Lapsed { .. } => false,
        }
    }

    /// Whether the chat can be handed on.
    pub const fn passable(&self) -> bool {
        match self {
            Self::Exchanging | Self::Sealed { .. } | Self::Refused | Self::Open => true,
            Self::Passing(_)
            | Self::Ending
            | Self::Closed { .. }
            | Self::HandedOn { .. }
            | Self::Lapsed { .. } => false,
        }
    }

    /// Whether the guest can be blocked: this window holds the chat, or did at its end.
    pub const fn blockable(&self) -> bool {
        match self {
            Self::Exchanging
            | Self::Sealed { .. }
            | Self::Refused
            | Self::Open
            | Self::Passing(_)
            | Self::Ending
            | Self::Closed { .. } => true,
            Self::HandedOn { .. } | Self::Lapsed { .. } => false,
        }
    }

    /// Whether nothing will happen in the chat any more.
    pub const fn is_over(&self) -> bool {
        match self {
            Self::Closed { .. } | Self::HandedOn { .. } | Self::Lapsed { .. } => true,
            Self::Exchanging
            | Self::Sealed { .. }
            | Self::Refused
            | Self::Open
            | Self::Passing(_)
            | Self::Ending => false,
        }
    }
}
