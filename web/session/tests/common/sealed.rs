//! A sealed chat, line by line. What the lines say is nobody's business here.

use hushdesk_protocol::frames::{
    Body, ChatKind, Content, Entry, FromOperator, HeldChat, Origin, Outgoing, Party, Sent,
};
use hushdesk_protocol::ids::{Epoch, Number, Seq};
use hushdesk_protocol::text::SealedText;

use super::window::{LEASE, NOW, chat, held};

/// A sealed chat of which the queue has so many messages of this window, and these entries.
pub(crate) fn held_sealed(epoch: u32, accepted: u64, entries: Vec<Entry>) -> HeldChat {
    HeldChat {
        kind: ChatKind::Sealed,
        epoch: Epoch(epoch),
        sent: Sent {
            accepted: Number(accepted),
            delivered: Number(0),
        },
        entries,
        ..held(Origin::New, None)
    }
}

pub(crate) fn line(text: &str) -> SealedText {
    text.parse().unwrap()
}

pub(crate) fn sealed(epoch: u32, text: &str) -> Body {
    let (epoch, text) = (Epoch(epoch), line(text));
    Body::Sealed { epoch, text }
}

pub(crate) fn open(text: &str) -> Body {
    let text = text.parse().unwrap();
    Body::Open { text }
}

fn entry(seq: u64, content: Content) -> Entry {
    Entry {
        seq: Seq(seq),
        at: NOW,
        content,
    }
}

/// The guest begins this epoch.
pub(crate) fn begins(seq: u64, epoch: u32, commit: &str) -> Entry {
    let (epoch, commit) = (Epoch(epoch), commit.parse().unwrap());
    entry(seq, Content::KeyExchange { epoch, commit })
}

/// A message of the guest's end.
pub(crate) fn of_guest(seq: u64, body: Body) -> Entry {
    let from = Party::Guest;
    entry(seq, Content::Message { from, body })
}

/// A message of this window.
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
