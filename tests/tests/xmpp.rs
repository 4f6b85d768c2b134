//! Operators in programs of their own, over polls and against the real Worker:
//! - an open chat is offered, claimed, written in and ended;
//! - of two programs who claim at once one has the chat, and the other hears who;
//! - answers that were lost are had again, requests that were lost are given up;
//! - what is no poll, or of none that there is, is answered so that programs know what to do;
//! - a wrong password, and one that was taken back, let nobody in; a session ends with its password;
//! - the guest of a sealed chat is asked for the earlier messages, twice and no third time;
//! - when the Worker dies, a program that signs in again has the chat, and what the program had not got.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use hushdesk_protocol::VERSION;
use hushdesk_protocol::frames::{ChatKind, Content, FromGuest, Opening, ToGuest};
use hushdesk_protocol::ids::{ChatId, Lease, ResumeToken, Seq};
use hushdesk_tests::browser::Browser;
use hushdesk_tests::end::End;
use hushdesk_tests::end::guest::Guest;
use hushdesk_tests::library::{administered, setup, signed_in};
use hushdesk_tests::polls::{PIDGIN, Program, Wire, application_password, revoke};
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::socket;
use hushdesk_tests::talk::when;

const QUEUE: &str = "reference@queues.chat.test";

fn arrive(site: &Site, name: &str) -> Result<Program> {
    let password = application_password(site, name)?.password;
    Program::at_the_desk(site, name, &password)
}

/// A guest who has written this into an open chat.
fn asks(site: &Site, number: u8, text: &str) -> Result<End<Guest>> {
    let guest = Guest::new(number, "reference", ChatKind::Open)?;
    let mut guest = End::new(guest, site.clone(), ChatKind::Open, Seq(0));
    guest.come_back()?;
    guest.write(text.to_owned());
    Ok(guest)
}

/// Claims the chat that waits, and gives the address of its guest.
fn claims(program: &mut Program) -> Result<String> {
    program.write(QUEUE, "claim")?;
    let said = program.hear("is yours")?;
    Program::value(&said, "<presence xmlns='jabber:client' from='")
        .ok()
        .filter(|it| it.contains("@guests."))
        .or_else(|| guest_in(&said))
        .context("no guest has appeared")
}

fn guest_in(said: &str) -> Option<String> {
    let parts = said
        .split('\'')
        .find(|it| it.ends_with("@guests.chat.test"));
    parts.map(str::to_owned)
}

#[test]
fn an_open_chat_is_offered_claimed_held_and_ended() -> Result<()> {
    let server = Server::shared()?;
    let (site, _) = administered(&server, "xmpp-open")?;
    let mut ann = arrive(&site, "desk1")?;
    let mut guest = asks(&site, 1, "Where are the <old> maps & charts?")?;
    let offer = ann.hear("answer claim")?;
    ensure!(offer.contains("An open chat from guest"), "{offer}");
    if !offer.contains("&lt;old&gt; maps &amp; charts") {
        ann.hear("&lt;old&gt; maps &amp; charts")?;
    }
    let linden = claims(&mut ann)?;
    ann.write(&linden, "On the &lt;second&gt; floor.")?;
    while guest.read().is_empty() {
        guest.listen(Duration::from_millis(100))?;
    }
    assert_eq!(guest.read(), ["On the <second> floor."]);
    guest.write("Thank you.".to_owned());
    ann.hear("<body>Thank you.</body>")?;
    ann.write(&linden, "/status")?;
    ann.hear("yours")?;
    ann.write(&linden, "/end")?;
    ann.hear("you have ended the chat")?;
    ann.leave()
}

#[test]
fn the_guest_of_a_sealed_chat_is_asked_for_the_earlier_messages_twice_and_no_third_time()
-> Result<()> {
    let server = Server::shared()?;
    let (site, _) = administered(&server, "xmpp-asks")?;
    let mut ann = arrive(&site, "desk1")?;
    let mut guest = socket::guest(&site, "reference", ChatKind::Sealed, &[])?.socket()?;
    guest.send(&FromGuest::Open {
        version: VERSION,
        chat: ChatId::from_bytes([1; 16]),
        token: ResumeToken::from_bytes([1; 32]),
        opening: Opening::Sealed {
            commit: "?OTR:AAMCAAAB.".parse()?,
        },
        page: None,
    })?;
    ann.hear("A sealed chat from guest")?;
    claims(&mut ann)?;
    ann.write(QUEUE, "ask")?;
    assert_eq!(guest.receive_until(asked)?, Lease(1));
    ann.hear("the guest is asked whether you may read")?;
    ann.write(QUEUE, "ask")?;
    assert_eq!(guest.receive_until(asked)?, Lease(1));
    ann.write(QUEUE, "ask")?;
    ann.hear("The guest has been asked as often as they may be.")?;
    // Nothing more is said to the guest before the answer to a heartbeat comes.
    guest.beat()?;
    ann.leave()
}

fn asked(frame: &ToGuest) -> Option<Lease> {
    let ToGuest::Entry(entry) = frame else {
        return None;
    };
    let Content::EarlierAsked { lease } = entry.content else {
        return None;
    };
    Some(lease)
}

#[test]
fn of_two_programs_who_claim_at_once_one_has_the_chat_and_the_other_hears_who() -> Result<()> {
    let server = Server::shared()?;
    let (site, _) = administered(&server, "xmpp-race")?;
    let mut desks = [arrive(&site, "desk1")?, arrive(&site, "desk2")?];
    for number in 1..=10 {
        let _guest = asks(&site, number, "Maps?")?;
        for desk in &mut desks {
            desk.hear("answer claim")?;
        }
        for desk in &mut desks {
            desk.write(QUEUE, "claim")?;
        }
        let mut won = Vec::new();
        for desk in &mut desks {
            let said = hear_either(desk, ["is yours", "answered by Desk"])?;
            won.push(said.contains("is yours"));
        }
        ensure!(
            won.iter().filter(|it| **it).count() == 1,
            "{number}: {won:?}"
        );
    }
    Ok(())
}

fn hear_either(program: &mut Program, words: [&str; 2]) -> Result<String> {
    let mut said = String::new();
    while !words.iter().any(|word| said.contains(word)) {
        said.push_str(&program.hear("<message")?);
    }
    Ok(said)
}

#[test]
fn what_was_lost_is_had_again_or_given_up() -> Result<()> {
    let server = Server::shared()?;
    let (site, _) = administered(&server, "xmpp-lost")?;
    let mut ann = arrive(&site, "desk1")?;
    ann.say("<iq xmlns='jabber:client' type='get' id='ping1'><ping xmlns='urn:xmpp:ping'/></iq>")?;
    ann.hear("id='ping1'")?;
    let again = ann.repeat()?;
    ensure!(again.contains("id='ping1'"), "{again}");
    ann.lose(1);
    ann.say("<iq xmlns='jabber:client' type='get' id='ping2'><ping xmlns='urn:xmpp:ping'/></iq>")?;
    ann.hear("id='ping2'")?;
    ann.leave()
}

#[test]
fn what_is_no_poll_is_answered_as_its_program_understands() -> Result<()> {
    let server = Server::shared()?;
    let (site, _) = administered(&server, "xmpp-faults")?;
    let (pidgin, other) = (Wire::new(&site, PIDGIN), Wire::new(&site, "strophe"));
    let body = |attributes: &str| {
        format!("<body {attributes} xmlns='http://jabber.org/protocol/httpbind'/>")
    };
    let foreign = body(&format!("rid='5' sid='{}'", "ab".repeat(16)));
    ensure!(
        pidgin
            .send(&foreign)?
            .contains("<reset xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>")
    );
    ensure!(other.send(&foreign)?.contains("condition='item-not-found'"));
    for text in [
        body("rid='a'"),
        "<body".to_owned(),
        "<a xmlns='b'/>".to_owned(),
        "x".repeat(300_000),
    ] {
        ensure!(other.send(&text)?.contains("condition='bad-request'"));
        ensure!(!pidgin.send(&text)?.contains("type='terminate'"));
    }
    let entities = "<!DOCTYPE body [<!ENTITY a 'b'>]><body rid='5' xmlns='http://jabber.org/protocol/httpbind'>&a;</body>";
    ensure!(other.send(entities)?.contains("condition='bad-request'"));
    Ok(())
}

#[test]
fn a_password_lets_in_until_it_is_taken_back() -> Result<()> {
    let server = Server::shared()?;
    let (site, _) = administered(&server, "xmpp-passwords")?;
    let password = application_password(&site, "desk1")?;
    for (name, wrong) in [
        ("desk1", "desk1-password"),
        ("desk2", password.password.as_str()),
        ("nobody", password.password.as_str()),
    ] {
        let mut program = Program::begin(&site, PIDGIN)?;
        program.sign_in(name, wrong)?;
        program.hear("<not-authorized/>")?;
    }
    let mut ann = Program::at_the_desk(&site, "desk1", &password.password)?;
    let browser = signed_in(&site, "desk1")?;
    let list = browser
        .get("/api/v1/profile/applications")?
        .into_body()
        .read_to_string()?;
    ensure!(
        !list.contains("\"used\":null") && !list.contains(&password.password),
        "{list}"
    );
    revoke(&browser, &password)?;
    ann.hear("<reset ")?;
    let mut program = Program::begin(&site, PIDGIN)?;
    program.sign_in("desk1", &password.password)?;
    program.hear("<not-authorized/>")?;
    Ok(())
}

#[test]
fn after_a_crash_a_program_signs_in_again_and_has_what_it_had_not_got() -> Result<()> {
    let mut server = Server::start()?;
    Browser::at(&server).found(&setup()?)?;
    let site = Site::from(&server);
    let password = application_password(&site, "desk1")?.password;
    let mut ann = Program::at_the_desk(&site, "desk1", &password)?;
    let mut guest = asks(&site, 1, "Maps?")?;
    ann.hear("answer claim")?;
    claims(&mut ann)?;
    // Nothing is held: what the guest writes now the program does not get.
    guest.write("Is anybody here?".to_owned());
    when(|| {
        guest.listen(Duration::from_millis(10))?;
        Ok(guest.is_accepted().then_some(()))
    })?;
    server.crash_and_restart()?;
    guest.cut();
    guest.come_back()?;
    guest.write("Are you there?".to_owned());
    ann.hear("<reset ")?;
    let mut again = Program::begin(&site, PIDGIN)?;
    again.come(("desk1", &password), "<body>Are you there?</body>")?;
    let heard = again.transcript();
    ensure!(heard.contains("<body>Is anybody here?</body>"), "{heard}");
    Ok(())
}
