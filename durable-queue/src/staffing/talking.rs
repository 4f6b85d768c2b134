//! Operators say something to each other. The queue passes it on to those who are there, and keeps none of it.

use hushdesk_protocol::frames::{About, Audience, Refusal, ToOperator};
use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::text::ColleagueText;

use crate::news::News;
use crate::queue::Queue;
use crate::turn::{Refused, Turn};

impl Queue {
    /// Passes on what an operator says: to all windows of those whom it is for, and to their own, which show it once it
    /// has gone out. To somebody who is not there, or to oneself, nothing is said.
    pub(crate) fn tell(
        &self,
        by: &OperatorName,
        to: Audience,
        text: ColleagueText,
        turn: &mut Turn,
    ) -> Result<News, Refused> {
        let is_meant = |operator: &OperatorName| match &to {
            Audience::Room => true,
            Audience::Operator(name) => operator == name || operator == by,
        };
        if let Audience::Operator(name) = &to
            && (name == by || self.sockets.seats_of(name).next().is_none())
        {
            return Err((About::Colleagues, Refusal::Unavailable));
        }
        let told = ToOperator::Told {
            by: by.clone(),
            to: to.clone(),
            at: turn.now,
            text,
        };
        for (seat, connection) in self.sockets.seats() {
            if is_meant(&seat.operator) {
                turn.tell_operator(Some(*connection), told.clone());
            }
        }
        Ok(News::none())
    }
}
