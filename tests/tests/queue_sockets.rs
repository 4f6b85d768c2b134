//! A chat over real sockets: offer, claim, writing, a cut socket, a killed server, the end.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use anyhow::{Context, Result};
use hushdesk_protocol::frames::{
    Body, ChatKind, Closer, Content, Entry, FromGuest, FromOperator, GuestChat, HeldChat,
    HeldCursor, OfferEnd, Opening, Outgoing, Party, Refusal, Sent, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::{ChatId, Lease, Number, ResumeToken, SeatId, Seq, Visit};
use hushdesk_protocol::text::OpenText;
use hushdesk_protocol::{VERSION, close};
use hushdesk_tests::browser::Browser;
use hushdesk_tests::library::{self, password};
use hushdesk_tests::server::Server;
use hushdesk_tests::socket::{self, DeskSocket, GuestSocket};

#[test]
fn one_of_two_operators_gets_the_chat_and_both_ends_talk_over_cuts_and_crashes() -> Result<()> {
    let mut server = Server::start()?;
    let desk1 = signed_in(&server, "desk1")?;
    let desk2 = signed_in(&server, "desk2")?;
    let (mut ann, welcome) = take_seat(&server, &desk1, 1, vec![])?;
    assert_eq!(welcome, (0, vec![]));
    let (mut bob, _) = take_seat(&server, &desk2, 2, vec![])?;

    let (mut guest, chat) = open(&server)?;
    assert!(!chat.present && chat.entries.is_empty());
    let waiting = chat.waiting.context("the chat waits")?;
    assert!(waiting.staffed);
    for desk in [&mut ann, &mut bob] {
        desk.receive_until(|frame| matches!(frame, ToOperator::Offered(_)).then_some(()))?;
    }

    ann.send(&FromOperator::Claim { chat: id() })?;
    let held = ann.receive_until(claimed)?;
    assert_eq!((held.lease, held.absent_since), (Lease(1), None));
    let end = bob.receive_until(offer_end)?;
    assert_eq!(
        end,
        OfferEnd::Answered {
            by: "desk1".parse()?
        }
    );
    bob.send(&FromOperator::Claim { chat: id() })?;
    assert_eq!(bob.receive_until(operator_refusal)?, Refusal::Answered);

    guest.send(&FromGuest::Message(message(1, "hello")))?;
    let hello = ann.receive_until(entry_for_operator)?;
    assert_eq!(hello.content, written(Party::Guest, "hello"));
    ann.send(&FromOperator::Ack {
        chat: id(),
        lease: Lease(1),
        received: hello.seq,
    })?;
    guest.receive_until(|frame| sent(frame).filter(|sent| sent.delivered == Number(1)))?;
    guest.cut();

    ann.send(&operator_message(1, "are you there?"))?;
    ann.receive_until(|frame| operators_sent(frame).filter(|sent| sent.accepted == Number(1)))?;
    let (mut guest, chat) = resume(
        &server,
        held.entries.last().map_or(Seq(0), |entry| entry.seq),
    )?;
    assert_eq!(
        chat.sent,
        Sent {
            accepted: Number(1),
            delivered: Number(1)
        }
    );
    assert_eq!(
        contents(&chat.entries),
        [written(Party::Operator, "are you there?")]
    );
    let cursor = chat.entries.last().map_or(Seq(0), |entry| entry.seq);
    guest.send(&FromGuest::Ack { received: cursor })?;
    guest.beat()?;

    server.crash_and_restart()?;
    let (mut guest, chat) = resume(&server, cursor)?;
    assert_eq!((chat.entries, chat.present), (vec![], false));
    guest.send(&FromGuest::Message(message(2, "yes")))?;
    guest.receive_until(|frame| sent(frame).filter(|sent| sent.accepted == Number(2)))?;
    let cursor = HeldCursor {
        chat: id(),
        lease: Lease(1),
        received: hello.seq,
    };
    let (mut ann, (_, chats)) = take_seat(&server, &desk1, 1, vec![cursor])?;
    let held: Vec<_> = chats
        .iter()
        .map(|held| (held.sent.delivered, contents(&held.entries)))
        .collect();
    assert_eq!(held, [(Number(1), vec![written(Party::Guest, "yes")])]);

    ann.send(&FromOperator::End {
        chat: id(),
        lease: Lease(1),
    })?;
    let last = guest.receive_until(entry_for_guest)?;
    assert_eq!(
        last.content,
        Content::Closed {
            by: Closer::Operator
        }
    );
    Ok(())
}

#[test]
fn a_newer_socket_of_the_guest_takes_the_older_ones_place() -> Result<()> {
    let server = Server::start()?;
    Browser::at(&server).found(&library::setup()?)?;
    let (mut older, _) = open(&server)?;

    let (mut newer, _) = resume(&server, Seq(0))?;

    assert_eq!(older.closed()?, close::REPLACED);
    newer.beat()?;
    Ok(())
}

#[test]
fn what_is_no_frame_is_refused_and_the_socket_goes_on() -> Result<()> {
    let server = Server::start()?;
    Browser::at(&server).found(&library::setup()?)?;
    let mut guest = socket::guest(&server, "circulation", ChatKind::Open, &[])?.socket()?;

    for (text, refusal) in [
        ("{", Refusal::Malformed),
        (r#""end""#, Refusal::OutOfOrder),
        (r#"{"hello":{}}"#, Refusal::Malformed),
    ] {
        guest.send_text(text)?;
        assert_eq!(guest.receive_until(guest_refusal)?, refusal, "{text}");
    }
    guest.beat()?;
    Ok(())
}

/// An operator's browser, signed in at a library that is set up with the first of them.
fn signed_in(server: &Server, name: &str) -> Result<Browser> {
    let mut browser = Browser::at(server);
    if name == "desk1" {
        browser.found(&library::setup()?)?;
    }
    browser.sign_in(name, &password(name))?;
    Ok(browser)
}

type Welcome = (usize, Vec<HeldChat>);

fn take_seat(
    server: &Server,
    browser: &Browser,
    seat: u8,
    chats: Vec<HeldCursor>,
) -> Result<(DeskSocket, Welcome)> {
    let mut desk = socket::desk(server, "circulation", browser)?.socket()?;
    let seat = SeatId::from_bytes([seat; 16]);
    desk.send(&FromOperator::Hello {
        version: VERSION,
        seat,
        chats,
        availability: None,
        until: None,
    })?;
    let welcome = desk.receive_until(welcomed)?;
    Ok((desk, welcome))
}

fn open(server: &Server) -> Result<(GuestSocket, GuestChat)> {
    let open = FromGuest::Open {
        version: VERSION,
        chat: id(),
        token: token(),
        opening: Opening::Open,
        page: None,
    };
    enter(server, &open)
}

fn resume(server: &Server, received: Seq) -> Result<(GuestSocket, GuestChat)> {
    let (chat, token) = (id(), token());
    enter(
        server,
        &FromGuest::Resume {
            version: VERSION,
            chat,
            token,
            received,
            visit: Visit(1),
        },
    )
}

fn enter(server: &Server, first: &FromGuest) -> Result<(GuestSocket, GuestChat)> {
    let mut guest = socket::guest(server, "circulation", ChatKind::Open, &[])?.socket()?;
    guest.send(first)?;
    let chat = guest.receive_until(guest_chat)?;
    Ok((guest, chat))
}

fn id() -> ChatId {
    ChatId::from_bytes([1; 16])
}

fn token() -> ResumeToken {
    ResumeToken::from_bytes([2; 32])
}

fn message(number: u64, text: &str) -> Outgoing {
    Outgoing {
        number: Number(number),
        body: body(text),
    }
}

fn operator_message(number: u64, text: &str) -> FromOperator {
    FromOperator::Message {
        chat: id(),
        lease: Lease(1),
        message: message(number, text),
    }
}

fn body(text: &str) -> Body {
    Body::Open {
        text: OpenText::try_from(text.to_owned()).unwrap(),
    }
}

fn written(from: Party, text: &str) -> Content {
    Content::Message {
        from,
        body: body(text),
    }
}

fn contents(entries: &[Entry]) -> Vec<Content> {
    entries.iter().map(|entry| entry.content.clone()).collect()
}

/// Functions that pick what is wanted out of the frames.
macro_rules! pick {
    ($name:ident($frame:ty) -> $wanted:ty: $pattern:pat => $value:expr) => {
        fn $name(frame: &$frame) -> Option<$wanted> {
            if let $pattern = frame {
                Some($value)
            } else {
                None
            }
        }
    };
}

pick!(claimed(ToOperator) -> HeldChat: ToOperator::Claimed(held) => held.clone());
pick!(entry_for_operator(ToOperator) -> Entry: ToOperator::Entry { entry, .. } => entry.clone());
pick!(entry_for_guest(ToGuest) -> Entry: ToGuest::Entry(entry) => entry.clone());
pick!(offer_end(ToOperator) -> OfferEnd: ToOperator::OfferEnded { end, .. } => end.clone());
pick!(operator_refusal(ToOperator) -> Refusal: ToOperator::Refused { refusal, .. } => *refusal);
pick!(guest_refusal(ToGuest) -> Refusal: ToGuest::Refused { refusal, .. } => *refusal);
pick!(sent(ToGuest) -> Sent: ToGuest::Sent(sent) => *sent);
pick!(operators_sent(ToOperator) -> Sent: ToOperator::Sent { sent, .. } => *sent);
pick!(guest_chat(ToGuest) -> GuestChat: ToGuest::Chat(chat) => chat.clone());
pick!(welcomed(ToOperator) -> Welcome:
    ToOperator::Welcome { offers, chats, .. } => (offers.len(), chats.clone()));
