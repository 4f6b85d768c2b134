//! An operator's window: a desk, and all that was ever to be read in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use durable_queue::{ConnectionId, Seat};
use hushdesk_protocol::frames::ToOperator;
use hushdesk_protocol::ids::{ChatId, OperatorName, SeatId, Timestamp};
use hushdesk_web::otr::Otr;
use hushdesk_web::session::desk::{Desk, DeskEffect, DeskEvent, DeskView};
use hushdesk_web::session::operator_session::{ChatView, KeptChat};
use otr_wasm::Identity;

use super::line::Line;
use super::random::SeededRng;

pub(crate) struct DeskWindow {
    pub(crate) seat: Seat,
    identity: Arc<Identity>,
    desk: Desk,
    /// What is kept of its chats.
    pub(crate) kept: BTreeMap<ChatId, Vec<u8>>,
    pub(crate) line: Option<Line>,
    /// When it wants to be woken.
    pub(crate) wake: Option<Timestamp>,
}

impl DeskWindow {
    pub(crate) fn new(operator: OperatorName, window: u8, rng: &mut SeededRng) -> Self {
        let window = SeatId::from_bytes([window; 16]);
        let identity = Arc::new(Identity::generate(rng));
        Self {
            desk: Desk::new(window.clone(), Otr::of(identity.clone())),
            identity,
            kept: BTreeMap::new(),
            seat: Seat { operator, window },
            line: None,
            wake: None,
        }
    }

    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    pub(crate) fn view(&self) -> DeskView {
        self.desk.view()
    }

    pub(crate) fn chat(&self, chat: &ChatId) -> ChatView {
        let chats = self.view().chats;
        chats.into_iter().find(|view| view.chat == *chat).unwrap()
    }

    pub(crate) fn handle(&mut self, event: DeskEvent, now: Timestamp, rng: &mut SeededRng) {
        for effect in self.desk.handle(event, now, rng) {
            match (effect, &mut self.line) {
                (DeskEffect::Keep(kept), _) => {
                    self.kept.insert(kept.chat().clone(), kept.to_bytes());
                }
                (DeskEffect::Forget(chat), _) => {
                    self.kept.remove(&chat);
                }
                (DeskEffect::Send(frame), Some(line)) => line.say(&frame),
                (DeskEffect::WakeAt(at), _) => self.wake = Some(at),
                (DeskEffect::Send(_) | DeskEffect::Alert(_) | DeskEffect::HangUp, _) => {}
            }
        }
    }

    pub(crate) fn connect(
        &mut self,
        connection: ConnectionId,
        now: Timestamp,
        rng: &mut SeededRng,
    ) {
        self.line = Some(Line::new(connection));
        self.handle(DeskEvent::Connected, now, rng);
    }

    pub(crate) fn cut(&mut self, now: Timestamp, rng: &mut SeededRng) {
        if self.line.take().is_some() {
            self.handle(DeskEvent::Disconnected, now, rng);
        }
    }

    /// The page is loaded anew, with what was kept.
    pub(crate) fn reload(&mut self) {
        *self = self.another_page();
    }

    /// Another page of this window, made of what is kept.
    pub(crate) fn another_page(&self) -> Self {
        let kept = self.kept.values();
        let kept = kept.map(|bytes| KeptChat::from_bytes(bytes).unwrap());
        let desk = Desk::new(self.seat.window.clone(), Otr::of(self.identity.clone()));
        Self {
            identity: self.identity.clone(),
            desk: desk.having_kept(&self.seat.operator, kept.collect()),
            kept: self.kept.clone(),
            seat: self.seat.clone(),
            line: None,
            wake: None,
        }
    }

    /// The page is loaded anew, and nothing was kept.
    pub(crate) fn begin_anew(&mut self) {
        self.kept.clear();
        self.reload();
    }

    pub(crate) fn hear(&mut self, now: Timestamp, rng: &mut SeededRng) -> bool {
        let frame = self.line.as_mut().and_then(Line::told::<ToOperator>);
        match frame {
            Some(frame) => {
                self.handle(DeskEvent::Received(Box::new(frame)), now, rng);
                true
            }
            None => false,
        }
    }
}
