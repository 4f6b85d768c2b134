//! What Cloudflare asks for, in dollars a month, as its public price lists had it in 2026; put down on 30 November 2026:
//!
//! - Workers, Workers KV, Workers Logs: <https://developers.cloudflare.com/workers/platform/pricing/>
//! - Durable Objects: <https://developers.cloudflare.com/durable-objects/platform/pricing/>
//! - mail: <https://developers.cloudflare.com/email-service/platform/pricing/>
//!
//! Files are free. What is stored is not in here: a month's chats are some 100 MB, and five gigabytes are included.

/// The plan itself, Workers Paid.
pub(super) const PLAN: f64 = 5.0;

/// How many messages over sockets are billed as one request to an object.
pub(super) const MESSAGES_PER_REQUEST: f64 = 20.0;

/// Gigabytes for which an object is billed while it is awake, whatever it takes.
pub(super) const OBJECT_GIGABYTES: f64 = 0.128;

/// What is counted to be billed.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Meter {
    WorkerRequests,
    ProcessorMillis,
    ObjectRequests,
    GigabyteSeconds,
    RowsRead,
    RowsWritten,
    KvReads,
    KvWrites,
    KvDeletes,
    KvLists,
    Mails,
    LogEvents,
}

impl Meter {
    /// All there are.
    pub(super) const ALL: [Self; 12] = [
        Self::WorkerRequests,
        Self::ProcessorMillis,
        Self::ObjectRequests,
        Self::GigabyteSeconds,
        Self::RowsRead,
        Self::RowsWritten,
        Self::KvReads,
        Self::KvWrites,
        Self::KvDeletes,
        Self::KvLists,
        Self::Mails,
        Self::LogEvents,
    ];

    /// What it is called.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::WorkerRequests => "requests to the Worker",
            Self::ProcessorMillis => "milliseconds of its processor",
            Self::ObjectRequests => "requests to objects",
            Self::GigabyteSeconds => "gigabyte-seconds of objects awake",
            Self::RowsRead => "rows read",
            Self::RowsWritten => "rows written",
            Self::KvReads => "values read from KV",
            Self::KvWrites => "values written to KV",
            Self::KvDeletes => "values deleted from KV",
            Self::KvLists => "lists of KV",
            Self::Mails => "mails",
            Self::LogEvents => "entries of the log",
        }
    }

    /// How much of it the plan includes in a month, and the dollars of a million more.
    const fn price(self) -> (f64, f64) {
        match self {
            Self::WorkerRequests => (10e6, 0.30),
            Self::ProcessorMillis => (30e6, 0.02),
            Self::ObjectRequests => (1e6, 0.15),
            Self::GigabyteSeconds => (400e3, 12.50),
            Self::RowsRead => (25e9, 0.001),
            Self::RowsWritten => (50e6, 1.00),
            Self::KvReads => (10e6, 0.50),
            Self::KvWrites | Self::KvDeletes | Self::KvLists => (1e6, 5.00),
            Self::Mails => (3e3, 350.0),
            Self::LogEvents => (20e6, 0.60),
        }
    }

    /// How much of it the plan includes in a month.
    pub(super) const fn included(self) -> f64 {
        self.price().0
    }

    /// Dollars for so much, if nothing is included.
    pub(super) fn listed(self, amount: f64) -> f64 {
        amount / 1e6 * self.price().1
    }

    /// Dollars for so much in a month.
    pub(super) fn billed(self, amount: f64) -> f64 {
        self.listed((amount - self.included()).max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_included_costs_nothing_and_a_million_more_its_price() {
        for meter in Meter::ALL {
            assert!(meter.billed(meter.included()).abs() < f64::EPSILON);
            let more = meter.billed(meter.included() + 1e6);
            assert!((more - meter.listed(1e6)).abs() < 1e-6, "{meter:?}");
        }
        assert!((Meter::RowsWritten.billed(52e6) - 2.0).abs() < 1e-9);
    }
}
