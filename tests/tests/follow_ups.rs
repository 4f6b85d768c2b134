//! What is to be done after open chats, at a real server: asked, mailed, read by whoever is to do it, done; and nothing of the kind
//! after a sealed one.

use anyhow::{Result, ensure};
use hushdesk_protocol::frames::{ChatKind, ToGuest};
use hushdesk_protocol::ids::{ChatId, Seq};
use hushdesk_protocol::rest::{ChatRow, Colleague, FollowUp, MailState, Method, Page, ProblemCode};
use hushdesk_tests::browser::{Browser, json, problem};
use hushdesk_tests::end::Side;
use hushdesk_tests::end::guest::Guest;
use hushdesk_tests::library::{self, administered, signed_in};
use hushdesk_tests::mail::mails_to;
use hushdesk_tests::objects::{Kind, Objects};
use hushdesk_tests::search::files_with;
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::talk::{Talk, when};
use serde_json::json;

const SAID: [&str; 2] = ["Do you have the map of the harbour?", "I shall look"];
const NOT_THERE: (u16, ProblemCode) = (404, ProblemCode::NotFound);

/// An open chat between a guest and this operator, that has ended and is in the archive.
fn talked(site: &Site, desk: &Browser) -> Result<ChatId> {
    let mut talk = Talk::begin(site, ("circulation", desk), 1, SAID)?;
    talk.end()?;
    let chat = talk.id().clone();
    talk.leave();
    when(|| {
        let row: ChatRow = json(desk.get(&format!("/api/v1/history/{chat}"))?)?;
        Ok(row.ended.map(|_| ()))
    })?;
    Ok(chat)
}

fn listed(browser: &Browser) -> Result<Vec<FollowUp>> {
    let page: Page<FollowUp> = json(browser.get("/api/v1/follow-ups")?)?;
    Ok(page.items)
}

/// The address of the one that is listed.
fn place(browser: &Browser) -> Result<String> {
    let listed = listed(browser)?;
    ensure!(listed.len() == 1, "{listed:?}");
    let id = listed.iter().map(|it| it.id.as_str().to_owned());
    Ok(format!("/api/v1/follow-ups/{}", id.collect::<String>()))
}

/// Says that these people are reached at `NAME@follow-ups.example`.
fn are_reached(admin: &Browser, people: &[&Browser], names: &[&str]) -> Result<()> {
    let settings = json!({
        "name": "City library", "audit_days": 90, "second_factor_required": false,
        "mails_from": "desk@library.example",
    });
    ensure!(admin.put("/api/v1/organisation", &settings)?.status() == 204);
    for (person, name) in people.iter().zip(names) {
        let address = format!("{name}@follow-ups.example");
        let own = json!({"to": address});
        ensure!(person.post("/api/v1/profile/email", &own)?.status() == 204);
        let mails = mails_to(admin, &address, 1)?;
        let digits = |text: &str| -> String {
            let first = text.split('.').next().unwrap_or_default();
            first.chars().filter(char::is_ascii_digit).collect()
        };
        let code: String = mails.iter().map(|mail| digits(&mail.text)).collect();
        ensure!(
            person
                .put("/api/v1/profile/email", &json!({"code": code}))?
                .status()
                == 204
        );
    }
    Ok(())
}

#[test]
fn a_colleague_is_asked_and_mailed_reads_the_chat_and_says_that_it_is_done() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "follow-ups")?;
    let [desk1, desk2] = [signed_in(&site, "desk1")?, signed_in(&site, "desk2")?];
    are_reached(&admin, &[&desk2], &["desk2"])?;
    let chat = talked(&site, &desk1)?;
    let at = format!("/api/v1/history/{chat}");
    let asks = format!("{at}/follow-ups");

    let colleagues: Page<Colleague> = json(desk1.get("/api/v1/queues/circulation/colleagues")?)?;
    let names = colleagues.items.iter().map(|it| it.name.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["desk1", "desk2", "desk3"]);
    assert_eq!(problem(desk2.get(&at)?)?, NOT_THERE);
    let new = json!({"to": "desk2", "note": "Send the map to the guest"});
    assert_eq!(problem(desk2.post(&asks, &new)?)?, NOT_THERE);
    assert_eq!(desk1.post(&asks, &new)?.status(), 201);

    let mail = mails_to(&admin, "desk2@follow-ups.example", 2)?;
    let mail = mail
        .into_iter()
        .next()
        .map(|mail| (mail.subject, mail.text));
    let (subject, text) = mail.unwrap_or_default();
    assert_eq!(subject, "Desk1 asks you to follow up on a chat");
    let link = format!("/console/history/{chat}");
    assert!(
        text.contains("Send the map to the guest") && text.contains(&link),
        "{text}"
    );
    assert_eq!(
        desk2.get(&at)?.status(),
        200,
        "whoever is asked may read the chat"
    );

    let place = place(&desk2)?;
    let done = format!("{place}/done");
    let desk3 = signed_in(&site, "desk3")?;
    assert_eq!(problem(desk3.ask(Method::Post, &done)?)?, NOT_THERE);
    assert_eq!(listed(&desk3)?, []);
    assert_eq!(desk2.ask(Method::Post, &done)?.status(), 204);
    let [of_asker, of_asked] = [listed(&desk1)?, listed(&desk2)?];
    assert_eq!(of_asker, of_asked);
    assert!(
        of_asker
            .iter()
            .all(|it| it.done.is_some() && it.mail == Some(MailState::Sent))
    );
    let forbidden = (403, ProblemCode::Forbidden);
    assert_eq!(problem(desk2.ask(Method::Delete, &place)?)?, forbidden);
    assert_eq!(desk1.ask(Method::Delete, &place)?.status(), 204);
    assert_eq!(listed(&desk2)?, []);
    assert_eq!(problem(desk2.get(&at)?)?, NOT_THERE);
    Ok(())
}

#[test]
fn after_a_sealed_chat_nothing_is_asked_and_nobody_who_has_nothing_to_do_there() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "follow-ups-sealed")?;
    let sealed = Guest::new(9, "circulation", ChatKind::Sealed)?;
    let mut chat = sealed.connect(&site)?;
    chat.send(&sealed.arrive(Seq(0)))?;
    chat.receive_until(|frame| matches!(frame, ToGuest::Chat(_)).then_some(()))?;
    let at = format!("/api/v1/history/{}", sealed.chat());
    when(|| Ok((admin.get(&at)?.status() == 200).then_some(())))?;
    let asks = |at: &str, to: &str| {
        let new = json!({"to": to, "note": "Send the map"});
        problem(admin.post(&format!("{at}/follow-ups"), &new)?)
    };
    assert_eq!(asks(&at, "admin")?, (409, ProblemCode::Sealed));
    let open = talked(&site, &signed_in(&site, "desk1")?)?;
    let at = format!("/api/v1/history/{open}");
    assert_eq!(asks(&at, "nobody")?, NOT_THERE);
    Ok(())
}

#[test]
fn of_a_deleted_note_nothing_is_left() -> Result<()> {
    const WORD: &str = "unwieldy-turnip-atlas";
    let server = Server::start()?;
    let site = Site::from(&server);
    Browser::at(&site).found(&library::setup()?)?;
    let desk1 = signed_in(&site, "desk1")?;
    let chat = talked(&site, &desk1)?;
    let new = json!({"to": "desk1", "note": format!("Look for the {WORD}")});
    let asked = desk1.post(&format!("/api/v1/history/{chat}/follow-ups"), &new)?;
    assert_eq!(asked.status(), 201);
    assert!(!files_with(&server, WORD)?.is_empty());
    assert_eq!(desk1.ask(Method::Delete, &place(&desk1)?)?.status(), 204);
    Objects::of(&server, Kind::Archive).wait_until_asleep()?;
    let found = files_with(&server, WORD)?;
    assert!(found.is_empty(), "{found:?}");
    Ok(())
}
