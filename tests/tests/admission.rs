//! Who gets a socket, and for how long, against a real server: guests by their snippet, operators by their session.

use anyhow::{Result, bail};
use hushdesk_protocol::frames::{
    Availability, ChatKind, Colleague, FromGuest, FromOperator, Opening, Refusal, ToGuest,
    ToOperator, Waiting,
};
use hushdesk_protocol::ids::{ChatId, ResumeToken, SeatId};
use hushdesk_protocol::rest::ProblemCode;
use hushdesk_protocol::{VERSION, close};
use hushdesk_tests::browser::{Browser, problem};
use hushdesk_tests::library::{self, password};
use hushdesk_tests::server::Server;
use hushdesk_tests::socket::{self, seated};

#[test]
fn a_socket_is_for_guests_and_for_operators_who_are_assigned() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("sockets");
    let mut desk3 = Browser::at(&site);
    desk3.found(&library::setup()?)?;
    desk3.sign_in("desk3", &password("desk3"))?;
    let origin = site.origin();
    let cookie = desk3.cookie().unwrap_or_default();
    let cookie = cookie.as_str();

    let refusal = |queue, headers: &[(&'static str, &str)]| -> Result<Option<u16>> {
        Ok(socket::desk_with(&site, queue, headers)?.refusal())
    };
    let signed_out = refusal("circulation", &[("Origin", &origin)])?;
    assert_eq!(signed_out, Some(401));
    let named_by_itself = [
        ("Origin", origin.as_str()),
        ("x-hushdesk-operator", "desk3"),
    ];
    assert_eq!(refusal("circulation", &named_by_itself)?, Some(401));
    let foreign = [("Origin", "https://evil.example"), ("Cookie", cookie)];
    assert_eq!(refusal("circulation", &foreign)?, Some(403));
    assert_eq!(refusal("circulation", &[("Cookie", cookie)])?, Some(403));
    let ours = [("Origin", origin.as_str()), ("Cookie", cookie)];
    assert_eq!(refusal("reference", &ours)?, Some(403));
    assert_eq!(refusal("circulation", &ours)?, None);
    let program = [("X-Hushdesk", "1"), ("Cookie", cookie)];
    assert_eq!(refusal("circulation", &program)?, None);

    let forged = [
        ("x-hushdesk-operator", "admin"),
        ("X-Hushdesk", "1"),
        ("Cookie", cookie),
    ];
    let mut desk = socket::desk_with(&site, "circulation", &forged)?.socket()?;
    desk.send(&FromOperator::Hello {
        version: VERSION,
        seat: SeatId::from_bytes([1; 16]),
        chats: vec![],
        availability: None,
        until: None,
    })?;
    let answer = desk.receive()?;
    let ToOperator::Welcome { now, .. } = answer else {
        bail!("another answer: {answer:?}");
    };
    let welcome = ToOperator::Welcome {
        operator: "desk3".parse()?,
        now,
        waiting: Waiting::default(),
        offers: vec![],
        chats: vec![],
        lapsed: vec![],
        colleagues: vec![Colleague {
            operator: "desk3".parse()?,
            display: "Desk3".parse()?,
            availability: Availability::default(),
            chats: 0,
            takes: true,
        }],
    };
    assert_eq!(answer, welcome);

    assert_eq!(
        socket::guest(&site, "reference", ChatKind::Open, &[])?.refusal(),
        None
    );
    let nowhere = socket::guest(&site, "nothing", ChatKind::Open, &[])?.refusal();
    assert_eq!(nowhere, Some(404));
    let upgrade_missing = desk3.get("/api/v1/queues/reference/guest")?;
    assert_eq!(problem(upgrade_missing)?, (400, ProblemCode::Malformed));
    Ok(())
}

#[test]
fn one_address_opens_so_many_guests_sockets_a_minute() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("flood");
    Browser::at(&site).found(&library::setup()?)?;

    let open = |address| -> Result<Option<u16>> {
        let headers = [("CF-Connecting-IP", address)];
        Ok(socket::guest(&site, "reference", ChatKind::Open, &headers)?.refusal())
    };
    for _ in 0..120 {
        assert_eq!(open("198.51.100.7")?, None);
    }
    assert_eq!(open("198.51.100.7")?, Some(429));
    assert_eq!(open("198.51.100.8")?, None);
    Ok(())
}

#[test]
fn pages_of_other_sites_get_no_guests_socket() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("foreign");
    Browser::at(&site).found(&library::setup()?)?;
    let open = |headers: &[(&'static str, &str)]| -> Result<Option<u16>> {
        Ok(socket::guest(&site, "reference", ChatKind::Sealed, headers)?.refusal())
    };
    assert_eq!(open(&[("Origin", &site.origin())])?, None);
    assert_eq!(open(&[("Origin", "null")])?, None);
    assert_eq!(open(&[])?, None);
    assert_eq!(open(&[("Origin", "https://evil.example")])?, Some(403));
    Ok(())
}

#[test]
fn what_a_snippet_does_not_lead_to_is_not_opened_by_it() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("openings");
    Browser::at(&site).found(&library::setup()?)?;
    let sealed = || -> Result<Opening> {
        let commit = "?OTR:AAMCAAAB.".parse()?;
        Ok(Opening::Sealed { commit })
    };
    let open = |query: &str, opening| -> Result<(Refusal, u16)> {
        let mut guest = socket::guest_with(&site, "reference", query)?.socket()?;
        guest.send(&FromGuest::Open {
            version: VERSION,
            chat: ChatId::from_bytes([7; 16]),
            token: ResumeToken::from_bytes([7; 32]),
            opening,
            page: None,
        })?;
        let refusal = guest.receive_until(refusal)?;
        Ok((refusal, guest.closed()?))
    };
    let refused = (Refusal::NotOffered, close::REFUSED);
    assert_eq!(open("?snippet=reference-sealed", Opening::Open)?, refused);
    assert_eq!(open("?snippet=reference-open", sealed()?)?, refused);
    assert_eq!(open("?snippet=circulation-sealed", sealed()?)?, refused);
    assert_eq!(open("?snippet=nothing", sealed()?)?, refused);
    assert_eq!(open("", sealed()?)?, refused);
    Ok(())
}

#[test]
fn signing_out_closes_the_sockets_of_this_session_and_no_other() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("signing-out");
    let mut here = Browser::at(&site);
    let mut there = Browser::at(&site);
    here.found(&library::setup()?)?;
    for browser in [&mut here, &mut there] {
        browser.sign_in("desk1", &password("desk1"))?;
    }
    let mut reference = seated(&site, "reference", &here, 1)?;
    let mut circulation = seated(&site, "circulation", &here, 2)?;
    let mut other = seated(&site, "circulation", &there, 3)?;

    assert_eq!(here.sign_out()?.status(), 204);
    assert_eq!(reference.closed()?, close::SIGNED_OUT);
    assert_eq!(circulation.closed()?, close::SIGNED_OUT);
    other.beat()?;
    let again = socket::desk(&site, "reference", &here)?.refusal();
    assert_eq!(again, Some(401));
    Ok(())
}

#[test]
fn a_session_that_gives_way_to_newer_ones_takes_its_sockets_along() -> Result<()> {
    let server = Server::shared()?;
    let site = server.site("many-sessions");
    let mut oldest = Browser::at(&site);
    oldest.found(&library::setup()?)?;
    oldest.sign_in("desk1", &password("desk1"))?;
    let mut desk = seated(&site, "reference", &oldest, 1)?;
    for _ in 0..20 {
        Browser::at(&site).sign_in("desk1", &password("desk1"))?;
    }
    assert_eq!(desk.closed()?, close::SIGNED_OUT);
    Ok(())
}

fn refusal(frame: &ToGuest) -> Option<Refusal> {
    let ToGuest::Refused { refusal, .. } = frame else {
        return None;
    };
    Some(*refusal)
}
