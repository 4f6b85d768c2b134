//! For tests: an archive of made-up chats.

use durable_queue::to_archive::{FromQueue, ToArchive};
use hushdesk_edge::outbox::Delivery;
use hushdesk_edge::testing::Memory;
use hushdesk_protocol::frames::{ChatKind, Closer, GuestLabel};
use hushdesk_protocol::ids::{ChatId, MailId, MessageId, Number, Timestamp, WebhookId};
use hushdesk_protocol::rest::{ChatEnd, ChatRow, Cursor, Rating, WebhookEvent, Writer};

use crate::{AddWebhook, Archive, Filter, Leave, ListChats, Reader};

/// 2026-11-27 10:00 UTC, a Friday.
pub(crate) const NOW: Timestamp = Timestamp(1_795_773_600_000);

/// Milliseconds of a minute.
pub(crate) const MINUTE: u64 = 60_000;

pub(crate) fn administrator() -> Reader {
    Reader::Administrator
}

/// Somebody who reads the history of these queues.
pub(crate) fn reader(name: &str, reads: &[&str]) -> Reader {
    Reader::Operator {
        name: name.parse().unwrap(),
        reads: reads.iter().map(|queue| queue.parse().unwrap()).collect(),
    }
}

/// An archive that was told this.
pub(crate) fn archive(told: &[ToArchive]) -> Archive<Memory> {
    let archive = Archive::new(Memory::new());
    archive.open().unwrap();
    for (number, says) in (1..).zip(told) {
        take(&archive, number, says.clone());
    }
    archive
}

/// Has an archive be told this by a queue, as the thing of this number.
pub(crate) fn take(archive: &Archive<Memory>, number: u64, says: ToArchive) {
    let delivery = Delivery {
        from: "a queue".to_owned(),
        number,
        oldest: 0,
        says: FromQueue::Chat(Box::new(says)),
    };
    archive.take(delivery).unwrap();
}

/// The name of a webhook.
pub(crate) fn webhook(byte: u8) -> WebhookId {
    WebhookId::from_bytes([byte; 16])
}

/// A webhook that is told of everything at these queues, or at all.
pub(crate) fn hook(byte: u8, queues: &[&str]) -> AddWebhook {
    AddWebhook {
        id: webhook(byte),
        address: "https://hooks.library.example/desk".parse().unwrap(),
        events: WebhookEvent::ALL.into(),
        queues: queues.iter().map(|queue| queue.parse().unwrap()).collect(),
        secret: [7; 32],
        now: NOW,
    }
}

/// A message that was left.
pub(crate) fn left(byte: u8) -> Leave {
    Leave {
        id: MessageId::from_bytes([byte; 16]),
        queue: "reference".parse().unwrap(),
        at: NOW.plus(u64::from(byte) * MINUTE),
        writer: Writer::Open {
            name: Some("Jonas".parse().unwrap()),
            email: "jonas@example.org".parse().unwrap(),
            page: Some("https://library.example/maps".parse().unwrap()),
        },
        mail: MailId::from_bytes([byte; 16]),
        to: "ask@library.example".parse().unwrap(),
    }
}

/// A chat that Ann holds, which began so many minutes after [`NOW`].
pub(crate) fn told(number: u8) -> ToArchive {
    let started = NOW.plus(u64::from(number) * MINUTE);
    ToArchive {
        revision: Number(2),
        chat: ChatRow {
            chat: ChatId::from_bytes([number; 16]),
            kind: ChatKind::Sealed,
            guest: GuestLabel(format!("heron-{number:03}")),
            queue: "reference".parse().unwrap(),
            skin: "blue".parse().unwrap(),
            page: Some("https://library.example/maps".parse().unwrap()),
            address: Some("198.51.100.0/24".to_owned().try_into().unwrap()),
            started,
            claimed: Some(started.plus(7_000)),
            ended: None,
            operators: vec!["ann".parse().unwrap()],
            transfers: 0,
            rolled_over: vec![],
            categories: vec!["Loans".parse().unwrap(), "Maps".parse().unwrap()],
            rating: None,
        },
        holder: Some("ann".parse().unwrap()),
        retained: None,
    }
}

/// The same once its guest has ended it, after five minutes, rated with 4.
pub(crate) fn ended(told: ToArchive) -> ToArchive {
    let at = told.chat.started.plus(7_000 + 5 * MINUTE);
    let by = Closer::Guest;
    ToArchive {
        revision: told.revision.next(),
        chat: ChatRow {
            ended: Some(ChatEnd { at, by }),
            rating: Some(Rating::try_from(4).unwrap()),
            ..told.chat
        },
        holder: None,
        retained: None,
    }
}

/// All chats, the last one first.
pub(crate) fn all_chats(archive: &Archive<Memory>) -> Vec<ChatRow> {
    listed(archive, &administrator(), Filter::default())
}

/// Those of the first page that a reader sees of a list.
pub(crate) fn listed(archive: &Archive<Memory>, by: &Reader, filter: Filter) -> Vec<ChatRow> {
    archive.ask(by, page(filter, None)).unwrap().items
}

/// What asks for a page of a list.
pub(crate) const fn page(filter: Filter, after: Option<Cursor>) -> ListChats {
    ListChats {
        filter,
        after,
        rows: 100,
    }
}
