//! An operator's window that keeps to the protocol.
#![allow(clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, VecDeque};

use hushdesk_protocol::frames::{
    About, Body, Content, Entry, HeldChat, HeldCursor, Outgoing, Party, Refusal, ToOperator,
    TransferState,
};
use hushdesk_protocol::ids::{ChatId, Epoch, Lease, Number, Seq};

use crate::naive::NaiveChat;
use crate::shown::Shown;

/// What a window has in memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Desk {
    pub(crate) connection: Option<u64>,
    /// Whether the answer to the first frame has come: nothing else is sent before.
    pub(crate) greeted: bool,
    pub(crate) inbox: VecDeque<ToOperator>,
    pub(crate) chats: BTreeMap<ChatId, Held>,
    /// What it has been told, read or not.
    pub(crate) shown: Shown,
}

/// What it has of a chat it holds.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) lease: Lease,
    pub(crate) epoch: Epoch,
    pub(crate) seen: Seq,
    pub(crate) number: Number,
    pub(crate) outbox: VecDeque<Outgoing>,
    /// It hands the chat on, as far as it knows, and does not write meanwhile.
    pub(crate) hands_on: bool,
}

impl Desk {
    /// How far it has got with each chat.
    pub(crate) fn cursors(&self) -> Vec<HeldCursor> {
        let cursor = |(chat, held): (&ChatId, &Held)| HeldCursor {
            chat: chat.clone(),
            lease: held.lease,
            received: held.seen,
        };
        self.chats.iter().map(cursor).collect()
    }

    /// Reads one frame. Gives what is to be sent again, and in which chat.
    pub(crate) fn read(
        &mut self,
        chats: &mut BTreeMap<ChatId, NaiveChat>,
    ) -> Vec<(ChatId, Lease, Outgoing)> {
        match self.inbox.pop_front() {
            Some(ToOperator::Welcome { chats: held, .. }) => {
                self.greeted = true;
                let named: Vec<ChatId> = held.iter().map(|held| held.chat.clone()).collect();
                self.chats.retain(|chat, _| named.contains(chat));
                return held
                    .into_iter()
                    .flat_map(|held| self.take_up(held, chats))
                    .collect();
            }
            Some(ToOperator::Claimed(held)) => {
                self.chats.remove(&held.chat);
                return self.take_up(held, chats);
            }
            Some(ToOperator::Entry { chat, entry }) => self.entry(&chat, entry, chats),
            Some(ToOperator::Sent { chat, sent }) => self.accepted(&chat, sent.accepted),
            Some(ToOperator::Refused { refusal, about }) => {
                refused(refusal);
                if let (About::Chat(chat), Refusal::Unavailable) = (about, refusal) {
                    return self.hands_on(&chat, false);
                }
            }
            Some(ToOperator::Transfer {
                chat,
                transfer: TransferState::Taken { .. },
            }) => {
                self.chats.remove(&chat);
            }
            Some(ToOperator::Transfer { chat, transfer }) => {
                let is_on = matches!(transfer, TransferState::Offered(_));
                return self.hands_on(&chat, is_on);
            }
            Some(
                ToOperator::Waiting(_)
                | ToOperator::Offered(_)
                | ToOperator::OfferEnded { .. }
                | ToOperator::Colleague(_)
                | ToOperator::ColleagueLeft { .. }
                | ToOperator::Lapsed(_)
                | ToOperator::Typing { .. }
                | ToOperator::Blocked { .. }
                | ToOperator::Told { .. }
                | ToOperator::Presence { .. },
            )
            | None => {}
        }
        Vec::new()
    }

    fn take_up(
        &mut self,
        held: HeldChat,
        chats: &mut BTreeMap<ChatId, NaiveChat>,
    ) -> Vec<(ChatId, Lease, Outgoing)> {
        self.chats
            .retain(|id, ours| *id != held.chat || ours.lease == held.lease);
        let ours = self.chats.entry(held.chat.clone()).or_insert_with(|| Held {
            lease: held.lease,
            epoch: held.epoch,
            seen: Seq(0),
            number: held.sent.accepted,
            outbox: VecDeque::new(),
            hands_on: false,
        });
        ours.hands_on = held.handing.is_some();
        self.accepted(&held.chat, held.sent.accepted);
        for entry in held.entries {
            self.entry(&held.chat, entry, chats);
        }
        self.again(&held.chat)
    }

    /// What is to be sent again.
    fn again(&self, id: &ChatId) -> Vec<(ChatId, Lease, Outgoing)> {
        let held = self.chats.get(id).filter(|held| !held.hands_on);
        held.into_iter()
            .flat_map(|held| held.outbox.iter().map(|it| (held.lease, it.clone())))
            .map(|(lease, message)| (id.clone(), lease, message))
            .collect()
    }

    fn hands_on(&mut self, id: &ChatId, is_on: bool) -> Vec<(ChatId, Lease, Outgoing)> {
        if let Some(held) = self.chats.get_mut(id) {
            held.hands_on = is_on;
        }
        self.again(id)
    }

    fn entry(&mut self, id: &ChatId, entry: Entry, chats: &mut BTreeMap<ChatId, NaiveChat>) {
        let Some(held) = self.chats.get_mut(id).filter(|held| entry.seq > held.seen) else {
            return;
        };
        held.seen = entry.seq;
        match entry.content {
            Content::Message {
                from: Party::Guest,
                body,
            } => {
                let lease = held.lease;
                let chat = chats.get_mut(id);
                if let Some(chat) = chat.filter(|chat| lease == Lease(chat.lease)) {
                    chat.from_guest.read(entry.seq, &body);
                }
            }
            Content::KeyExchange { epoch, .. } => held.epoch = epoch,
            Content::Claimed { .. } | Content::EarlierAsked { .. } | Content::Closed { .. } => {}
            Content::Message {
                from: Party::Operator,
                body,
            } => {
                let chat = chats.get(id);
                let is_known = chat.is_none_or(|chat| chat.from_operator.has(&body));
                let is_open = matches!(body, Body::Open { .. });
                assert!(
                    is_open && is_known,
                    "what operators wrote is told of open chats only"
                );
            }
            Content::Passing { .. }
            | Content::Kept { .. }
            | Content::Interrupted { .. }
            | Content::HolderRefused { .. }
            | Content::Notice { .. } => panic!("that is for the guest"),
        }
    }

    fn accepted(&mut self, id: &ChatId, accepted: Number) {
        if let Some(held) = self.chats.get_mut(id) {
            held.outbox.retain(|message| message.number > accepted);
        }
    }
}

fn refused(refusal: Refusal) {
    assert!(
        matches!(
            refusal,
            Refusal::Closed
                | Refusal::EpochOver
                | Refusal::UnknownChat
                | Refusal::Answered
                | Refusal::LeaseLapsed
                | Refusal::Unavailable
                | Refusal::NotOffered
                | Refusal::Transferring
                | Refusal::TooMany
                | Refusal::WrongKind
        ),
        "an honest operator is refused: {refusal:?}"
    );
}
