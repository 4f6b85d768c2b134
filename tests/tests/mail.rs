//! What is mailed, at a real server with the platform's binding as it is on this machine: links for forgotten passwords, codes,
//! invitations, transcripts of open chats, and messages that guests leave.

use std::panic::Location;

use anyhow::{Context, Result, ensure};
use hushdesk_protocol::frames::{ChatKind, ToGuest};
use hushdesk_protocol::ids::Seq;
use hushdesk_protocol::rest::{
    ChatMail, MailState, Message, MessageRow, MessageSaid, Method, OwnEmail, Page, ProblemCode,
    QueueSettings, Snippet,
};
use hushdesk_tests::browser::{Browser, json, problem};
use hushdesk_tests::end::Side;
use hushdesk_tests::end::guest::Guest;
use hushdesk_tests::library::{self, administered, password, signed_in};
use hushdesk_tests::mail::{Mail, mails_to};
use hushdesk_tests::objects::{Kind, Objects};
use hushdesk_tests::search::files_with;
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::talk::{Talk, when};
use serde_json::{Value, json};

const QUEUE: &str = "circulation";

#[track_caller]
fn must_be(answer: &hushdesk_tests::browser::Answer, status: u16) -> Result<()> {
    let at = Location::caller();
    ensure!(answer.status() == status, "{} at {at}", answer.status());
    Ok(())
}

/// From now on the organisation mails.
fn mails(admin: &Browser) -> Result<()> {
    let settings = json!({
        "name": "City library", "audit_days": 90, "second_factor_required": false,
        "mails_from": "desk@library.example",
    });
    must_be(&admin.put("/api/v1/organisation", &settings)?, 204)
}

fn set(admin: &Browser, queue: &str, settings: &QueueSettings) -> Result<()> {
    let answer = admin.put(&format!("/api/v1/queues/{queue}/settings"), settings)?;
    must_be(&answer, 204)
}

fn last(browser: &Browser, address: &str, count: usize) -> Result<Mail> {
    let mails = mails_to(browser, address, count)?;
    mails.into_iter().next().context("there is one")
}

/// The secret in a link.
fn token(mail: &Mail) -> Result<String> {
    let (_, token) = mail.text.split_once("/console/join#").context("a link")?;
    Ok(token.chars().take_while(char::is_ascii_hexdigit).collect())
}

fn digits(mail: &Mail) -> String {
    let first = mail.text.split('.').next().unwrap_or_default();
    first.chars().filter(char::is_ascii_digit).collect()
}

#[test]
fn an_address_that_was_shown_to_be_theirs_mends_a_forgotten_password() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "forgotten")?;
    let desk = signed_in(&site, "desk1")?;
    let address = "desk1@forgotten.example";
    let own = json!({"to": address, "language": "de"});
    let no_sender = (409, ProblemCode::NoSender);
    assert_eq!(
        problem(desk.post("/api/v1/profile/email", &own)?)?,
        no_sender
    );
    let forgotten = json!({"who": {"email": address}});
    let ask = || Browser::at(&site).post("/api/v1/links/forgotten", &forgotten);
    assert_eq!(problem(ask()?)?, no_sender);
    mails(&admin)?;

    must_be(&desk.post("/api/v1/profile/email", &own)?, 204)?;
    let mail = last(&admin, address, 1)?;
    assert_eq!(mail.subject, "Ihr Code f\u{fc}r City library");
    assert_eq!(mail.from, "\"City library\" <desk@library.example>");
    let show = |code: &str| desk.put("/api/v1/profile/email", &json!({"code": code}));
    let wrong = (401, ProblemCode::WrongCredentials);
    assert_eq!(problem(show("0000 000x")?)?, wrong);
    must_be(&show(&digits(&mail))?, 204)?;
    let shown: OwnEmail = json(desk.get("/api/v1/profile/email")?)?;
    assert_eq!(shown.email.map(String::from).as_deref(), Some(address));

    must_be(&ask()?, 204)?;
    let mail = last(&admin, address, 2)?;
    assert_eq!(mail.subject, "Choose another password at City library");
    let use_it = json!({"token": token(&mail)?, "password": "several words again"});

    // Whoever is unknown, or has a link that works, is answered alike and not mailed.
    let stranger = Browser::at(&site);
    let nobody = json!({"who": {"name": "nobody"}});
    must_be(&stranger.post("/api/v1/links/forgotten", &nobody)?, 204)?;
    must_be(&ask()?, 204)?;
    must_be(&stranger.post("/api/v1/links/use", &use_it)?, 204)?;
    let over = (410, ProblemCode::LinkOver);
    assert_eq!(problem(stranger.post("/api/v1/links/use", &use_it)?)?, over);
    assert_eq!(
        desk.get("/api/v1/session")?.status(),
        401,
        "it is signed out"
    );
    let mut again = Browser::at(&site);
    must_be(&again.sign_in("desk1", "several words again")?, 200)?;
    must_be(
        &admin.post("/api/v1/organisation/test-mail", &json!({"to": address}))?,
        204,
    )?;
    assert_eq!(
        last(&admin, address, 3)?.subject,
        "Test mail from City library"
    );
    assert_eq!(mails_to(&admin, address, 3)?.len(), 3);
    Ok(())
}

#[test]
fn an_invitation_is_mailed_and_whoever_comes_in_by_it_can_be_reached_there() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "invited-by-mail")?;
    mails(&admin)?;
    let invitation = json!({
        "name": "vera", "display": "Vera", "role": "operator", "queues": [],
        "mail": {"to": "vera@invited.example", "zone": "Europe/Berlin"},
    });
    let link: Value = json(admin.post("/api/v1/people", &invitation)?)?;
    assert_eq!(
        link["token"],
        Value::Null,
        "only whoever reads there has it"
    );
    let mail = last(&admin, "vera@invited.example", 1)?;
    assert_eq!(mail.subject, "City library invites you to its chat desk");
    let chosen = json!({"token": token(&mail)?, "password": password("vera")});
    must_be(&Browser::at(&site).post("/api/v1/links/use", &chosen)?, 204)?;
    let vera = signed_in(&site, "vera")?;
    let own: OwnEmail = json(vera.get("/api/v1/profile/email")?)?;
    assert_eq!(
        own.email.map(String::from).as_deref(),
        Some("vera@invited.example")
    );
    Ok(())
}

/// The states of a chat's mails, the last one first.
fn states(browser: &Browser, chat: &hushdesk_protocol::ids::ChatId) -> Result<Vec<MailState>> {
    let mails: Page<ChatMail> = json(browser.get(&format!("/api/v1/history/{chat}/mails"))?)?;
    Ok(mails.items.into_iter().map(|mail| mail.state).collect())
}

#[test]
fn what_was_said_in_an_open_chat_is_mailed_and_goes_with_its_transcript() -> Result<()> {
    let server = Server::start()?;
    let site = Site::from(&server);
    Browser::at(&site).found(&library::setup()?)?;
    let admin = signed_in(&site, "admin")?;
    mails(&admin)?;
    let settings = QueueSettings {
        retain: Some(30),
        email: Some("ask@library.example".parse()?),
        ..QueueSettings::default()
    };
    set(&admin, QUEUE, &settings)?;
    let [desk1, desk3] = [signed_in(&site, "desk1")?, signed_in(&site, "desk3")?];
    let said = ["Where are the quokkalanterns?", "On the second floor."];
    let mut talk = Talk::begin(&site, (QUEUE, &desk1), 1, said)?;
    let chat = talk.id().clone();
    let path = format!("/api/v1/history/{chat}/mails");
    let to = json!({"to": "guest@transcripts.example", "zone": "Europe/Berlin"});
    // The archive hears of the claim a moment later.
    when(|| Ok((desk1.post(&path, &to)?.status() == 201).then_some(())))?;
    let not_theirs = (404, ProblemCode::NotFound);
    assert_eq!(problem(desk3.post(&path, &to)?)?, not_theirs);
    let mail = last(&admin, "guest@transcripts.example", 1)?;
    for words in said {
        assert!(mail.text.contains(words), "{}", mail.text);
    }
    assert!(mail.text.contains("still running"), "{}", mail.text);
    assert_eq!(mail.reply_to.as_deref(), Some("ask@library.example"));
    when(|| Ok((states(&desk1, &chat)? == [MailState::Sent]).then_some(())))?;

    talk.end()?;
    talk.leave();
    let to = json!({"to": "guest@transcripts.example"});
    when(|| {
        let answer = admin.post(&path, &to)?;
        must_be(&answer, 201)?;
        let mail = last(&admin, "guest@transcripts.example", 2)?;
        Ok(mail.text.contains("The chat has ended").then_some(()))
    })?;

    // To whom it goes the development server prints itself.
    assert!(!server.log().contains("quokkalantern"), "it is in the log");

    // What has gone is kept no longer as a mail, and goes with the transcript.
    let delete = || {
        admin.ask(
            Method::Delete,
            &format!("/api/v1/history/{chat}/transcript"),
        )
    };
    when(|| Ok((delete()?.status() == 204).then_some(())))?;
    for kind in [Kind::Queue, Kind::Archive] {
        Objects::of(&server, kind).wait_until_asleep()?;
    }
    when(|| {
        Ok(files_with(&server, "quokkalantern")?
            .is_empty()
            .then_some(()))
    })
    .with_context(|| format!("it is in {:?}", files_with(&server, "quokkalantern")))?;
    Ok(())
}

#[test]
fn of_a_sealed_chat_nothing_is_mailed() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "mail-of-a-sealed-chat")?;
    mails(&admin)?;
    let to = json!({"to": "guest@sealed.example"});
    let sealed = Guest::new(9, QUEUE, ChatKind::Sealed)?;
    let mut socket = sealed.connect(&site)?;
    socket.send(&sealed.arrive(Seq(0)))?;
    socket.receive_until(|frame| matches!(frame, ToGuest::Chat(_)).then_some(()))?;
    let of_sealed = format!("/api/v1/history/{}/mails", sealed.chat());
    let told = when(|| {
        let told = problem(admin.post(&of_sealed, &to)?)?;
        Ok(Some(told).filter(|told| told.1 != ProblemCode::NotFound))
    })?;
    assert_eq!(told, (409, ProblemCode::Sealed));
    Ok(())
}

#[test]
fn a_message_is_mailed_and_listed_until_somebody_has_answered_it() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "messages")?;
    let [desk1, desk3] = [signed_in(&site, "desk1")?, signed_in(&site, "desk3")?];
    let guest = Browser::at(&site);
    let path = "/api/v1/snippets/reference-open";
    let left = json!({
        "text": "Do you have <b>maps</b>?", "email": "jonas@messages.example", "name": "Jonas\u{202e}",
        "page": "https://library.example/maps",
    });
    let leave = || guest.post(&format!("{path}/messages"), &left);
    let forbidden = (403, ProblemCode::Forbidden);
    assert_eq!(problem(leave()?)?.0, 400, "a name is one that can be read");
    let left = json!({
        "text": "Do you have <b>maps</b>?", "email": "jonas@messages.example", "name": "Jonas",
        "page": "https://library.example/maps",
    });
    let leave = || guest.post(&format!("{path}/messages"), &left);
    assert_eq!(problem(leave()?)?, forbidden);
    mails(&admin)?;
    let settings = QueueSettings {
        email: Some("inbox@messages.example".parse()?),
        messages: true,
        ..QueueSettings::default()
    };
    set(&admin, "reference", &settings)?;
    assert!(json::<Snippet>(guest.get(path)?)?.messages);
    must_be(&leave()?, 201)?;
    let mail = last(&admin, "inbox@messages.example", 1)?;
    assert!(mail.subject.ends_with("from Jonas"), "{}", mail.subject);
    assert_eq!(mail.reply_to.as_deref(), Some("jonas@messages.example"));
    assert!(
        mail.text.contains("Do you have <b>maps</b>?"),
        "{}",
        mail.text
    );

    let list = |browser: &Browser| -> Result<Vec<MessageRow>> {
        let page: Page<MessageRow> = json(browser.get("/api/v1/messages")?)?;
        Ok(page.items)
    };
    assert_eq!(list(&desk3)?, []);
    let row = list(&desk1)?.into_iter().next().context("it is listed")?;
    let one = format!("/api/v1/messages/{}", row.id.as_str());
    let read: Message = json(desk1.get(&one)?)?;
    assert_eq!(
        read.said,
        MessageSaid::Open("Do you have <b>maps</b>?".parse()?)
    );
    assert_eq!(problem(desk3.get(&one)?)?, (404, ProblemCode::NotFound));
    must_be(&desk1.ask(Method::Post, &format!("{one}/answer"))?, 204)?;
    let answered = list(&admin)?
        .into_iter()
        .next()
        .and_then(|row| row.answered);
    assert_eq!(answered.context("it is answered")?.by.as_str(), "desk1");
    must_be(&desk1.ask(Method::Delete, &one)?, 204)?;
    assert_eq!(list(&admin)?, []);
    assert_eq!(problem(desk1.get(&one)?)?, (404, ProblemCode::NotFound));
    Ok(())
}
