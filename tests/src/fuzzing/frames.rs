//! Frames, at the queue and at the ends: what is malformed is refused, and what is refused has changed nothing.

use std::sync::LazyLock;

use durable_queue::reading::{self, Line, Opens};
use durable_queue::{ConnectionId, Effect, Event, Queue};
use hushdesk_protocol::VERSION;
use hushdesk_protocol::frames::{
    ChatKind, FromGuest, FromOperator, Opening, Refusal, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::{ChatId, OperatorName, ResumeToken, SeatId, Timestamp};
use hushdesk_protocol::text::DisplayName;
use hushdesk_web::ambient::rng;
use hushdesk_web::otr::Otr;
use hushdesk_web::session::desk::{Desk, DeskEvent};
use hushdesk_web::session::guest_session::{GuestEvent, GuestSession, Start};
use hushdesk_web::session::text::Text;
use otr_wasm::Identity;

use super::said_again;
use crate::end::operator::hello;

const NOW: Timestamp = Timestamp(1_700_000_000_000);

/// Frames of one input, at most: more say nothing else.
const FRAMES_MAX: usize = 32;

/// The guest's line, the operator's, and one that has said nothing yet.
const GUEST: ConnectionId = ConnectionId(1);
const DESK: ConnectionId = ConnectionId(2);
const NEW: ConnectionId = ConnectionId(3);

/// A queue with a chat of each kind, which a guest has opened and an operator has claimed.
static QUEUES: LazyLock<[Queue; 2]> =
    LazyLock::new(|| [ChatKind::Sealed, ChatKind::Open].map(talking));

static IDENTITY: LazyLock<std::sync::Arc<Identity>> =
    LazyLock::new(|| std::sync::Arc::new(Identity::generate(&mut rng())));

fn operator() -> OperatorName {
    "ann".parse().expect("it is a name")
}

fn chat() -> ChatId {
    ChatId::from_bytes([7; 16])
}

fn opens(kind: ChatKind) -> Opens {
    Opens {
        skin: "skin".parse().expect("it is a name"),
        kind,
        address: None,
        rollover: vec![],
    }
}

fn talking(kind: ChatKind) -> Queue {
    let mut queue = Queue::default();
    let open = FromGuest::Open {
        version: VERSION,
        chat: chat(),
        token: ResumeToken::from_bytes([7; 32]),
        opening: match kind {
            ChatKind::Open => Opening::Open,
            ChatKind::Sealed => Opening::Sealed {
                commit: "?OTR:AAMCcommit.".parse().expect("it is one"),
            },
        },
        page: None,
    };
    let event = of_guest(open, (GUEST, true), kind).expect("it can be opened");
    queue.handle(event, NOW);
    let hello = hello(SeatId::from_bytes([1; 16]), vec![]);
    for (frame, is_new) in [(hello, true), (FromOperator::Claim { chat: chat() }, false)] {
        let event = of_operator(frame, (DESK, is_new)).expect("it can be done");
        queue.handle(event, NOW);
    }
    queue
}

fn of_guest(frame: FromGuest, line: (ConnectionId, bool), kind: ChatKind) -> Option<Event> {
    let (connection, is_new) = line;
    let line = Line { connection, is_new };
    reading::guest_event(frame, line, Some(&opens(kind)), None, 7).ok()
}

fn of_operator(frame: FromOperator, line: (ConnectionId, bool)) -> Option<Event> {
    let (connection, is_new) = line;
    let line = Line { connection, is_new };
    let name = operator();
    reading::operator_event(frame, line, &name, &DisplayName::of(&name)).ok()
}

/// Lines come from the guest of a chat, and where one begins with `!` from somebody who has said nothing yet.
pub(super) fn of_guests(bytes: &[u8]) {
    each_in_each(bytes, |kind, text, line| {
        let frame = said_again::<FromGuest>(text)?;
        of_guest(frame, line.unwrap_or((GUEST, false)), kind)
    });
}

/// The same from whoever holds it.
pub(super) fn of_operators(bytes: &[u8]) {
    each_in_each(bytes, |_, text, line| {
        let frame = said_again::<FromOperator>(text)?;
        of_operator(frame, line.unwrap_or((DESK, false)))
    });
}

fn each_in_each(
    bytes: &[u8],
    event: impl Fn(ChatKind, &str, Option<(ConnectionId, bool)>) -> Option<Event>,
) {
    let all = String::from_utf8_lossy(bytes);
    for (kind, queue) in [ChatKind::Sealed, ChatKind::Open].into_iter().zip(&*QUEUES) {
        let mut queue = queue.clone();
        for text in all.lines().take(FRAMES_MAX) {
            let new = text.strip_prefix('!');
            let line = new.map(|_| (NEW, true));
            if let Some(event) = event(kind, new.unwrap_or(text), line) {
                takes(&mut queue, event);
            }
        }
    }
}

/// The queue takes an event. What it has only refused has changed nothing; what it says can be read.
fn takes(queue: &mut Queue, event: Event) {
    let before = queue.clone();
    let effects = queue.handle(event, NOW);
    for effect in &effects {
        match effect {
            Effect::ToGuest { frame, .. } => must_be_read::<ToGuest>(frame),
            Effect::ToOperator { frame, .. } => must_be_read::<ToOperator>(frame),
            Effect::Admit { .. }
            | Effect::Close { .. }
            | Effect::Store(_)
            | Effect::Forget(_)
            | Effect::Tell(_)
            | Effect::TellOfQueue(_)
            | Effect::Retain(_)
            | Effect::Post { .. } => {}
        }
    }
    if let [effect] = effects.as_slice()
        && is_mere_refusal(effect)
    {
        assert!(*queue == before, "what was refused has changed something");
    }
}

/// What comes of an epoch that is over uses up its number.
fn is_mere_refusal(effect: &Effect) -> bool {
    let (Effect::ToGuest {
        frame: ToGuest::Refused { refusal, .. },
        ..
    }
    | Effect::ToOperator {
        frame: ToOperator::Refused { refusal, .. },
        ..
    }) = effect
    else {
        return false;
    };
    *refusal != Refusal::EpochOver
}

fn must_be_read<Frame: serde::Serialize + serde::de::DeserializeOwned>(frame: &Frame) {
    let text = serde_json::to_string(frame).expect("a frame can be written");
    assert!(
        said_again::<Frame>(&text).is_some(),
        "{text} cannot be read"
    );
}

/// Lines come from a queue that may say anything: to a guest's session and to a desk.
pub(super) fn of_queues(bytes: &[u8]) {
    let all = String::from_utf8_lossy(bytes);
    let mut desk = Desk::new(SeatId::from_bytes([1; 16]), Otr::of(IDENTITY.clone()));
    desk.handle(DeskEvent::Connected, NOW, &mut rng());
    let start = Start {
        chat: chat(),
        token: ResumeToken::from_bytes([7; 32]),
        snippet: "snippet".parse().expect("it is a name"),
        sealing: hushdesk_protocol::rest::Sealing::Open,
        page: None,
    };
    let first = Text::typed("Where are the maps?").expect("it is a text");
    let (mut guest, _) = GuestSession::open(start, first, NOW, &mut rng());
    guest.handle(GuestEvent::Connected, NOW, &mut rng());
    for text in all.lines().take(FRAMES_MAX) {
        if let Some(frame) = said_again::<ToGuest>(text) {
            guest.handle(GuestEvent::Received(Box::new(frame)), NOW, &mut rng());
            guest.view();
        }
        if let Some(frame) = said_again::<ToOperator>(text) {
            desk.handle(DeskEvent::Received(Box::new(frame)), NOW, &mut rng());
            desk.view();
        }
    }
}
