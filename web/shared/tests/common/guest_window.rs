//! A guest's window: the session, what is kept of it, and the errands that are still to be done.

use std::collections::VecDeque;

use durable_queue::ConnectionId;
use hushdesk_protocol::frames::ToGuest;
use hushdesk_protocol::ids::{Lease, QueueName, Timestamp};
use hushdesk_protocol::rest::Sealing;
use hushdesk_web::session::guest_session::{
    GuestEffect, GuestEvent, GuestSession, GuestView, Kept, Start,
};
use hushdesk_web::session::text::Text;

use super::line::Line;
use super::random::SeededRng;

pub(crate) struct GuestWindow {
    session: GuestSession,
    /// What the library says today.
    pub(crate) sealing: Sealing,
    /// Whoever asks the library waits for [`GuestWindow::library_answers`].
    pub(crate) library_is_slow: bool,
    /// About which claim the library is asked and has not answered.
    pub(crate) asked: Option<Lease>,
    kept: Vec<u8>,
    errands: VecDeque<GuestEffect>,
    pub(crate) line: Option<Line>,
    pub(crate) hung_up: bool,
    /// When it wants to be woken.
    pub(crate) wake: Option<Timestamp>,
    /// The queues to which the chat went.
    pub(crate) followed: Vec<QueueName>,
}

impl GuestWindow {
    pub(crate) fn open(start: Start, first: &str, now: Timestamp, rng: &mut SeededRng) -> Self {
        let sealing = start.sealing.clone();
        let (session, effects) = GuestSession::open(start, Text::typed(first).unwrap(), now, rng);
        let mut window = Self {
            session,
            sealing,
            library_is_slow: false,
            asked: None,
            kept: Vec::new(),
            errands: effects.into(),
            line: None,
            hung_up: false,
            wake: None,
            followed: Vec::new(),
        };
        window.run_all();
        window
    }

    pub(crate) fn view(&self) -> GuestView {
        self.session.view()
    }

    pub(crate) fn handle(&mut self, event: GuestEvent, now: Timestamp, rng: &mut SeededRng) {
        let effects = self.session.handle(event, now, rng);
        for effect in effects {
            if let GuestEffect::LookUp(of) = effect {
                self.asked = Some(of);
            } else {
                self.errands.push_back(effect);
            }
        }
        if !self.library_is_slow {
            self.library_answers(now, rng);
        }
    }

    /// The library says what it says today of operators' keys.
    pub(crate) fn library_answers(&mut self, now: Timestamp, rng: &mut SeededRng) {
        if let Some(of) = self.asked.take() {
            let today = Some(self.sealing.clone());
            self.handle(GuestEvent::Vouches { of, today }, now, rng);
        }
    }

    pub(crate) fn connect(
        &mut self,
        connection: ConnectionId,
        now: Timestamp,
        rng: &mut SeededRng,
    ) {
        self.line = Some(Line::new(connection));
        self.handle(GuestEvent::Connected, now, rng);
    }

    /// The window notices that its line is broken.
    pub(crate) fn cut(&mut self, now: Timestamp, rng: &mut SeededRng) {
        if self.line.take().is_some() {
            self.errands
                .retain(|effect| !matches!(effect, GuestEffect::Send(_)));
            self.handle(GuestEvent::Disconnected, now, rng);
        }
    }

    /// The page is loaded anew: what was not kept is gone, and what was not done will not be.
    pub(crate) fn reload(&mut self, rng: &mut SeededRng) {
        let hung_up = self.hung_up;
        *self = self.another_page(rng);
        self.hung_up = hung_up;
    }

    /// Another page of this window, made of what is kept.
    pub(crate) fn another_page(&self, rng: &mut SeededRng) -> Self {
        let kept = Kept::from_bytes(&self.kept).unwrap();
        Self {
            session: GuestSession::restore(kept, &self.sealing, rng),
            sealing: self.sealing.clone(),
            library_is_slow: self.library_is_slow,
            asked: None,
            kept: self.kept.clone(),
            errands: VecDeque::new(),
            line: None,
            hung_up: false,
            wake: None,
            followed: Vec::new(),
        }
    }

    /// Takes the next frame from the line.
    pub(crate) fn hear(&mut self, now: Timestamp, rng: &mut SeededRng) -> bool {
        let frame = self.line.as_mut().and_then(Line::told::<ToGuest>);
        match frame {
            Some(frame) => {
                self.handle(GuestEvent::Received(Box::new(frame)), now, rng);
                true
            }
            None => false,
        }
    }

    /// Does the next errand.
    pub(crate) fn run_one(&mut self) -> bool {
        let Some(effect) = self.errands.pop_front() else {
            return false;
        };
        match effect {
            GuestEffect::Keep(kept) => self.kept = kept.to_bytes(),
            GuestEffect::Send(frame) => {
                if let Some(line) = &mut self.line {
                    line.say(&frame);
                }
            }
            GuestEffect::WakeAt(at) => self.wake = Some(at),
            GuestEffect::Follow(queue) => self.followed.push(queue),
            GuestEffect::HangUp => self.hung_up = true,
            // Whoever handled the event has answered it.
            GuestEffect::LookUp(_) => {}
        }
        true
    }

    pub(crate) fn run_all(&mut self) {
        while self.run_one() {}
    }
}
