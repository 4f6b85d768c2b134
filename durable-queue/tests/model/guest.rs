//! A guest's browser that keeps to the protocol.
#![allow(clippy::panic, reason = "a test fails by panicking")]

use std::collections::VecDeque;

use hushdesk_protocol::frames::{Content, Entry, Outgoing, Party, Refusal, ToGuest};
use hushdesk_protocol::ids::{Epoch, Number, Seq, Visit};

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
    /// Reads one frame. Gives what is to be sent again.
    pub(crate) fn read(&mut self, chat: &mut NaiveChat) -> Vec<Numbered> {
        match self.inbox.pop_front() {
            Some(ToGuest::Chat(state)) => {
                self.greeted = true;
                self.accepted(state.sent.accepted, state.sent.delivered);
                self.epoch = state.epoch;
                self.visit = state.visit;
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
            Some(ToGuest::Typing(_) | ToGuest::Presence { .. } | ToGuest::Moved { .. }) | None => {}
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
            Content::Claimed { .. } | Content::Interrupted { .. } => self.passing = false,
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
