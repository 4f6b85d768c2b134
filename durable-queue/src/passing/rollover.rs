//! A chat that nobody answers is passed on by itself, by the levels of the snippet through which it came.
//!
//! ```text
//! the queue that has it                          the queue of the next level
//!     waits, its time is up  ---- Ask ---->      is anybody there?
//!                            <--- Staffed ---    or Unavailable: then the level after it is asked at once
//!     departed               ---- HandOver ->    waits there
//!     moved                  <--- Arrived ---
//! ```
//!
//! While another queue is asked the chat waits on and can be claimed: whoever is first has it. Where nobody is left who could
//! take it, its time is up at once. It does not go where nobody is: if there is nobody at any of the levels it stays, and
//! they are asked again. With the last level it has arrived for good.

use std::collections::BTreeSet;

use hushdesk_protocol::frames::{OfferEnd, Origin};
use hushdesk_protocol::ids::{ChatId, Number, OperatorName, QueueName, Timestamp};
use hushdesk_protocol::rest::{QueueSettings, RolloverLevel};

use crate::chat::Chat;
use crate::limits::ASKED_MILLIS;
use crate::news::News;
use crate::passing::letter::{Letter, Says};
use crate::passing::transfer::millis;
use crate::queue::Queue;
use crate::staffing::staff::Staff;
use crate::stored::{Rolling, Stage, Wait};
use crate::turn::Turn;

impl Queue {
    /// When something is to be done to pass on a chat that waits; never, if it stays here.
    pub(crate) fn rolls_at(&self, chat: &Chat, wait: &Wait) -> Option<Timestamp> {
        let level = self.next_level(chat, None)?;
        Some(match &wait.rolling {
            Rolling::NotYet => time_is_up(wait, level, self.settings()),
            Rolling::Asking { again_at, .. } | Rolling::InVain { again_at } => *again_at,
        })
    }

    /// The time of a chat is up, or another queue has not answered: the next step is taken.
    pub(crate) fn roll_on(&mut self, id: &ChatId, turn: &mut Turn) {
        let Some((chat, wait)) = self.rolling(id) else {
            return;
        };
        let (rolling, is_up) = (wait.rolling.clone(), self.is_time_up(chat, wait, turn.now));
        match rolling {
            Rolling::NotYet => self.ask_next(id, None, turn),
            Rolling::Asking { queue, since, .. } => {
                let is_level = self.levels(chat).any(|level| level.queue == queue);
                if is_level && turn.now.since(since) < ASKED_MILLIS {
                    self.post_ask(id, turn);
                } else {
                    self.ask_next(id, Some(&queue), turn);
                }
            }
            Rolling::InVain { .. } if is_up => self.ask_next(id, None, turn),
            Rolling::InVain { .. } => {
                if let Some(chat) = self.chats.edit(id) {
                    chat.waits_on();
                }
            }
        }
    }

    /// Chats that wait where nobody is left who could take them go on at once.
    pub(crate) fn roll_vain_waits(&mut self, turn: &mut Turn) {
        let staff = self.staff();
        let chats = self.chats.offered();
        let vain = chats.filter(|(_, chat)| match chat.stage() {
            Stage::Waiting(wait) => {
                wait.rolling == Rolling::NotYet
                    && is_deserted(chat, wait, &staff)
                    && self.next_level(chat, None).is_some()
            }
            Stage::Held(_) | Stage::Departed { .. } | Stage::Moved { .. } | Stage::Ended { .. } => {
                false
            }
        });
        let vain: Vec<ChatId> = vain.map(|(id, _)| id.clone()).collect();
        for id in vain {
            self.ask_next(&id, None, turn);
        }
    }

    /// Whether somebody may yet be found for a chat that waits at a queue where nobody is.
    pub(crate) fn may_find_somebody(&self, chat: &Chat) -> bool {
        match chat.stage() {
            Stage::Waiting(wait) => {
                !matches!(wait.rolling, Rolling::InVain { .. })
                    && self.next_level(chat, None).is_some()
            }
            Stage::Held(_) | Stage::Departed { .. } | Stage::Moved { .. } | Stage::Ended { .. } => {
                false
            }
        }
    }

    /// Another queue asks whether a chat would find somebody here.
    pub(super) fn ask_came(
        &self,
        from: &QueueName,
        id: ChatId,
        transfer: Number,
        refused: &BTreeSet<OperatorName>,
        turn: &mut Turn,
    ) {
        let staff = self.staff();
        let is_there = staff.takers.iter().any(|it| !refused.contains(it));
        let says = if is_there && !self.is_full() {
            Says::Staffed
        } else {
            Says::Unavailable
        };
        let letter = Letter {
            chat: id,
            transfer,
            says,
        };
        turn.post(from.clone(), letter);
    }

    /// Somebody is at the queue that was asked: the chat leaves, if it still waits for that.
    pub(super) fn somebody_is_there(
        &mut self,
        from: &QueueName,
        id: &ChatId,
        transfer: Number,
        turn: &mut Turn,
    ) -> News {
        let here = self.name().cloned();
        let Some(here) = here.filter(|_| self.is_asking(id, transfer, from)) else {
            return News::none();
        };
        if let Some(chat) = self.chats.edit(id) {
            chat.roll_over(here, from, turn.now);
        }
        self.post_package(id, turn);
        let to = from.clone();
        News::offer_ended(id, OfferEnd::PassedOn { to })
    }

    /// Nobody is at the queue that was asked, if it was: the one after it is.
    pub(super) fn nobody_is_there(
        &mut self,
        from: &QueueName,
        id: &ChatId,
        transfer: Number,
        turn: &mut Turn,
    ) {
        if self.is_asking(id, transfer, from) {
            self.ask_next(id, Some(from), turn);
        }
    }

    /// Asks the queue of the level after that of `asked`, or the first one.
    fn ask_next(&mut self, id: &ChatId, asked: Option<&QueueName>, turn: &mut Turn) {
        let chat = self.chats.get(id);
        let next = chat.and_then(|chat| self.next_level(chat, asked));
        let next = next.map(|level| level.queue.clone());
        if let Some(chat) = self.chats.edit(id) {
            chat.ask(next, turn.now);
        }
        self.post_ask(id, turn);
    }

    /// Asks (again) whether anybody is there.
    fn post_ask(&mut self, id: &ChatId, turn: &mut Turn) {
        let chat = self.chats.edit(id);
        let asked = chat.and_then(|chat| Some((chat.asked(turn.now)?, chat)));
        let Some((to, chat)) = asked else { return };
        let letter = Letter {
            chat: id.clone(),
            transfer: chat.transfers(),
            says: Says::Ask {
                refused: chat.head().refused.clone(),
            },
        };
        turn.post(to, letter);
    }

    /// A chat that waits.
    fn rolling(&self, id: &ChatId) -> Option<(&Chat, &Wait)> {
        let chat = self.chats.get(id)?;
        match chat.stage() {
            Stage::Waiting(wait) => Some((chat, wait)),
            Stage::Held(_) | Stage::Departed { .. } | Stage::Moved { .. } | Stage::Ended { .. } => {
                None
            }
        }
    }

    /// Whether a chat waits for this answer of that queue.
    fn is_asking(&self, id: &ChatId, transfer: Number, queue: &QueueName) -> bool {
        self.rolling(id).is_some_and(|(chat, wait)| {
            let is_it =
                matches!(&wait.rolling, Rolling::Asking { queue: asked, .. } if asked == queue);
            is_it && chat.transfers() == transfer && self.next_level(chat, None).is_some()
        })
    }

    fn is_time_up(&self, chat: &Chat, wait: &Wait, now: Timestamp) -> bool {
        let level = self.next_level(chat, None);
        let is_up = level.is_some_and(|level| time_is_up(wait, level, self.settings()) <= now);
        is_up || is_deserted(chat, wait, &self.staff())
    }

    /// The first level that is left to a chat which nobody has answered; or the one after that of a queue.
    fn next_level<'a>(
        &'a self,
        chat: &'a Chat,
        after: Option<&QueueName>,
    ) -> Option<&'a RolloverLevel> {
        let mut levels = self.levels(chat);
        match after {
            Some(queue) => {
                let later = chat.levels_after(queue);
                levels.find(|level| later.contains(level))
            }
            None => levels.next(),
        }
    }

    /// The levels that are left to a chat, without those of queues that are gone. There are none for a chat that somebody
    /// has answered, or that was handed to this queue.
    fn levels<'a>(&'a self, chat: &'a Chat) -> impl Iterator<Item = &'a RolloverLevel> {
        let is_unanswered = match chat.stage() {
            Stage::Waiting(wait) => match wait.origin {
                Origin::New | Origin::RolledOver { .. } => true,
                Origin::Continuation { .. }
                | Origin::Transfer { .. }
                | Origin::TakenOver { .. } => false,
            },
            Stage::Held(_) | Stage::Departed { .. } | Stage::Moved { .. } | Stage::Ended { .. } => {
                false
            }
        };
        let levels = chat.head().rollover.iter();
        levels.filter(move |level| {
            is_unanswered
                && !self.is_this(&level.queue)
                && self.config().queues.contains(&level.queue)
        })
    }
}

/// When a chat goes on to a level. It is not given up as unanswered before that: it goes on then.
fn time_is_up(wait: &Wait, level: &RolloverLevel, settings: &QueueSettings) -> Timestamp {
    let patience = millis(settings.concierge_seconds) + millis(settings.unanswered_seconds);
    wait.since.plus(millis(level.seconds).min(patience))
}

/// Whether nobody is there, or expected back, who could take a chat and has not put it aside.
fn is_deserted(chat: &Chat, wait: &Wait, staff: &Staff) -> bool {
    let mut expected = staff.expected.iter();
    expected.all(|it| wait.dismissed.contains(it) || chat.has_refused(it))
}
