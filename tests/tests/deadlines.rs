//! What happens without anybody's doing, at a real server, whose alarm has to ring: nobody claims, an operator stays
//! away, a client is silent. After its first step each test only listens.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use hushdesk_protocol::close;
use hushdesk_protocol::frames::{ChatKind, Content, FromOperator, Origin, ToGuest, ToOperator};
use hushdesk_protocol::ids::{ChatId, Seq};
use hushdesk_protocol::rest::QueueSettings;
use hushdesk_protocol::text::NoticeText;
use hushdesk_tests::browser::Browser;
use hushdesk_tests::end::Side;
use hushdesk_tests::end::guest::Guest;
use hushdesk_tests::library::{administered, signed_in};
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::socket::{self, DeskSocket, GuestSocket, seated};

/// Within what a socket is found dead behind which nobody is.
const FOUND_DEAD: Duration = Duration::from_secs(30);

/// A library of its own, whose queue `circulation` is set like this.
fn library(server: &Server, organisation: &str, settings: &QueueSettings) -> Result<Site> {
    let (site, admin) = administered(server, organisation)?;
    set(&admin, settings)?;
    Ok(site)
}

fn set(admin: &Browser, settings: &QueueSettings) -> Result<()> {
    let answer = admin.put("/api/v1/queues/circulation/settings", settings)?;
    anyhow::ensure!(answer.status() == 204, "not set: {}", answer.status());
    Ok(())
}

fn open(site: &Site) -> Result<(GuestSocket, ChatId)> {
    let guest = Guest::new(1, "circulation", ChatKind::Open)?;
    let mut socket = guest.connect(site)?;
    socket.send(&guest.arrive(Seq(0)))?;
    socket.receive_until(|frame| matches!(frame, ToGuest::Chat(_)).then_some(()))?;
    Ok((socket, guest.chat().clone()))
}

fn take_seat(site: &Site, name: &str) -> Result<DeskSocket> {
    seated(site, "circulation", &signed_in(site, name)?, 1)
}

fn content(frame: &ToGuest) -> Option<Content> {
    match frame {
        ToGuest::Entry(entry) => Some(entry.content.clone()),
        ToGuest::Chat(_)
        | ToGuest::Sent(_)
        | ToGuest::Epoch { .. }
        | ToGuest::Typing(_)
        | ToGuest::Presence { .. }
        | ToGuest::Waiting(_)
        | ToGuest::Changed
        | ToGuest::Moved { .. }
        | ToGuest::Refused { .. } => None,
    }
}

#[test]
fn a_guest_whom_nobody_answers_hears_what_the_queue_has_to_say() -> Result<()> {
    let server = Server::shared()?;
    let text = NoticeText::try_from("Wir sind gleich da \u{2013} \u{1f4da}".to_owned())?;
    let settings = QueueSettings {
        concierge_seconds: 5,
        concierge: Some(text.clone()),
        ..QueueSettings::default()
    };
    let site = library(&server, "concierge", &settings)?;
    let (mut guest, _) = open(&site)?;

    assert_eq!(guest.receive_until(content)?, Content::Notice { text });
    Ok(())
}

#[test]
fn what_is_saved_holds_for_a_guest_who_waits_already() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "set-meanwhile")?;
    let (mut guest, _) = open(&site)?;
    let text = NoticeText::try_from("One moment.".to_owned())?;
    let settings = QueueSettings {
        concierge_seconds: 5,
        concierge: Some(text.clone()),
        ..QueueSettings::default()
    };
    set(&admin, &settings)?;

    assert_eq!(guest.receive_until(content)?, Content::Notice { text });
    Ok(())
}

#[test]
fn a_chat_whose_operator_stays_away_is_offered_to_a_colleague() -> Result<()> {
    let server = Server::shared()?;
    let settings = QueueSettings {
        grace_seconds: 5,
        ..QueueSettings::default()
    };
    let site = library(&server, "continuation", &settings)?;
    let (mut guest, chat) = open(&site)?;
    let mut gone = take_seat(&site, "desk1")?;
    gone.send(&FromOperator::Claim { chat })?;
    gone.receive_until(|frame| matches!(frame, ToOperator::Claimed(_)).then_some(()))?;
    let mut colleague = take_seat(&site, "desk2")?;
    gone.cut();

    let operator = "Desk1".parse()?;
    let interrupted = Content::Interrupted { operator };
    guest.receive_until(|frame| content(frame).filter(|it| *it == interrupted))?;
    let origin = colleague.receive_until(|frame| {
        if let ToOperator::Offered(offer) = frame {
            return Some(offer.origin.clone());
        }
        None
    })?;
    let of = "desk1".parse()?;
    assert_eq!(origin, Origin::Continuation { of });
    Ok(())
}

#[test]
fn who_answers_nothing_is_found_gone_and_who_answers_is_not() -> Result<()> {
    let server = Server::shared()?;
    let site = library(&server, "half-open", &QueueSettings::default())?;
    let (mut silent, chat) = open(&site)?;
    let opened = Instant::now();
    let mut desk = take_seat(&site, "desk1")?;
    desk.send(&FromOperator::Claim { chat })?;

    let gone = |frame: &ToOperator| {
        matches!(
            frame,
            ToOperator::Presence {
                absent_since: Some(_),
                ..
            }
        )
    };
    thread::scope(|scope| -> Result<()> {
        // Whoever listens answers when asked.
        let hears = scope.spawn(|| desk.receive_until(|frame| gone(frame).then_some(())));
        assert_eq!(silent.closed()?, close::SILENT);
        assert!(opened.elapsed() < FOUND_DEAD, "{:?}", opened.elapsed());
        hears.join().map_err(|_| anyhow!("the operator panicked"))?
    })
}

#[test]
fn who_never_sends_a_first_frame_is_closed() -> Result<()> {
    let server = Server::shared()?;
    let site = library(&server, "mute", &QueueSettings::default())?;
    let opened = Instant::now();
    let mut mute: GuestSocket =
        socket::guest(&site, "circulation", ChatKind::Open, &[])?.socket()?;

    assert_eq!(mute.closed()?, close::SILENT);
    assert!(opened.elapsed() < FOUND_DEAD, "{:?}", opened.elapsed());
    Ok(())
}
