//! One event being handled at a desk: its moment, its randomness, and what is to be done in the end.

use hushdesk_protocol::frames::FromOperator;
use hushdesk_protocol::ids::Timestamp;
use rand_core::CryptoRng;

use crate::clock::EdgeClock;

pub(crate) struct Turn<'a> {
    pub(crate) now: Timestamp,
    pub(crate) clock: EdgeClock,
    pub(crate) rng: &'a mut dyn CryptoRng,
    /// Whether frames can be sent.
    pub(crate) up: bool,
    pub(crate) send: Vec<FromOperator>,
    /// A guest's text has come.
    pub(crate) wrote: bool,
}

impl<'a> Turn<'a> {
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
            wrote: false,
        }
    }
}
