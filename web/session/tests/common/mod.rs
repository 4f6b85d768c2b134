//! A window of an operator to which the frames of the queue are said by hand, whatever it seals with.

#![allow(dead_code, reason = "each scenario uses some of it")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use getrandom::SysRng;
use hushdesk_protocol::frames::{
    Body, ChatKind, Content, Entry, FromOperator, GuestLabel, HeldChat, Origin, Outgoing, Party,
    Sent, ToOperator, Waiting,
};
use hushdesk_protocol::ids::{ChatId, Epoch, Lease, Number, SeatId, Seq, Timestamp};
use hushdesk_protocol::text::{CommitText, SealedText};
use hushdesk_session::desk::{Desk, DeskEffect, DeskEvent};
use hushdesk_session::log::{Delivery, Item};
use hushdesk_session::operator_session::{ChatView, KeptChat};
use hushdesk_session::sealing::Sealing;
use hushdesk_session::text::Text;
use rand_core::UnwrapErr;

pub(crate) const NOW: Timestamp = Timestamp(1_700_000_000_000);
pub(crate) const LEASE: Lease = Lease(3);

pub(crate) fn chat() -> ChatId {
    ChatId::from_bytes([7; 16])
}

pub(crate) fn commit(text: &str) -> CommitText {
    text.parse().unwrap()
}

pub(crate) fn line(text: &str) -> SealedText {
    text.parse().unwrap()
}

pub(crate) fn entry(seq: u64, content: Content) -> Entry {
    Entry {
        seq: Seq(seq),
        at: NOW,
        content,
    }
}

pub(crate) fn begins(seq: u64, epoch: u32, text: &str) -> Entry {
    let (epoch, commit) = (Epoch(epoch), commit(text));
    entry(seq, Content::KeyExchange { epoch, commit })
}

pub(crate) fn sealed(epoch: u32, text: &str) -> Body {
    let (epoch, text) = (Epoch(epoch), line(text));
    Body::Sealed { epoch, text }
}

/// The guest's end has sealed this.
pub(crate) fn of_guest(seq: u64, body: Body) -> Entry {
    let from = Party::Guest;
    entry(seq, Content::Message { from, body })
}

pub(crate) fn held(kind: ChatKind, epoch: u32, accepted: u64, entries: Vec<Entry>) -> HeldChat {
    HeldChat {
        chat: chat(),
        lease: LEASE,
        guest: GuestLabel("Guest".to_owned()),
        kind,
        epoch: Epoch(epoch),
        skin: "skin".parse().unwrap(),
        since: NOW,
        page: None,
        origin: Origin::New,
        handing: None,
        outcome: None,
        absent_since: None,
        sent: Sent {
            accepted: Number(accepted),
            delivered: Number(0),
        },
        entries,
    }
}

/// What this window says of a message under its lease.
pub(crate) fn says(number: u64, body: Body) -> FromOperator {
    FromOperator::Message {
        chat: chat(),
        lease: LEASE,
        message: Outgoing {
            number: Number(number),
            body,
        },
    }
}

pub(crate) fn acknowledges(seq: u64) -> FromOperator {
    FromOperator::Ack {
        chat: chat(),
        lease: LEASE,
        received: Seq(seq),
    }
}

/// A window of desk1, connected.
pub(crate) struct Window<S: Sealing> {
    sealing: S,
    desk: Desk<S>,
    kept: Option<Vec<u8>>,
}

impl<S: Sealing> Window<S> {
    pub(crate) fn new(sealing: S) -> Self {
        Self {
            desk: Desk::new(SeatId::from_bytes([1; 16]), sealing.clone()),
            sealing,
            kept: None,
        }
    }

    /// The frames that follow from it.
    pub(crate) fn does(&mut self, event: DeskEvent) -> Vec<FromOperator> {
        let effects = self.desk.handle(event, NOW, &mut UnwrapErr(SysRng));
        let mut frames = Vec::new();
        for effect in effects {
            match effect {
                DeskEffect::Send(frame) => frames.push(frame),
                DeskEffect::Keep(kept) => self.kept = Some(kept.to_bytes()),
                DeskEffect::Forget(_)
                | DeskEffect::Alert(_)
                | DeskEffect::WakeAt(_)
                | DeskEffect::HangUp => {}
            }
        }
        frames
    }

    pub(crate) fn hears(&mut self, frame: ToOperator) -> Vec<FromOperator> {
        self.does(DeskEvent::Received(Box::new(frame)))
    }

    /// The line is there, and the queue says that this window holds this. Gives what follows after the `hello`.
    pub(crate) fn is_welcomed(&mut self, held: HeldChat) -> Vec<FromOperator> {
        self.does(DeskEvent::Connected);
        self.hears(ToOperator::Welcome {
            operator: "desk1".parse().unwrap(),
            now: NOW,
            waiting: Waiting::default(),
            offers: Vec::new(),
            chats: vec![held],
            lapsed: Vec::new(),
            colleagues: Vec::new(),
        })
    }

    pub(crate) fn gets(&mut self, entry: Entry) -> Vec<FromOperator> {
        let chat = chat();
        self.hears(ToOperator::Entry { chat, entry })
    }

    pub(crate) fn writes(&mut self, text: Text) -> Vec<FromOperator> {
        self.does(DeskEvent::Wrote { chat: chat(), text })
    }

    /// The window is made anew of what it has kept.
    pub(crate) fn reload(&mut self) {
        let kept = self.kept.as_deref().and_then(KeptChat::from_bytes);
        let desk = Desk::new(SeatId::from_bytes([1; 16]), self.sealing.clone());
        let operator = "desk1".parse().unwrap();
        self.desk = desk.having_kept(&operator, kept.into_iter().collect());
    }

    pub(crate) fn chat(&self) -> ChatView {
        self.desk.view().chats[0].clone()
    }

    /// What has come out.
    pub(crate) fn read(&self) -> Vec<String> {
        let log = self.chat().log;
        let texts = log.entries().iter().filter_map(|entry| match &entry.item {
            Item::Theirs { text } => Some(text.as_str().to_owned()),
            Item::Ours { .. } | Item::Colleagues { .. } | Item::Note(_) => None,
        });
        texts.collect()
    }

    /// How far what went in has got.
    pub(crate) fn deliveries(&self) -> Vec<Delivery> {
        let log = self.chat().log;
        let ours = log.entries().iter().filter_map(|entry| match &entry.item {
            Item::Ours { delivery, .. } => Some(*delivery),
            Item::Theirs { .. } | Item::Colleagues { .. } | Item::Note(_) => None,
        });
        ours.collect()
    }
}
