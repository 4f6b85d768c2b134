//! The operators who staff the queue: whether they are there, whether they take chats, when their shift ends.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::frames::{Availability, ChosenEnd, Colleague, ToGuest, Until};
use hushdesk_protocol::ids::{ChatId, OperatorName, Timestamp};
use hushdesk_protocol::rest::{QueueSettings, ShiftEnd};
use hushdesk_protocol::text::DisplayName;

use crate::chat::Chat;
use crate::effect::Closing;
use crate::event::{Arrival, ConnectionId, Seat};
use crate::queue::Queue;
use crate::record::OperatorRecord;
use crate::turn::Turn;

/// How many chats each operator holds, and who takes more.
pub(crate) struct Staff {
    loads: BTreeMap<OperatorName, u32>,
    /// Who takes a chat now.
    pub(crate) takers: BTreeSet<OperatorName>,
    /// The same, and those who would and have lost their connection a moment ago.
    pub(crate) expected: BTreeSet<OperatorName>,
}

impl Staff {
    /// How many chats an operator holds.
    pub(crate) fn load(&self, operator: &OperatorName) -> u32 {
        self.loads.get(operator).copied().unwrap_or(0)
    }
}

impl Queue {
    /// Who is there, as far as chats are concerned.
    pub(crate) fn staff(&self) -> Staff {
        let operators = self.operators.all().keys();
        let loads = operators.map(|it| (it.clone(), self.load_of(it)));
        let loads = loads.collect();
        let mut staff = Staff {
            loads,
            takers: BTreeSet::new(),
            expected: BTreeSet::new(),
        };
        let busy_at = self.settings().busy_at.unwrap_or(u32::MAX);
        for (operator, record) in self.operators.all() {
            let wants = record.availability.status.takes_chats() && !record.shift_over;
            if wants && staff.load(operator) < busy_at {
                staff.expected.insert(operator.clone());
                if record.absent_since.is_none() {
                    staff.takers.insert(operator.clone());
                }
            }
        }
        staff
    }

    /// How many chats an operator holds.
    fn load_of(&self, operator: &OperatorName) -> u32 {
        let held = self.chats.held_by(operator).count();
        u32::try_from(held).unwrap_or(u32::MAX)
    }

    /// All operators who are connected, as they see each other.
    pub(crate) fn colleagues(&self, staff: &Staff) -> BTreeMap<OperatorName, Colleague> {
        let present = self.operators.all().iter();
        present
            .filter(|(_, record)| record.absent_since.is_none())
            .map(|(operator, record)| {
                let colleague = Colleague {
                    operator: operator.clone(),
                    display: record.display.clone(),
                    availability: record.availability.clone(),
                    chats: staff.load(operator),
                    takes: staff.takers.contains(operator),
                };
                (operator.clone(), colleague)
            })
            .collect()
    }

    /// An operator's window has come.
    pub(crate) fn note_arrival(&mut self, operator: &OperatorName, arrival: &Arrival, turn: &Turn) {
        let record = self.operators.get(operator).cloned();
        let mut record = record.unwrap_or_else(|| OperatorRecord {
            display: arrival.display.clone(),
            availability: Availability::default(),
            since: turn.now,
            idle_since: turn.now,
            until: None,
            shift_over: false,
            absent_since: None,
        });
        record.absent_since = None;
        record.display = arrival.display.clone();
        if let Some(availability) = &arrival.availability {
            record.availability = availability.clone();
        }
        record.until = later(record.until, arrival.until);
        record.shift_over &= is_over(&record, self.settings(), turn.now);
        self.operators.insert(operator.clone(), record);
    }

    /// What an operator is called; by their name if they have been forgotten meanwhile.
    pub(crate) fn display_of(&self, operator: &OperatorName) -> DisplayName {
        let record = self.operators.get(operator);
        record.map_or_else(
            || DisplayName::of(operator),
            |record| record.display.clone(),
        )
    }

    /// An operator says whether they take chats.
    pub(crate) fn set_availability(
        &mut self,
        operator: &OperatorName,
        availability: Availability,
        turn: &mut Turn,
    ) {
        if let Some(record) = self.operators.edit(operator) {
            record.availability = availability;
            turn.desk_changed = true;
        }
    }

    /// Keeps in mind since when an operator, and this window of theirs, is away, if they are. Gives the chats of which
    /// that is news.
    pub(crate) fn note_seat(&mut self, seat: &Seat, now: Timestamp) -> Vec<ChatId> {
        let is_here = self.sockets.seats_of(&seat.operator).next().is_some();
        if let Some(record) = self.operators.edit(&seat.operator) {
            record.absent_since = (!is_here).then(|| record.absent_since.unwrap_or(now));
        }
        let is_connected = self.sockets.seat(seat).is_some();
        let held = self.held_at(seat);
        let held = held.filter(|(_, chat)| {
            chat.hold()
                .is_some_and(|hold| hold.absent_since.is_some() == is_connected)
        });
        let held: Vec<ChatId> = held.map(|(id, _)| id.clone()).collect();
        for id in &held {
            if let Some(hold) = self.chats.edit(id).and_then(|chat| chat.hold_mut()) {
                hold.absent_since = (!is_connected).then_some(now);
            }
        }
        held
    }

    /// The running chats that are held at a seat.
    pub(crate) fn held_at<'a>(
        &'a self,
        seat: &'a Seat,
    ) -> impl Iterator<Item = (&'a ChatId, &'a Chat)> {
        let held = self.chats.held_by(&seat.operator);
        held.filter(|(_, chat)| chat.hold().is_some_and(|hold| hold.seat == *seat))
    }

    /// The same for all at once, after a pause. The guests of holders who are gone are told.
    pub(crate) fn note_all_seats(&mut self, turn: &mut Turn) {
        let now = turn.now;
        let chats = self.chats.all().values();
        let holders = chats.filter_map(|chat| chat.hold().map(|hold| hold.seat.clone()));
        let mut seats: BTreeSet<Seat> = holders.collect();
        seats.extend(self.sockets.seats().keys().cloned());
        for seat in seats {
            let news = self.note_seat(&seat, now);
            let present = self.sockets.seat(&seat).is_some();
            for id in news {
                turn.tell_guest(self.sockets.guest(&id), ToGuest::Presence { present });
            }
        }
        let staffing: BTreeSet<&OperatorName> =
            self.sockets.seats().keys().map(|it| &it.operator).collect();
        let gone = self
            .operators
            .all()
            .keys()
            .filter(|it| !staffing.contains(it));
        let gone: Vec<OperatorName> = gone.cloned().collect();
        for operator in gone {
            if let Some(record) = self.operators.edit(&operator) {
                record.absent_since.get_or_insert(now);
            }
        }
    }

    /// An operator has claimed a chat.
    pub(crate) fn note_claim(&mut self, operator: &OperatorName, turn: &Turn) {
        if let Some(record) = self.operators.edit(operator) {
            record.idle_since = turn.now;
        }
    }

    /// A shift that was over may go on, now that the queue is set otherwise.
    pub(crate) fn review_shifts(&mut self, now: Timestamp) {
        let settings = self.settings();
        let operators = self.operators.all().iter();
        let go_on =
            operators.filter(|(_, record)| record.shift_over && !is_over(record, settings, now));
        let go_on: Vec<OperatorName> = go_on.map(|(operator, _)| operator.clone()).collect();
        for operator in go_on {
            if let Some(record) = self.operators.edit(&operator) {
                record.shift_over = false;
            }
        }
    }

    /// Whether a chat that an operator has claimed is on its way from another queue.
    fn expects_chat(&self, operator: &OperatorName) -> bool {
        let claims = self
            .inbound
            .all()
            .values()
            .filter_map(|it| it.claim.as_ref());
        claims
            .into_iter()
            .any(|claim| claim.seat.operator == *operator)
    }

    /// Disconnects those whose shift is over and who hold no chat.
    pub(crate) fn end_shifts(&mut self, turn: &mut Turn) {
        if !self.operators.all().values().any(|it| it.shift_over) {
            return;
        }
        let staff = self.staff();
        let over = self.operators.all().iter().filter(|(operator, record)| {
            record.shift_over
                && record.absent_since.is_none()
                && staff.load(operator) == 0
                && !self.expects_chat(operator)
        });
        let over: Vec<OperatorName> = over.map(|(operator, _)| operator.clone()).collect();
        for operator in over {
            let seats = self.sockets.seats_of(&operator);
            let connections: Vec<ConnectionId> = seats.map(|(_, connection)| connection).collect();
            for connection in connections {
                self.sockets.remove(connection);
                turn.close(connection, Closing::ShiftOver);
            }
            self.operators.remove(&operator);
        }
    }
}

const DAY_MILLIS: u64 = 24 * 60 * 60_000;

/// When an operator's shift ends: as they choose it, or else as the queue is set.
pub(crate) fn shift_end(record: &OperatorRecord, settings: &QueueSettings) -> Option<Timestamp> {
    match (record.until.map(|it| it.ends), settings.shift) {
        (Some(Until::At(at)), _) => Some(at),
        (Some(Until::Never), _) | (None, ShiftEnd::Never) => None,
        (None, ShiftEnd::After { minutes }) => Some(record.since.plus(u64::from(minutes) * 60_000)),
        (None, ShiftEnd::Clock { minute }) => Some(next_time_of_day(record.since, minute)),
    }
}

/// Which of two choices counts: what a window says again with each connection may have been chosen before the other.
fn later(known: Option<ChosenEnd>, said: Option<ChosenEnd>) -> Option<ChosenEnd> {
    known.into_iter().chain(said).max_by_key(|it| it.chosen)
}

fn is_over(record: &OperatorRecord, settings: &QueueSettings, now: Timestamp) -> bool {
    shift_end(record, settings).is_some_and(|end| end <= now)
}

/// The next moment after `since` at which it is so many minutes after midnight UTC.
fn next_time_of_day(since: Timestamp, minute: u32) -> Timestamp {
    let midnight = Timestamp(since.0 - since.0 % DAY_MILLIS);
    let today = midnight.plus(u64::from(minute) * 60_000 % DAY_MILLIS);
    if today > since {
        today
    } else {
        today.plus(DAY_MILLIS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_the_next_one() {
        let noon = 12 * 60 * 60_000;
        let at = |millis, minute| next_time_of_day(Timestamp(millis), minute).0;
        assert_eq!(at(noon, 18 * 60), noon + 6 * 60 * 60_000);
        assert_eq!(at(noon, 12 * 60), DAY_MILLIS + noon);
        assert_eq!(at(5 * DAY_MILLIS + noon, 0), 6 * DAY_MILLIS);
    }
}
