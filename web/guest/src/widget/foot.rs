//! What stands at the foot of a chat: the field, or what has to be decided before one can go on.

use hushdesk_protocol::frames::Refusal;
use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::guest_session::{End, GuestStanding, Permission};
use hushdesk_web::session::line::Line;

use super::{Conversation, Survey};

/// What the guest can do next.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Foot<'a> {
    /// Write.
    Field {
        /// Whether there is a question over the field that can be opened.
        asked: bool,
    },
    /// Say whether to go on with somebody whom the library has not confirmed.
    Doubt {
        /// Who.
        operator: &'a DisplayName,
        /// Their key.
        fingerprint: &'a Fingerprint,
    },
    /// Say whether this operator may see what was said before.
    Consent(&'a DisplayName),
    /// Say what the queue asks at the end, and end the chat.
    Survey,
    /// End the chat, which takes no more.
    Full,
    /// Bring the chat here from another window.
    Elsewhere,
    /// Reload the page.
    Reload {
        /// Because it is too old; else because the desk did not want it.
        outdated: bool,
    },
    /// Keep what was said, or begin anew.
    Over(Over),
    /// Nothing: the desk is being told of the end.
    Nothing,
}

/// How it has come to an end.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Over {
    /// Somebody has ended it, as the conversation says.
    Ended,
    /// The desk does not know it any more.
    Gone,
    /// The desk never took it.
    DeskFull,
}

impl Conversation {
    /// What stands at its foot.
    pub(crate) fn foot(&self) -> Foot<'_> {
        let standing = &self.view.standing;
        if let GuestStanding::Over(end) = standing {
            return Foot::Over(Over::by(*end));
        }
        if self.is_elsewhere() {
            return Foot::Elsewhere;
        }
        if matches!(standing, GuestStanding::Ending) {
            let is_known = self.can_be_put_away();
            return if is_known {
                Foot::Over(Over::Ended)
            } else {
                Foot::Nothing
            };
        }
        let field = Foot::Field {
            asked: self.is_asked(),
        };
        self.refused()
            .or_else(|| self.decision(standing))
            .unwrap_or(field)
    }

    fn refused(&self) -> Option<Foot<'static>> {
        match self.view.line {
            Line::Refused(refusal) => Some(Foot::Reload {
                outdated: matches!(refusal, Refusal::Version { .. }),
            }),
            Line::Connecting | Line::Moving(_) | Line::Up | Line::Down | Line::Elsewhere => None,
        }
    }

    fn decision<'a>(&'a self, standing: &'a GuestStanding) -> Option<Foot<'a>> {
        if self.view.flow == Flow::Full {
            return Some(Foot::Full);
        }
        if let GuestStanding::Doubtful {
            operator,
            fingerprint,
        } = standing
        {
            return Some(Foot::Doubt {
                operator,
                fingerprint,
            });
        }
        if self.survey == Survey::Asked && self.can_tell() {
            return Some(Foot::Survey);
        }
        let operator = standing.operator()?;
        let is_now = self.is_asked() && !self.consent.later;
        is_now.then_some(Foot::Consent(operator))
    }

    /// Whether an operator waits for the guest's word on the earlier texts.
    pub(super) fn is_asked(&self) -> bool {
        self.view.permission == Permission::Asked
    }
}

impl Over {
    const fn by(end: End) -> Self {
        match end {
            End::By(_) => Self::Ended,
            End::Gone => Self::Gone,
            End::QueueFull => Self::DeskFull,
        }
    }
}
