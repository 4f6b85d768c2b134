//! A clock that nobody sets: connections are looked after by it, so that a step of the browser's clock neither stalls
//! nor hurries them.

/// Milliseconds since the page began.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Steady(pub(super) u64);

impl Steady {
    /// This moment and `millis` more.
    pub(super) const fn plus(self, millis: u64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Milliseconds from `earlier` to this moment; 0 if it lies behind.
    pub(super) const fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}
