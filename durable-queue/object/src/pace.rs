//! How fast a client may send frames, whatever they are. What it writes has its own pace in the queue; this is for what
//! costs the queue nothing but time: typing notices, acknowledgements, what is no frame.
//!
//! It is kept in memory only. A flood keeps the object awake, and after a sleep everybody is rested.

use std::collections::BTreeMap;

use durable_queue::{ConnectionId, Event, GuestSays, HolderSays, OperatorSays};
use hushdesk_protocol::ids::Timestamp;

/// Frames a client may send at once: all that the bounds of one chat let it send again after a cut, and as many
/// acknowledgements, 2 * 240, and for an operator ten chats of that: rounded up.
const FRAMES: Bucket = Bucket {
    burst: 5_000,
    millis: 20,
};

/// Typing notices: one at each start and end of typing. Nobody misses one more.
const TYPING: Bucket = Bucket {
    burst: 20,
    millis: 500,
};

/// Sockets whose pace is kept at once: as many as there may be. When there are more, all are rested anew.
const SOCKETS_MAX: usize = 3_000;

/// So many at once, and one more in each so many milliseconds.
#[derive(Clone, Copy)]
struct Bucket {
    burst: u64,
    millis: u64,
}

impl Bucket {
    /// When it will be full again after one more at `now`; nothing, if that is too much.
    fn take(self, full_at: Timestamp, now: Timestamp) -> Option<Timestamp> {
        let later = full_at.max(now).plus(self.millis);
        (later <= now.plus(self.burst * self.millis)).then_some(later)
    }
}

/// When the buckets of a socket will be full again.
#[derive(Clone, Copy, Debug, Default)]
struct Rest {
    frames: Timestamp,
    typing: Timestamp,
}

/// The paces of all sockets.
#[derive(Debug, Default)]
pub(crate) struct Paces(BTreeMap<ConnectionId, Rest>);

impl Paces {
    /// Counts a frame. Gives whether the socket may still send any.
    pub(crate) fn count_frame(&mut self, connection: ConnectionId, now: Timestamp) -> bool {
        let rest = self.rest(connection);
        let later = FRAMES.take(rest.frames, now);
        rest.frames = later.unwrap_or(rest.frames);
        later.is_some()
    }

    /// Counts an event if it is a typing notice. Gives whether it is to be done.
    pub(crate) fn count_typing(&mut self, event: &Event, now: Timestamp) -> bool {
        let Some(connection) = typing(event) else {
            return true;
        };
        let rest = self.rest(connection);
        let later = TYPING.take(rest.typing, now);
        rest.typing = later.unwrap_or(rest.typing);
        later.is_some()
    }

    /// A socket is closed.
    pub(crate) fn forget(&mut self, connection: ConnectionId) {
        self.0.remove(&connection);
    }

    fn rest(&mut self, connection: ConnectionId) -> &mut Rest {
        if self.0.len() >= SOCKETS_MAX && !self.0.contains_key(&connection) {
            self.0.clear();
        }
        self.0.entry(connection).or_default()
    }
}

/// Who types, if that is what an event says.
const fn typing(event: &Event) -> Option<ConnectionId> {
    match event {
        Event::GuestSaid {
            connection,
            says: GuestSays::Typing { .. },
        }
        | Event::OperatorSaid {
            connection,
            says:
                OperatorSays::Holding {
                    says: HolderSays::Typing { .. },
                    ..
                },
        } => Some(*connection),
        Event::Woke { .. }
        | Event::GuestOpened { .. }
        | Event::GuestResumed { .. }
        | Event::GuestSaid { .. }
        | Event::OperatorArrived { .. }
        | Event::OperatorSaid { .. }
        | Event::Disconnected { .. }
        | Event::Configured(_)
        | Event::Letter { .. }
        | Event::Tick => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn types() -> Event {
        Event::GuestSaid {
            connection: ConnectionId(1),
            says: GuestSays::Typing { typing: true },
        }
    }

    #[test]
    fn typing_is_passed_on_at_a_pace_and_dropped_beyond() {
        let mut paces = Paces::default();
        let passed = (0..100)
            .filter(|_| paces.count_typing(&types(), NOW))
            .count();
        assert_eq!(passed, 20);
        assert!(!paces.count_typing(&types(), NOW.plus(499)));
        assert!(paces.count_typing(&types(), NOW.plus(500)));
        let end = Event::GuestSaid {
            connection: ConnectionId(1),
            says: GuestSays::End,
        };
        assert!(paces.count_typing(&end, NOW), "nothing else is dropped");
    }

    #[test]
    fn frames_have_a_pace_for_each_socket() {
        let mut paces = Paces::default();
        let one = ConnectionId(1);
        let taken = (0..6_000).filter(|_| paces.count_frame(one, NOW)).count();
        assert_eq!(taken, 5_000);
        assert!(paces.count_frame(ConnectionId(2), NOW));
        assert!(paces.count_frame(one, NOW.plus(20)));
        paces.forget(one);
        assert!(paces.count_frame(one, NOW));
    }

    #[test]
    fn the_paces_stay_within_their_bound() {
        let mut paces = Paces::default();
        for number in 0..10_000 {
            paces.count_frame(ConnectionId(number), NOW);
        }
        assert!(paces.0.len() <= SOCKETS_MAX);
    }
}
