//! What one client can do to all others, at a real server: an address that fills chats nobody has claimed, frames that
//! are too long or no text, sockets that never say anything.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a test waits for one kind of frame"
)]

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use hushdesk_protocol::VERSION;
use hushdesk_protocol::close;
use hushdesk_protocol::frames::{
    About, Body, ChatKind, FromGuest, FromOperator, Opening, Outgoing, Refusal, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::{ChatId, Epoch, Lease, Number, ResumeToken, SeatId};
use hushdesk_protocol::limits::{FRAME_BYTES_MAX, SEALED_TEXT_BYTES_MAX};
use hushdesk_protocol::text::{OpenText, SealedText};
use hushdesk_tests::browser::Browser;
use hushdesk_tests::end::operator::hello;
use hushdesk_tests::library::{self, password};
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::socket::{self, DeskSocket, GuestSocket};

/// Bytes of a frame of an operator's program, at most.
const PROGRAM_FRAME_BYTES_MAX: usize = 262_144;

/// Within what a socket is closed that never sends a first frame.
const MUTE_MAX: Duration = Duration::from_secs(30);

fn library(server: &Server, organisation: &str) -> Result<Site> {
    let site = server.site(organisation);
    Browser::at(&site).found(&library::setup()?)?;
    Ok(site)
}

fn take_seat(site: &Site) -> Result<DeskSocket> {
    let mut browser = Browser::at(site);
    browser.sign_in("desk1", &password("desk1"))?;
    let mut desk = socket::desk(site, "circulation", &browser)?.socket()?;
    desk.send(&hello(SeatId::from_bytes([1; 16]), vec![]))?;
    desk.receive_until(|frame| matches!(frame, ToOperator::Welcome { .. }).then_some(()))?;
    Ok(desk)
}

fn open(site: &Site, number: u8, kind: ChatKind, address: &str) -> Result<GuestSocket> {
    let headers = [("CF-Connecting-IP", address)];
    let mut guest = socket::guest(site, "circulation", kind, &headers)?.socket()?;
    guest.send(&FromGuest::Open {
        version: VERSION,
        chat: chat(number),
        token: ResumeToken::from_bytes([number; 32]),
        opening: match kind {
            ChatKind::Open => Opening::Open,
            ChatKind::Sealed => Opening::Sealed {
                commit: "?OTR:AAMCAAAB.".parse()?,
            },
        },
        page: None,
    })?;
    guest.receive_until(|frame| matches!(frame, ToGuest::Chat(_)).then_some(()))?;
    Ok(guest)
}

fn chat(number: u8) -> ChatId {
    ChatId::from_bytes([number; 16])
}

fn message(number: u64, body: Body) -> Outgoing {
    let number = Number(number);
    Outgoing { number, body }
}

fn open_text(words: &str) -> Body {
    let text = OpenText::try_from(words.to_owned()).unwrap();
    Body::Open { text }
}

/// As long as a sealed text may be.
fn longest() -> Body {
    let beginning = "?OTR:AAMD";
    let rest = SEALED_TEXT_BYTES_MAX - beginning.len() - 1;
    let text = format!("{beginning}{}.", "A".repeat(rest));
    let text = SealedText::try_from(text).unwrap();
    let epoch = Epoch(1);
    Body::Sealed { epoch, text }
}

fn claim(desk: &mut DeskSocket, number: u8) -> Result<Lease> {
    desk.send(&FromOperator::Claim { chat: chat(number) })?;
    desk.receive_until(|frame| match frame {
        ToOperator::Claimed(held) if held.chat == chat(number) => Some(held.lease),
        _ => None,
    })
}

/// A text goes each way between a guest and the operator who has claimed their chat.
fn talk(guest: &mut GuestSocket, desk: &mut DeskSocket, number: u8, lease: Lease) -> Result<()> {
    guest.send(&FromGuest::Message(message(1, open_text("hello"))))?;
    desk.receive_until(|frame| match frame {
        ToOperator::Entry { chat: of, .. } => (*of == chat(number)).then_some(()),
        _ => None,
    })?;
    desk.send(&FromOperator::Message {
        chat: chat(number),
        lease,
        message: message(1, open_text("good morning")),
    })?;
    let from_operator = |frame: &ToGuest| {
        let text = serde_json::to_string(frame).unwrap();
        text.contains("good morning").then_some(())
    };
    guest.receive_until(from_operator)
}

#[test]
fn one_address_that_fills_chats_nobody_has_claimed_stops_nobody_else() -> Result<()> {
    let server = Server::shared()?;
    let site = library(&server, "one-address")?;
    let mut attackers = Vec::new();
    for number in 1..=44 {
        let mut attacker = open(&site, number, ChatKind::Sealed, "203.0.113.9")?;
        for text in 2..8 {
            attacker.send(&FromGuest::Message(message(text, longest())))?;
        }
        attackers.push(attacker);
    }
    for (number, attacker) in (1..=44).zip(&mut attackers) {
        let refused = attacker.receive_until(|frame| match frame {
            ToGuest::Refused { about, refusal } => Some((about.clone(), *refusal)),
            _ => None,
        })?;
        let about = About::Message {
            chat: chat(number),
            number: Number(2),
        };
        assert_eq!(refused.0, about);
        let is_bounded = matches!(refused.1, Refusal::TooMany | Refusal::TooFast { .. });
        assert!(is_bounded, "{refused:?}");
    }

    let mut desk = take_seat(&site)?;
    let mut guest = open(&site, 101, ChatKind::Open, "198.51.100.7")?;
    let lease = claim(&mut desk, 101)?;
    talk(&mut guest, &mut desk, 101, lease)?;

    attackers.into_iter().for_each(GuestSocket::cut);
    let mut later = open(&site, 102, ChatKind::Open, "198.51.100.8")?;
    let lease = claim(&mut desk, 102)?;
    talk(&mut later, &mut desk, 102, lease)
}

#[test]
fn a_frame_of_thirty_megabytes_ends_its_socket_and_no_other() -> Result<()> {
    let server = Server::shared()?;
    let site = library(&server, "long-frames")?;
    let mut guest = open(&site, 1, ChatKind::Open, "198.51.100.1")?;
    let text = "x".repeat(30 * 1_024 * 1_024);
    for number in 2..8 {
        let mut long = open(&site, number, ChatKind::Open, "198.51.100.2")?;
        long.send_text(&text)?;
        assert_eq!(long.closed()?, close::TOO_LONG);
    }
    let mut longer = open(&site, 8, ChatKind::Open, "198.51.100.2")?;
    longer.send_text(&"x".repeat(FRAME_BYTES_MAX + 1))?;
    assert_eq!(longer.closed()?, close::TOO_LONG);
    guest.beat()
}

#[test]
fn a_frame_of_a_program_that_is_too_long_or_no_text_ends_its_stream_and_no_other() -> Result<()> {
    let server = Server::shared()?;
    let site = library(&server, "frames-of-programs")?;
    let mut guest = open(&site, 1, ChatKind::Open, "198.51.100.1")?;
    for bytes in [30 * 1_024 * 1_024, PROGRAM_FRAME_BYTES_MAX + 1] {
        let mut program = socket::program(&site)?;
        program.send_text(&" ".repeat(bytes))?;
        let said = program.receive_text()?;
        assert!(said.contains("policy-violation"), "{said}");
        program.closed()?;
    }
    let mut program = socket::program(&site)?;
    program.send_bytes(&[0; 1_024])?;
    let said = program.receive_text()?;
    assert!(said.contains("not-well-formed"), "{said}");
    program.closed()?;
    guest.beat()
}

#[test]
fn a_binary_frame_is_refused_and_ends_its_socket() -> Result<()> {
    let server = Server::shared()?;
    let site = library(&server, "binary-frames")?;
    let mut guest = open(&site, 1, ChatKind::Open, "198.51.100.1")?;
    guest.send_bytes(&[0; 1_024])?;
    let refused = guest.receive_until(|frame| match frame {
        ToGuest::Refused { about, refusal } => Some((about.clone(), *refusal)),
        _ => None,
    })?;
    assert_eq!(refused, (About::Socket, Refusal::Malformed));
    assert_eq!(guest.closed()?, close::NOT_TEXT);
    Ok(())
}

#[test]
fn fields_in_a_list_are_no_frame() -> Result<()> {
    let server = Server::shared()?;
    let site = library(&server, "strict-frames")?;
    let mut guest = open(&site, 1, ChatKind::Open, "198.51.100.1")?;
    for text in [r#"{"ack":[0]}"#, r#"{"end":null}"#] {
        guest.send_text(text)?;
        let refusal = guest.receive_until(|frame| match frame {
            ToGuest::Refused { refusal, .. } => Some(*refusal),
            _ => None,
        })?;
        assert_eq!(refusal, Refusal::Malformed, "{text}");
    }
    guest.beat()
}

#[test]
fn who_never_sends_a_first_frame_is_closed_while_a_chat_is_idle() -> Result<()> {
    let server = Server::shared()?;
    let site = library(&server, "mute-and-idle")?;
    let mut desk = take_seat(&site)?;
    let mut guest = open(&site, 1, ChatKind::Open, "198.51.100.1")?;
    claim(&mut desk, 1)?;
    let mut browser = Browser::at(&site);
    browser.sign_in("desk2", &password("desk2"))?;

    let opened = Instant::now();
    let mut mute_guest = socket::guest(&site, "circulation", ChatKind::Open, &[])?.socket()?;
    let mut mute_desk = socket::desk(&site, "circulation", &browser)?.socket()?;
    let until = opened + MUTE_MAX;
    thread::scope(|scope| -> Result<()> {
        // Both ends of the chat are there and say nothing but that.
        let here = [
            scope.spawn(move || stay(&mut guest, until)),
            scope.spawn(move || stay(&mut desk, until)),
        ];
        let mute_desk = scope.spawn(move || mute_desk.closed());
        assert_eq!(mute_guest.closed()?, close::SILENT);
        let code = mute_desk.join().map_err(|_| anyhow!("panicked"))??;
        assert_eq!(code, close::SILENT);
        assert!(opened.elapsed() < MUTE_MAX, "{:?}", opened.elapsed());
        for end in here {
            end.join().map_err(|_| anyhow!("panicked"))??;
        }
        Ok(())
    })
}

/// Sends heartbeats and answers them, until this moment.
fn stay<Out, In>(end: &mut socket::Socket<Out, In>, until: Instant) -> Result<()>
where
    Out: serde::Serialize,
    In: serde::de::DeserializeOwned,
{
    while Instant::now() < until {
        end.send_text("ping")?;
        let next = Instant::now() + Duration::from_secs(3);
        while let Some(left) = next.checked_duration_since(Instant::now()) {
            end.receive_within(left)?;
        }
    }
    Ok(())
}
