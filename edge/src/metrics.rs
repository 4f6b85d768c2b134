//! Counters of what matters to whoever runs the service, written to Workers Analytics Engine where a dataset is bound.
//!
//! An object counts in memory and writes now and then, so that counting costs a frame nothing. What it had counted and not
//! written is lost when it is put to sleep, which may be: these are figures to watch, not accounts. **Nothing of a chat is
//! among them**: no id, no text, no size, nobody's name.

use std::collections::BTreeMap;

use hushdesk_protocol::frames::Refusal;
use hushdesk_protocol::ids::Timestamp;
use worker::{AnalyticsEngineDataPointBuilder, AnalyticsEngineDataset, Env, Result};

/// What the dataset is bound as.
const BINDING: &str = "METRICS";

/// How long counters stand in memory while nothing else makes an object write them.
const WRITE_MILLIS: u64 = 60_000;

/// What is counted.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Counter {
    /// Chats that were claimed.
    Claims,
    /// What clients sent and was not done, by the word for why.
    Refusals(&'static str),
    /// By how many milliseconds what was due came late.
    AlarmLateness,
    /// For how many milliseconds a chat that has left has been waiting for the other queue to say that it has it.
    LetterAge,
    /// For how many milliseconds a queue's object has not heard what the directory has to tell it.
    OutboxAge,
}

impl Counter {
    /// That of a refusal.
    pub const fn of(refusal: Refusal) -> Self {
        Self::Refusals(refusal.word())
    }

    /// How it is written: what it is, and the kind if there are several.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Claims => ("claims", ""),
            Self::Refusals(why) => ("refusals", why),
            Self::AlarmLateness => ("alarm_lateness", ""),
            Self::LetterAge => ("letter_age", ""),
            Self::OutboxAge => ("outbox_age", ""),
        }
    }
}

/// How often something was counted, and what was measured with it.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Sum {
    count: u32,
    millis: u32,
    millis_max: u32,
}

impl Sum {
    fn add(&mut self, millis: u64) {
        let millis = u32::try_from(millis).unwrap_or(u32::MAX);
        self.count = self.count.saturating_add(1);
        self.millis = self.millis.saturating_add(millis);
        self.millis_max = self.millis_max.max(millis);
    }
}

/// What an object has counted since it last wrote.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Counts {
    since: Option<Timestamp>,
    sums: BTreeMap<Counter, Sum>,
}

impl Counts {
    /// One more.
    pub fn count(&mut self, counter: Counter, now: Timestamp) {
        self.measure(counter, 0, now);
    }

    /// One more, which took so long.
    pub fn measure(&mut self, counter: Counter, millis: u64, now: Timestamp) {
        self.since.get_or_insert(now);
        self.sums.entry(counter).or_default().add(millis);
    }

    /// Whether something has been standing here for long enough.
    pub fn are_due(&self, now: Timestamp) -> bool {
        self.since
            .is_some_and(|since| now.since(since) >= WRITE_MILLIS)
    }

    /// What there is to write.
    fn take(&mut self) -> BTreeMap<Counter, Sum> {
        std::mem::take(self).sums
    }
}

/// Where counters are written.
#[derive(Debug)]
pub struct Metrics(AnalyticsEngineDataset);

impl Metrics {
    /// The dataset, if one is bound.
    pub fn bound(env: &Env) -> Option<Self> {
        env.analytics_engine(BINDING).ok().map(Self)
    }

    /// Writes what an object has counted; `object` says which it is.
    ///
    /// # Errors
    ///
    /// The runtime did not take it.
    pub fn write(&self, object: [&str; 2], counts: &mut Counts) -> Result<()> {
        for (counter, sum) in counts.take() {
            let (what, why) = counter.words();
            let [organisation, name] = object;
            let point = AnalyticsEngineDataPointBuilder::new()
                .indexes([what])
                .add_blob(what)
                .add_blob(why)
                .add_blob(organisation)
                .add_blob(name)
                .doubles([sum.count, sum.millis, sum.millis_max].map(f64::from))
                .build();
            self.0.write_data_point(&point)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_measured_is_summed_and_its_highest_kept() {
        let mut counts = Counts::default();
        for millis in [3, 9, 5] {
            counts.measure(Counter::AlarmLateness, millis, Timestamp(1));
        }
        counts.count(Counter::of(Refusal::TooMany), Timestamp(2));
        let sum = |count, millis, millis_max| Sum {
            count,
            millis,
            millis_max,
        };
        let sums = counts.take();
        assert_eq!(sums.get(&Counter::AlarmLateness), Some(&sum(3, 17, 9)));
        assert_eq!(
            sums.get(&Counter::Refusals("too_many")),
            Some(&sum(1, 0, 0))
        );
        assert_eq!(counts, Counts::default(), "and nothing is written twice");
    }

    #[test]
    fn counters_are_due_a_minute_after_the_first() {
        let mut counts = Counts::default();
        assert!(!counts.are_due(Timestamp(u64::MAX)), "there is nothing");
        counts.count(Counter::Claims, Timestamp(1_000));
        counts.count(Counter::Claims, Timestamp(50_000));
        assert!(!counts.are_due(Timestamp(60_999)));
        assert!(counts.are_due(Timestamp(61_000)));
    }
}
