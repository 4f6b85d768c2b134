//! The chats that a window holds: how it comes by them, loses them, and what is kept of them over a reload.

use hushdesk_protocol::frames::{Entry, HeldChat, HeldCursor, Lapsed, Whereabouts};
use hushdesk_protocol::ids::{ChatId, OperatorName};

use super::{Desk, DeskEffect};
use crate::operator_session::{KeptChat, OperatorSession, Turn};
use crate::sealing::Sealing;

impl<S: Sealing> Desk<S> {
    /// The chats as this window has kept them for this operator, in the order of their claims. What was kept for somebody
    /// else is not looked at.
    #[must_use]
    pub fn having_kept(mut self, operator: &OperatorName, kept: Vec<KeptChat>) -> Self {
        let own = kept.into_iter().filter(|kept| kept.operator() == operator);
        let chats = own.map(|kept| OperatorSession::restore(kept, &self.sealing));
        self.chats = chats.collect();
        self.operator = Some(operator.clone());
        self
    }

    /// What is to be kept anew, and what no longer.
    pub(super) fn keep(&mut self) -> Vec<DeskEffect> {
        let gone = std::mem::take(&mut self.put_away);
        let mut effects: Vec<_> = gone.into_iter().map(DeskEffect::Forget).collect();
        if let Some(operator) = &self.operator {
            let chats = self.chats.iter_mut();
            let news = chats.filter_map(|chat| chat.keep_news(operator));
            effects.extend(news.map(|kept| DeskEffect::Keep(Box::new(kept))));
        }
        effects
    }

    /// What this window has, and what it would like to know the whereabouts of.
    pub(super) fn cursors(&self) -> Vec<HeldCursor> {
        let asked_for = self.chats.iter().filter(|chat| chat.is_asked_for());
        asked_for.map(OperatorSession::cursor).collect()
    }

    /// What this seat holds now.
    pub(super) fn take_held(
        &mut self,
        held: Vec<HeldChat>,
        lapsed: &[Lapsed],
        turn: &mut Turn<'_>,
    ) {
        for session in &mut self.chats {
            if !held.iter().any(|held| held.chat == *session.chat()) {
                session.lapse(whereabouts(lapsed, session.chat()), turn);
            }
        }
        for held in held {
            self.take_up(held, turn);
        }
    }

    /// A chat this seat holds: the one it has already, or one of which it has nothing.
    pub(super) fn take_up(&mut self, held: HeldChat, turn: &mut Turn<'_>) {
        self.offers.retain(|it| it.offer.chat != held.chat);
        self.has_taken_over(&held.chat);
        let known = self.chats.iter_mut().find(|it| *it.chat() == held.chat);
        match known {
            Some(session) if session.lease() == held.lease => session.resume(held, turn),
            Some(session) => session.claimed_again(held, turn),
            None => self
                .chats
                .push(OperatorSession::new(held, &self.sealing, turn)),
        }
    }

    /// Does something with a held chat, then what follows from it.
    pub(super) fn with(
        &mut self,
        chat: &ChatId,
        turn: &mut Turn<'_>,
        act: impl FnOnce(&mut OperatorSession<S>, &mut Turn<'_>),
    ) {
        if let Some(session) = self.chats.iter_mut().find(|it| it.chat() == chat) {
            act(session, turn);
            session.settle(turn);
        }
    }

    /// Of a held chat, or of an open one that is offered: what its guest wrote can be read before it is claimed.
    pub(super) fn entry(&mut self, chat: &ChatId, entry: Entry, turn: &mut Turn<'_>) {
        let held = self.chats.iter();
        let held = held.filter(|it| !it.standing().is_over());
        let held = held.map(OperatorSession::chat).any(|it| it == chat);
        let offer = self.offers.iter_mut().find(|it| it.offer.chat == *chat);
        match offer {
            Some(offer) if !held => offer.offer.entries.push(entry),
            Some(_) | None => self.with(chat, turn, |session, turn| session.entry(entry, turn)),
        }
    }

    /// Puts a chat away that is over.
    pub(super) fn put_away(&mut self, chat: &ChatId) {
        let is_done = |it: &OperatorSession<S>| it.chat() == chat && it.standing().is_over();
        let gone = self.chats.extract_if(.., |it| is_done(it));
        self.put_away.extend(gone.map(|it| it.chat().clone()));
    }
}

fn whereabouts(lapsed: &[Lapsed], chat: &ChatId) -> Option<Whereabouts> {
    let lapsed = lapsed.iter().find(|it| it.chat == *chat);
    lapsed.map(|it| it.now.clone())
}
