//! What is done with many chats at once, at a real server: counted, refused where a chat runs, carried on by the archive by itself, put
//! down in the audit log, and without a trace of what was said afterwards.

use anyhow::{Context, Result, bail};
use hushdesk_protocol::frames::GuestLabel;
use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::{
    AuditEntry, BulkAct, BulkState, ChatRow, HistoryCount, Method, Page, ProblemCode, QueueSettings,
};
use hushdesk_tests::browser::{Browser, json, problem};
use hushdesk_tests::library::{self, administered, signed_in};
use hushdesk_tests::objects::{Kind, Objects};
use hushdesk_tests::search::{files_with, is_kept};
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::talk::{Talk, when};
use serde_json::json;

const QUEUE: &str = "circulation";

fn retain(admin: &Browser) -> Result<()> {
    let settings = QueueSettings {
        retain: Some(30),
        address: hushdesk_protocol::rest::AddressKept::Keep,
        ..QueueSettings::default()
    };
    let set = admin.put(&format!("/api/v1/queues/{QUEUE}/settings"), &settings)?;
    assert_eq!(set.status(), 204);
    Ok(())
}

/// An open chat that has ended, in which this was said.
fn talked(site: &Site, desk: &Browser, number: u8, words: [&str; 2]) -> Result<ChatId> {
    let mut talk = Talk::begin(site, (QUEUE, desk), number, words)?;
    talk.end()?;
    let chat = talk.id().clone();
    talk.leave();
    Ok(chat)
}

fn counted(browser: &Browser, query: &str) -> Result<HistoryCount> {
    json(browser.get(&format!("/api/v1/history/count{query}"))?)
}

/// How many there are, once so many have ended.
fn counted_when(browser: &Browser, query: &str, chats: u32) -> Result<HistoryCount> {
    when(|| {
        let counted = counted(browser, query)?;
        let all_kept = counted.chats == chats && counted.transcripts == chats;
        Ok(all_kept.then_some(counted))
    })
}

fn begin(admin: &Browser, query: &str, act: &str, counted: &HistoryCount) -> Result<BulkAct> {
    let wish = json!({"act": act, "at": counted.at});
    json(admin.post(&format!("/api/v1/bulk-acts{query}"), &wish)?)
}

fn finished(admin: &Browser, act: &BulkAct) -> Result<BulkAct> {
    when(|| {
        let path = format!("/api/v1/bulk-acts/{}", act.id.as_str());
        let act: BulkAct = json(admin.get(&path)?)?;
        Ok((act.state != BulkState::Works).then_some(act))
    })
}

/// The entry of the audit log about something that was done.
fn noted(admin: &Browser, act: &BulkAct) -> Result<AuditEntry> {
    when(|| {
        let log: Page<AuditEntry> = json(admin.get("/api/v1/audit")?)?;
        let mut entries = log.items.into_iter();
        Ok(entries.find(|entry| entry.subject == act.id.as_str()))
    })
}

fn rows(browser: &Browser) -> Result<Vec<ChatRow>> {
    let page: Page<ChatRow> = json(browser.get("/api/v1/history")?)?;
    Ok(page.items)
}

#[test]
fn what_was_said_in_many_chats_and_the_chats_themselves_are_deleted_without_a_trace() -> Result<()>
{
    let server = Server::start()?;
    let site = Site::from(&server);
    Browser::at(&site).found(&library::setup()?)?;
    let admin = signed_in(&site, "admin")?;
    let desk = signed_in(&site, "desk1")?;
    retain(&admin)?;
    let planted = [
        ["quokkalantern", "zephyrmarzipan"],
        ["obsidiantrombone", "velvetisotherm"],
        ["cobaltmarimba", "thistlegondola"],
    ];
    let mut chats = Vec::new();
    for (number, words) in (1..).zip(planted) {
        chats.push(talked(&site, &desk, number, words)?);
    }
    let [first, second, third] = chats.as_slice() else {
        bail!("there are three chats");
    };
    for word in planted.as_flattened() {
        when(|| {
            let files = files_with(&server, word)?;
            Ok(files.iter().any(|path| is_kept(path)).then_some(()))
        })
        .with_context(|| format!("{word} is kept"))?;
    }
    let all = counted_when(&admin, "", 3)?;
    assert_eq!(all.running, 0);

    let named = format!("?chats={first}");
    let of_one = counted(&admin, &named)?;
    let act = begin(&admin, &named, "delete_transcripts", &of_one)?;
    assert_eq!((act.chats, act.transcripts), (1, 1));
    let over = finished(&admin, &act)?;
    assert_eq!((over.done, over.state), (1, BulkState::Done));
    let entry = noted(&admin, &act)?;
    assert_eq!(entry.act, "delete_transcripts");
    assert_eq!(entry.by, Some("admin".parse()?));
    assert!(!entry.address.is_empty());
    let says = r#"{"chats":1,"transcripts":1,"done":1,"narrowed":{"chats":"1"}}"#;
    assert_eq!(entry.after.as_deref(), Some(says));
    let gone = admin.get(&format!("/api/v1/history/{first}/transcript"))?;
    assert_eq!(problem(gone)?, (410, ProblemCode::Deleted));
    assert_eq!(rows(&admin)?.len(), 3, "the rows stay");

    let named = format!("?chats={second}");
    let of_one = counted(&admin, &named)?;
    let act = begin(&admin, &named, "anonymise", &of_one)?;
    finished(&admin, &act)?;
    let row: ChatRow = json(admin.get(&format!("/api/v1/history/{second}"))?)?;
    assert_eq!(
        (row.guest.0.as_str(), row.address),
        (GuestLabel::ANONYMOUS, None)
    );

    let query = format!("?queue={QUEUE}&transcript=yes");
    let rest = counted(&admin, &query)?;
    assert_eq!((rest.chats, rest.transcripts), (1, 1));
    let act = begin(&admin, &query, "delete_chats", &rest)?;
    assert_eq!(finished(&admin, &act)?.done, 1);
    let entry = noted(&admin, &act)?;
    let after = entry.after.context("it says how many")?;
    assert!(after.contains(r#""queue":"circulation""#), "{after}");
    let gone = admin.get(&format!("/api/v1/history/{third}"))?;
    assert_eq!(problem(gone)?, (404, ProblemCode::NotFound));
    assert_eq!(rows(&admin)?.len(), 2);

    for kind in [Kind::Queue, Kind::Archive] {
        Objects::of(&server, kind).wait_until_asleep()?;
    }
    for word in planted.as_flattened() {
        when(|| Ok(files_with(&server, word)?.is_empty().then_some(())))
            .with_context(|| format!("{word} is in {:?}", files_with(&server, word)))?;
        assert!(!server.log().contains(word), "{word} is in the log");
    }
    Ok(())
}

#[test]
fn a_chat_that_runs_is_refused_and_readers_count_and_take_along_what_is_theirs_only() -> Result<()>
{
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "bulk")?;
    let [desk1, desk3] = [signed_in(&site, "desk1")?, signed_in(&site, "desk3")?];
    retain(&admin)?;
    let ended = talked(
        &site,
        &desk1,
        1,
        ["Where are the maps?", "On the second floor."],
    )?;
    let all = counted_when(&admin, "", 1)?;
    let mut talk = Talk::begin(
        &site,
        (QUEUE, &desk1),
        2,
        ["And the atlases?", "There, too."],
    )?;
    let runs = when(|| {
        let counted = counted(&admin, "")?;
        Ok((counted.running == 1).then_some(counted))
    })?;
    assert_eq!(runs.chats, 1);

    let both = format!("?chats={ended},{}", talk.id());
    let wish = json!({"act": "delete_chats", "at": runs.at});
    let refused = admin.post(&format!("/api/v1/bulk-acts{both}"), &wish)?;
    assert_eq!(problem(refused)?, (409, ProblemCode::InUse));
    let forbidden = (403, ProblemCode::Forbidden);
    assert_eq!(problem(desk1.post("/api/v1/bulk-acts", &wish)?)?, forbidden);
    assert_eq!(counted(&desk1, "")?.chats, 1);
    assert_eq!(counted(&desk3, "")?.chats, 0);

    let taken = desk1.post("/api/v1/history/downloads", &json!(null))?;
    assert_eq!(taken.status(), 204);
    let log: Page<AuditEntry> = json(admin.get("/api/v1/audit")?)?;
    let last = log.items.first().context("the log is not empty")?;
    assert_eq!(
        (last.act.as_str(), &last.by),
        ("download_transcripts", &Some("desk1".parse()?))
    );
    let says = r#"{"transcripts":1,"narrowed":{"transcript":"yes"}}"#;
    assert_eq!(last.after.as_deref(), Some(says));

    talk.end()?;
    counted_when(&admin, "", 2)?;
    let act = begin(&admin, "", "delete_chats", &all)?;
    assert_eq!(
        act.chats, 1,
        "the other one had not ended when they were counted"
    );
    finished(&admin, &act)?;
    let called_off = admin.ask(
        Method::Delete,
        &format!("/api/v1/bulk-acts/{}", act.id.as_str()),
    )?;
    assert_eq!(called_off.status(), 204);
    assert_eq!(rows(&admin)?.len(), 1);
    let acts: Page<BulkAct> = json(admin.get("/api/v1/bulk-acts")?)?;
    let states: Vec<_> = acts.items.iter().map(|act| act.state).collect();
    assert_eq!(states, [BulkState::Done]);
    Ok(())
}

#[test]
fn chats_are_made_anonymous_and_deleted_in_time_as_their_queue_is_set() -> Result<()> {
    let server = Server::start()?;
    let site = Site::from(&server);
    Browser::at(&site).found(&library::setup()?)?;
    let admin = signed_in(&site, "admin")?;
    let desk = signed_in(&site, "desk1")?;
    retain(&admin)?;
    let words = ["quokkalantern", "zephyrmarzipan"];
    let old = talked(&site, &desk, 1, words)?;
    let new = talked(
        &site,
        &desk,
        2,
        ["Where are the maps?", "On the second floor."],
    )?;
    counted_when(&admin, "", 2)?;
    for kind in [Kind::Queue, Kind::Archive] {
        Objects::of(&server, kind).wait_until_asleep()?;
    }
    // Twenty days ago.
    let archive = Objects::of(&server, Kind::Archive);
    archive.change(&format!(
        "UPDATE chats SET ended = ended - 20 * 86400000 WHERE chat = '{old}'"
    ))?;
    let set = |anonymise, delete| -> Result<()> {
        let settings = QueueSettings {
            retain: Some(30),
            anonymise,
            delete,
            ..QueueSettings::default()
        };
        let set = admin.put(&format!("/api/v1/queues/{QUEUE}/settings"), &settings)?;
        assert_eq!(set.status(), 204);
        Ok(())
    };
    let guest = |chat: &ChatId| -> Result<String> {
        let row: ChatRow = json(admin.get(&format!("/api/v1/history/{chat}"))?)?;
        Ok(row.guest.0)
    };
    set(Some(19), None)?;
    when(|| Ok((guest(&old)? == GuestLabel::ANONYMOUS).then_some(())))?;
    assert_ne!(guest(&new)?, GuestLabel::ANONYMOUS);
    set(Some(19), Some(19))?;
    let chats = when(|| Ok(Some(rows(&admin)?).filter(|rows| rows.len() == 1)))?;
    assert_eq!(chats[0].chat, new);
    for kind in [Kind::Queue, Kind::Archive] {
        Objects::of(&server, kind).wait_until_asleep()?;
    }
    for word in words {
        when(|| Ok(files_with(&server, word)?.is_empty().then_some(())))
            .with_context(|| format!("{word} is in {:?}", files_with(&server, word)))?;
    }
    Ok(())
}
