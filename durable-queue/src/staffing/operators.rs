//! The operators who staff the queue: that they have come, and what they say of themselves.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::frames::Availability;
use hushdesk_protocol::ids::{OperatorName, QueueName, Timestamp};
use hushdesk_protocol::rest::QueueSettings;
use hushdesk_protocol::text::DisplayName;

use crate::effect::Effect;
use crate::event::Arrival;
use crate::staffing::shift_end::{is_over, later};
use crate::stored::{Key, Stored, StoredOperator};
use crate::table::Table;
use crate::to_archive::{OfQueue, Shift};

/// Those who are there, or were a moment ago.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Operators(Table<OperatorName, StoredOperator>);

impl Operators {
    /// One as they were stored.
    pub(crate) fn restore(&mut self, name: OperatorName, stored: StoredOperator) {
        self.0.restore(name, stored);
    }

    /// All of them.
    pub(crate) const fn all(&self) -> &BTreeMap<OperatorName, StoredOperator> {
        self.0.all()
    }

    /// One of them.
    pub(crate) fn get(&self, name: &OperatorName) -> Option<&StoredOperator> {
        self.0.get(name)
    }

    /// What an operator is called; by their name if they have been forgotten meanwhile.
    pub(crate) fn display_of(&self, name: &OperatorName) -> DisplayName {
        let known = self.get(name).map(|it| it.display.clone());
        known.unwrap_or_else(|| DisplayName::of(name))
    }

    /// A window of an operator has come, and this is what it says.
    pub(crate) fn arrive(
        &mut self,
        name: &OperatorName,
        arrival: &Arrival,
        settings: &QueueSettings,
        now: Timestamp,
    ) {
        let known = self.get(name).cloned();
        let mut operator = known.unwrap_or_else(|| StoredOperator {
            display: arrival.display.clone(),
            availability: Availability::default(),
            since: now,
            idle_since: now,
            until: None,
            shift_over: false,
            absent_since: None,
            on_duty_since: None,
        });
        operator.absent_since = None;
        operator.display = arrival.display.clone();
        if let Some(availability) = &arrival.availability {
            operator.availability = availability.clone();
        }
        operator.until = later(operator.until, arrival.until);
        operator.shift_over &= is_over(&operator, settings, now);
        self.0.insert(name.clone(), operator);
    }

    /// An operator says whether they take chats. Gives whether they are known.
    pub(crate) fn set_availability(
        &mut self,
        name: &OperatorName,
        availability: Availability,
    ) -> bool {
        let operator = self.0.edit(name);
        operator.is_some_and(|it| {
            it.availability = availability;
            true
        })
    }

    /// Keeps in mind since when an operator is away, if none of their windows is here.
    pub(crate) fn note_presence(&mut self, name: &OperatorName, is_here: bool, now: Timestamp) {
        if let Some(operator) = self.0.edit(name) {
            operator.absent_since = (!is_here).then(|| operator.absent_since.unwrap_or(now));
        }
    }

    /// All but these are away.
    pub(crate) fn note_who_is_here(&mut self, here: &BTreeSet<&OperatorName>, now: Timestamp) {
        let names = self.all().keys();
        let gone: Vec<OperatorName> = names.filter(|it| !here.contains(it)).cloned().collect();
        for name in gone {
            self.note_presence(&name, false, now);
        }
    }

    /// An operator has claimed a chat.
    pub(crate) fn note_claim(&mut self, name: &OperatorName, now: Timestamp) {
        if let Some(operator) = self.0.edit(name) {
            operator.idle_since = now;
        }
    }

    /// An operator's shift is over.
    pub(crate) fn end_shift(&mut self, name: &OperatorName) {
        if let Some(operator) = self.0.edit(name) {
            operator.shift_over = true;
        }
    }

    /// Shifts that were over may go on, now that the queue is set otherwise.
    pub(crate) fn review_shifts(&mut self, settings: &QueueSettings, now: Timestamp) {
        let goes_on = |it: &StoredOperator| it.shift_over && !is_over(it, settings, now);
        let operators = self.all().iter().filter(|(_, it)| goes_on(it));
        let go_on: Vec<OperatorName> = operators.map(|(name, _)| name.clone()).collect();
        for name in go_on {
            if let Some(operator) = self.0.edit(&name) {
                operator.shift_over = false;
            }
        }
    }

    /// All of their shifts are looked at: before the queue knew its name nobody could be told of them.
    pub(crate) fn look_at_all(&mut self) {
        self.0.look_at_all();
    }

    /// An operator staffs the queue no longer.
    pub(crate) fn forget(&mut self, name: &OperatorName) {
        self.0.remove(name);
    }

    /// Notes who takes chats from now on, and who no longer. Gives what of their shifts the archive has to hear, if the queue
    /// knows its name.
    pub(crate) fn note_duties(
        &mut self,
        queue: Option<&QueueName>,
        now: Timestamp,
    ) -> Vec<OfQueue> {
        let Some(queue) = queue else {
            return Vec::new();
        };
        let mut told = Vec::new();
        for (operator, before) in self.0.changing() {
            let shift = |began, ended| {
                OfQueue::Shift(Shift {
                    queue: queue.clone(),
                    operator: operator.clone(),
                    began,
                    ended,
                })
            };
            let Some(after) = self.0.get(&operator) else {
                let began = before.as_ref().and_then(|it| it.on_duty_since);
                let gone = before.as_ref().and_then(|it| it.absent_since);
                told.extend(began.map(|began| shift(began, Some(gone.unwrap_or(now)))));
                continue;
            };
            let is_on_duty = after.availability.status.takes_chats() && !after.shift_over;
            let began = after.on_duty_since;
            if is_on_duty == began.is_some() {
                continue;
            }
            told.push(match began {
                Some(began) => shift(began, Some(now)),
                None => shift(now, None),
            });
            if let Some(operator) = self.0.edit(&operator) {
                operator.on_duty_since = is_on_duty.then_some(now);
            }
        }
        told
    }

    /// What has to be stored and deleted since the last call.
    pub(crate) fn take_changes(&mut self) -> impl Iterator<Item = Effect> {
        let changes = self.0.take_changes().into_iter();
        changes.map(|(name, operator)| match operator {
            Some(operator) => Effect::Store(Stored::Operator(name, operator)),
            None => Effect::Forget(Key::Operator(name)),
        })
    }

    /// Those who may have changed since the last call.
    pub(crate) fn take_touched(&mut self) -> BTreeSet<OperatorName> {
        self.0.take_touched()
    }

    /// As if all had changed.
    pub(crate) fn touch_all(&mut self) {
        self.0.touch_all();
    }
}
