//! An operator's session ends at a real server while its sockets are open: by signing out, when the queue is in memory
//! and when it hibernates, and by itself.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Result;
use hushdesk_protocol::close;
use hushdesk_protocol::frames::{ChatKind, FromOperator, ToGuest, ToOperator};
use hushdesk_protocol::ids::Seq;
use hushdesk_protocol::rest::ProblemCode;
use hushdesk_tests::browser::{Browser, problem};
use hushdesk_tests::end::Side;
use hushdesk_tests::end::guest::Guest;
use hushdesk_tests::library::{self, password};
use hushdesk_tests::objects::{Kind, Objects};
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::socket::{self, seated};

/// Within what a socket is closed whose operator has signed out.
const SIGNED_OUT_MAX: Duration = Duration::from_secs(1);

/// How long the session lasts that ends by itself.
const SESSION: Duration = Duration::from_secs(10);

/// Within what of its end that is seen while a chat runs: sockets are looked at every 8 s.
const SEEN_MAX: Duration = Duration::from_secs(20);

#[test]
fn a_socket_is_closed_within_a_second_of_signing_out() -> Result<()> {
    let server = Server::start()?;
    let (site, browser) = signed_in(&server)?;
    let mut desk = seated(&site, "circulation", &browser, 1)?;

    assert_eq!(browser.sign_out()?.status(), 204);
    assert_eq!(desk.closed_within(SIGNED_OUT_MAX)?, close::SIGNED_OUT);
    Ok(())
}

#[test]
fn a_socket_is_closed_within_a_second_of_signing_out_though_its_queue_hibernates() -> Result<()> {
    let server = Server::start()?;
    let (site, browser) = signed_in(&server)?;
    let mut desk = seated(&site, "circulation", &browser, 1)?;
    let queues = Objects::of(&server, Kind::Queue);
    queues.wait_until_asleep()?;
    desk.beat()?;
    assert!(queues.are_asleep()?, "a heartbeat wakes nobody");

    assert_eq!(browser.sign_out()?.status(), 204);
    assert_eq!(desk.closed_within(SIGNED_OUT_MAX)?, close::SIGNED_OUT);
    Ok(())
}

#[test]
fn a_session_that_ends_by_itself_takes_its_socket_along_in_the_middle_of_a_chat() -> Result<()> {
    let server = Server::start()?;
    let (site, browser) = signed_in(&server)?;
    let directory = Objects::of(&server, Kind::Directory);
    directory.wait_until_asleep()?;
    let ends = since_1970()? + SESSION;
    let millis = ends.as_millis();
    directory.change(&format!("UPDATE sessions SET ends = {millis}"))?;

    let mut desk = seated(&site, "circulation", &browser, 1)?;
    let guest = Guest::new(1, "circulation", ChatKind::Open)?;
    let mut chat = guest.connect(&site)?;
    chat.send(&guest.arrive(Seq(0)))?;
    desk.receive_until(|frame| matches!(frame, ToOperator::Offered(_)).then_some(()))?;
    let claim = FromOperator::Claim {
        chat: guest.chat().clone(),
    };
    desk.send(&claim)?;
    desk.receive_until(|frame| matches!(frame, ToOperator::Claimed(_)).then_some(()))?;
    let left = ends.saturating_sub(since_1970()?);
    assert!(!left.is_zero(), "the session was over before the chat");

    assert_eq!(desk.closed_within(left + SEEN_MAX)?, close::SIGNED_OUT);
    assert!(since_1970()? >= ends, "the session was not over yet");
    chat.receive_until(is_left)?;
    let signed_out = (401, ProblemCode::SignedOut);
    assert_eq!(problem(browser.get("/api/v1/session")?)?, signed_out);
    assert_eq!(
        socket::desk(&site, "circulation", &browser)?.refusal(),
        Some(401)
    );
    Ok(())
}

/// An operator's browser at a library of its own.
fn signed_in(server: &Server) -> Result<(Site, Browser)> {
    let site = Site::from(server);
    let mut browser = Browser::at(&site);
    browser.found(&library::setup()?)?;
    browser.sign_in("desk1", &password("desk1"))?;
    Ok((site, browser))
}

/// Whether the guest hears that the operator is not there any more.
fn is_left(frame: &ToGuest) -> Option<()> {
    matches!(frame, ToGuest::Presence { present: false }).then_some(())
}

fn since_1970() -> Result<Duration> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?)
}
