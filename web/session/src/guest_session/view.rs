//! What the guest sees.

use hushdesk_protocol::earlier::EarlierText;
use hushdesk_protocol::frames::{ChatKind, Place};
use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::text::DisplayName;

use super::GuestSession;
use super::consent::{self, Permission};
use super::key_exchange::KeyExchange;
use super::life::{End, Life};
use crate::clock::EdgeClock;
use crate::comparison::Comparison;
use crate::flow::Flow;
use crate::line::Line;
use crate::log::{Delivery, EntryId, Item, Log, LogEntry};
use crate::sealing::GuestSealing;
use crate::verdict::Trust;

/// All that is to be shown of a chat. Cheap to clone and to compare.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct GuestView {
    /// Whether the chat is connected to the queue.
    pub line: Line,
    /// Sealed or open.
    pub kind: ChatKind,
    /// Where the chat stands.
    pub standing: GuestStanding,
    /// Its place among the chats that wait, while it does, as far as the queue has told.
    pub place: Option<Place>,
    /// Whether the queue takes what the guest writes.
    pub flow: Flow,
    /// Whether the operator's window is connected at the moment.
    pub present: bool,
    /// Whether the operator is writing.
    pub typing: bool,
    /// Whether the operator wants to read what was said before.
    pub permission: Permission,
    /// How it goes with comparing a secret.
    pub comparison: Comparison,
    /// The edge's clock.
    pub clock: EdgeClock,
    /// The last text of the guest that has left this browser.
    pub left: EntryId,
    /// The conversation.
    pub log: Log,
}

/// Where a chat stands for the guest.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum GuestStanding {
    /// Nobody has answered yet.
    Waiting {
        /// Whether anybody is there who could.
        staffed: bool,
    },
    /// Whoever had answered is gone, and nobody else has come yet.
    Interrupted {
        /// Who is gone.
        operator: DisplayName,
    },
    /// Somebody has answered, and the two ends exchange keys; what is written waits.
    Exchanging {
        /// Who.
        operator: DisplayName,
    },
    /// The two ends have keys, but the library vouches for none of this operator: the guest is asked whether to go on
    /// with it ([`GuestEvent::Trusts`](super::GuestEvent::Trusts)); what is written waits for that.
    Doubtful {
        /// Who has answered.
        operator: DisplayName,
        /// The key.
        fingerprint: Fingerprint,
    },
    /// Whoever answered hands the chat on: what is written waits for whoever holds it next.
    Passing {
        /// Who hands it on.
        operator: DisplayName,
        /// Who can read what was said until now; none without keys.
        trust: Option<Trust>,
    },
    /// The two talk.
    Talking {
        /// Who has answered.
        operator: DisplayName,
        /// Who can read along.
        trust: Trust,
    },
    /// Whoever answered was refused, by this browser for their key or by the guest; nothing was sent to them. Somebody else
    /// is looked for, and gets what is written.
    LookingForAnother {
        /// Who was refused.
        refused: DisplayName,
        /// Whether anybody else is there who could answer.
        staffed: bool,
    },
    /// The guest has ended the chat, and the queue has not heard of it yet.
    Ending,
    /// Over.
    Over(End),
}

impl GuestView {
    /// Whether the guest may write: at once, or into the outbox.
    pub fn writable(&self) -> bool {
        self.standing.writable() && self.flow != Flow::Full
    }

    /// Whether a line is a text that can be written otherwise, or taken back: it has not left this browser.
    pub fn is_revisable(&self, entry: &LogEntry) -> bool {
        let waits = matches!(
            entry.item,
            Item::Ours {
                delivery: Delivery::Waiting,
                ..
            }
        );
        let is_here = self.line != Line::Elsewhere;
        waits && is_here && entry.id > self.left && self.standing.writable()
    }

    /// These texts of the log, given in its order, with who wrote them, and when by the guest's own clock.
    pub fn earlier(&self, texts: &[EntryId]) -> Vec<EarlierText> {
        consent::texts(texts, &self.log, EdgeClock::NONE)
    }

    /// How many texts have come from the other end.
    pub fn texts_of_theirs(&self) -> usize {
        let entries = self.log.entries().iter();
        entries
            .filter(|entry| matches!(entry.item, Item::Theirs { .. }))
            .count()
    }
}

impl GuestStanding {
    /// Whether what is written goes anywhere, as long as the queue takes it.
    pub const fn writable(&self) -> bool {
        match self {
            Self::Waiting { .. }
            | Self::Interrupted { .. }
            | Self::Exchanging { .. }
            | Self::Doubtful { .. }
            | Self::Passing { .. }
            | Self::Talking { .. }
            | Self::LookingForAnother { .. } => true,
            Self::Ending | Self::Over(_) => false,
        }
    }

    /// Who has answered, if somebody has and the chat goes on.
    pub const fn operator(&self) -> Option<&DisplayName> {
        match self {
            Self::Exchanging { operator }
            | Self::Doubtful { operator, .. }
            | Self::Passing { operator, .. }
            | Self::Talking { operator, .. } => Some(operator),
            Self::Waiting { .. }
            | Self::Interrupted { .. }
            | Self::LookingForAnother { .. }
            | Self::Ending
            | Self::Over(_) => None,
        }
    }

    /// Whether the chat has ended.
    pub const fn is_over(&self) -> bool {
        matches!(self, Self::Over(_))
    }
}

impl<S: GuestSealing> GuestSession<S> {
    /// What is to be shown.
    pub fn view(&self) -> GuestView {
        GuestView {
            line: self.line,
            kind: self.kind(),
            standing: self.standing(),
            place: self.place(),
            flow: self.delivery.flow(),
            present: self.present,
            typing: self.typing,
            permission: self.permission(),
            comparison: self.comparison(),
            clock: self.clock,
            left: self.delivery.left(),
            log: self.delivery.log.clone(),
        }
    }

    fn place(&self) -> Option<Place> {
        let waits = self.life == Life::Running && self.operator.is_none();
        self.prospect.map(|it| it.place).filter(|_| waits)
    }

    /// Whether anybody is there who could answer, as far as the queue has told.
    fn is_staffed(&self) -> bool {
        self.prospect.is_none_or(|it| it.staffed)
    }

    /// Who is not talked to is not answered.
    fn permission(&self) -> Permission {
        match self.standing() {
            GuestStanding::Talking { .. } | GuestStanding::Exchanging { .. } => {
                self.consent.permission()
            }
            GuestStanding::Waiting { .. }
            | GuestStanding::Interrupted { .. }
            | GuestStanding::Doubtful { .. }
            | GuestStanding::Passing { .. }
            | GuestStanding::LookingForAnother { .. }
            | GuestStanding::Ending
            | GuestStanding::Over(_) => Permission::None,
        }
    }

    /// Who is not talked to is not compared with.
    fn comparison(&self) -> Comparison {
        match self.standing() {
            GuestStanding::Talking { .. } => self.comparing.view(),
            GuestStanding::Waiting { .. }
            | GuestStanding::Interrupted { .. }
            | GuestStanding::Exchanging { .. }
            | GuestStanding::Doubtful { .. }
            | GuestStanding::Passing { .. }
            | GuestStanding::LookingForAnother { .. }
            | GuestStanding::Ending
            | GuestStanding::Over(_) => Comparison::None,
        }
    }

    fn standing(&self) -> GuestStanding {
        match (self.life, &self.operator) {
            (Life::Ending, _) => GuestStanding::Ending,
            (Life::Over(end), _) => GuestStanding::Over(end),
            (Life::Running, None) => self.standing_alone(),
            (Life::Running, Some(operator)) => self.standing_with(operator.clone()),
        }
    }

    fn standing_alone(&self) -> GuestStanding {
        match self.delivery.log.last_operator() {
            Some(refused) if self.delivery.log.looks_for_another() => self.looking(refused),
            Some(operator) => GuestStanding::Interrupted { operator },
            None => GuestStanding::Waiting {
                staffed: self.is_staffed(),
            },
        }
    }

    fn looking(&self, refused: DisplayName) -> GuestStanding {
        let staffed = self.is_staffed();
        GuestStanding::LookingForAnother { refused, staffed }
    }

    fn standing_with(&self, operator: DisplayName) -> GuestStanding {
        if self.refuses {
            return self.looking(operator);
        }
        let trust = match &self.sealed {
            Some(sealed) => sealed.trust().cloned(),
            None => Some(Trust::Readable),
        };
        if self.passing {
            return GuestStanding::Passing { operator, trust };
        }
        let doubtful = self.sealed.as_ref().and_then(KeyExchange::doubtful_key);
        match (trust, doubtful) {
            (Some(trust), _) => GuestStanding::Talking { operator, trust },
            (None, Some(fingerprint)) => GuestStanding::Doubtful {
                operator,
                fingerprint: fingerprint.clone(),
            },
            (None, None) => GuestStanding::Exchanging { operator },
        }
    }
}
