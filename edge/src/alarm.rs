//! The object's one alarm. It may ring early, which is harmless, but never late: so it is set only when it has
//! to ring earlier than it would, since each setting is a row written.

use std::cell::Cell;

use hushdesk_protocol::ids::Timestamp;
use js_sys::Date;
use worker::{Result, ScheduledTime, Storage};

/// The last millisecond that a date of JavaScript can name (ECMA-262, "Time Values and Time Range"): a later one
/// is no date, and no alarm would be set.
const DATE_MILLIS_MAX: u64 = 8_640_000_000_000_000;

/// The first millisecond for which the runtime sets one (`setAlarm`: "a time <= 0" is refused).
const ALARM_MILLIS_MIN: u64 = 1;

/// How late an alarm may be that has been set. One that should have rung before is not counted on any more.
const LATE_MILLIS: u64 = 5_000;

/// When the alarm will ring, as far as is known.
#[derive(Debug, Default)]
pub struct Alarm {
    armed: Cell<Armed>,
}

#[derive(Clone, Copy, Debug, Default)]
enum Armed {
    /// The object has just woken up.
    #[default]
    Unknown,
    Never,
    At(Timestamp),
}

impl Alarm {
    /// The alarm rings: it is not armed any more.
    pub fn rings(&self) {
        self.armed.set(Armed::Never);
    }

    /// Whether it is known to ring at this moment or before.
    pub fn will_ring_by(&self, at: Timestamp, now: Timestamp) -> bool {
        match self.armed.get() {
            Armed::At(armed) => armed <= at && now <= armed.plus(LATE_MILLIS),
            Armed::Never | Armed::Unknown => false,
        }
    }

    /// Sees to it that the alarm rings at this moment or before.
    ///
    /// # Errors
    ///
    /// The runtime did not set it.
    pub async fn ring_by(&self, storage: &Storage, at: Timestamp, now: Timestamp) -> Result<()> {
        if let Armed::Unknown = self.armed.get() {
            let stored = storage.get_alarm().await?;
            let stored = stored.and_then(|millis| u64::try_from(millis).ok());
            // Meanwhile it may have rung, or been set.
            if let Armed::Unknown = self.armed.get() {
                let armed = stored.map_or(Armed::Never, |millis| Armed::At(Timestamp(millis)));
                self.armed.set(armed);
            }
        }
        if self.will_ring_by(at, now) {
            return Ok(());
        }
        self.set(storage, at).await
    }

    async fn set(&self, storage: &Storage, at: Timestamp) -> Result<()> {
        self.armed.set(Armed::At(at));
        let set = storage.set_alarm(moment(at)).await;
        if set.is_err() {
            self.armed.set(Armed::Unknown);
        }
        set
    }
}

/// The moment itself. A bare number would be taken for a time from now on.
#[expect(
    clippy::as_conversions,
    reason = "a double holds every whole number up to 2^53, which is more than the bound"
)]
fn moment(at: Timestamp) -> ScheduledTime {
    let millis = at.0.clamp(ALARM_MILLIS_MIN, DATE_MILLIS_MAX) as f64;
    ScheduledTime::new(Date::new(&millis.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_that_should_have_rung_is_not_counted_on() {
        let alarm = Alarm::default();
        let by = |at, now| alarm.will_ring_by(Timestamp(at), Timestamp(now));
        assert!(!by(100_000, 0), "who has just woken up does not know");
        alarm.armed.set(Armed::At(Timestamp(50_000)));
        assert!(by(100_000, 0) && by(50_000, 0) && !by(49_999, 0));
        assert!(by(100_000, 55_000), "it may be late");
        assert!(!by(100_000, 55_001));
        alarm.rings();
        assert!(!by(100_000, 0));
    }
}
