//! Who is there by now, and what follows from it for the chats.

use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::rest::OfferTo;

use super::{DESKS, Schedule, operator_of};
use crate::naive::NaiveStage;
use crate::staff::{NaiveOperator, Staff};

impl Schedule {
    pub(super) const fn staff(&self) -> Staff<'_> {
        Staff {
            operators: &self.operators,
            chats: &self.chats,
            settings: &self.settings,
        }
    }

    /// A window of an operator has come.
    pub(super) fn operator_is_there(&mut self, name: &OperatorName) {
        let now = self.world.now.0;
        let known = self.operators.entry(name.clone());
        let operator = known.or_insert_with(|| NaiveOperator::new(now));
        operator.absent_since = None;
        operator.shift_over &= operator.is_over(&self.settings, now);
    }

    /// A shift that was over may go on, now that the queue is set otherwise.
    pub(super) fn review_shifts(&mut self) {
        let now = self.world.now.0;
        for operator in self.operators.values_mut() {
            operator.shift_over &= operator.is_over(&self.settings, now);
        }
    }

    /// Whoever has no window any more is away from now on.
    pub(super) fn note_who_is_gone(&mut self) {
        let now = self.world.now.0;
        let there: Vec<OperatorName> = (0..DESKS)
            .filter(|desk| self.connection_of(*desk).is_some())
            .map(operator_of)
            .collect();
        for (name, operator) in &mut self.operators {
            if !there.contains(name) {
                operator.absent_since.get_or_insert(now);
            }
        }
    }

    /// Carries out what is due for operators.
    pub(super) fn expire_operators(&mut self, now: u64) {
        let grace = u64::from(self.settings.grace_seconds) * 1_000;
        let settings = &self.settings;
        self.operators.retain(|_, operator| {
            operator.shift_over |= operator.is_over(settings, now);
            operator
                .absent_since
                .is_none_or(|since| since + grace > now)
        });
    }

    /// What follows from the state of operators and chats: whose shift ends, which chats are handed on in vain, and who
    /// is asked.
    pub(super) fn work_out(&mut self) {
        let staff = self.staff();
        let over = self.operators.iter().filter(|(name, operator)| {
            operator.shift_over && operator.absent_since.is_none() && staff.load(name) == 0
        });
        let over: Vec<OperatorName> = over.map(|(name, _)| name.clone()).collect();
        for name in over {
            self.operators.remove(&name);
        }
        let staff = self.staff();
        let vain = self.chats.iter().filter(|(_, chat)| staff.is_vain(chat));
        let vain: Vec<_> = vain.map(|(id, _)| id.clone()).collect();
        for id in vain {
            if let Some(chat) = self.chats.get_mut(&id) {
                chat.keep();
            }
        }
        if let OfferTo::LeastBusy { count } = self.settings.offer {
            self.choose(count);
        }
    }

    fn choose(&mut self, count: u32) {
        let staff = self.staff();
        let waiting = self.chats.iter().filter(|(_, chat)| {
            matches!(
                chat.stage,
                NaiveStage::Waiting {
                    consoled: false,
                    ..
                }
            )
        });
        let choices = waiting.map(|(id, chat)| (id.clone(), staff.choice(chat, count)));
        let choices: Vec<_> = choices.collect();
        for (id, chosen) in choices {
            if let Some(chat) = self.chats.get_mut(&id) {
                chat.chosen = chosen;
            }
        }
    }
}
