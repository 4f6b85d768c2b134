//! Open chats of colleagues that are to be taken over: asked for once, and what comes of it.

use std::rc::Rc;

use hushdesk_protocol::frames::{FromOperator, Refusal};
use hushdesk_protocol::ids::ChatId;

use super::Desk;
use crate::operator_session::Turn;
use crate::sealing::Sealing;

/// How it stands with a chat that this window wants to take over. It is here no longer once the window has it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Takeover {
    /// The queue has yet to answer.
    Asked,
    /// It is not to be had.
    Refused(Refusal),
}

impl<S: Sealing> Desk<S> {
    /// Asks for a chat, if that can be done at once: it is not kept for later.
    pub(super) fn take_over(&mut self, chat: ChatId, turn: &mut Turn<'_>) {
        let is_asked = self.takeovers.get(&chat) == Some(&Takeover::Asked);
        if turn.up && !is_asked {
            Rc::make_mut(&mut self.takeovers).insert(chat.clone(), Takeover::Asked);
            turn.send.push(FromOperator::TakeOver { chat });
        }
    }

    /// A chat is not to be had, if it was asked for.
    pub(super) fn not_taken_over(&mut self, chat: &ChatId, refusal: Refusal) {
        if self.takeovers.contains_key(chat) {
            let refused = Takeover::Refused(refusal);
            Rc::make_mut(&mut self.takeovers).insert(chat.clone(), refused);
        }
    }

    /// Whoever comes back may ask again: nobody knows whether the queue has heard.
    pub(super) fn ask_no_more(&mut self) {
        let is_answered = |it: &Takeover| *it != Takeover::Asked;
        if !self.takeovers.values().all(is_answered) {
            Rc::make_mut(&mut self.takeovers).retain(|_, it| is_answered(it));
        }
    }

    /// This window has a chat, however it came by it.
    pub(super) fn has_taken_over(&mut self, chat: &ChatId) {
        if self.takeovers.contains_key(chat) {
            Rc::make_mut(&mut self.takeovers).remove(chat);
        }
    }
}
