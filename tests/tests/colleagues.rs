//! Operators talk among themselves, against a real server: at a pace, and without losing their socket.

use anyhow::Result;
use hushdesk_protocol::frames::{About, Audience, FromOperator, Refusal, ToOperator};
use hushdesk_protocol::ids::SeatId;
use hushdesk_tests::browser::Browser;
use hushdesk_tests::end::operator::hello;
use hushdesk_tests::library::{self, password};
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::socket::{self, DeskSocket};

#[test]
fn what_one_says_the_other_hears_and_too_much_at_once_is_refused_without_closing_the_socket()
-> Result<()> {
    let server = Server::shared()?;
    let site = server.site("colleagues");
    Browser::at(&site).found(&library::setup()?)?;
    let mut desk1 = seated(&site, "desk1", 1)?;
    let mut desk3 = seated(&site, "desk3", 3)?;

    tell(&mut desk1, Audience::Operator("desk3".parse()?), "Lunch?")?;
    assert_eq!(desk3.receive_until(heard)?, "Lunch?");
    assert_eq!(desk1.receive_until(heard)?, "Lunch?");
    tell(&mut desk1, Audience::Operator("nobody".parse()?), "Lunch?")?;
    assert_eq!(desk1.receive_until(refused)?, Refusal::Unavailable);

    for _ in 0..30 {
        tell(&mut desk3, Audience::Room, "At one.")?;
    }
    let too_fast = desk3.receive_until(refused)?;
    assert!(matches!(too_fast, Refusal::TooFast { .. }), "{too_fast}");
    tell(&mut desk1, Audience::Room, "Good.")?;
    let told = |frame: &ToOperator| heard(frame).filter(|text| text == "Good.");
    assert_eq!(desk3.receive_until(told)?, "Good.");
    Ok(())
}

fn seated(site: &Site, name: &str, seat: u8) -> Result<DeskSocket> {
    let mut browser = Browser::at(site);
    browser.sign_in(name, &password(name))?;
    let mut desk = socket::desk(site, "circulation", &browser)?.socket()?;
    desk.send(&hello(SeatId::from_bytes([seat; 16]), vec![]))?;
    desk.receive_until(|frame| matches!(frame, ToOperator::Welcome { .. }).then_some(()))?;
    Ok(desk)
}

fn tell(desk: &mut DeskSocket, to: Audience, text: &str) -> Result<()> {
    let text = text.parse()?;
    desk.send(&FromOperator::Tell { to, text })
}

fn heard(frame: &ToOperator) -> Option<String> {
    let ToOperator::Told { text, .. } = frame else {
        return None;
    };
    Some(text.as_str().to_owned())
}

fn refused(frame: &ToOperator) -> Option<Refusal> {
    let ToOperator::Refused { about, refusal } = frame else {
        return None;
    };
    (*about == About::Colleagues).then_some(*refusal)
}
