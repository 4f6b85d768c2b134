//! The object's one alarm. It may ring early, which is harmless, but never late: so it is set only when it has
//! to ring earlier than it would, since each setting is a row written.

use std::cell::Cell;

use hushdesk_protocol::ids::Timestamp;
use worker::{Result, Storage};

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
            Armed::At(_) | Armed::Never | Armed::Unknown => {
                self.armed.set(Armed::At(at));
                let millis = i64::try_from(at.0).unwrap_or(i64::MAX);
                storage.set_alarm(millis).await
            }
        }
    }
}
