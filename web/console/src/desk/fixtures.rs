//! Desks, offers and chats for the tests.

use std::rc::Rc;

use hushdesk_protocol::frames::{
    Audience, Availability, ChatKind, Colleague, GuestLabel, Offer, Origin, Waiting,
};
use hushdesk_protocol::ids::{ChatId, Fingerprint, OperatorName, Timestamp};
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::clock::EdgeClock;
use hushdesk_web::session::comparison::Comparison;
use hushdesk_web::session::desk::{
    DeskView, Line, OfferStanding, OfferView, Passage, Room, RoomLine,
};
use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::log::{Delivery, EntryId, Item, Log, LogEntry};
use hushdesk_web::session::operator_session::{ChatView, Earlier, Standing};
use hushdesk_web::session::text::Text;

use super::shift::Presence;
use super::state::queue_desk::QueueDesk;

pub(super) fn chat_id(digit: u8) -> ChatId {
    ChatId::from_bytes([digit; 16])
}

pub(super) fn desk2() -> OperatorName {
    "desk2".parse().unwrap()
}

pub(super) fn guest(digit: u8) -> GuestLabel {
    GuestLabel(format!("Guest {digit}"))
}

/// An offer that waits since the moment `digit`.
pub(super) fn offer(digit: u8, standing: OfferStanding) -> OfferView {
    OfferView {
        offer: Offer {
            chat: chat_id(digit),
            guest: guest(digit),
            kind: ChatKind::Sealed,
            skin: "sealed".parse().unwrap(),
            since: Timestamp(u64::from(digit)),
            page: None,
            origin: Origin::New,
            entries: vec![],
            absent_since: None,
            dismissed: false,
        },
        standing,
    }
}

pub(super) fn chat(digit: u8, standing: Standing) -> ChatView {
    ChatView {
        chat: chat_id(digit),
        guest: guest(digit),
        kind: ChatKind::Sealed,
        skin: "sealed".parse().unwrap(),
        since: Timestamp(u64::from(digit)),
        page: None,
        origin: Origin::New,
        standing,
        flow: Flow::Free,
        absent_since: None,
        typing: false,
        comparison: Comparison::None,
        earlier: Earlier::None,
        earlier_texts: Rc::default(),
        log: Log::default(),
    }
}

/// A colleague who takes chats, and holds one.
pub(super) fn colleague(name: &str) -> Colleague {
    let operator: OperatorName = name.parse().unwrap();
    Colleague {
        display: DisplayName::of(&operator),
        operator,
        availability: Availability::default(),
        chats: 1,
        takes: true,
    }
}

/// What an operator has said to colleagues at the moment `at`.
pub(super) fn room_line(id: u64, by: &str, to: Audience, at: u64) -> RoomLine {
    RoomLine {
        id,
        by: by.parse().unwrap(),
        to,
        at: Timestamp(at),
        text: "words".parse().unwrap(),
        passage: Passage::Done,
    }
}

/// A line that was written at the moment `at`.
pub(super) fn entry(at: u64, item: Item) -> LogEntry {
    LogEntry {
        id: EntryId(at),
        at: Timestamp(at),
        item,
        earlier: false,
    }
}

pub(super) fn text(text: &str) -> Text {
    Text::typed(text).unwrap()
}

pub(super) fn theirs(at: u64, words: &str) -> LogEntry {
    entry(at, Item::Theirs { text: text(words) })
}

pub(super) fn ours(at: u64, words: &str, delivery: Delivery) -> LogEntry {
    let text = text(words);
    entry(at, Item::Ours { text, delivery })
}

pub(super) fn sealed() -> Standing {
    Standing::Sealed {
        guest: Fingerprint::from_bytes([7; 20]),
        heard: true,
    }
}

pub(super) fn desk(queue: &str, offers: Vec<OfferView>, chats: Vec<ChatView>) -> QueueDesk {
    QueueDesk {
        queue: QueueTitle {
            name: queue.parse().unwrap(),
            title: queue.to_uppercase(),
        },
        presence: Some(Presence::Staffing),
        view: DeskView {
            line: Line::Up,
            operator: None,
            availability: Availability::default(),
            colleagues: vec![],
            room: Room::default(),
            waiting: Waiting::default(),
            clock: EdgeClock::default(),
            takeovers: Default::default(),
            offers,
            chats,
        },
    }
}
