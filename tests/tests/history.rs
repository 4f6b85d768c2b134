//! Chats become rows of the organisation's archive, at a real server: while they run and when they have ended, once,
//! though the server dies; and everybody reads of them what is theirs.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use hushdesk_protocol::frames::{
    ChatKind, Closer, Content, FromGuest, FromOperator, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::{OperatorName, Seq};
use hushdesk_protocol::rest::{ChatRow, Page, ProblemCode, QueueCategories, Statistics};
use hushdesk_protocol::text::Category;
use hushdesk_tests::browser::{Browser, json, problem};
use hushdesk_tests::end::Side;
use hushdesk_tests::end::guest::Guest;
use hushdesk_tests::library::{self, administered, signed_in};
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::socket::{DeskSocket, GuestSocket, seated};
use serde_json::json;

/// Within what the archive has heard of something: it is told again after 10 s.
const HEARD_MAX: Duration = Duration::from_secs(30);

/// How often it is asked until then.
const ASK_AGAIN: Duration = Duration::from_millis(100);

fn opened(site: &Site, guest: &Guest) -> Result<GuestSocket> {
    let mut chat = guest.connect(site)?;
    chat.send(&guest.arrive(Seq(0)))?;
    chat.receive_until(|frame| matches!(frame, ToGuest::Chat(_)).then_some(()))?;
    Ok(chat)
}

fn claim(desk: &mut DeskSocket, guest: &Guest) -> Result<()> {
    desk.receive_until(|frame| matches!(frame, ToOperator::Offered(_)).then_some(()))?;
    let chat = guest.chat().clone();
    desk.send(&FromOperator::Claim { chat })?;
    desk.receive_until(|frame| matches!(frame, ToOperator::Claimed(_)).then_some(()))
}

fn end(chat: &mut GuestSocket) -> Result<()> {
    chat.send(&FromGuest::End)?;
    chat.receive_until(|frame| {
        let ToGuest::Entry(entry) = frame else {
            return None;
        };
        matches!(entry.content, Content::Closed { .. }).then_some(())
    })
}

fn history(browser: &Browser, query: &str) -> Result<Vec<ChatRow>> {
    let mut answer = browser.get(&format!("/api/v1/history{query}"))?;
    let text = answer.body_mut().read_to_string()?;
    let page: Page<ChatRow> = serde_json::from_str(&text).context(text)?;
    Ok(page.items)
}

/// The one row there is, once it is so.
fn row_when(browser: &Browser, is_so: impl Fn(&ChatRow) -> bool) -> Result<ChatRow> {
    let deadline = Instant::now() + HEARD_MAX;
    loop {
        let rows = history(browser, "")?;
        match rows.as_slice() {
            [row] if is_so(row) => return Ok(row.clone()),
            [] | [_] => {}
            several => bail!("there is one chat, and these are listed: {several:?}"),
        }
        if Instant::now() > deadline {
            bail!("the archive has not heard of it: {rows:?}");
        }
        thread::sleep(ASK_AGAIN);
    }
}

#[test]
fn a_chat_is_listed_while_it_runs_and_when_it_has_ended_to_those_whose_it_is() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "history")?;
    let [desk1, desk2] = [signed_in(&site, "desk1")?, signed_in(&site, "desk2")?];
    let mut desk = seated(&site, "circulation", &desk1, 1)?;
    let guest = Guest::new(1, "circulation", ChatKind::Sealed)?;
    let mut chat = opened(&site, &guest)?;

    let waits = row_when(&admin, |_| true)?;
    assert_eq!(
        (&waits.chat, waits.kind, waits.queue.as_str()),
        (guest.chat(), ChatKind::Sealed, "circulation")
    );
    assert_eq!((waits.claimed, waits.ended), (None, None));
    assert_eq!(history(&desk1, "")?, [], "nobody has held it");

    claim(&mut desk, &guest)?;
    let held = row_when(&admin, |row| row.claimed.is_some())?;
    let holders: Vec<OperatorName> = vec!["desk1".parse()?];
    assert_eq!(held.operators, holders);
    end(&mut chat)?;
    let ended = row_when(&admin, |row| row.ended.is_some())?;
    assert_eq!(ended.ended.map(|end| end.by), Some(Closer::Guest));

    assert_eq!(history(&desk1, "")?, std::slice::from_ref(&ended));
    assert_eq!(history(&desk2, "")?, []);
    let one = format!("/api/v1/history/{}", guest.chat());
    assert_eq!(desk1.get(&one)?.status(), 200);
    let not_theirs = (404, ProblemCode::NotFound);
    assert_eq!(problem(desk2.get(&one)?)?, not_theirs);
    for (query, rows) in [
        (
            "?kind=sealed&answered=yes&queue=circulation&operator=desk1",
            1,
        ),
        ("?from=2020-01-01&until=2039-12-31&zone=Europe/Berlin", 1),
        ("?kind=open", 0),
        ("?until=2020-01-01&zone=Pacific/Auckland", 0),
    ] {
        assert_eq!(history(&admin, query)?.len(), rows, "{query}");
    }
    let malformed = (400, ProblemCode::Malformed);
    for query in [
        "?from=2026-02-30",
        "?from=2026-01-01&zone=Nowhere/Here",
        "?rating=6",
    ] {
        let answer = admin.get(&format!("/api/v1/history{query}"))?;
        assert_eq!(problem(answer)?, malformed, "{query}");
    }

    let mut file =
        desk1.get("/api/v1/history.csv?kind=sealed&zone=Europe/Berlin&from=2020-01-01")?;
    let file = file.body_mut().read_to_string()?;
    let rows: Vec<_> = file.lines().skip(1).collect();
    let [row] = rows.as_slice() else {
        bail!("there is one chat: {file}");
    };
    assert!(
        row.starts_with(&format!("{},sealed,", guest.chat())),
        "{row}"
    );
    assert!(
        row.contains(",circulation,") && row.contains(",guest,"),
        "{row}"
    );
    let mut none = desk2.get("/api/v1/history.csv")?;
    assert_eq!(none.body_mut().read_to_string()?.lines().count(), 1);

    let mut file = desk1.get("/api/v1/statistics.csv?by=operator")?;
    let disposition = file.headers().get("content-disposition").cloned();
    let disposition = disposition.context("it is a file")?;
    assert!(disposition.to_str()?.contains("chats-by-operator.csv"));
    let file = file.body_mut().read_to_string()?;
    assert!(file.contains("operator,chats,answered,"), "{file}");
    assert!(file.contains("\ndesk1,1,1,0,0,0,1,0,"), "{file}");

    // Where it is tomorrow already, or still yesterday, the chat is of the last four weeks too.
    for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago"] {
        let counted: Statistics = json(desk1.get(&format!("/api/v1/statistics?zone={zone}"))?)?;
        assert_eq!(counted.all.chats, 1, "{zone}");
    }
    let counted: Statistics =
        json(desk1.get("/api/v1/statistics?by=operator&zone=Europe/Berlin")?)?;
    let keys = counted.groups.iter().map(|group| group.key.as_deref());
    assert_eq!(keys.collect::<Vec<_>>(), [Some("desk1")]);
    assert_eq!(
        (counted.all.chats, counted.all.sealed, counted.before.chats),
        (1, 1, 0)
    );
    let counted: Statistics = json(desk2.get("/api/v1/statistics")?)?;
    assert_eq!(counted.all.chats, 0);

    let give = json!({
        "people": ["desk2"], "change": "give",
        "queues": [{"queue": "circulation", "duties": ["history_reader"]}],
    });
    assert_eq!(admin.post("/api/v1/assignments", &give)?.status(), 204);
    assert_eq!(history(&desk2, "")?, [ended]);
    assert_eq!(desk2.get(&one)?.status(), 200);
    Ok(())
}

#[test]
fn what_a_sealed_chat_was_about_is_said_by_whoever_held_it_in_the_words_of_its_queue() -> Result<()>
{
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "filing")?;
    let [desk1, desk2] = [signed_in(&site, "desk1")?, signed_in(&site, "desk2")?];
    let settings = "/api/v1/queues/circulation/settings";
    let set = json!({"categories": ["Maps", "Opening hours"], "category_required": true});
    assert_eq!(admin.put(settings, &set)?.status(), 204);
    let twice = json!({"categories": ["Maps", "Maps"]});
    let malformed = (400, ProblemCode::Malformed);
    assert_eq!(problem(admin.put(settings, &twice)?)?, malformed);
    let offered: QueueCategories = json(desk2.get("/api/v1/queues/circulation/categories")?)?;
    assert_eq!((offered.categories.len(), offered.required), (2, true));

    let mut desk = seated(&site, "circulation", &desk1, 1)?;
    let guest = Guest::new(1, "circulation", ChatKind::Sealed)?;
    let mut chat = opened(&site, &guest)?;
    claim(&mut desk, &guest)?;
    row_when(&admin, |row| row.claimed.is_some())?;
    let place = format!("/api/v1/history/{}/categories", guest.chat());
    let file = |browser: &Browser, categories: &[&str]| {
        browser.put(&place, &json!({"categories": categories}))
    };
    assert_eq!(file(&desk1, &["Maps"])?.status(), 204);
    assert_eq!(problem(file(&desk1, &["Weather"])?)?, malformed);
    let not_theirs = (404, ProblemCode::NotFound);
    assert_eq!(problem(file(&desk2, &["Maps"])?)?, not_theirs);
    end(&mut chat)?;
    row_when(&admin, |row| row.ended.is_some())?;
    assert_eq!(file(&desk1, &["Opening hours", "Maps"])?.status(), 204);
    let fewer = json!({"categories": ["Maps"]});
    assert_eq!(admin.put(settings, &fewer)?.status(), 204);
    let both = ["Opening hours", "Maps"];
    assert_eq!(file(&desk1, &both)?.status(), 204, "it keeps what it has");
    let filed = row_when(&admin, |_| true)?.categories;
    let filed: Vec<&str> = filed.iter().map(Category::as_str).collect();
    assert_eq!(filed, ["Maps", "Opening hours"]);

    let give = json!({
        "people": ["desk2"], "change": "give",
        "queues": [{"queue": "circulation", "duties": ["history_reader"]}],
    });
    assert_eq!(admin.post("/api/v1/assignments", &give)?.status(), 204);
    let forbidden = (403, ProblemCode::Forbidden);
    assert_eq!(problem(file(&desk2, &[])?)?, forbidden);
    assert_eq!(history(&admin, "?category=Maps")?.len(), 1);
    Ok(())
}

#[test]
fn a_server_that_dies_at_the_end_of_a_chat_has_it_archived_once() -> Result<()> {
    let mut server = Server::start()?;
    let site = Site::from(&server);
    Browser::at(&site).found(&library::setup()?)?;
    let admin = signed_in(&site, "admin")?;
    let mut desk = seated(&site, "circulation", &signed_in(&site, "desk1")?, 1)?;
    let guest = Guest::new(1, "circulation", ChatKind::Open)?;
    let mut chat = opened(&site, &guest)?;
    claim(&mut desk, &guest)?;
    end(&mut chat)?;
    server.crash_and_restart()?;

    let row = row_when(&admin, |row| row.ended.is_some())?;
    let holders: Vec<OperatorName> = vec!["desk1".parse()?];
    assert_eq!(row.operators, holders);
    assert!(row.waited().is_some() && row.lasted().is_some());
    Ok(())
}
