//! A queue: its desk, the line to it, and what of it the program has been told.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::close;
use hushdesk_protocol::frames::{Colleague, FromOperator, Waiting};
use hushdesk_protocol::ids::{ChatId, OperatorName, QueueName, SeatId, Timestamp};
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_session::desk::{Desk, DeskEffect, DeskEvent};
use hushdesk_session::sealing::PassThrough;
use rand_core::CryptoRng;

use super::Operator;
use super::guests::Guest;
use super::words::{Group, Saying, Speech};
use crate::jid::Domain;
use crate::session::Effect;
use crate::stanza::Contact;

/// The first pause before a queue is dialled again; each next one is twice as long.
const PAUSE_MILLIS: u64 = 1_000;

/// Up to this.
const PAUSE_MILLIS_MAX: u64 = 30_000;

/// A queue.
#[derive(Debug)]
pub(super) struct QueueDesk {
    title: QueueTitle,
    pub(super) desk: Desk<PassThrough>,
    /// When it is to be dialled again, and how often that has failed.
    pub(super) redial_at: Option<Timestamp>,
    pub(super) tries: u32,
    /// When the desk wants to be woken.
    pub(super) wake: Option<Timestamp>,
    /// Offers that the program knows of, and how many of their entries.
    pub(super) offers: BTreeMap<ChatId, usize>,
    pub(super) guests: BTreeMap<ChatId, Guest>,
    pub(super) colleagues: BTreeMap<OperatorName, Colleague>,
    /// What was told of those who wait; nothing while the line is down.
    pub(super) waiting: Option<Waiting>,
    /// The last thing a colleague said that was told.
    pub(super) room: u64,
    /// The last thing that was said to a colleague and is known not to have come.
    pub(super) untold: u64,
    /// Chats that were put away, until the desk has heard it.
    pub(super) put_away: BTreeSet<ChatId>,
}

impl QueueDesk {
    pub(super) fn new(title: QueueTitle, seat: &SeatId) -> Self {
        Self {
            title,
            desk: Desk::new(seat.clone(), PassThrough),
            redial_at: None,
            tries: 0,
            wake: None,
            offers: BTreeMap::new(),
            guests: BTreeMap::new(),
            colleagues: BTreeMap::new(),
            waiting: None,
            room: 0,
            untold: 0,
            put_away: BTreeSet::new(),
        }
    }

    pub(super) const fn name(&self) -> &QueueName {
        &self.title.name
    }

    pub(super) fn jid(&self, domain: &Domain) -> String {
        domain.queue(&self.title.name)
    }

    pub(super) fn contact(&self, domain: &Domain, speech: Speech) -> Contact {
        Contact {
            jid: self.jid(domain),
            name: self.title.title.clone(),
            group: speech.group(Group::Queues),
        }
    }

    /// The desk hears of something. Gives what is to be sent.
    pub(super) fn handle(
        &mut self,
        event: DeskEvent,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<FromOperator> {
        let mut frames = Vec::new();
        if event == DeskEvent::Woke {
            self.wake = None;
        }
        for effect in self.desk.handle(event, now, rng) {
            match effect {
                DeskEffect::Send(frame) => frames.push(frame),
                DeskEffect::WakeAt(at) => self.wake = Some(at),
                // What is kept is with the queue until the program has it; alerts are the program's; a queue that refuses
                // this client closes the line itself.
                DeskEffect::Keep(_)
                | DeskEffect::Forget(_)
                | DeskEffect::Alert(_)
                | DeskEffect::HangUp => {}
            }
        }
        frames
    }
}

impl Operator {
    /// What is to be done when a line is down depends on why.
    pub(super) fn line_is_down(
        &mut self,
        place: usize,
        code: Option<u16>,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) {
        let event = match code {
            Some(close::REPLACED) => DeskEvent::Replaced,
            Some(close::SHIFT_OVER) => DeskEvent::Left,
            Some(_) | None => DeskEvent::Disconnected,
        };
        self.desk(place, event, now, rng);
        match code {
            // The same resource has signed in anew.
            Some(close::REPLACED) => self.effects.push(Effect::Fail("conflict")),
            // Whether they may come back shows at the next sign-in.
            Some(close::SIGNED_OUT) => self.effects.push(Effect::Fail("reset")),
            Some(close::SHIFT_OVER) => self.queue_tells(place, Saying::ShiftOver),
            Some(_) | None => {
                if let Some(queue) = self.queues.get_mut(place) {
                    let pause = PAUSE_MILLIS.saturating_mul(1 << queue.tries.min(5));
                    let jitter = u64::from(rng.next_u32()) % PAUSE_MILLIS;
                    let pause = pause.min(PAUSE_MILLIS_MAX).saturating_add(jitter);
                    queue.tries = queue.tries.saturating_add(1);
                    queue.redial_at = Some(now.plus(pause)).filter(|_| self.is_there);
                }
            }
        }
    }
}
