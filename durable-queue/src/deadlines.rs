//! All that waits for a moment. Nothing is set or cleared: each deadline is read off the state of a chat or an
//! operator whenever that has changed, so it cannot be out of step with it, and no event looks at those of others.
//!
//! | what | is after | |
//! |---|---|---|
//! | a chat waits, its guest away | `WAITING_GUEST_GRACE_MILLIS` | ended |
//! | it waits | the queue's `concierge_seconds` | told so, and offered to all |
//! | it waits, and nobody else is left, or for the seconds of a level | | passed on to the queue of that level |
//! | it waits still | the queue's `unanswered_seconds` more | ended |
//! | it is held, its guest away | `HELD_GUEST_GRACE_MILLIS` | ended |
//! | it is held, its window away, another of its operator there | `TAKE_ALONG_MILLIS` | held by that one |
//! | it is held, its holder away | the queue's `grace_seconds` | offered again |
//! | it is handed on | the queue's `transfer_seconds` | back with its holder |
//! | another queue has yet to answer | `AGAIN_MILLIS` and more | told again |
//! | it has left for another queue that does not answer | `DEPARTED_MILLIS` | taken for gone |
//! | a chat that was claimed is still elsewhere | `INBOUND_MILLIS` | given up |
//! | it has gone to another queue | `MOVED_CHAT_KEPT_MILLIS` | forgotten |
//! | it has ended, and other queues may speak of it | `MOVED_CHAT_KEPT_MILLIS` | forgotten |
//! | it has ended | `ENDED_CHAT_KEPT_MILLIS` | forgotten |
//! | an operator's shift | its end | over |
//! | an operator is away | the queue's `grace_seconds` | forgotten |
//! | an address is blocked | `BLOCK_MILLIS` | free again |

use hushdesk_protocol::frames::{Closer, OfferEnd, TransferState};
use hushdesk_protocol::ids::{ChatId, Timestamp};
use hushdesk_protocol::rest::QueueSettings;

use crate::chat::Chat;
use crate::due::{ChatDue, Due, InboundDue, OperatorDue, Waiter};
use crate::effect::Closing;
use crate::holding::windows::take_along_millis;
use crate::limits::{
    DEPARTED_MILLIS, ENDED_CHAT_KEPT_MILLIS, HELD_GUEST_GRACE_MILLIS, INBOUND_MILLIS,
    LEFT_OVER_BYTES_MAX, MOVED_CHAT_KEPT_MILLIS, REMEMBERED_CHATS_MAX, WAITING_GUEST_GRACE_MILLIS,
};
use crate::news::News;
use crate::passing::transfer::millis;
use crate::queue::Queue;
use crate::staffing::shift_end::shift_end;
use crate::stored::{Hold, Rolling, Stage, StoredInbound, StoredOperator, Transfer, Wait};
use crate::turn::Turn;

impl Queue {
    /// When [`Queue::handle`] has to be called at the latest; never, if there is nothing to wait for.
    pub fn next_deadline(&self) -> Option<Timestamp> {
        self.agenda.first().map(|(at, _, _)| *at)
    }

    /// Carries out all that is due.
    pub(crate) fn expire(&mut self, turn: &mut Turn) -> News {
        let mut news = News::none();
        while let Some((due, waiter)) = self.due_by(turn.now) {
            news = news.and(News::some()).and(self.is_due(due, waiter, turn));
        }
        while let Some(id) = self.chats.over_beyond(REMEMBERED_CHATS_MAX) {
            self.forget(&id, turn);
        }
        while let Some(id) = self.chats.left_over_beyond(LEFT_OVER_BYTES_MAX) {
            if let Some(chat) = self.chats.edit(&id) {
                chat.give_up_texts();
            }
        }
        news
    }

    fn is_due(&mut self, due: Due, waiter: Waiter, turn: &mut Turn) -> News {
        match (due, waiter) {
            (Due::Chat(due), Waiter::Chat(id)) => return self.chat_is_due(due, &id, turn),
            (Due::Inbound(InboundDue::GivenUp), Waiter::Inbound(id)) => {
                return self.give_up_inbound(&id, OfferEnd::Withdrawn, turn);
            }
            (Due::Inbound(InboundDue::ClaimedAgain), Waiter::Inbound(id)) => {
                self.post_claim(&id, turn);
            }
            (Due::Operator(OperatorDue::ShiftOver), Waiter::Operator(name)) => {
                self.operators.end_shift(&name);
            }
            (Due::Operator(OperatorDue::Forgotten), Waiter::Operator(name)) => {
                self.operators.forget(&name);
            }
            (Due::Unblocked, Waiter::Block(address)) => self.blocks.lift(&address),
            (Due::Chat(_) | Due::Inbound(_) | Due::Operator(_) | Due::Unblocked, other) => {
                self.agenda.note(&other, None);
            }
        }
        News::none()
    }

    fn due_by(&mut self, now: Timestamp) -> Option<(Due, Waiter)> {
        self.note_deadlines();
        let first = self.agenda.first().filter(|(at, _, _)| *at <= now);
        first.map(|(_, due, waiter)| (*due, waiter.clone()))
    }

    /// Notes the deadlines of whatever has changed.
    pub(crate) fn note_deadlines(&mut self) {
        for operator in self.sockets.take_touched() {
            let held = self.chats.held_by(&operator);
            let ids: Vec<ChatId> = held.map(|(id, _)| id.clone()).collect();
            ids.iter().for_each(|id| self.note_chat_deadline(id));
        }
        for id in self.chats.take_touched() {
            self.note_chat_deadline(&id);
        }
        for id in self.inbound.take_touched() {
            let due = self.inbound.get(&id).map(inbound_due);
            let due = due.map(|(at, due)| (at, Due::Inbound(due)));
            self.agenda.note(&Waiter::Inbound(id), due);
        }
        for name in self.operators.take_touched() {
            let record = self.operators.get(&name);
            let due = record.and_then(|record| operator_due(record, self.settings()));
            let due = due.map(|(at, due)| (at, Due::Operator(due)));
            self.agenda.note(&Waiter::Operator(name), due);
        }
        for address in self.blocks.take_touched() {
            let block = self.blocks.get(&address);
            let due = block.map(|block| (block.until, Due::Unblocked));
            self.agenda.note(&Waiter::Block(address), due);
        }
    }

    /// Notes all deadlines anew: they follow from how the queue is set, too.
    pub(crate) fn note_all_deadlines(&mut self) {
        self.chats.touch_all();
        self.inbound.touch_all();
        self.operators.touch_all();
        self.blocks.touch_all();
        self.note_deadlines();
    }

    fn note_chat_deadline(&mut self, id: &ChatId) {
        let chat = self.chats.get(id);
        let due = chat.and_then(|chat| self.chat_due(chat, self.settings()));
        let due = due.map(|(at, due)| (at, Due::Chat(due)));
        self.agenda.note(&Waiter::Chat(id.clone()), due);
    }

    fn chat_is_due(&mut self, due: ChatDue, id: &ChatId, turn: &mut Turn) -> News {
        match due {
            ChatDue::GuestGone => return self.end_as_due(id, Closer::GuestGone, turn),
            ChatDue::Unanswered => return self.end_as_due(id, Closer::Unanswered, turn),
            ChatDue::HolderGone => return self.interrupt(id, turn),
            ChatDue::NotTaken => return self.keep(id, TransferState::TimedOut, turn),
            ChatDue::PassedAlong => self.pass_along(id, turn),
            ChatDue::Consoled => self.console(id, turn),
            ChatDue::RolledOn => self.roll_on(id, turn),
            ChatDue::OfferedAgain => self.offer_again(id, turn),
            ChatDue::LetGo => self.let_go(id, turn),
            ChatDue::SentAgain => self.post_package(id, turn),
            ChatDue::Forgotten => self.forget(id, turn),
        }
        News::none()
    }

    /// A chat whose guest is away, or whom nobody answers, runs, so it can be ended.
    fn end_as_due(&mut self, id: &ChatId, by: Closer, turn: &mut Turn) -> News {
        self.end(id, by, turn).unwrap_or_default()
    }

    /// The holder stayed away: the chat is offered again, and the guest is told.
    fn interrupt(&mut self, id: &ChatId, turn: &mut Turn) -> News {
        let stopped = self.stop_handing_on(id, OfferEnd::Withdrawn, turn);
        let chat = self.chats.edit(id);
        if let Some(seq) = chat.and_then(|chat| chat.interrupt(turn.now)) {
            self.tell_entry(id, seq, turn);
        }
        stopped
    }

    /// Nobody has claimed the chat: the guest is told what the queue has to say, and the chat is offered to all.
    fn console(&mut self, id: &ChatId, turn: &mut Turn) {
        let text = self.settings().concierge.clone();
        let chat = self.chats.edit(id);
        if let Some(seq) = chat.and_then(|chat| chat.console(text, turn.now)) {
            self.tell_entry(id, seq, turn);
        }
    }

    fn offer_again(&mut self, id: &ChatId, turn: &mut Turn) {
        if let Some(chat) = self.chats.edit(id) {
            chat.offered_again(turn.now);
        }
        self.post_offer(id, turn);
    }

    fn forget(&mut self, id: &ChatId, turn: &mut Turn) {
        if let Some(connection) = self.sockets.guest(id) {
            self.sockets.remove(connection);
            turn.close(connection, Closing::Over);
        }
        self.chats.remove(id);
    }

    fn chat_due(&self, chat: &Chat, settings: &QueueSettings) -> Option<(Timestamp, ChatDue)> {
        let guest_gone = |grace| {
            let since = chat.head().absent_since?;
            Some((since.plus(grace), ChatDue::GuestGone))
        };
        match chat.stage() {
            Stage::Waiting(wait) => {
                let rolls = self.rolls_at(chat, wait);
                guest_gone(WAITING_GUEST_GRACE_MILLIS)
                    .into_iter()
                    .chain(wait_due(wait, rolls.is_some(), settings))
                    .chain(rolls.map(|at| (at, ChatDue::RolledOn)))
                    .min()
            }
            Stage::Held(hold) => guest_gone(HELD_GUEST_GRACE_MILLIS)
                .into_iter()
                .chain(self.passed_along(chat, settings))
                .chain(hold_due(hold, settings))
                .chain(chat.transfer().into_iter().flat_map(transfer_dues))
                .min(),
            Stage::Departed {
                since, again_at, ..
            } => {
                let let_go = (since.plus(DEPARTED_MILLIS), ChatDue::LetGo);
                Some(let_go.min((*again_at, ChatDue::SentAgain)))
            }
            Stage::Moved { at, .. } => Some((at.plus(MOVED_CHAT_KEPT_MILLIS), ChatDue::Forgotten)),
            Stage::Ended { at, .. } if chat.has_been_handed_on() => {
                Some((at.plus(MOVED_CHAT_KEPT_MILLIS), ChatDue::Forgotten))
            }
            Stage::Ended { at, .. } => Some((at.plus(ENDED_CHAT_KEPT_MILLIS), ChatDue::Forgotten)),
        }
    }

    fn passed_along(&self, chat: &Chat, settings: &QueueSettings) -> Option<(Timestamp, ChatDue)> {
        self.heir(chat)?;
        let since = chat.left_since()?;
        let at = since.plus(take_along_millis(settings));
        Some((at, ChatDue::PassedAlong))
    }
}

/// A chat is not given up while another queue is asked for somebody who answers it.
fn wait_due(wait: &Wait, rolls: bool, settings: &QueueSettings) -> Option<(Timestamp, ChatDue)> {
    let consoled_at = wait.since.plus(millis(settings.concierge_seconds));
    if !wait.consoled {
        return Some((consoled_at, ChatDue::Consoled));
    }
    let unanswered_at = consoled_at.plus(millis(settings.unanswered_seconds));
    match wait.rolling {
        Rolling::Asking { .. } if rolls => None,
        Rolling::NotYet | Rolling::Asking { .. } | Rolling::InVain { .. } => {
            Some((unanswered_at, ChatDue::Unanswered))
        }
    }
}

fn hold_due(hold: &Hold, settings: &QueueSettings) -> Option<(Timestamp, ChatDue)> {
    let since = hold.absent_since?;
    let gone_at = since.plus(millis(settings.grace_seconds));
    Some((gone_at, ChatDue::HolderGone))
}

fn transfer_dues(transfer: &Transfer) -> impl Iterator<Item = (Timestamp, ChatDue)> {
    let again = transfer.again_at.map(|at| (at, ChatDue::OfferedAgain));
    [(transfer.handing.until, ChatDue::NotTaken)]
        .into_iter()
        .chain(again)
}

fn inbound_due(record: &StoredInbound) -> (Timestamp, InboundDue) {
    match &record.claim {
        None => (record.until, InboundDue::GivenUp),
        Some(claim) => {
            let given_up = (record.until.plus(INBOUND_MILLIS), InboundDue::GivenUp);
            given_up.min((claim.again_at, InboundDue::ClaimedAgain))
        }
    }
}

fn operator_due(
    record: &StoredOperator,
    settings: &QueueSettings,
) -> Option<(Timestamp, OperatorDue)> {
    let shift = shift_end(record, settings).filter(|_| !record.shift_over);
    let shift = shift.map(|at| (at, OperatorDue::ShiftOver));
    let away = record.absent_since;
    let away = away.map(|at| {
        (
            at.plus(millis(settings.grace_seconds)),
            OperatorDue::Forgotten,
        )
    });
    shift.into_iter().chain(away).min()
}
