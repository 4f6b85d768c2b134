//! One event being handled at a desk: its moment, its randomness, and what is to be done in the end.

use hushdesk_protocol::frames::FromOperator;
use hushdesk_protocol::ids::Timestamp;
use rand_core::CryptoRng;

use crate::session::clock::EdgeClock;

pub(in crate::session) struct Turn<'a> {
    pub(in crate::session) now: Timestamp,
    pub(in crate::session) clock: EdgeClock,
    pub(in crate::session) rng: &'a mut dyn CryptoRng,
    /// Whether frames can be sent.
    pub(in crate::session) up: bool,
    pub(in crate::session) send: Vec<FromOperator>,
    /// A guest's text has come.
    pub(in crate::session) wrote: bool,
}

impl<'a> Turn<'a> {
    pub(in crate::session) fn new(
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
