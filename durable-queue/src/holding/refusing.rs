//! A guest does not want whoever holds their chat: it waits for somebody else.

use hushdesk_protocol::frames::{
    About, ChatKind, Closer, Lapsed, OfferEnd, Refusal, ToOperator, Whereabouts,
};
use hushdesk_protocol::ids::{ChatId, Lease};

use crate::chat::Chat;
use crate::news::News;
use crate::queue::Queue;
use crate::stored::Stage;
use crate::turn::{Refused, Turn};

impl Queue {
    /// Takes a sealed chat away from whoever holds it by this claim, and offers it to the others: what its guest wrote has
    /// not been sealed for anybody. A refusal that comes late says nothing. When so many have been refused that nobody is
    /// to be expected any more, the chat ends.
    pub(crate) fn refuse_holder(
        &mut self,
        id: &ChatId,
        lease: Lease,
        turn: &mut Turn,
    ) -> Result<News, Refused> {
        let refuse = |refusal| Err((About::Chat(id.clone()), refusal));
        let Some(chat) = self.chats.get(id) else {
            return refuse(Refusal::UnknownChat);
        };
        if chat.head().kind.kind() == ChatKind::Open {
            return refuse(Refusal::WrongKind);
        }
        if !matches!(chat.stage(), Stage::Held(hold) if hold.lease == lease) {
            return Ok(News::none());
        }
        let holder = self.holder(id);
        let stopped = self.stop_handing_on(id, OfferEnd::Withdrawn, turn);
        let chat = self.chats.edit(id);
        let Some(seq) = chat.and_then(|chat| chat.refuse_holder(turn.now)) else {
            return Ok(stopped);
        };
        let lapsed = Lapsed {
            chat: id.clone(),
            now: Whereabouts::KeyRefused,
        };
        turn.tell_operator(holder, ToOperator::Lapsed(lapsed));
        self.tell_entry(id, seq, turn);
        let news = stopped.and(News::some());
        if self.chats.get(id).is_some_and(Chat::has_refused_enough) {
            let ended = self.end(id, Closer::Unanswered, turn)?;
            return Ok(news.and(ended));
        }
        Ok(news)
    }
}
