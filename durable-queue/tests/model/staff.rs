//! What ought to be: who staffs the queue, and to whom each chat is offered.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::frames::{Place, Status};
use hushdesk_protocol::ids::{ChatId, OperatorName};
use hushdesk_protocol::rest::{OfferTo, QueueSettings, ShiftEnd};

use crate::naive::{NaiveChat, NaiveStage};

/// An operator who is there, or was a moment ago.
#[derive(Clone, Debug)]
pub(crate) struct NaiveOperator {
    pub(crate) status: Status,
    pub(crate) since: u64,
    pub(crate) idle_since: u64,
    pub(crate) shift_over: bool,
    pub(crate) absent_since: Option<u64>,
}

impl NaiveOperator {
    pub(crate) fn new(now: u64) -> Self {
        Self {
            status: Status::Available,
            since: now,
            idle_since: now,
            shift_over: false,
            absent_since: None,
        }
    }

    /// Whether the shift has ended by then, as the queue is set.
    pub(crate) fn is_over(&self, settings: &QueueSettings, now: u64) -> bool {
        match settings.shift {
            ShiftEnd::After { minutes } => self.since + u64::from(minutes) * 60_000 <= now,
            ShiftEnd::Never | ShiftEnd::Clock { .. } => false,
        }
    }
}

/// All operators, and what they hold.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Staff<'a> {
    pub(crate) operators: &'a BTreeMap<OperatorName, NaiveOperator>,
    pub(crate) chats: &'a BTreeMap<ChatId, NaiveChat>,
    pub(crate) settings: &'a QueueSettings,
}

impl Staff<'_> {
    pub(crate) fn load(&self, operator: &OperatorName) -> u32 {
        let held = self.chats.values().filter(|chat| match chat.stage {
            NaiveStage::Held { desk } => crate::schedule::operator_of(desk) == *operator,
            NaiveStage::Waiting { .. } | NaiveStage::Ended { .. } => false,
        });
        u32::try_from(held.count()).unwrap_or(u32::MAX)
    }

    /// Whether a chat would be theirs to take, were they connected.
    fn would_take(&self, name: &OperatorName) -> bool {
        self.operators.get(name).is_some_and(|operator| {
            operator.status.takes_chats()
                && !operator.shift_over
                && self.load(name) < self.settings.busy_at.unwrap_or(u32::MAX)
        })
    }

    pub(crate) fn takes(&self, name: &OperatorName) -> bool {
        let operator = self.operators.get(name);
        operator.is_some_and(|it| it.absent_since.is_none()) && self.would_take(name)
    }

    /// The place of a chat that waits among those that do.
    pub(crate) fn place(&self, chat: &NaiveChat) -> Place {
        let waits = |it: &&NaiveChat| matches!(it.stage, NaiveStage::Waiting { .. });
        let before = self.chats.values().filter(waits);
        let before = before.filter(|it| it.came < chat.came).count();
        Place::Nth(u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1))
    }

    /// Whether an operator is offered a chat, and if so whether they have put it aside.
    pub(crate) fn standing(&self, chat: &NaiveChat, name: &OperatorName) -> Option<bool> {
        if chat.refused.contains(name) {
            return None;
        }
        match (chat.stage, &chat.transfer) {
            (NaiveStage::Waiting { consoled, .. }, _) => {
                let dismissed = chat.dismissed.contains(name);
                let to_all = self.settings.offer == OfferTo::All || consoled;
                let asked = chat.chosen.contains(name) || chat.reconsidered.contains(name);
                let is_offered = self.takes(name) && (to_all || asked || dismissed);
                is_offered.then_some(dismissed)
            }
            (NaiveStage::Held { desk }, Some(transfer)) => {
                let is_offered = match &transfer.to {
                    Some(to) => to == name,
                    None => crate::schedule::operator_of(desk) != *name && self.takes(name),
                };
                is_offered.then(|| transfer.dismissed.contains(name))
            }
            (NaiveStage::Held { .. }, None) | (NaiveStage::Ended { .. }, _) => None,
        }
    }

    /// Whether nobody is left who could take a chat that is handed on.
    pub(crate) fn is_vain(&self, chat: &NaiveChat) -> bool {
        let (NaiveStage::Held { desk }, Some(transfer)) = (chat.stage, &chat.transfer) else {
            return false;
        };
        match &transfer.to {
            Some(to) => !self.operators.contains_key(to),
            None => {
                let sender = crate::schedule::operator_of(desk);
                let others = self.operators.keys().filter(|name| **name != sender);
                let mut able = others.filter(|name| self.would_take(name));
                able.all(|name| transfer.dismissed.contains(name) || chat.refused.contains(name))
            }
        }
    }

    /// Whether a chat may be handed to somebody, or to all, by this operator.
    pub(crate) fn is_available(
        &self,
        chat: &NaiveChat,
        to: Option<&OperatorName>,
        sender: &OperatorName,
    ) -> bool {
        let may_take = |name: &OperatorName| {
            name != sender && self.takes(name) && !chat.refused.contains(name)
        };
        match to {
            Some(to) => may_take(to),
            None => self.operators.keys().any(may_take),
        }
    }

    /// Whether anybody takes chats whom its guest has not refused.
    pub(crate) fn is_there_for(&self, chat: &NaiveChat) -> bool {
        let mut names = self.operators.keys();
        names.any(|name| self.takes(name) && !chat.refused.contains(name))
    }

    /// The few who are asked, where few are: who has been asked goes on being asked.
    pub(crate) fn choice(&self, chat: &NaiveChat, count: u32) -> BTreeSet<OperatorName> {
        let able = self.operators.iter();
        let able = able.filter(|(name, _)| {
            self.takes(name) && !chat.dismissed.contains(*name) && !chat.refused.contains(*name)
        });
        let mut able: Vec<_> = able
            .map(|(name, it)| {
                let is_new = !chat.chosen.contains(name);
                (is_new, self.load(name), it.idle_since, name)
            })
            .collect();
        able.sort();
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let chosen = able.into_iter().take(count);
        chosen.map(|(_, _, _, name)| name.clone()).collect()
    }
}
