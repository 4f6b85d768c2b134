//! A guest has mailed to themselves what was said in their chat, at a real server: while it runs and once it is over, where the queue
//! allows that; of a sealed chat never, and nobody has it without the chat's secret. Where it went nobody remembers.

use anyhow::{Context, Result, ensure};
use hushdesk_protocol::frames::{ChatKind, ToGuest};
use hushdesk_protocol::ids::{ChatId, ResumeToken, Seq};
use hushdesk_protocol::rest::{ChatMail, MailState, Page, ProblemCode, QueueSettings, Snippet};
use hushdesk_tests::browser::{Answer, Browser, json, problem};
use hushdesk_tests::end::Side;
use hushdesk_tests::end::guest::Guest;
use hushdesk_tests::library::{self, administered, signed_in};
use hushdesk_tests::mail::mails_to;
use hushdesk_tests::objects::{Kind, Objects};
use hushdesk_tests::search::files_with;
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::socket::seated;
use hushdesk_tests::talk::{Talk, claim, when};
use serde_json::json as value;

const QUEUE: &str = "circulation";

const SNIPPET: &str = "/api/v1/snippets/circulation-open";

/// By which the guest of that number is known.
fn token(number: u8) -> ResumeToken {
    ResumeToken::from_bytes([number; 32])
}

fn ask(site: &Site, chat: &ChatId, token: &ResumeToken, to: &str) -> Result<Answer> {
    let path = format!("/api/v1/queues/{QUEUE}/chats/{chat}/mail");
    let mail = value!({"to": to, "language": "de", "zone": "Europe/Berlin"});
    Browser::at(site).post(&path, &value!({"token": token, "mail": mail}))
}

/// Has the organisation mail from an address, and the queue have chats mailed.
fn mailing(admin: &Browser, retain: Option<u32>) -> Result<()> {
    let organisation = value!({
        "name": "City library", "audit_days": 90, "second_factor_required": false,
        "mails_from": "desk@library.example",
    });
    ensure!(admin.put("/api/v1/organisation", &organisation)?.status() == 204);
    let settings = QueueSettings {
        mailed: true,
        retain,
        email: Some("ask@library.example".parse()?),
        ..QueueSettings::default()
    };
    let set = admin.put(&format!("/api/v1/queues/{QUEUE}/settings"), &settings)?;
    ensure!(set.status() == 204);
    Ok(())
}

#[test]
fn a_guest_has_an_open_chat_mailed_and_where_to_nobody_remembers() -> Result<()> {
    let server = Server::start()?;
    let site = Site::from(&server);
    Browser::at(&site).found(&library::setup()?)?;
    let admin = signed_in(&site, "admin")?;
    let desk1 = signed_in(&site, "desk1")?;
    let said = ["Where are the quokkalanterns?", "On the second floor."];
    let mut talk = Talk::begin(&site, (QUEUE, &desk1), 1, said)?;
    let chat = talk.id().clone();
    let to = "wombatreader@guests.example";
    let forbidden = (403, ProblemCode::Forbidden);
    assert_eq!(problem(ask(&site, &chat, &token(1), to)?)?, forbidden);
    mailing(&admin, Some(30))?;
    let snippet: Snippet = json(Browser::at(&site).get(SNIPPET)?)?;
    assert!(snippet.mailed && snippet.mailed_after);

    // The archive hears of the claim a moment later, the queue of how it is set.
    when(|| Ok((ask(&site, &chat, &token(1), to)?.status() == 201).then_some(())))?;
    let not_theirs = (404, ProblemCode::NotFound);
    assert_eq!(problem(ask(&site, &chat, &token(9), to)?)?, not_theirs);
    let mail = mails_to(&admin, to, 1)?.into_iter().next().context("one")?;
    for words in said {
        assert!(mail.text.contains(words), "{}", mail.text);
    }
    assert!(mail.subject.starts_with("Ihr Chat mit"), "{}", mail.subject);
    assert!(mail.text.contains("lief noch"), "{}", mail.text);
    assert_eq!(mail.reply_to.as_deref(), Some("ask@library.example"));

    talk.end()?;
    talk.leave();
    when(|| {
        let answer = ask(&site, &chat, &token(1), to)?;
        ensure!(answer.status() == 201, "{}", answer.status());
        let mails = mails_to(&admin, to, 2)?;
        Ok(mails
            .iter()
            .any(|mail| mail.text.contains("Der Chat ist beendet"))
            .then_some(()))
    })?;
    let list = format!("/api/v1/history/{chat}/mails");
    when(|| {
        let mails: Page<ChatMail> = json(admin.get(&list)?)?;
        let of_guest = |mail: &ChatMail| mail.to.is_none() && mail.by.is_none();
        assert!(mails.items.iter().all(of_guest), "{mails:?}");
        Ok(mails
            .items
            .iter()
            .all(|mail| mail.state == MailState::Sent)
            .then_some(()))
    })?;
    for kind in [Kind::Queue, Kind::Archive, Kind::Directory] {
        Objects::of(&server, kind).wait_until_asleep()?;
    }
    when(|| {
        Ok(files_with(&server, "wombatreader")?
            .is_empty()
            .then_some(()))
    })
    .with_context(|| format!("it is in {:?}", files_with(&server, "wombatreader")))?;
    Ok(())
}

#[test]
fn few_mails_of_one_chat_are_asked_for_and_none_with_a_header_in_its_address() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "guest-mail-bounds")?;
    mailing(&admin, None)?;
    let desk1 = signed_in(&site, "desk1")?;
    let mut talk = Talk::begin(&site, (QUEUE, &desk1), 1, ["Where?", "Upstairs."])?;
    let chat = talk.id().clone();
    for wrong in [
        "guest@mail.example\r\nBcc: all@mail.example",
        "guest@mail.example, all@mail.example",
        "Guest <guest@mail.example>",
        "guest",
        "",
    ] {
        let told = ask(&site, &chat, &token(1), wrong)?;
        assert_eq!(problem(told)?, (400, ProblemCode::Malformed), "{wrong:?}");
    }
    let to = "guest@bounds.example";
    when(|| Ok((ask(&site, &chat, &token(1), to)?.status() == 201).then_some(())))?;
    for _ in 0..2 {
        assert_eq!(ask(&site, &chat, &token(1), to)?.status(), 201);
    }
    let full = (409, ProblemCode::Full);
    assert_eq!(problem(ask(&site, &chat, &token(1), to)?)?, full);
    talk.end()?;
    // Nothing of it is kept.
    let snippet: Snippet = json(Browser::at(&site).get(SNIPPET)?)?;
    assert!(snippet.mailed && !snippet.mailed_after);
    let gone = (404, ProblemCode::NotRetained);
    let path = format!("/api/v1/history/{chat}/transcript");
    when(|| {
        let answer = admin.get(&path)?;
        let runs = answer.status() == 200;
        Ok((!runs && problem(answer)? == gone).then_some(()))
    })?;
    assert_eq!(problem(ask(&site, &chat, &token(1), to)?)?, gone);
    Ok(())
}

#[test]
fn of_a_sealed_chat_nothing_is_mailed_to_its_guest() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "guest-mail-sealed")?;
    mailing(&admin, Some(30))?;
    let desk1 = signed_in(&site, "desk1")?;
    let mut desk = seated(&site, QUEUE, &desk1, 1)?;
    let sealed = Guest::new(9, QUEUE, ChatKind::Sealed)?;
    let mut socket = sealed.connect(&site)?;
    socket.send(&sealed.arrive(Seq(0)))?;
    socket.receive_until(|frame| matches!(frame, ToGuest::Chat(_)).then_some(()))?;
    let told = || {
        problem(ask(
            &site,
            sealed.chat(),
            &token(9),
            "guest@sealed.example",
        )?)
    };
    assert_eq!(told()?, (404, ProblemCode::NotFound), "nobody has answered");
    claim(&mut desk, sealed.chat())?;
    let told = when(|| {
        let told = told()?;
        Ok(Some(told).filter(|told| told.1 != ProblemCode::NotFound))
    })?;
    assert_eq!(told, (409, ProblemCode::Sealed));
    Ok(())
}
