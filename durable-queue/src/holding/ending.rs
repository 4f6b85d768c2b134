//! The end of a chat, and who hears of it.

use hushdesk_protocol::frames::{About, Closer, OfferEnd, Refusal};
use hushdesk_protocol::ids::{ChatId, OperatorName};

use crate::news::News;
use crate::queue::Queue;
use crate::turn::{Refused, Turn};

impl Queue {
    /// Ends a chat and says so to all whom it concerns.
    pub(crate) fn end(
        &mut self,
        id: &ChatId,
        by: Closer,
        turn: &mut Turn,
    ) -> Result<News, Refused> {
        let refuse = |refusal| Err((About::Chat(id.clone()), refusal));
        let Some(chat) = self.chats.get(id) else {
            return refuse(Refusal::UnknownChat);
        };
        if !chat.is_running() {
            return refuse(Refusal::Closed);
        }
        let holder = chat.hold().map(|hold| &hold.seat.operator);
        let end = end_of_offer(by, holder);
        let withheld_after = chat.withheld_after();
        let stopped = self.stop_handing_on(id, end.clone(), turn);
        if let Some(after) = withheld_after {
            self.release(id, after, turn);
        }
        let keeping = self.keeping();
        let Some(chat) = self.chats.edit(id) else {
            return refuse(Refusal::UnknownChat);
        };
        let seq = chat.end(id, by, keeping, turn.now);
        self.tell_entry(id, seq, turn);
        Ok(stopped.and(News::offer_ended(id, end)))
    }
}

/// What those are told to whom a chat was offered that has ended.
pub(crate) fn end_of_offer(by: Closer, holder: Option<&OperatorName>) -> OfferEnd {
    match (by, holder) {
        (Closer::Unanswered, _) => OfferEnd::Unanswered,
        (Closer::Operator, Some(holder)) => OfferEnd::Ended { by: holder.clone() },
        (Closer::Operator, None) | (Closer::Guest | Closer::GuestGone, _) => OfferEnd::GuestLeft,
    }
}
