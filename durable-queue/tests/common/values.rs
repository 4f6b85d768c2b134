//! The values of scenarios: ids, texts, entries, frames and effects, in as few words as they can be written.

use durable_queue::{
    Address, Arrival, Closing, ConnectionId, Effect, End, GuestOpened, OperatorSays, Seat,
    TokenHash,
};
use hushdesk_protocol::frames::{
    Audience, Body, ChatKind, Content, Entry, GuestChat, HeldChat, HeldCursor, Offer, Opening,
    Origin, Outgoing, Party, Place, Prospect, Sent, ToGuest, ToOperator, Waiting,
};
use hushdesk_protocol::ids::{
    ChatId, Epoch, Lease, Number, QueueName, ResumeToken, SeatId, Seq, Timestamp, Visit,
};
use hushdesk_protocol::text::{CommitText, DisplayName, OpenText, SealedText};

use super::World;

/// A chat to be opened.
pub(crate) fn opening(chat: ChatId, random: u8, opening: Opening) -> GuestOpened {
    GuestOpened {
        chat,
        token: token(random),
        opening,
        skin: "blue".parse().unwrap(),
        page: None,
        address: None,
        rollover: vec![],
        random: u32::from(random),
    }
}

/// What stands in the log of a text of the guest.
pub(crate) fn from_guest(body: Body) -> Content {
    Content::Message {
        from: Party::Guest,
        body,
    }
}

/// A world in which ann (socket 1) holds chat 1 of a guest (socket 2).
pub(crate) fn a_held_chat(opening: Opening) -> World {
    let mut world = World::default();
    world.hello(1, ann(), vec![]);
    world.open(2, 1, opening);
    world.claim(1, 1);
    world
}

/// The organisation's other queue.
pub(crate) fn other() -> QueueName {
    "circulation".parse().unwrap()
}

/// The queue of all scenarios.
pub(crate) fn this() -> QueueName {
    "reference".parse().unwrap()
}

pub(crate) fn id(chat: u8) -> ChatId {
    ChatId::from_bytes([chat; 16])
}

pub(crate) fn token(chat: u8) -> TokenHash {
    TokenHash::of(&ResumeToken::from_bytes([chat; 32]))
}

pub(crate) fn seat(operator: &str, window: u8) -> Seat {
    Seat {
        operator: operator.parse().unwrap(),
        window: SeatId::from_bytes([window; 16]),
    }
}

pub(crate) fn ann() -> Seat {
    seat("ann", 1)
}

pub(crate) fn bob() -> Seat {
    seat("bob", 2)
}

pub(crate) fn sealed() -> Opening {
    Opening::Sealed {
        commit: commit("first"),
    }
}

pub(crate) fn commit(of: &str) -> CommitText {
    CommitText::try_from(format!("?OTR:AAMC{of}.")).unwrap()
}

pub(crate) fn text(text: &str) -> Body {
    Body::Open {
        text: OpenText::try_from(text.to_owned()).unwrap(),
    }
}

/// What was written, sealed: a data message.
pub(crate) fn sealed_text(epoch: u32, text: &str) -> Body {
    sealed_line(epoch, &format!("AAMD{}", text.replace(' ', "/")))
}

/// A message of OTR: of type K, R or S it is a part of a key exchange.
pub(crate) fn sealed_line(epoch: u32, line: &str) -> Body {
    Body::Sealed {
        epoch: Epoch(epoch),
        text: SealedText::try_from(format!("?OTR:{line}.")).unwrap(),
    }
}

/// What an end asks for keys with.
pub(crate) fn query(epoch: u32) -> Body {
    Body::Sealed {
        epoch: Epoch(epoch),
        text: SealedText::try_from("?OTRv3?".to_owned()).unwrap(),
    }
}

pub(crate) fn message(number: u64, body: Body) -> Outgoing {
    Outgoing {
        number: Number(number),
        body,
    }
}

pub(crate) fn entry(seq: u64, at: u64, content: Content) -> Entry {
    Entry {
        seq: Seq(seq),
        at: Timestamp(at),
        content,
    }
}

pub(crate) fn sent(accepted: u64, delivered: u64) -> Sent {
    Sent {
        accepted: Number(accepted),
        delivered: Number(delivered),
    }
}

pub(crate) fn claimed(operator: &str, lease: u64) -> Content {
    Content::Claimed {
        operator: display(operator),
        lease: Lease(lease),
    }
}

/// What an operator of this name is called.
pub(crate) fn display(name: &str) -> DisplayName {
    DisplayName::of(&name.parse().unwrap())
}

pub(crate) fn cursor(chat: u8, lease: u64, received: u64) -> HeldCursor {
    HeldCursor {
        chat: id(chat),
        lease: Lease(lease),
        received: Seq(received),
    }
}

pub(crate) fn to_guest(connection: u64, frame: ToGuest) -> Effect {
    Effect::ToGuest {
        connection: ConnectionId(connection),
        frame,
    }
}

pub(crate) fn to_operator(connection: u64, frame: ToOperator) -> Effect {
    Effect::ToOperator {
        connection: ConnectionId(connection),
        frame,
    }
}

pub(crate) fn admit_guest(connection: u64, chat: u8) -> Effect {
    Effect::Admit {
        connection: ConnectionId(connection),
        end: End::Guest {
            chat: id(chat),
            from: None,
        },
    }
}

/// Something is said to colleagues.
pub(crate) fn tells(to: Audience) -> OperatorSays {
    let text = "Lunch?".parse().unwrap();
    OperatorSays::Tell { to, text }
}

/// The sockets by which something is said of what colleagues say.
pub(crate) fn hearers(effects: &[Effect]) -> Vec<u64> {
    let mut hearers = Vec::new();
    for effect in effects {
        if let Effect::ToOperator { connection, frame } = effect
            && matches!(frame, ToOperator::Told { .. })
        {
            hearers.push(connection.0);
        }
    }
    hearers
}

/// From where somebody comes.
pub(crate) fn address(last: u8) -> Address {
    Address::from(format!("198.51.100.{last}"))
}

pub(crate) fn admit_seat(connection: u64, seat: Seat) -> Effect {
    Effect::Admit {
        connection: ConnectionId(connection),
        end: End::Seat(seat),
    }
}

pub(crate) fn close(connection: u64, why: Closing) -> Effect {
    Effect::Close {
        connection: ConnectionId(connection),
        why,
    }
}

pub(crate) fn offer(chat: u8, kind: ChatKind, since: u64) -> Offer {
    Offer {
        chat: id(chat),
        guest: label(chat),
        kind,
        skin: "blue".parse().unwrap(),
        since: Timestamp(since),
        page: None,
        origin: Origin::New,
        absent_since: None,
        dismissed: false,
        entries: vec![],
    }
}

/// The offer of a chat that this operator has put aside.
pub(crate) fn put_aside(offer: Offer) -> Offer {
    let dismissed = true;
    Offer { dismissed, ..offer }
}

pub(crate) fn label(chat: u8) -> hushdesk_protocol::frames::GuestLabel {
    let word = match chat {
        0 => "alder",
        1 => "amber",
        2 => "birch",
        _ => "bramble",
    };
    hushdesk_protocol::frames::GuestLabel(format!("{word}-aaa"))
}

/// The first words of an operator's window, without who else is there.
pub(crate) fn welcome(
    now: u64,
    operator: &str,
    offers: Vec<Offer>,
    chats: Vec<HeldChat>,
) -> ToOperator {
    ToOperator::Welcome {
        operator: operator.parse().unwrap(),
        now: Timestamp(now),
        waiting: Waiting::default(),
        offers,
        chats,
        lapsed: vec![],
        colleagues: vec![],
    }
}

/// An operator who comes and says nothing of themselves.
pub(crate) fn arrival(seat: &Seat) -> Arrival {
    Arrival::of(DisplayName::of(&seat.operator))
}

/// The view of a chat that has just been opened or resumed.
pub(crate) fn guest_chat(now: u64, kind: ChatKind, sent: Sent, entries: Vec<Entry>) -> GuestChat {
    let epoch = Epoch(u32::from(kind == ChatKind::Sealed));
    GuestChat {
        now: Timestamp(now),
        kind,
        epoch,
        sent,
        visit: Visit(1),
        yours: sent.accepted,
        operator: None,
        lease: Lease(0),
        present: false,
        waiting: None,
        entries,
    }
}

/// What a guest can expect.
pub(crate) fn prospect(staffed: bool, place: u32) -> Prospect {
    let place = Place::Nth(place);
    Prospect { staffed, place }
}

/// The view of a chat of its holder.
pub(crate) fn held_chat(
    chat: u8,
    lease: u64,
    kind: ChatKind,
    sent: Sent,
    entries: Vec<Entry>,
) -> HeldChat {
    let offer = offer(chat, kind, 0);
    HeldChat {
        chat: offer.chat,
        lease: Lease(lease),
        guest: offer.guest,
        kind,
        epoch: Epoch(u32::from(kind == ChatKind::Sealed)),
        skin: offer.skin,
        since: offer.since,
        page: None,
        origin: Origin::New,
        handing: None,
        outcome: None,
        absent_since: None,
        sent,
        entries,
    }
}
