//! Somebody takes over an open chat that a colleague holds: nobody has to hand it to them.

use hushdesk_protocol::frames::{
    About, ChatKind, Lapsed, OfferEnd, Origin, Refusal, ToOperator, Whereabouts,
};
use hushdesk_protocol::ids::ChatId;

use crate::event::{ConnectionId, Seat};
use crate::news::News;
use crate::queue::Queue;
use crate::stored::Stage;
use crate::turn::{Refused, Turn};

impl Queue {
    /// Gives a chat to this seat that another operator holds, under a new claim. One that waits is claimed; one that the
    /// operator has at another window stays there. Of a sealed one nobody else could read what was written, so it can be
    /// handed on only.
    pub(crate) fn take_over(
        &mut self,
        id: &ChatId,
        seat: &Seat,
        connection: ConnectionId,
        turn: &mut Turn,
    ) -> Result<News, Refused> {
        let refuse = |refusal| Err((About::Chat(id.clone()), refusal));
        let Some(chat) = self.chats.get(id) else {
            return refuse(Refusal::UnknownChat);
        };
        let from = match chat.stage() {
            Stage::Waiting(_) => return self.claim(id, seat, connection, turn),
            // Said twice: the first one has been answered.
            Stage::Held(hold) if hold.seat == *seat => return Ok(News::none()),
            Stage::Held(hold) if hold.seat.operator == seat.operator => {
                return refuse(Refusal::Answered);
            }
            Stage::Held(_) if chat.head().kind.kind() == ChatKind::Sealed => {
                return refuse(Refusal::WrongKind);
            }
            Stage::Held(hold) => hold.seat.operator.clone(),
            Stage::Departed { .. } | Stage::Moved { .. } => return refuse(Refusal::Answered),
            Stage::Ended { .. } => return refuse(Refusal::Closed),
        };
        let former = self.holder(id);
        let stopped = self.stop_handing_on(id, OfferEnd::Withdrawn, turn);
        let origin = Origin::TakenOver { from };
        let news = self.give(id, seat, connection, origin, turn);
        let by = seat.operator.clone();
        let lapsed = Lapsed {
            chat: id.clone(),
            now: Whereabouts::Held { by },
        };
        turn.tell_operator(former, ToOperator::Lapsed(lapsed));
        Ok(stopped.and(news))
    }
}
