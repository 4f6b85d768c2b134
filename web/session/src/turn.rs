//! One event being handled at either end: its moment, its randomness, and what is to be done in the end.

use hushdesk_protocol::ids::Timestamp;
use rand_core::CryptoRng;

use crate::clock::EdgeClock;

/// What an event is handled with, and what has come of it so far.
pub(crate) struct Turn<'a, Frame, Also> {
    pub(crate) now: Timestamp,
    pub(crate) clock: EdgeClock,
    pub(crate) rng: &'a mut dyn CryptoRng,
    /// Whether frames can be sent.
    pub(crate) up: bool,
    /// The frames to be sent, in order.
    pub(crate) send: Vec<Frame>,
    /// What is to be done besides.
    pub(crate) also: Also,
}

impl<'a, Frame, Also: Default> Turn<'a, Frame, Also> {
    /// An event at this moment, while the line is up or not.
    pub(crate) fn new(
        (now, clock): (Timestamp, EdgeClock),
        rng: &'a mut dyn CryptoRng,
        up: bool,
    ) -> Self {
        Self {
            now,
            clock,
            rng,
            up,
            send: Vec::new(),
            also: Also::default(),
        }
    }
}
