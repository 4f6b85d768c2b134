//! When a socket is opened, asked whether it lives, given up and opened again.
//!
//! Pure: what happened goes in with the moment it happened, what is to be done comes out, and
//! [`Schedule::due`] says when to call again with [`Happened::Clock`].

use hushdesk_protocol::close;
use hushdesk_protocol::limits::{HEARTBEAT_ANSWER_SECONDS, HEARTBEAT_SECONDS};

use super::steady::Steady;

/// Milliseconds a socket may take to open.
const OPENING_MILLIS: u64 = 10_000;

/// Milliseconds before the first new attempt; each further one waits twice as long.
const PAUSE_MILLIS_MIN: u64 = 500;

/// The longest pause: what somebody may have to wait after a long outage.
const PAUSE_MILLIS_MAX: u64 = 20_000;

/// Doublings after which the longest pause is reached: 500 * 2^6 > 20,000.
const DOUBLINGS_MAX: u32 = 6;

/// What happened to a socket.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Happened {
    /// It is open.
    Opened,
    /// Something was heard from the other end.
    Heard,
    /// It closed, with this code.
    Closed(u16),
    /// The moment that was asked for has come.
    Clock,
    /// The page was shown, or the network came back: a good moment to look after the socket.
    Woke,
    /// The network is gone, as the browser says: nothing will be heard by this socket.
    Lost,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Act {
    /// Open a socket.
    Open,
    /// Send a heartbeat.
    Ask,
    /// Drop the socket: it is dead, or never opened.
    Drop,
}

/// Where a socket stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    /// Between two attempts.
    Pausing { until: Steady },
    /// Being opened.
    Opening { until: Steady },
    /// Open; a heartbeat is due then.
    Quiet { ask_at: Steady },
    /// Open, and asked whether it lives: an answer is due then.
    Asked { until: Steady },
    /// Not wanted any more.
    Stopped,
}

/// The life of one resuming socket.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Schedule {
    state: State,
    failures: u32,
}

impl Schedule {
    /// A socket that is being opened: the first [`Act::Open`] is the caller's.
    pub(super) const fn begin(now: Steady) -> Self {
        let until = now.plus(OPENING_MILLIS);
        Self {
            state: State::Opening { until },
            failures: 0,
        }
    }

    /// Takes what happened. `random` spreads the pauses, so that not all clients come back at once.
    pub(super) fn take(&mut self, happened: Happened, now: Steady, random: u32) -> Vec<Act> {
        match (self.state, happened) {
            (State::Stopped, _) => Vec::new(),
            (
                _,
                Happened::Closed(
                    close::REPLACED
                    | close::REFUSED
                    | close::OVER
                    | close::SHIFT_OVER
                    | close::SIGNED_OUT,
                ),
            ) => self.stop(),
            (State::Pausing { .. }, Happened::Closed(_) | Happened::Lost) => Vec::new(),
            (State::Opening { .. }, Happened::Opened) => self.ask(now),
            (_, Happened::Closed(_)) => self.pause(now, random),
            (State::Quiet { .. } | State::Asked { .. }, Happened::Heard) => {
                self.failures = 0;
                self.quiet(now);
                Vec::new()
            }
            (State::Quiet { .. }, Happened::Woke) => self.ask(now),
            (State::Pausing { .. }, Happened::Woke) => self.open(now),
            (State::Pausing { until }, Happened::Clock) if until <= now => self.open(now),
            (State::Quiet { ask_at }, Happened::Clock) if ask_at <= now => self.ask(now),
            (State::Opening { until } | State::Asked { until }, Happened::Clock)
                if until <= now =>
            {
                self.give_up(now, random)
            }
            (_, Happened::Lost) => self.give_up(now, random),
            (_, Happened::Opened | Happened::Heard | Happened::Clock | Happened::Woke) => {
                Vec::new()
            }
        }
    }

    /// The next moment something is to be done by itself.
    pub(super) const fn due(&self) -> Option<Steady> {
        match self.state {
            State::Pausing { until } | State::Opening { until } | State::Asked { until } => {
                Some(until)
            }
            State::Quiet { ask_at } => Some(ask_at),
            State::Stopped => None,
        }
    }

    /// The socket is not wanted any more.
    pub(super) fn stop(&mut self) -> Vec<Act> {
        self.state = State::Stopped;
        vec![Act::Drop]
    }

    /// Whether it is wanted no more.
    pub(super) fn is_stopped(&self) -> bool {
        self.state == State::Stopped
    }

    fn open(&mut self, now: Steady) -> Vec<Act> {
        let until = now.plus(OPENING_MILLIS);
        self.state = State::Opening { until };
        vec![Act::Open]
    }

    fn ask(&mut self, now: Steady) -> Vec<Act> {
        let until = now.plus(HEARTBEAT_ANSWER_SECONDS * 1_000);
        self.state = State::Asked { until };
        vec![Act::Ask]
    }

    const fn quiet(&mut self, now: Steady) {
        let ask_at = now.plus(HEARTBEAT_SECONDS * 1_000);
        self.state = State::Quiet { ask_at };
    }

    fn give_up(&mut self, now: Steady, random: u32) -> Vec<Act> {
        let mut acts = vec![Act::Drop];
        acts.extend(self.pause(now, random));
        acts
    }

    /// Between half and the whole of a pause that doubles with every failure.
    fn pause(&mut self, now: Steady, random: u32) -> Vec<Act> {
        let whole = (PAUSE_MILLIS_MIN << self.failures.min(DOUBLINGS_MAX)).min(PAUSE_MILLIS_MAX);
        let half = whole / 2;
        let until = now.plus(half + u64::from(random) % (half + 1));
        self.failures = self.failures.saturating_add(1);
        self.state = State::Pausing { until };
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Steady = Steady(1_000_000);

    fn open() -> Schedule {
        let mut schedule = Schedule::begin(START);
        assert_eq!(schedule.take(Happened::Opened, START, 0), [Act::Ask]);
        assert_eq!(schedule.take(Happened::Heard, START, 0), []);
        schedule
    }

    #[test]
    fn a_quiet_socket_is_asked_every_ten_seconds_and_stays() {
        let mut schedule = open();
        let ask_at = START.plus(10_000);
        assert_eq!(schedule.due(), Some(ask_at));
        assert_eq!(schedule.take(Happened::Clock, ask_at, 0), [Act::Ask]);
        assert_eq!(schedule.take(Happened::Heard, ask_at.plus(50), 0), []);
        assert_eq!(schedule.due(), Some(ask_at.plus(10_050)));
    }

    #[test]
    fn a_half_open_socket_is_dropped_within_twenty_seconds_of_its_last_word() {
        let mut schedule = open();
        let ask_at = START.plus(10_000);
        schedule.take(Happened::Clock, ask_at, 0);
        let given_up = START.plus(20_000);
        assert_eq!(schedule.due(), Some(given_up));
        assert_eq!(schedule.take(Happened::Clock, given_up, 0), [Act::Drop]);
        assert_eq!(schedule.due(), Some(given_up.plus(250)));
    }

    #[test]
    fn pauses_double_up_to_the_longest_and_begin_anew_once_something_was_heard() {
        let mut schedule = Schedule::begin(START);
        let mut pauses = Vec::new();
        for _ in 0..8 {
            schedule.take(Happened::Closed(1006), START, u32::MAX - 7);
            let until = schedule.due().unwrap();
            pauses.push(until.since(START));
            schedule.take(Happened::Woke, START, 0);
        }
        for (pause, whole) in pauses
            .iter()
            .zip([500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000])
        {
            assert!((whole / 2..=whole).contains(pause), "{pause} of {whole}");
        }
        schedule.take(Happened::Opened, START, 0);
        schedule.take(Happened::Heard, START, 0);
        schedule.take(Happened::Closed(1006), START, 0);
        assert_eq!(schedule.due(), Some(START.plus(250)));
    }

    #[test]
    fn when_the_page_is_shown_a_pause_ends_and_an_open_socket_is_asked() {
        let mut schedule = open();
        assert_eq!(schedule.take(Happened::Woke, START, 0), [Act::Ask]);
        schedule.take(Happened::Closed(1001), START, 0);
        assert_eq!(schedule.take(Happened::Woke, START, 0), [Act::Open]);
    }

    #[test]
    fn without_a_network_a_socket_is_given_up_at_once_and_opened_when_there_is_one() {
        let mut schedule = open();
        assert_eq!(schedule.take(Happened::Lost, START, 0), [Act::Drop]);
        assert_eq!(schedule.due(), Some(START.plus(250)));
        assert_eq!(schedule.take(Happened::Lost, START, 0), []);
        assert_eq!(schedule.take(Happened::Woke, START, 0), [Act::Open]);
    }

    #[test]
    fn a_socket_that_was_replaced_does_not_come_back() {
        let mut schedule = open();
        schedule.take(Happened::Closed(close::REPLACED), START, 0);
        assert!(schedule.is_stopped());
        assert_eq!(schedule.due(), None);
        assert_eq!(schedule.take(Happened::Woke, START, 0), []);
    }

    #[test]
    fn a_socket_whose_sign_in_has_ended_does_not_come_back() {
        let mut schedule = open();
        schedule.take(Happened::Closed(close::SIGNED_OUT), START, 0);
        assert!(schedule.is_stopped());
    }

    #[test]
    fn a_socket_that_does_not_open_is_given_up() {
        let mut schedule = Schedule::begin(START);
        let until = START.plus(OPENING_MILLIS);
        assert_eq!(schedule.take(Happened::Clock, until, 0), [Act::Drop]);
        let again = schedule.due().unwrap();
        assert_eq!(schedule.take(Happened::Clock, again, 0), [Act::Open]);
    }
}
