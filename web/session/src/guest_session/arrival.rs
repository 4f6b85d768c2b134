//! The answer to `open` and `resume`, and whether this session is still the one that speaks for the chat.
//!
//! A page that was left and gone back to, or a window beside another one, finds that somebody newer has been speaking:
//! the numbers and the epoch are beyond its own, or the queue has taken numbers since its last visit. What was delivered
//! under those numbers are not its texts, and what was written there it will never see. It takes over with keys and
//! numbers of its own, and marks nothing as delivered.

use hushdesk_protocol::frames::{FromGuest, GuestChat, Sent};

use super::key_exchange::KeyExchange;
use super::life::Life;
use super::{GuestSession, Numbered, Turn};
use crate::clock::EdgeClock;
use crate::ends::Sends;
use crate::line::Line;
use crate::note::Note;
use crate::sealing::GuestSealing;

impl<S: GuestSealing> GuestSession<S> {
    pub(super) fn welcomed(&mut self, chat: GuestChat, turn: &mut Turn<'_>) {
        let others_have_spoken = self.others_have_spoken(&chat);
        self.set_line(Line::Up, turn);
        self.clock = EdgeClock::measured(chat.now, turn.now);
        turn.clock = self.clock;
        self.prospect = chat.waiting;
        self.opened = true;
        self.delivery.relieved();
        let cold = self.delivery.answered();
        if others_have_spoken {
            self.take_over(&chat, turn);
        } else {
            self.go_on(&chat, cold, turn);
        }
        self.delivery.is_in(chat.epoch);
        self.visit = chat.visit;
        self.begun_before = 0;
        for entry in chat.entries {
            self.entry(entry, turn);
        }
        // The entries tell of the past: who holds the chat may have gone since, and may be somebody of whom they do not tell.
        self.is_present(chat.present);
        let is_news = chat.lease > self.lease;
        self.holds_by(chat.lease);
        if is_news {
            self.look_up(turn);
        }
        self.send_pending(turn);
        self.say_who_is_refused(turn);
        if self.sealed.as_ref().is_some_and(KeyExchange::is_keyless) {
            self.begin_key_exchange(turn);
        }
        if self.life == Life::Ending {
            turn.send.push(FromGuest::End);
        }
    }

    /// Goes on where this session was: nobody else has spoken, so whatever the queue has is this page's.
    fn go_on(&mut self, chat: &GuestChat, cold: bool, turn: &mut Turn<'_>) {
        self.sent(chat.sent, turn);
        if cold {
            self.delivery.go_on_after(chat.sent.accepted);
        } else {
            self.epoch(chat.sent.accepted, chat.epoch);
        }
    }

    /// Whether somebody newer has been speaking since this session last heard of the chat.
    fn others_have_spoken(&self, chat: &GuestChat) -> bool {
        let known = self.delivery.epoch();
        let ours = known.0..=known.0.saturating_add(self.begun());
        let accepted = chat.sent.accepted;
        let is_beyond = accepted > chat.yours || self.delivery.is_overtaken(accepted);
        is_beyond || !ours.contains(&chat.epoch.0)
    }

    /// How many key exchanges this session has begun of which it does not know whether the queue has taken them.
    pub(super) fn begun(&self) -> u32 {
        let pending = self.delivery.outbox().pending();
        let commits = pending.filter(|(_, message)| matches!(message, Numbered::Commit(_)));
        let pending = u32::try_from(commits.count()).unwrap_or(u32::MAX);
        // The queue may have said that it has the commit, and not yet which epoch that is.
        let requested = self.sealed.as_ref().is_some_and(KeyExchange::is_requested);
        let pending = pending.max(u32::from(requested));
        pending.saturating_add(self.begun_before)
    }

    /// Goes on after whoever has been speaking. In a sealed chat whatever is not known to be delivered is sealed again; it
    /// keeps its id, by which the operator's end knows what it has read. In an open one what the queue has it delivers.
    fn take_over(&mut self, chat: &GuestChat, turn: &mut Turn<'_>) {
        if let Some(sealed) = &mut self.sealed {
            sealed.forget_keys();
        }
        let ours = Sent {
            accepted: chat.yours,
            delivered: chat.yours.min(chat.sent.delivered),
        };
        self.delivery.take_over(ours, chat.sent);
        self.delivery.begin_log(turn.rng);
        self.delivery.log.note(Note::Elsewhere, turn.now);
        self.operator.clone_from(&chat.operator);
        self.passing = false;
        self.refuses = false;
    }
}
