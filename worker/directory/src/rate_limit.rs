//! How often something may be tried within a while. Pure counting: the time is an argument, and where a count is
//! kept is up to whoever counts.

use std::cell::RefCell;
use std::collections::BTreeMap;

use hushdesk_protocol::ids::Timestamp;
use serde::{Deserialize, Serialize};

use crate::address::{Address, AddressKey};

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
    /// When it counts no more.
    pub(crate) ends: Timestamp,
    /// How many there were.
    pub(crate) tries: u32,
}

/// There were too many tries.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct TooMany {
    /// In how many seconds the next may be made.
    pub retry_after_seconds: u64,
}

impl Limit {
    /// The same with so many times the tries.
    pub(crate) const fn times(self, factor: u32) -> Self {
        Self {
            tries: self.tries.saturating_mul(factor),
            ..self
        }
    }

    /// The window with one more try in it, or how long to wait.
    pub(crate) fn count(self, window: Option<Window>, now: Timestamp) -> Result<Window, TooMany> {
        match window.filter(|window| !window.is_over(now)) {
            None => Ok(Window {
                ends: now.plus(self.window),
                tries: 1,
            }),
            Some(window) if window.tries < self.tries => Ok(Window {
                tries: window.tries.saturating_add(1),
                ..window
            }),
            Some(window) => Err(TooMany {
                retry_after_seconds: window.ends.since(now).div_ceil(1_000).max(1),
            }),
        }
    }
}

impl Window {
    /// Whether what was tried in it counts no more.
    pub(crate) fn is_over(self, now: Timestamp) -> bool {
        self.ends <= now
    }
}

/// Guests' sockets from one network. A reading room of 60 guests behind one address may come back twice within
/// a minute, as after a deploy; a program that opens chats gets no further than 120 either.
const GUEST_SOCKETS_PER_ADDRESS: Limit = Limit {
    tries: 120,
    window: 60_000,
};

/// Tries from one network, at whatever names, before it is asked to slow down. No password is guarded by this: it
/// keeps one address from having the edge hash passwords without end, at 50 ms each. It is over within a minute.
const FLOOD_PER_ADDRESS: Limit = Limit {
    tries: 600,
    window: 60_000,
};

/// Secrets that are typed or followed from one network: tokens of links, setup codes. Somebody needs two or three; whoever guesses
/// at 256 bits is at it for ever, and is not to keep the directory busy.
const SECRETS_PER_ADDRESS: Limit = Limit {
    tries: 60,
    window: 60_000,
};

/// Sessions that operators' own programs open from one network, before anybody has signed in: each is an object that is awake for a
/// minute. A desk of 30 may come back four times within one.
const PROGRAMS_PER_ADDRESS: Limit = Limit {
    tries: 120,
    window: 60_000,
};

/// Messages that guests leave from one network: a reading room may have several who find nobody at the desk, and whoever fills a
/// letter box gets no further either.
const MESSAGES_PER_ADDRESS: Limit = Limit {
    tries: 20,
    window: 10 * 60_000,
};

/// What guests say from one network of how chats went: a reading room may end all of its chats at once, and say it twice.
const RATINGS_PER_ADDRESS: Limit = Limit {
    tries: 240,
    window: 10 * 60_000,
};

/// Mails of their chats that guests ask for from one network: a reading room may end all of its chats at once.
const GUEST_MAILS_PER_ADDRESS: Limit = Limit {
    tries: 20,
    window: 10 * 60_000,
};

/// What is counted by address over all questions.
pub(crate) struct Counts {
    /// Guests' sockets.
    pub(crate) guest_sockets: RefCell<AddressCounts>,
    /// Tries to sign in.
    pub(crate) sign_ins: RefCell<AddressCounts>,
    /// Secrets of links, and setup codes.
    pub(crate) secrets: RefCell<AddressCounts>,
    /// Sessions that operators' own programs open.
    pub(crate) programs: RefCell<AddressCounts>,
    /// Messages that guests leave, and mails that are tried.
    pub(crate) messages: RefCell<AddressCounts>,
    /// What guests say of chats.
    pub(crate) ratings: RefCell<AddressCounts>,
    /// Mails of their chats that guests ask for.
    pub(crate) guest_mails: RefCell<AddressCounts>,
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            guest_sockets: RefCell::new(AddressCounts::new(GUEST_SOCKETS_PER_ADDRESS)),
            sign_ins: RefCell::new(AddressCounts::new(FLOOD_PER_ADDRESS)),
            secrets: RefCell::new(AddressCounts::new(SECRETS_PER_ADDRESS)),
            programs: RefCell::new(AddressCounts::new(PROGRAMS_PER_ADDRESS)),
            messages: RefCell::new(AddressCounts::new(MESSAGES_PER_ADDRESS)),
            ratings: RefCell::new(AddressCounts::new(RATINGS_PER_ADDRESS)),
            guest_mails: RefCell::new(AddressCounts::new(GUEST_MAILS_PER_ADDRESS)),
        }
    }
}

/// Addresses counted at once: some 100 bytes each, 1 MB together. When there are more, all counts begin anew.
const ADDRESSES_MAX: usize = 10_000;

/// How often something came from which address lately. In memory only: a flood keeps the object awake, and where
/// people come from is not written down.
pub(crate) struct AddressCounts {
    limit: Limit,
    windows: BTreeMap<AddressKey, Window>,
}

impl AddressCounts {
    /// Nothing yet, of what may come so often from one network.
    pub(crate) const fn new(limit: Limit) -> Self {
        Self {
            limit,
            windows: BTreeMap::new(),
        }
    }

    /// Counts one more from there, unless that is too many.
    pub(crate) fn count(&mut self, address: &Address, now: Timestamp) -> Result<(), TooMany> {
        let counted = address.counted().map(|(key, times)| {
            let window = self.windows.get(key).copied();
            let window = self.limit.times(times).count(window, now)?;
            Ok((key.clone(), window))
        });
        let counted: Vec<_> = counted.collect::<Result<_, _>>()?;
        if self.windows.len() >= ADDRESSES_MAX {
            self.forget(now);
        }
        self.windows.extend(counted);
        Ok(())
    }

    fn forget(&mut self, now: Timestamp) {
        self.windows.retain(|_, window| !window.is_over(now));
        if self.windows.len() >= ADDRESSES_MAX {
            self.windows.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWICE_A_MINUTE: Limit = Limit {
        tries: 2,
        window: 60_000,
    };

    fn address(text: &str) -> Address {
        Address::of(text.parse().unwrap())
    }

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
            ends: Timestamp(61_000),
            tries: 2,
        };
        assert_eq!(
            TWICE_A_MINUTE.count(Some(full), Timestamp(61_000)),
            Ok(Window {
                ends: Timestamp(121_000),
                tries: 1
            })
        );
    }

    #[test]
    fn the_networks_of_one_site_may_do_together_what_four_may_do() {
        let mut counts = AddressCounts::new(TWICE_A_MINUTE);
        let mut count = |text: &str| counts.count(&address(text), Timestamp(1_000)).is_ok();
        let from_new_networks = (0..20).filter(|n| count(&format!("2001:db8:1:{n:x}::1")));
        assert_eq!(from_new_networks.count(), 8);
        assert!(count("2001:db8:2::1"));
    }

    #[test]
    fn the_counts_stay_within_their_bound() {
        let mut counts = AddressCounts::new(TWICE_A_MINUTE);
        for n in 0..=ADDRESSES_MAX {
            let [.., a, b] = n.to_be_bytes();
            let address = address(&format!("10.0.{a}.{b}"));
            counts.count(&address, Timestamp(1_000)).unwrap();
        }
        assert!(counts.windows.len() <= ADDRESSES_MAX);
    }
}
