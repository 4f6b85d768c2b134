//! A guest is blocked by where they come from, against a real server.

use anyhow::Result;
use hushdesk_protocol::frames::{
    ChatKind, FromGuest, FromOperator, Opening, Refusal, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::{ChatId, Lease, ResumeToken, SeatId, Timestamp};
use hushdesk_protocol::{VERSION, close};
use hushdesk_tests::browser::Browser;
use hushdesk_tests::end::operator::hello;
use hushdesk_tests::library::{self, password};
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::socket::{self, GuestSocket};

const DAY_MILLIS: u64 = 24 * 60 * 60_000;

#[test]
fn who_is_blocked_opens_no_new_chat_at_that_queue_and_goes_on_with_the_one_they_have() -> Result<()>
{
    let server = Server::shared()?;
    let site = server.site("blocking");
    let mut browser = Browser::at(&site);
    browser.found(&library::setup()?)?;
    browser.sign_in("desk1", &password("desk1"))?;
    let mut desk = socket::desk(&site, "reference", &browser)?.socket()?;
    desk.send(&hello(SeatId::from_bytes([1; 16]), vec![]))?;
    let now = desk.receive_until(welcomed_at)?;

    let mut guest = comes(&site, "reference", "198.51.100.7", 1)?;
    let chat = chat(1);
    guest.receive_until(|frame| matches!(frame, ToGuest::Chat(_)).then_some(()))?;
    desk.send(&FromOperator::Claim { chat: chat.clone() })?;
    let lease = desk.receive_until(claimed)?;
    guest.receive_until(|frame| matches!(frame, ToGuest::Entry(_)).then_some(()))?;
    desk.send(&FromOperator::Block { chat, lease })?;
    let until = desk.receive_until(blocked)?;
    assert!(until.is_some_and(|until: Timestamp| until.since(now) >= DAY_MILLIS));
    // Nothing is said to the guest before the answer to a heartbeat comes.
    guest.beat()?;

    let mut again = comes(&site, "reference", "198.51.100.7", 2)?;
    assert_eq!(again.receive_until(refusal)?, Refusal::QueueFull);
    assert_eq!(again.closed()?, close::REFUSED);
    for (queue, address, number) in [
        ("reference", "198.51.100.8", 3),
        ("circulation", "198.51.100.7", 4),
    ] {
        let mut other = comes(&site, queue, address, number)?;
        other.receive_until(|frame| matches!(frame, ToGuest::Chat(_)).then_some(()))?;
    }
    Ok(())
}

fn chat(number: u8) -> ChatId {
    ChatId::from_bytes([number; 16])
}

/// A guest comes from this address and opens this chat.
fn comes(site: &Site, queue: &str, address: &str, number: u8) -> Result<GuestSocket> {
    let headers = [("CF-Connecting-IP", address)];
    let mut guest = socket::guest(site, queue, ChatKind::Open, &headers)?.socket()?;
    guest.send(&FromGuest::Open {
        version: VERSION,
        chat: chat(number),
        token: ResumeToken::from_bytes([number; 32]),
        opening: Opening::Open,
        page: None,
    })?;
    Ok(guest)
}

fn welcomed_at(frame: &ToOperator) -> Option<Timestamp> {
    let ToOperator::Welcome { now, .. } = frame else {
        return None;
    };
    Some(*now)
}

fn claimed(frame: &ToOperator) -> Option<Lease> {
    let ToOperator::Claimed(held) = frame else {
        return None;
    };
    Some(held.lease)
}

/// Until when, if anything was blocked.
fn blocked(frame: &ToOperator) -> Option<Option<Timestamp>> {
    let ToOperator::Blocked { until, .. } = frame else {
        return None;
    };
    Some(*until)
}

fn refusal(frame: &ToGuest) -> Option<Refusal> {
    let ToGuest::Refused { refusal, .. } = frame else {
        return None;
    };
    Some(*refusal)
}
