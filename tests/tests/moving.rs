//! A chat goes to another queue while the server is killed and started again in the middle: when it has been claimed
//! there, and the letters between the two queues are on their way. Nothing is lost, and the guest finds it.
#![allow(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "a test fails by panicking, and looks for one frame among many"
)]

use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};
use hushdesk_protocol::VERSION;
use hushdesk_protocol::frames::{
    Body, ChatKind, Content, Entry, FromGuest, FromOperator, HeldChat, Opening, Outgoing, Party,
    Recipient, ToGuest, ToOperator, TransferState,
};
use hushdesk_protocol::ids::{ChatId, Lease, Number, ResumeToken, SeatId, Seq, Visit};
use hushdesk_protocol::text::OpenText;
use hushdesk_tests::browser::Browser;
use hushdesk_tests::end::operator::hello;
use hushdesk_tests::library::{self, signed_in};
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::socket::{self, DeskSocket, GuestSocket};

/// How often a guest tries to come back while the chat is on its way, and how long after each try.
const TRIES: usize = 60;
const TRY_AGAIN: Duration = Duration::from_millis(500);

#[test]
fn a_chat_that_is_claimed_at_another_queue_arrives_though_the_server_is_killed() -> Result<()> {
    let mut server = Server::start()?;
    let site = Site::from(&server);
    Browser::at(&site).found(&library::setup()?)?;
    let (here, there) = (signed_in(&site, "desk1")?, signed_in(&site, "desk2")?);
    let (mut sender, _) = come_back(&site, "circulation", &here)?;
    let mut guest = open(&site)?;
    sender.receive_until(offered)?;
    sender.send(&FromOperator::Claim { chat: id() })?;
    sender.receive_until(claimed)?;
    guest.send(&FromGuest::Message(message(1, "before")))?;
    guest.receive_until(|frame| matches!(frame, ToGuest::Sent(_)).then_some(()))?;

    let (mut receiver, _) = come_back(&site, "reference", &there)?;
    sender.send(&FromOperator::Transfer {
        chat: id(),
        lease: Lease(1),
        recipient: Recipient::Queue("reference".parse()?),
        note: None,
    })?;
    receiver.receive_until(offered)?;
    receiver.send(&FromOperator::Claim { chat: id() })?;
    sender.receive_until(taken)?;
    server.crash_and_restart()?;

    let (mut receiver, held) = come_back(&site, "reference", &there)?;
    let held = hold(&mut receiver, held)?;
    assert_eq!(held.lease, Lease(2));
    assert_eq!(texts(&held.entries), ["before"]);

    let mut guest = follow(&site)?;
    guest.send(&FromGuest::Message(message(2, "after")))?;
    let entry = receiver.receive_until(entry_of_guest)?;
    assert_eq!(texts(&[entry]), ["after"]);
    receiver.send(&FromOperator::Message {
        chat: id(),
        lease: Lease(2),
        message: message(1, "hello"),
    })?;
    guest.receive_until(|frame| match frame {
        ToGuest::Entry(entry) => (texts(std::slice::from_ref(entry)) == ["hello"]).then_some(()),
        _ => None,
    })?;
    Ok(())
}

/// The guest comes back where they know the chat, and goes where they are sent.
fn follow(site: &Site) -> Result<GuestSocket> {
    let mut queue = "circulation".to_owned();
    for _ in 0..TRIES {
        let mut guest = socket::guest(site, &queue, ChatKind::Open, &[])?.socket()?;
        guest.send(&FromGuest::Resume {
            version: VERSION,
            chat: id(),
            token: ResumeToken::from_bytes([2; 32]),
            received: Seq(0),
            visit: Visit(1),
        })?;
        match guest.receive() {
            Ok(ToGuest::Chat(_)) if queue == "reference" => return Ok(guest),
            Ok(ToGuest::Moved { queue: to }) => queue = to.as_str().to_owned(),
            // It is on its way.
            Ok(_) | Err(_) => thread::sleep(TRY_AGAIN),
        }
    }
    bail!("the guest does not find the chat")
}

/// Waits until the seat holds the chat, claiming it if it is offered again.
fn hold(desk: &mut DeskSocket, held: Vec<HeldChat>) -> Result<HeldChat> {
    if let Some(held) = held.into_iter().next() {
        return Ok(held);
    }
    loop {
        match desk.receive()? {
            ToOperator::Claimed(held) => return Ok(held),
            ToOperator::Offered(_) => desk.send(&FromOperator::Claim { chat: id() })?,
            _ => {}
        }
    }
}

/// An operator's only window comes to a queue. Gives the chats it holds there, too.
fn come_back(site: &Site, queue: &str, browser: &Browser) -> Result<(DeskSocket, Vec<HeldChat>)> {
    let mut desk = socket::desk(site, queue, browser)?.socket()?;
    desk.send(&hello(SeatId::from_bytes([1; 16]), vec![]))?;
    let held = desk.receive_until(|frame| match frame {
        ToOperator::Welcome { chats, .. } => Some(chats.clone()),
        _ => None,
    })?;
    Ok((desk, held))
}

fn open(site: &Site) -> Result<GuestSocket> {
    let mut guest = socket::guest(site, "circulation", ChatKind::Open, &[])?.socket()?;
    guest.send(&FromGuest::Open {
        version: VERSION,
        chat: id(),
        token: ResumeToken::from_bytes([2; 32]),
        opening: Opening::Open,
        page: None,
    })?;
    guest.receive_until(|frame| matches!(frame, ToGuest::Chat(_)).then_some(()))?;
    Ok(guest)
}

fn id() -> ChatId {
    ChatId::from_bytes([1; 16])
}

fn message(number: u64, text: &str) -> Outgoing {
    Outgoing {
        number: Number(number),
        body: Body::Open {
            text: OpenText::try_from(text.to_owned()).unwrap(),
        },
    }
}

fn texts(entries: &[Entry]) -> Vec<String> {
    let texts = entries.iter().filter_map(|entry| match &entry.content {
        Content::Message {
            body: Body::Open { text },
            ..
        } => Some(text.as_str().to_owned()),
        _ => None,
    });
    texts.collect()
}

fn offered(frame: &ToOperator) -> Option<()> {
    matches!(frame, ToOperator::Offered(offer) if offer.chat == id()).then_some(())
}

fn claimed(frame: &ToOperator) -> Option<()> {
    matches!(frame, ToOperator::Claimed(held) if held.chat == id()).then_some(())
}

fn taken(frame: &ToOperator) -> Option<()> {
    let is_taken = |transfer: &TransferState| matches!(transfer, TransferState::Taken { .. });
    matches!(frame, ToOperator::Transfer { transfer, .. } if is_taken(transfer)).then_some(())
}

fn entry_of_guest(frame: &ToOperator) -> Option<Entry> {
    match frame {
        ToOperator::Entry { entry, .. } => {
            let is_guests = matches!(
                entry.content,
                Content::Message {
                    from: Party::Guest,
                    ..
                }
            );
            is_guests.then(|| entry.clone())
        }
        _ => None,
    }
}
