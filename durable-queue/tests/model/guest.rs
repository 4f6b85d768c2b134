//! A guest's browser that keeps to the protocol.
#![allow(clippy::panic, reason = "a test fails by panicking")]

use std::collections::VecDeque;

use hushdesk_protocol::frames::{Content, Entry, Outgoing, Party, Prospect, Refusal, ToGuest};
use hushdesk_protocol::ids::{Epoch, Lease, Number, Seq, Visit};

use crate::naive::NaiveChat;

/// What a browser has in memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Guest {
    pub(crate) connection: Option<u64>,
    /// Whether the answer to the first frame has come: nothing else is sent before.
    pub(crate) greeted: bool,
    pub(crate) inbox: VecDeque<ToGuest>,
    pub(crate) opened: bool,
    pub(crate) over: bool,
    pub(crate) epoch: Epoch,
    /// The last visit it has been told of.
    pub(crate) visit: Visit,
    pub(crate) seen: Seq,
    pub(crate) number: Number,
    pub(crate) delivered: Number,
    pub(crate) outbox: VecDeque<Numbered>,
    /// The last claim it has heard of.
    pub(crate) lease: Lease,
    /// What it can expect while the chat waits, as it has been told, read or not.
    pub(crate) prospect: Option<Prospect>,
    /// The operator hands the chat on, as far as the guest knows.
    pub(crate) passing: bool,
}

/// Something sent and not yet accepted.
#[derive(Clone, Debug)]
pub(crate) enum Numbered {
    Message(Outgoing),
    Exchange(Number),
}

impl Numbered {
    fn number(&self) -> Number {
        match self {
            Self::Message(message) => message.number,
            Self::Exchange(number) => *number,
        }
    }
}

impl Guest {
    /// A frame is said to it, which it will read.
    pub(crate) fn is_told(&mut self, frame: &ToGuest) {
        match frame {
            ToGuest::Chat(chat) => self.prospect = chat.waiting,
            ToGuest::Waiting(prospect) => self.prospect = Some(*prospect),
            ToGuest::Entry(_)
            | ToGuest::Sent(_)
            | ToGuest::Epoch { .. }
            | ToGuest::Typing(_)
            | ToGuest::Presence { .. }
            | ToGuest::Changed
            | ToGuest::Moved { .. }
            | ToGuest::Refused { .. } => {}
        }
        self.inbox.push_back(frame.clone());
    }

    /// Reads one frame. Gives what is to be sent again.
    pub(crate) fn read(&mut self, chat: &mut NaiveChat) -> Vec<Numbered> {
        match self.inbox.pop_front() {
            Some(ToGuest::Chat(state)) => {
                self.greeted = true;
                self.accepted(state.sent.accepted, state.sent.delivered);
                self.epoch = state.epoch;
                self.visit = state.visit;
                self.lease = self.lease.max(state.lease);
                assert_eq!(state.yours, state.sent.accepted, "nobody else has spoken");
                for entry in state.entries {
                    self.entry(entry, chat);
                }
                return self.outbox.iter().cloned().collect();
            }
            Some(ToGuest::Entry(entry)) => self.entry(entry, chat),
            Some(ToGuest::Sent(sent)) => self.accepted(sent.accepted, sent.delivered),
            Some(ToGuest::Epoch { epoch, .. }) => self.epoch = epoch,
            Some(ToGuest::Refused { refusal, .. }) => self.refused(refusal),
            Some(
                ToGuest::Typing(_)
                | ToGuest::Presence { .. }
                | ToGuest::Waiting(_)
                | ToGuest::Changed
                | ToGuest::Moved { .. },
            )
            | None => {}
        }
        Vec::new()
    }

    fn entry(&mut self, entry: Entry, chat: &mut NaiveChat) {
        if entry.seq <= self.seen {
            return;
        }
        self.seen = entry.seq;
        match entry.content {
            Content::Message {
                from: Party::Operator,
                body,
            } => {
                chat.from_operator.read(entry.seq, &body);
            }
            Content::Closed { .. } => {
                self.over = true;
                self.passing = false;
            }
            Content::Passing { .. } => {
                assert!(!self.passing, "a chat is handed on once at a time");
                self.passing = true;
            }
            Content::Kept { .. } => {
                assert!(self.passing, "only what was handed on is kept");
                self.passing = false;
            }
            Content::Claimed { lease, .. } => {
                self.lease = lease;
                self.passing = false;
            }
            Content::Interrupted { .. } | Content::HolderRefused { .. } => self.passing = false,
            Content::EarlierAsked { lease } => {
                assert!(lease <= self.lease, "nobody asks who has not claimed");
            }
            Content::Notice { .. } => {}
            Content::KeyExchange { .. }
            | Content::Message {
                from: Party::Guest, ..
            } => {
                panic!("a guest does not get what guests send")
            }
        }
    }

    fn accepted(&mut self, accepted: Number, delivered: Number) {
        assert!(self.delivered <= delivered && delivered <= accepted);
        self.delivered = delivered;
        self.outbox.retain(|numbered| numbered.number() > accepted);
    }

    fn refused(&self, refusal: Refusal) {
        assert!(
            matches!(
                refusal,
                Refusal::Closed | Refusal::EpochOver | Refusal::UnknownChat
            ),
            "an honest guest is refused: {refusal:?}"
        );
    }
}
