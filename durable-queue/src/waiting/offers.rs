//! To whom each chat is offered, and who has put the offer aside.

use std::collections::BTreeSet;

use hushdesk_protocol::frames::{About, Origin, Recipient, Refusal};
use hushdesk_protocol::ids::{ChatId, OperatorName, Timestamp};
use hushdesk_protocol::rest::OfferTo;

use crate::queue::Queue;
use crate::staffing::staff::Staff;
use crate::stored::{Hold, Stage, StoredInbound, Transfer, Wait};
use crate::turn::{Refused, Turn};

/// How an offer stands with an operator who is asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Standing {
    /// It can be claimed.
    Open,
    /// The operator has put it aside, and may take it up again.
    Aside,
}

impl Standing {
    const fn of(is_dismissed: bool) -> Self {
        if is_dismissed {
            Self::Aside
        } else {
            Self::Open
        }
    }
}

impl Queue {
    /// A fresh wait for somebody.
    pub(crate) const fn new_wait(origin: Origin, now: Timestamp) -> Wait {
        Wait {
            dismissed: BTreeSet::new(),
            since: now,
            origin,
            chosen: BTreeSet::new(),
            reconsidered: BTreeSet::new(),
            consoled: false,
        }
    }

    /// How the offer of a chat stands with an operator; nothing, if they are not asked.
    pub(crate) fn standing(
        &self,
        id: &ChatId,
        operator: &OperatorName,
        staff: &Staff,
    ) -> Option<Standing> {
        let takes = staff.takers.contains(operator);
        if let Some(inbound) = self.inbound.get(id) {
            let standing = standing_of_inbound(inbound, operator);
            return standing.filter(|_| takes);
        }
        match &self.chats.get(id)?.record.stage {
            Stage::Waiting(wait) => self.standing_of_wait(wait, operator).filter(|_| takes),
            Stage::Held(hold) => self.standing_of_transfer(hold, operator, takes),
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
                let record = self.operators.get(operator);
                let idle_since = record.map(|record| record.idle_since);
                (staff.load(operator), idle_since, operator)
            })
            .collect();
        ranked.sort();
        let count = usize::try_from(count).unwrap_or(usize::MAX).max(1);
        for (id, chosen) in self.choices(&ranked, count) {
            if let Some(chat) = self.chats.edit(&id)
                && let Stage::Waiting(wait) = &mut chat.record.stage
            {
                wait.chosen = chosen;
            }
        }
    }

    /// An operator does not want to be asked any more. A chat that is handed to them alone is declined.
    pub(crate) fn dismiss(
        &mut self,
        id: &ChatId,
        operator: &OperatorName,
        turn: &mut Turn,
    ) -> Result<(), Refused> {
        turn.desk_changed = true;
        if self.inbound.get(id).is_some() {
            self.decline_inbound(id, operator, turn);
            return Ok(());
        }
        self.decline(id, operator, turn);
        let chat = self.chats.edit(id);
        let chat = chat.ok_or_else(|| (About::Chat(id.clone()), Refusal::UnknownChat))?;
        if let Stage::Waiting(wait) = &mut chat.record.stage {
            wait.dismissed.insert(operator.clone());
            wait.reconsidered.remove(operator);
        }
        Ok(())
    }

    /// An operator wants to be asked again.
    pub(crate) fn reconsider(
        &mut self,
        id: &ChatId,
        operator: &OperatorName,
        turn: &mut Turn,
    ) -> Result<(), Refused> {
        turn.desk_changed = true;
        if let Some(inbound) = self.inbound.edit(id) {
            inbound.dismissed.remove(operator);
            return Ok(());
        }
        let chat = self.chats.edit(id);
        let chat = chat.ok_or_else(|| (About::Chat(id.clone()), Refusal::UnknownChat))?;
        match &mut chat.record.stage {
            Stage::Waiting(wait) => {
                if wait.dismissed.remove(operator) {
                    wait.reconsidered.insert(operator.clone());
                }
            }
            Stage::Held(hold) => {
                if let Some(transfer) = &mut hold.transfer {
                    transfer.dismissed.remove(operator);
                }
            }
            Stage::Departed { .. } | Stage::Moved { .. } | Stage::Ended { .. } => {}
        }
        Ok(())
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
        hold: &Hold,
        operator: &OperatorName,
        takes: bool,
    ) -> Option<Standing> {
        let transfer = hold.transfer.as_ref()?;
        let is_asked = match &transfer.handing.recipient {
            Recipient::Operator(to) => operator == to,
            Recipient::Queue(queue) => {
                self.is_this(queue) && *operator != hold.seat.operator && takes
            }
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
            let Stage::Waiting(wait) = &chat.record.stage else {
                continue;
            };
            if wait.consoled {
                continue;
            }
            let able = ranked.iter().map(|(_, _, operator)| *operator);
            let able = able.filter(|operator| !wait.dismissed.contains(*operator));
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

/// Why a chat that is handed on comes to whoever takes it.
pub(crate) fn origin_of(hold: &Hold, transfer: &Transfer) -> Origin {
    Origin::Transfer {
        by: hold.seat.operator.clone(),
        note: transfer.note.clone(),
    }
}
