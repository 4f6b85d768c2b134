//! To whom each chat is offered, and who has put the offer aside.

use std::collections::BTreeSet;

use hushdesk_protocol::frames::{About, Recipient, Refusal};
use hushdesk_protocol::ids::{ChatId, OperatorName, Timestamp};
use hushdesk_protocol::rest::OfferTo;

use crate::chat::Chat;
use crate::news::News;
use crate::queue::Queue;
use crate::staffing::staff::Staff;
use crate::stored::{Stage, StoredInbound, Wait};
use crate::turn::{Refused, Turn};
use crate::waiting::shown::Standing;

impl Queue {
    /// How the offer of a chat stands with an operator; nothing, if they are not asked.
    pub(crate) fn standing(
        &self,
        id: &ChatId,
        operator: &OperatorName,
        staff: &Staff,
    ) -> Option<Standing> {
        let takes = staff.takers.contains(operator);
        if self.has_refused(id, operator) {
            return None;
        }
        if let Some(inbound) = self.inbound.get(id) {
            let standing = standing_of_inbound(inbound, operator);
            return standing.filter(|_| takes);
        }
        let chat = self.chats.get(id)?;
        match chat.stage() {
            Stage::Waiting(wait) => self.standing_of_wait(wait, operator).filter(|_| takes),
            Stage::Held(_) => self.standing_of_transfer(chat, operator, takes),
            Stage::Departed { .. } | Stage::Moved { .. } | Stage::Ended { .. } => None,
        }
    }

    /// Fills up the choice of those to whom a waiting chat is offered, where not all are.
    pub(crate) fn choose(&mut self) {
        let OfferTo::LeastBusy { count } = self.settings().offer else {
            return;
        };
        let staff = self.staff();
        let mut ranked: Vec<_> = staff
            .takers
            .iter()
            .map(|operator| {
                let stored = self.operators.get(operator);
                let idle_since = stored.map(|stored| stored.idle_since);
                (staff.load(operator), idle_since, operator)
            })
            .collect();
        ranked.sort();
        let count = usize::try_from(count).unwrap_or(usize::MAX).max(1);
        for (id, chosen) in self.choices(&ranked, count) {
            if let Some(chat) = self.chats.edit(&id) {
                chat.choose(chosen);
            }
        }
    }

    /// An operator does not want to be asked any more. A chat that is handed to them alone is declined.
    pub(crate) fn dismiss(
        &mut self,
        id: &ChatId,
        operator: &OperatorName,
        turn: &mut Turn,
    ) -> Result<News, Refused> {
        if self.inbound.get(id).is_some() {
            self.decline_inbound(id, operator, turn);
            return Ok(News::some());
        }
        let declined = self.decline(id, operator, turn);
        let chat = self.chats.edit(id);
        let chat = chat.ok_or_else(|| (About::Chat(id.clone()), Refusal::UnknownChat))?;
        chat.dismiss(operator);
        Ok(declined.and(News::some()))
    }

    /// An operator wants to be asked again.
    pub(crate) fn reconsider(
        &mut self,
        id: &ChatId,
        operator: &OperatorName,
    ) -> Result<News, Refused> {
        if !self.inbound.reconsider(id, operator) {
            let chat = self.chats.edit(id);
            let chat = chat.ok_or_else(|| (About::Chat(id.clone()), Refusal::UnknownChat))?;
            chat.reconsider(operator);
        }
        Ok(News::some())
    }

    /// Whether the guest of a chat, here or offered by another queue, has refused an operator.
    fn has_refused(&self, id: &ChatId, operator: &OperatorName) -> bool {
        match self.inbound.get(id) {
            Some(inbound) => inbound.refused.contains(operator),
            None => {
                let chat = self.chats.get(id);
                chat.is_some_and(|chat| chat.has_refused(operator))
            }
        }
    }

    fn standing_of_wait(&self, wait: &Wait, operator: &OperatorName) -> Option<Standing> {
        let is_dismissed = wait.dismissed.contains(operator);
        let is_asked = match self.settings().offer {
            OfferTo::All => true,
            OfferTo::LeastBusy { .. } => {
                wait.consoled
                    || wait.chosen.contains(operator)
                    || wait.reconsidered.contains(operator)
            }
        };
        (is_asked || is_dismissed).then_some(Standing::of(is_dismissed))
    }

    fn standing_of_transfer(
        &self,
        chat: &Chat,
        operator: &OperatorName,
        takes: bool,
    ) -> Option<Standing> {
        let transfer = chat.transfer()?;
        let is_asked = match &transfer.handing.recipient {
            Recipient::Operator(to) => operator == to,
            Recipient::Queue(queue) => self.is_this(queue) && !chat.is_with(operator) && takes,
        };
        is_asked.then(|| Standing::of(transfer.dismissed.contains(operator)))
    }

    /// The choices that are other than they are now.
    fn choices(
        &self,
        ranked: &[Ranked<'_>],
        count: usize,
    ) -> Vec<(ChatId, BTreeSet<OperatorName>)> {
        let mut choices = Vec::new();
        for (id, chat) in self.chats.offered() {
            let Stage::Waiting(wait) = chat.stage() else {
                continue;
            };
            if wait.consoled {
                continue;
            }
            let able = ranked.iter().map(|(_, _, operator)| *operator);
            let able = able.filter(|operator| {
                !wait.dismissed.contains(*operator) && !chat.has_refused(operator)
            });
            let (kept, new): (Vec<_>, Vec<_>) = able.partition(|it| wait.chosen.contains(*it));
            let chosen = kept.into_iter().chain(new).take(count);
            let chosen: BTreeSet<OperatorName> = chosen.cloned().collect();
            if chosen != wait.chosen {
                choices.push((id.clone(), chosen));
            }
        }
        choices
    }
}

fn standing_of_inbound(inbound: &StoredInbound, operator: &OperatorName) -> Option<Standing> {
    let is_asked = inbound.claim.is_none() && !inbound.is_from(operator);
    is_asked.then(|| Standing::of(inbound.dismissed.contains(operator)))
}

/// An operator by how much they have to do.
type Ranked<'a> = (u32, Option<Timestamp>, &'a OperatorName);
