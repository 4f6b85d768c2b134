//! Other programs are told of chats, at a real server: signed, until they have taken it, and nothing of what was said.

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use hushdesk_protocol::frames::{ChatKind, ToGuest};
use hushdesk_protocol::ids::Seq;
use hushdesk_protocol::rest::{
    Method, Page, ProblemCode, Webhook, WebhookDelivery, WebhookSecret, WebhookState,
};
use hushdesk_tests::browser::{Browser, json, problem};
use hushdesk_tests::end::Side;
use hushdesk_tests::end::guest::Guest;
use hushdesk_tests::library::{self, administered, signed_in};
use hushdesk_tests::receiver::{Heard, Receiver};
use hushdesk_tests::search::files_with;
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::talk::{Talk, when};
use serde_json::{Value, json};
use sha2::Sha256;

const MALFORMED: (u16, ProblemCode) = (400, ProblemCode::Malformed);

fn made(admin: &Browser, receiver: &Receiver, events: &[&str]) -> Result<WebhookSecret> {
    let new = json!({"address": receiver.address(), "events": events});
    json(admin.post("/api/v1/webhooks", &new)?)
}

const ALL: [&str; 4] = ["chat.opened", "chat.claimed", "chat.ended", "message.left"];

/// What a receiver was told, once it is so much: each signed by this secret.
fn told(receiver: &Receiver, secret: &str, count: usize) -> Result<Vec<(String, Value)>> {
    let heard = when(|| Ok(Some(receiver.heard()).filter(|heard| heard.len() >= count)))?;
    heard.iter().map(|heard| signed(heard, secret)).collect()
}

/// The id of what was told, and what that is.
fn signed(heard: &Heard, secret: &str) -> Result<(String, Value)> {
    let secret = secret.strip_prefix("whsec_").context("a secret")?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&STANDARD.decode(secret)?)?;
    let (id, at) = (
        heard.header("webhook-id")?,
        heard.header("webhook-timestamp")?,
    );
    mac.update(format!("{id}.{at}.{}", heard.body).as_bytes());
    let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    ensure!(heard.header("webhook-signature")? == expected, "not signed");
    Ok((id.to_owned(), serde_json::from_str(&heard.body)?))
}

fn types(told: &[(String, Value)]) -> Vec<&str> {
    let types = told.iter().map(|(_, said)| said["type"].as_str());
    types.map(Option::unwrap_or_default).collect()
}

fn deliveries(admin: &Browser, webhook: &WebhookSecret) -> Result<Vec<WebhookDelivery>> {
    let address = format!("/api/v1/webhooks/{}/deliveries", webhook.id.as_str());
    let page: Page<WebhookDelivery> = json(admin.get(&address)?)?;
    Ok(page.items)
}

#[test]
fn a_program_is_told_of_each_chat_and_of_nothing_that_is_said_in_it() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "webhooks")?;
    let receiver = Receiver::start(204)?;
    let webhook = made(&admin, &receiver, &ALL)?;
    let desk1 = signed_in(&site, "desk1")?;
    let said = ["Where are the maps of the harbour?", "On the second floor"];
    let mut talk = Talk::begin(&site, ("circulation", &desk1), 1, said)?;
    talk.end()?;

    let told = told(&receiver, &webhook.secret, 3)?;
    assert_eq!(types(&told), ["chat.opened", "chat.claimed", "chat.ended"]);
    for (id, said) in &told {
        let event = said["type"].as_str().unwrap_or_default();
        assert_eq!(*id, format!("{event}.{}", talk.id()));
        assert_eq!(said["data"]["chat"], talk.id().as_str());
        assert!(said["data"]["address"].is_null(), "{said}");
    }
    let heard = format!("{:?}", receiver.heard());
    assert!(!heard.contains("harbour") && !heard.contains("second floor"));

    let states = when(|| {
        let all = deliveries(&admin, &webhook)?;
        let is_over = all.iter().all(|it| it.state == WebhookState::Sent);
        Ok(is_over.then_some(all))
    })?;
    assert_eq!(states.len(), 3);
    assert!(
        states
            .iter()
            .all(|it| it.status == Some(204) && it.tries == 1)
    );
    Ok(())
}

#[test]
fn of_a_sealed_chat_a_program_is_told_that_there_is_one() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "webhooks-sealed")?;
    let receiver = Receiver::start(200)?;
    let webhook = made(&admin, &receiver, &["chat.opened"])?;
    let guest = Guest::new(1, "circulation", ChatKind::Sealed)?;
    let mut chat = guest.connect(&site)?;
    chat.send(&guest.arrive(Seq(0)))?;
    chat.receive_until(|frame| matches!(frame, ToGuest::Chat(_)).then_some(()))?;
    let told = told(&receiver, &webhook.secret, 1)?;
    let [(_, said)] = told.as_slice() else {
        anyhow::bail!("{told:?}");
    };
    let chat = (&said["data"]["chat"], &said["data"]["kind"]);
    assert_eq!(chat, (&json!(guest.chat().as_str()), &json!("sealed")));
    Ok(())
}

#[test]
fn a_program_that_does_not_take_it_is_told_again_though_the_server_dies() -> Result<()> {
    let mut server = Server::start()?;
    let site = Site::from(&server);
    Browser::at(&site).found(&library::setup()?)?;
    let admin = signed_in(&site, "admin")?;
    // What leads elsewhere has not taken it, and is not followed.
    let receiver = Receiver::start(302)?;
    let webhook = made(&admin, &receiver, &["chat.ended"])?;
    let desk1 = signed_in(&site, "desk1")?;
    let said = ["Good morning", "Good morning"];
    Talk::begin(&site, ("circulation", &desk1), 1, said)?.end()?;
    let first = told(&receiver, &webhook.secret, 1)?;
    server.crash_and_restart()?;
    receiver.answer(201);
    let sent = when(|| {
        let all = deliveries(&admin, &webhook)?;
        Ok(all.into_iter().find(|it| it.state == WebhookState::Sent))
    })?;
    assert_eq!((sent.status, sent.tries), (Some(201), 2));
    let all = told(&receiver, &webhook.secret, 2)?;
    assert_eq!(all, [first.clone(), first].concat());
    Ok(())
}

#[test]
fn a_paused_webhook_is_told_nothing_and_a_deleted_one_leaves_nothing() -> Result<()> {
    let server = Server::start()?;
    let site = Site::from(&server);
    Browser::at(&site).found(&library::setup()?)?;
    let admin = signed_in(&site, "admin")?;
    let [paused, told_all] = [Receiver::start(204)?, Receiver::start(204)?];
    let [one, other] = [made(&admin, &paused, &ALL)?, made(&admin, &told_all, &ALL)?];
    let address = format!("/api/v1/webhooks/{}", one.id.as_str());
    let pause = format!("{address}/pause");
    assert_eq!(admin.ask(Method::Post, &pause)?.status(), 204);
    let desk1 = signed_in(&site, "desk1")?;
    let said = ["Good morning", "Good morning"];
    Talk::begin(&site, ("circulation", &desk1), 1, said)?.end()?;
    told(&told_all, &other.secret, 3)?;
    assert_eq!(deliveries(&admin, &one)?, []);
    assert!(paused.heard().is_empty());

    let listed: Page<Webhook> = json(admin.get("/api/v1/webhooks")?)?;
    let are_paused = listed.items.iter().map(|it| it.paused).collect::<Vec<_>>();
    assert_eq!(are_paused, [true, false]);
    assert_eq!(
        problem(desk1.get("/api/v1/webhooks")?)?,
        (403, ProblemCode::Forbidden)
    );

    assert!(!files_with(&server, &one.secret)?.is_empty());
    assert_eq!(admin.send(Method::Delete, &address, &[], "")?.status(), 204);
    when(|| Ok(files_with(&server, &one.secret)?.is_empty().then_some(())))?;
    let not_there = (404, ProblemCode::NotFound);
    assert_eq!(problem(admin.ask(Method::Post, &pause)?)?, not_there);
    Ok(())
}

#[test]
fn nothing_is_told_in_the_clear_or_of_nothing() -> Result<()> {
    let server = Server::shared()?;
    let (_, admin) = administered(&server, "webhooks-wrong")?;
    for new in [
        json!({"address": "http://hooks.library.example/", "events": ["chat.opened"]}),
        json!({"address": "https://hooks.library.example/", "events": []}),
        json!({"address": "https://hooks.library.example/", "events": ["chat.read"]}),
        json!({"address": "https://me@hooks.library.example/", "events": ["chat.opened"]}),
    ] {
        let told = problem(admin.post("/api/v1/webhooks", &new)?)?;
        assert_eq!(told, MALFORMED, "{new}");
    }
    Ok(())
}
