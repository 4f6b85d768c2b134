//! One event being handled: its moment, its randomness, and what is to be sent in the end.

use hushdesk_protocol::frames::FromGuest;
use hushdesk_protocol::ids::{QueueName, Timestamp};
use rand_core::CryptoRng;

pub(super) struct Turn<'a> {
    pub(super) now: Timestamp,
    pub(super) rng: &'a mut dyn CryptoRng,
    pub(super) send: Vec<FromGuest>,
    /// The chat has gone there.
    pub(super) follow: Option<QueueName>,
    pub(super) hang_up: bool,
}

impl<'a> Turn<'a> {
    pub(super) fn new(now: Timestamp, rng: &'a mut dyn CryptoRng) -> Self {
        Self {
            now,
            rng,
            send: Vec::new(),
            follow: None,
            hang_up: false,
        }
    }
}
