//! The life of a chat: somebody claims it, its window goes, its guest comes and goes, it ends.

use std::collections::BTreeSet;

use hushdesk_protocol::frames::{Closer, Content, Origin, Party};
use hushdesk_protocol::ids::{ChatId, Number, OperatorName, Seq, Timestamp, Visit};
use hushdesk_protocol::rest::Rating;
use hushdesk_protocol::text::{DisplayName, NoticeText};

use super::{Chat, TO_BOTH, TO_GUEST};
use crate::config::Keeping;
use crate::event::Seat;
use crate::limits::REFUSED_MAX;
use crate::open_transcript::Retained;
use crate::stored::{Hold, Kind, Receivers, Stage, Wait};

impl Chat {
    /// The guest's browser comes back, from that visit. Gives up to where its numbers are those that were accepted.
    pub(crate) fn guest_comes(&mut self, from: Visit) -> Number {
        self.head.guest_comes(from)
    }

    /// Keeps in mind since when the guest is away, if they are and the chat runs. Gives whether that is news.
    pub(crate) fn note_guest(&mut self, is_here: bool, now: Timestamp) -> bool {
        if !self.is_running() {
            return false;
        }
        let absent_since = (!is_here).then(|| self.head.absent_since.unwrap_or(now));
        let is_news = absent_since != self.head.absent_since;
        self.head.absent_since = absent_since;
        is_news
    }

    /// Gives the chat to a seat under a new lease. The caller has seen that it may be claimed.
    pub(crate) fn claim(
        &mut self,
        seat: Seat,
        display: DisplayName,
        origin: Origin,
        now: Timestamp,
    ) -> Seq {
        if self.is_answered() {
            // Nobody but the former holder could open it. Its sender knows what was delivered, and seals the rest again.
            self.log.drop_sealed_by_guest();
        }
        let lease = self.head.last_lease.next();
        let operator = display.clone();
        self.head.last_lease = lease;
        let is_handed_on = matches!(origin, Origin::Transfer { .. } | Origin::TakenOver { .. });
        self.head.story.claim(&seat.operator, is_handed_on, now);
        self.head.transfer = None;
        self.head.stage = Stage::Held(Hold {
            seat,
            display,
            lease,
            sent: Default::default(),
            origin,
            absent_since: None,
            outcome: None,
            asked: 0,
        });
        self.append(Content::Claimed { operator, lease }, None, TO_BOTH, now)
    }

    /// Moves the claim to another window of its operator, which is connected.
    pub(crate) fn move_to(&mut self, seat: &Seat) {
        if let Some(hold) = self.hold_mut() {
            hold.seat = seat.clone();
            hold.absent_since = None;
        }
    }

    /// Keeps in mind since when the holder's window is away, if it is.
    pub(crate) fn note_holder(&mut self, is_here: bool, now: Timestamp) {
        if let Some(hold) = self.hold_mut() {
            hold.absent_since = (!is_here).then_some(now);
        }
    }

    /// Since when whoever holds it, or held it at its end, has been missing from it.
    pub(crate) fn left_since(&self) -> Option<Timestamp> {
        match &self.head.stage {
            Stage::Held(hold) => hold.absent_since,
            Stage::Ended { at, .. } => Some(*at),
            Stage::Waiting(_) | Stage::Departed { .. } | Stage::Moved { .. } => None,
        }
    }

    /// Offers the chat again, since its holder is gone. It is handed on no longer. Gives the place at which its guest
    /// is told; nothing, if nobody holds it.
    pub(crate) fn interrupt(&mut self, now: Timestamp) -> Option<Seq> {
        let Stage::Held(hold) = &self.head.stage else {
            return None;
        };
        let of = hold.seat.operator.clone();
        let operator = hold.display.clone();
        self.head.stage = Stage::Waiting(Wait::new(Origin::Continuation { of }, now));
        self.head.story.go_on();
        Some(self.append(Content::Interrupted { operator }, None, TO_GUEST, now))
    }

    /// Offers the chat again, since its guest does not want its holder. It is handed on no longer. Gives the place at which
    /// its guest is told; nothing, if nobody holds it.
    pub(crate) fn refuse_holder(&mut self, now: Timestamp) -> Option<Seq> {
        let Stage::Held(hold) = &self.head.stage else {
            return None;
        };
        let operator = hold.display.clone();
        let origin = hold.origin.clone();
        self.head.refused.insert(hold.seat.operator.clone());
        self.head.stage = Stage::Waiting(Wait::new(origin, now));
        self.head.story.go_on();
        Some(self.append(Content::HolderRefused { operator }, None, TO_GUEST, now))
    }

    /// Whether its guest has refused so many operators that it is offered to no others.
    pub(crate) fn has_refused_enough(&self) -> bool {
        self.head.refused.len() >= REFUSED_MAX
    }

    /// Asks these operators, while the chat waits.
    pub(crate) fn choose(&mut self, operators: BTreeSet<OperatorName>) {
        if let Stage::Waiting(wait) = &mut self.head.stage {
            wait.chosen = operators;
        }
    }

    /// An operator puts the offer aside, while the chat waits.
    pub(crate) fn dismiss(&mut self, operator: &OperatorName) {
        if let Stage::Waiting(wait) = &mut self.head.stage {
            wait.dismissed.insert(operator.clone());
            wait.reconsidered.remove(operator);
        }
    }

    /// An operator takes the offer up again that they had put aside.
    pub(crate) fn reconsider(&mut self, operator: &OperatorName) {
        if let Stage::Waiting(wait) = &mut self.head.stage
            && wait.dismissed.remove(operator)
        {
            wait.reconsidered.insert(operator.clone());
        }
        if let Some(transfer) = &mut self.head.transfer {
            transfer.dismissed.remove(operator);
        }
    }

    /// Nobody has claimed it for a while: it is offered to all. Gives the place at which its guest is told so, if the
    /// queue has something to say.
    pub(crate) fn console(&mut self, text: Option<NoticeText>, now: Timestamp) -> Option<Seq> {
        if let Stage::Waiting(wait) = &mut self.head.stage {
            wait.consoled = true;
        }
        text.map(|text| self.append(Content::Notice { text }, None, TO_GUEST, now))
    }

    /// Ends the chat. The caller has seen that it runs, and is handed on no longer. What was said in an open one is kept as
    /// the queue says by now, if it is.
    pub(crate) fn end(
        &mut self,
        id: &ChatId,
        by: Closer,
        keeping: Option<Keeping>,
        now: Timestamp,
    ) -> Seq {
        let mut hold = self.hold().cloned();
        if let Some(hold) = &mut hold {
            hold.absent_since = None;
        }
        let receivers = Receivers {
            guest: true,
            operator: hold.is_some(),
        };
        let closed = self.append(Content::Closed { by }, None, receivers, now);
        let until = keeping.map(|keeping| keeping.until(now));
        self.retained = until.and_then(|until| self.retained_at_the_end(id, until.until, now));
        if hold.is_none() {
            // Nobody is left to read it.
            self.log.drop_texts(Party::Guest);
        }
        self.head.stage = Stage::Ended {
            at: now,
            by,
            hold,
            retained: until.filter(|_| self.retained.is_some()),
        };
        self.head.story.go_on();
        self.head.absent_since = None;
        self.transcript.clear();
        closed
    }

    fn retained_at_the_end(
        &self,
        id: &ChatId,
        until: Timestamp,
        ended: Timestamp,
    ) -> Option<Box<Retained>> {
        Some(Box::new(Retained {
            chat: id.clone(),
            ended,
            until,
            transcript: self.all_said(id)?,
        }))
    }

    /// Its guest says how it went, if it has ended and somebody had answered.
    pub(crate) fn rate(&mut self, rating: Rating) {
        let is_over = matches!(self.head.stage, Stage::Ended { .. });
        if is_over && self.head.story.claimed.is_some() {
            self.head.story.rate(rating);
        }
    }

    /// Whether somebody has answered, and it is here, or was until its end.
    pub(crate) fn is_answered_here(&self) -> bool {
        self.head.story.claimed.is_some() && !self.is_away()
    }

    /// Whether it was open and answered, is over, and it is kept what was said.
    pub(crate) const fn is_kept_and_over(&self) -> bool {
        let is_kept = matches!(
            self.head.stage,
            Stage::Ended {
                retained: Some(_),
                ..
            }
        );
        is_kept && matches!(self.head.kind, Kind::Open) && self.head.story.claimed.is_some()
    }

    /// What was written and nobody has fetched is kept no longer.
    pub(crate) fn give_up_texts(&mut self) {
        self.log.drop_texts(Party::Guest);
        self.log.drop_texts(Party::Operator);
    }
}
