//! Handing a chat on: until somebody takes it, it stays here and is not written in.

use hushdesk_protocol::frames::{ChatKind, FromOperator, Handing, Recipient, TransferState};
use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::text::NoteText;

use super::{Life, OperatorSession, Turn};
use crate::ends::Sends;
use crate::note::Note;
use crate::sealing::Sealing;

/// Whether the chat is being handed on.
#[derive(Clone, Debug, Default)]
pub(super) enum Passing {
    /// No.
    #[default]
    No,
    /// The queue has been told to.
    Told,
    /// It is offered.
    Offered(Handing),
}

impl Passing {
    pub(super) const fn is_pending(&self) -> bool {
        !matches!(self, Self::No)
    }

    /// To whom, and until when, once it is offered.
    pub(super) fn handing(&self) -> Option<Handing> {
        match self {
            Self::Offered(handing) => Some(handing.clone()),
            Self::No | Self::Told => None,
        }
    }
}

impl<S: Sealing> OperatorSession<S> {
    /// The operator hands the chat on. A note goes along in an open chat only: the service could read it.
    pub(crate) fn pass(
        &mut self,
        recipient: Recipient,
        note: Option<NoteText>,
        turn: &mut Turn<'_>,
    ) {
        if turn.up && self.standing().passable() {
            self.passing = Passing::Told;
            turn.send.push(FromOperator::Transfer {
                chat: self.held.chat.clone(),
                lease: self.held.lease,
                recipient,
                note: note.filter(|_| self.held.kind == ChatKind::Open),
            });
        }
    }

    /// The operator wants to keep the chat after all.
    pub(crate) fn keep(&mut self, turn: &mut Turn<'_>) {
        if turn.up && self.passing.is_pending() {
            turn.send.push(FromOperator::CancelTransfer {
                chat: self.held.chat.clone(),
                lease: self.held.lease,
            });
        }
    }

    /// The queue says how it goes.
    pub(crate) fn passed(&mut self, state: TransferState, turn: &mut Turn<'_>) {
        let note = match state {
            TransferState::Offered(handing) => {
                self.passing = Passing::Offered(handing);
                // From here on the queue passes on nothing of it.
                self.typing = false;
                return;
            }
            TransferState::Taken { by } => return self.handed_on(by, turn),
            TransferState::Declined { by } => Note::TransferDeclined { by },
            TransferState::TimedOut => Note::TransferTimedOut,
            TransferState::Cancelled => Note::TransferCancelled,
            TransferState::Unavailable => Note::TransferUnavailable,
        };
        self.not_passed(note, turn);
        if self.delivery.relieved() {
            self.send_pending(turn);
        }
    }

    /// How it stood when the line was back: being handed on still, or not any more and why.
    pub(super) fn catch_up(
        &mut self,
        handing: Option<Handing>,
        outcome: Option<TransferState>,
        turn: &mut Turn<'_>,
    ) {
        match (handing, outcome) {
            (Some(handing), _) => self.passing = Passing::Offered(handing),
            (None, Some(state)) => self.passed(state, turn),
            (None, None) => self.passing = Passing::No,
        }
    }

    fn handed_on(&mut self, to: OperatorName, turn: &Turn<'_>) {
        self.passing = Passing::No;
        self.life = Life::HandedOn { to: to.clone() };
        self.typing = false;
        self.give_up();
        self.delivery.log.note(Note::HandedOn { to }, turn.now);
    }

    /// The chat stays here.
    pub(super) fn not_passed(&mut self, note: Note, turn: &Turn<'_>) {
        if self.passing.is_pending() {
            self.passing = Passing::No;
            self.delivery.log.note(note, turn.now);
        }
    }
}
