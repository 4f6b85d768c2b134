//! The holder wants what was written before they came, and the guest is asked for it.

use hushdesk_protocol::earlier::REQUESTS_MAX;
use hushdesk_protocol::frames::{Content, Refusal};
use hushdesk_protocol::ids::{Seq, Timestamp};

use super::{Chat, TO_BOTH};
use crate::stored::{Kind, Stage};

impl Chat {
    /// Asks the guest for the earlier messages. Gives the place at which both ends are told.
    ///
    /// # Errors
    ///
    /// The chat is open, so that its holder has them; it is over, or being handed on; or its guest has been asked as often as
    /// they may be under one claim.
    pub(crate) fn ask_for_earlier(&mut self, now: Timestamp) -> Result<Seq, Refusal> {
        if self.head.kind == Kind::Open {
            return Err(Refusal::WrongKind);
        }
        let Stage::Held(hold) = &mut self.head.stage else {
            return Err(Refusal::Closed);
        };
        if self.head.transfer.is_some() {
            return Err(Refusal::Transferring);
        }
        if hold.asked >= REQUESTS_MAX {
            return Err(Refusal::TooMany);
        }
        hold.asked = hold.asked.saturating_add(1);
        let lease = hold.lease;
        Ok(self.append(Content::EarlierAsked { lease }, None, TO_BOTH, now))
    }
}
