//! The object's one alarm. It may ring early, which is harmless, but never late: so it is set only when it has
//! to ring earlier than it would, since each setting is a row written.

use std::cell::Cell;

use hushdesk_protocol::ids::Timestamp;
use js_sys::Date;
use worker::{Result, ScheduledTime, Storage};

/// The last millisecond that a date of JavaScript can name (ECMA-262, "Time Values and Time Range"): a later one
/// is no date, and no alarm would be set.
const DATE_MILLIS_MAX: u64 = 8_640_000_000_000_000;

/// When the alarm will ring, as far as is known.
#[derive(Debug, Default)]
pub(crate) struct Alarm {
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
    pub(crate) fn rings(&self) {
        self.armed.set(Armed::Never);
    }

    /// Sees to it that the alarm rings at this moment or before.
    pub(crate) async fn ring_by(&self, storage: &Storage, at: Timestamp) -> Result<()> {
        if let Armed::Unknown = self.armed.get() {
            let stored = storage
                .get_alarm()
                .await?
                .and_then(|millis| u64::try_from(millis).ok());
            self.armed
                .set(stored.map_or(Armed::Never, |millis| Armed::At(Timestamp(millis))));
        }
        match self.armed.get() {
            Armed::At(armed) if armed <= at => Ok(()),
            Armed::At(_) | Armed::Never | Armed::Unknown => self.set(storage, at).await,
        }
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
    let millis = at.0.min(DATE_MILLIS_MAX) as f64;
    ScheduledTime::new(Date::new(&millis.into()))
}
