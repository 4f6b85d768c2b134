//! How often something may be tried: so many times in a window that begins with the first try. Pure; who keeps
//! the windows, and for what, is the business of others.

use hushdesk_protocol::ids::Timestamp;
use serde::{Deserialize, Serialize};

/// A bound on tries.
#[derive(Clone, Copy)]
pub(crate) struct Limit {
    /// How many there may be.
    pub(crate) tries: u32,
    /// In how many milliseconds.
    pub(crate) window: u64,
}

/// What has been tried.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Window {
    /// When the first try was.
    pub(crate) began: Timestamp,
    /// How many there were.
    pub(crate) tries: u32,
}

/// There were too many tries.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct TooMany {
    /// In how many seconds the next may be made.
    pub(crate) retry_after_seconds: u64,
}

impl Limit {
    /// The window with one more try in it, or how long to wait.
    pub(crate) fn count(self, window: Option<Window>, now: Timestamp) -> Result<Window, TooMany> {
        match window.filter(|window| !self.is_over(*window, now)) {
            None => Ok(Window {
                began: now,
                tries: 1,
            }),
            Some(window) if window.tries < self.tries => Ok(Window {
                tries: window.tries.saturating_add(1),
                ..window
            }),
            Some(window) => {
                let left = self.window.saturating_sub(now.since(window.began));
                Err(TooMany {
                    retry_after_seconds: left.div_ceil(1_000).max(1),
                })
            }
        }
    }

    /// Whether what was tried in the window counts no more.
    pub(crate) fn is_over(self, window: Window, now: Timestamp) -> bool {
        now.since(window.began) >= self.window
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWICE_A_MINUTE: Limit = Limit {
        tries: 2,
        window: 60_000,
    };

    #[test]
    fn the_try_after_the_last_is_told_when_to_come_back() {
        let first = TWICE_A_MINUTE.count(None, Timestamp(1_000)).unwrap();
        let second = TWICE_A_MINUTE.count(Some(first), Timestamp(2_000)).unwrap();
        assert_eq!(
            TWICE_A_MINUTE.count(Some(second), Timestamp(30_500)),
            Err(TooMany {
                retry_after_seconds: 31
            })
        );
    }

    #[test]
    fn a_window_that_is_over_counts_no_more() {
        let full = Window {
            began: Timestamp(1_000),
            tries: 2,
        };
        assert_eq!(
            TWICE_A_MINUTE.count(Some(full), Timestamp(61_000)),
            Ok(Window {
                began: Timestamp(61_000),
                tries: 1
            })
        );
    }
}
