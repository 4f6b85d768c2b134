//! Moments, as the caller tells them.

/// A moment in whole seconds since some fixed one (the Unix epoch, or the program's start).
///
/// Only differences count: when a heartbeat is due, and how long a text may wait to be sent again.
/// A clock that goes back does no harm.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct Timestamp(u64);

impl Timestamp {
    /// The moment `seconds` after the fixed one.
    pub const fn from_secs(seconds: u64) -> Self {
        Self(seconds)
    }

    /// The moment `milliseconds` after the fixed one, as JavaScript's `Date.now()` gives it.
    pub const fn from_millis(milliseconds: u64) -> Self {
        Self(milliseconds / 1000)
    }

    /// The seconds from `earlier` to this moment; 0 if the clock went back.
    pub fn seconds_since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}
