//! How much of what is billed something takes.

use std::collections::BTreeMap;
use std::ops::{Add, Mul, Sub};

use serde::Deserialize;

use super::prices::{MESSAGES_PER_REQUEST, Meter, OBJECT_GIGABYTES};

/// What was counted of a part of the day: a line that the day prints.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Counted {
    pub(super) part: String,
    pub(super) worker_requests: f64,
    /// Of the whole runtime: more than what is billed, which is what the Worker takes of it.
    pub(super) processor_millis: f64,
    pub(super) object_requests: f64,
    pub(super) alarms: f64,
    pub(super) messages: f64,
    pub(super) closes: f64,
    pub(super) rows_read: f64,
    pub(super) rows_written: f64,
    pub(super) kv_reads: f64,
    pub(super) kv_writes: f64,
    pub(super) kv_deletes: f64,
    pub(super) kv_lists: f64,
    pub(super) awake_millis: f64,
    /// Chats that the archive knew.
    pub(super) archived: f64,
}

/// An amount of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Usage {
    meters: BTreeMap<Meter, f64>,
    /// Messages of clients: they are among the requests to objects.
    pub(super) messages: f64,
    /// Alarms, which are among them, too.
    pub(super) alarms: f64,
}

impl Usage {
    pub(super) fn of(counted: &Counted) -> Self {
        let events = counted.object_requests + counted.alarms;
        let meters = [
            (Meter::WorkerRequests, counted.worker_requests),
            (Meter::ProcessorMillis, counted.processor_millis),
            (
                Meter::ObjectRequests,
                events + counted.messages / MESSAGES_PER_REQUEST,
            ),
            (
                Meter::GigabyteSeconds,
                counted.awake_millis / 1e3 * OBJECT_GIGABYTES,
            ),
            (Meter::RowsRead, counted.rows_read),
            (Meter::RowsWritten, counted.rows_written),
            (Meter::KvReads, counted.kv_reads),
            (Meter::KvWrites, counted.kv_writes),
            (Meter::KvDeletes, counted.kv_deletes),
            (Meter::KvLists, counted.kv_lists),
            // Each event has one of its own, what is written beside is failures.
            (
                Meter::LogEvents,
                counted.worker_requests + events + counted.messages + counted.closes,
            ),
        ];
        Self {
            meters: meters.into(),
            messages: counted.messages,
            alarms: counted.alarms,
        }
    }

    /// So many messages that the runtime answers by itself: no object wakes for them, and none is logged.
    pub(super) fn of_heartbeats(messages: f64) -> Self {
        Self {
            meters: [(Meter::ObjectRequests, messages / MESSAGES_PER_REQUEST)].into(),
            messages,
            ..Self::default()
        }
    }

    /// The same with so many mails.
    #[must_use]
    pub(super) fn with_mails(mut self, mails: f64) -> Self {
        self.meters.insert(Meter::Mails, mails);
        self
    }

    /// The same with so many rows read.
    #[must_use]
    pub(super) fn with_rows_read(mut self, rows: f64) -> Self {
        self.meters.insert(Meter::RowsRead, rows);
        self
    }

    /// The same without processor time.
    #[must_use]
    pub(super) fn without_processor(mut self) -> Self {
        self.meters.remove(&Meter::ProcessorMillis);
        self
    }

    pub(super) fn amount(&self, meter: Meter) -> f64 {
        self.meters.get(&meter).copied().unwrap_or_default()
    }

    /// Dollars, if nothing is included.
    pub(super) fn listed(&self) -> f64 {
        let each = self.meters.iter();
        each.map(|(meter, amount)| meter.listed(*amount)).sum()
    }

    /// Dollars of a month, beyond the plan.
    pub(super) fn billed(&self) -> f64 {
        let each = self.meters.iter();
        each.map(|(meter, amount)| meter.billed(*amount)).sum()
    }

    fn combined(&self, other: &Self, combine: fn(f64, f64) -> f64) -> Self {
        let amount = |meter| combine(self.amount(meter), other.amount(meter));
        let meters = Meter::ALL.map(|meter| (meter, amount(meter)));
        Self {
            meters: meters.into(),
            messages: combine(self.messages, other.messages),
            alarms: combine(self.alarms, other.alarms),
        }
    }
}

impl Add for &Usage {
    type Output = Usage;

    fn add(self, other: Self) -> Usage {
        self.combined(other, |a, b| a + b)
    }
}

impl Sub for &Usage {
    type Output = Usage;

    /// Never less than nothing: what is measured in time varies.
    fn sub(self, other: Self) -> Usage {
        self.combined(other, |a, b| (a - b).max(0.0))
    }
}

impl Mul<f64> for &Usage {
    type Output = Usage;

    fn mul(self, times: f64) -> Usage {
        let meters = self.meters.iter();
        Usage {
            meters: meters
                .map(|(meter, amount)| (*meter, amount * times))
                .collect(),
            messages: self.messages * times,
            alarms: self.alarms * times,
        }
    }
}
