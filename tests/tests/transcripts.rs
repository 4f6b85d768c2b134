//! What was said in open chats, at a real server with Workers KV as it is on this machine: read while the chat runs, kept at
//! its end where the queue says so, read afterwards by those who see the chat, and gone without a trace when its time is over,
//! when it is deleted, and when the queue keeps less.

use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use hushdesk_protocol::frames::{ChatKind, Closer, Content, FromGuest, ToGuest};
use hushdesk_protocol::ids::{ChatId, Seq};
use hushdesk_protocol::rest::{
    AuditEntry, ChatRow, HistoryCount, Page, ProblemCode, QueueSettings, Said, Transcript,
};
use hushdesk_tests::browser::{Browser, json, problem};
use hushdesk_tests::chance::{Chance, seed};
use hushdesk_tests::end::Side;
use hushdesk_tests::end::guest::Guest;
use hushdesk_tests::library::{self, administered, signed_in};
use hushdesk_tests::objects::{Kind, Objects};
use hushdesk_tests::search::{files_with, is_kept};
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::talk::{Talk, when};

const DAY_MILLIS: u64 = 24 * 60 * 60 * 1_000;

const QUEUE: &str = "circulation";

const GONE: (u16, ProblemCode) = (410, ProblemCode::Expired);

/// How often the server is killed around the end of a chat, unless `HUSHDESK_KILLS` says how often.
const KILLS: u8 = 6;

fn retain(admin: &Browser, days: Option<u32>) -> Result<()> {
    let settings = QueueSettings {
        retain: days,
        ..QueueSettings::default()
    };
    let answer = admin.put(&format!("/api/v1/queues/{QUEUE}/settings"), &settings)?;
    ensure!(answer.status() == 204, "not set: {}", answer.status());
    Ok(())
}

fn path(chat: &ChatId) -> String {
    format!("/api/v1/history/{chat}/transcript")
}

/// What was said in a chat, once it can be read and is so.
#[track_caller]
fn read_when(
    browser: &Browser,
    chat: &ChatId,
    is_so: impl Fn(&Transcript) -> bool,
) -> Result<Transcript> {
    when(|| {
        let answer = browser.get(&path(chat))?;
        if answer.status() != 200 {
            return Ok(None);
        }
        let transcript: Transcript = json(answer)?;
        Ok(is_so(&transcript).then_some(transcript))
    })
}

/// Why what was said cannot be read, once it cannot.
#[track_caller]
fn refused_when(browser: &Browser, chat: &ChatId) -> Result<(u16, ProblemCode)> {
    when(|| {
        let answer = browser.get(&path(chat))?;
        if answer.status() == 200 {
            return Ok(None);
        }
        Ok(Some(problem(answer)?).filter(|told| told.1 != ProblemCode::NotFound))
    })
}

/// What of a transcript is said by the two ends, in order.
fn words(transcript: &Transcript) -> Vec<&str> {
    let said = transcript.entries.iter().filter_map(|entry| {
        let (Said::Guest { text } | Said::Operator { text, .. }) = &entry.said else {
            return None;
        };
        Some(text.as_str())
    });
    said.collect()
}

#[test]
fn what_is_said_is_read_live_kept_at_the_end_and_read_by_those_who_see_the_chat() -> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "transcripts")?;
    let [desk1, desk3] = [signed_in(&site, "desk1")?, signed_in(&site, "desk3")?];
    retain(&admin, Some(30))?;
    let all = ["Where are the maps?", "On the second floor."];
    let mut talk = Talk::begin(&site, (QUEUE, &desk1), 1, all)?;
    let chat = talk.id().clone();

    let live = read_when(&admin, &chat, |it| words(it).len() == 2)?;
    let at_the_desk = (403, ProblemCode::Forbidden);
    assert_eq!(problem(desk1.get(&path(&chat))?)?, at_the_desk);
    assert_eq!((live.runs, live.until, live.cut), (true, None, false));
    assert_eq!(words(&live), all);
    let not_theirs = (404, ProblemCode::NotFound);
    assert_eq!(problem(desk3.get(&path(&chat))?)?, not_theirs);
    let running = admin.ask(hushdesk_protocol::rest::Method::Delete, &path(&chat))?;
    assert_eq!(problem(running)?, (409, ProblemCode::InUse));

    talk.end()?;
    let kept = read_when(&admin, &chat, |it| !it.runs)?;
    let ended = kept.entries.last().context("it has entries")?;
    let by = Closer::Guest;
    assert_eq!(ended.said, Said::Closed { by });
    assert_eq!(kept.until, Some(ended.at.plus(30 * DAY_MILLIS)));
    assert_eq!(words(&kept), all);
    let before = kept.entries.split_last().map(|(_, before)| before);
    assert_eq!(before, Some(&*live.entries));
    when(|| {
        let files = files_with(&server, "Where are the maps?")?;
        Ok(files.iter().any(|path| is_kept(path)).then_some(()))
    })?;
    assert_eq!(read_when(&desk1, &chat, |_| true)?, kept);
    assert_eq!(problem(desk3.get(&path(&chat))?)?, not_theirs);
    Ok(())
}

#[test]
fn of_a_sealed_chat_and_of_one_that_is_not_kept_it_is_said_why_there_is_nothing_to_read()
-> Result<()> {
    let server = Server::shared()?;
    let (site, admin) = administered(&server, "no-transcripts")?;
    let desk = signed_in(&site, "desk1")?;
    let sealed = Guest::new(9, QUEUE, ChatKind::Sealed)?;
    let mut socket = sealed.connect(&site)?;
    socket.send(&sealed.arrive(Seq(0)))?;
    socket.receive_until(|frame| matches!(frame, ToGuest::Chat(_)).then_some(()))?;
    let told = refused_when(&admin, sealed.chat())?;
    assert_eq!(told, (409, ProblemCode::Sealed));

    let mut talk = Talk::begin(&site, (QUEUE, &desk), 1, ["A question.", "An answer."])?;
    talk.end()?;
    let told = refused_when(&admin, talk.id())?;
    assert_eq!(told, (404, ProblemCode::NotRetained));
    Ok(())
}

#[test]
fn what_is_deleted_and_what_is_kept_no_longer_is_in_no_file() -> Result<()> {
    let server = Server::start()?;
    let site = Site::from(&server);
    Browser::at(&site).found(&library::setup()?)?;
    let admin = signed_in(&site, "admin")?;
    let desk = signed_in(&site, "desk1")?;
    retain(&admin, Some(30))?;
    let planted = [
        ["quokkalantern", "zephyrmarzipan"],
        ["obsidiantrombone", "velvetisotherm"],
        ["cobaltmarimba", "thistlegondola"],
    ];
    let mut chats = Vec::new();
    for (number, words) in (1..).zip(planted) {
        let mut talk = Talk::begin(&site, (QUEUE, &desk), number, words)?;
        talk.end()?;
        chats.push(talk.id().clone());
        talk.leave();
    }
    for word in planted.as_flattened() {
        when(|| {
            let files = files_with(&server, word)?;
            Ok(files.iter().any(|path| is_kept(path)).then_some(()))
        })
        .with_context(|| format!("{word} is kept"))?;
    }
    let [deleted, expired, shortened] = chats.as_slice() else {
        bail!("there are three chats");
    };

    let found = |browser: &Browser, words: &str| -> Result<Vec<ChatId>> {
        let rows = browser.get(&format!("/api/v1/history?words={words}"))?;
        let page: Page<ChatRow> = json(rows)?;
        Ok(page.items.into_iter().map(|row| row.chat).collect())
    };
    for (chat, [asks, answers]) in chats.iter().zip(planted) {
        let both = format!("{}%20{answers}", asks.to_uppercase());
        when(|| Ok((found(&admin, &both)? == std::slice::from_ref(chat)).then_some(())))?;
    }
    assert_eq!(found(&admin, "quokkalantern%20velvetisotherm")?, []);
    assert_eq!(found(&admin, "quokka")?, [], "words are found whole");
    assert_eq!(found(&signed_in(&site, "desk3")?, "quokkalantern")?, []);
    let mut file = admin.get("/api/v1/history.csv?words=cobaltmarimba")?;
    assert_eq!(file.body_mut().read_to_string()?.lines().count(), 2);

    let delete =
        |browser: &Browser, chat| browser.ask(hushdesk_protocol::rest::Method::Delete, &path(chat));
    let told = problem(delete(&desk, deleted)?)?;
    assert_eq!(told, (403, ProblemCode::Forbidden));
    // Until the archive has heard of the end, the chat runs.
    when(|| Ok((delete(&admin, deleted)?.status() == 204).then_some(())))?;
    let told = problem(admin.get(&path(deleted))?)?;
    assert_eq!(told, (410, ProblemCode::Deleted));
    assert_eq!(problem(delete(&admin, deleted)?)?, told);
    assert_eq!(found(&admin, "quokkalantern")?, []);
    let log: Page<AuditEntry> = json(admin.get("/api/v1/audit")?)?;
    let last = log.items.first().context("the log is not empty")?;
    assert_eq!(
        (last.act.as_str(), last.subject.as_str()),
        ("delete_transcript", deleted.as_str())
    );

    Objects::of(&server, Kind::Archive).wait_until_asleep()?;
    Objects::of(&server, Kind::Archive).change(&format!(
        "UPDATE chats SET text_until = 1 WHERE chat = '{expired}'"
    ))?;
    assert_eq!(problem(admin.get(&path(expired))?)?, GONE);
    assert!(read_when(&admin, shortened, |_| true)?.until.is_some());
    retain(&admin, None)?;
    assert_eq!(refused_when(&admin, shortened)?, GONE);

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
fn a_server_that_is_killed_around_the_end_of_a_chat_loses_and_doubles_nothing() -> Result<()> {
    let seed = seed()?;
    let kills = std::env::var("HUSHDESK_KILLS").map_or(Ok(KILLS), |kills| kills.parse())?;
    killed(seed, kills).with_context(|| format!("HUSHDESK_SEED={seed}"))
}

fn killed(seed: u64, kills: u8) -> Result<()> {
    let mut server = Server::start()?;
    let site = Site::from(&server);
    Browser::at(&site).found(&library::setup()?)?;
    let admin = signed_in(&site, "admin")?;
    retain(&admin, Some(30))?;
    let mut chance = Chance::new(seed, 1);
    for number in 1..=kills {
        let desk = signed_in(&site, "desk1")?;
        let asks = format!("{seed}: question {number}");
        let answers = format!("{seed}: answer {number}");
        let all = [asks.as_str(), answers.as_str()];
        let mut talk = Talk::begin(&site, (QUEUE, &desk), number, all)?;
        talk.chat.send(&FromGuest::End)?;
        thread::sleep(Duration::from_millis(chance.below(60)));
        server.crash_and_restart()?;
        end_if_it_runs(&site, &talk.guest)?;
        let kept = read_when(&admin, talk.id(), |it| !it.runs)?;
        assert_eq!(words(&kept), all, "{number}");
        let is_end = |said: &Said| matches!(said, Said::Closed { .. });
        let ends = kept.entries.iter().filter(|it| is_end(&it.said)).count();
        assert_eq!(ends, 1, "{number}");
        // It is put under one key however often. The local form of KV writes a file for each put and names it afterwards: whoever is
        // killed in between leaves a file that nobody finds.
        when(|| {
            let kept = files_with(&server, &asks)?;
            Ok(kept.iter().any(|path| is_kept(path)).then_some(()))
        })?;
        assert_eq!(read_when(&admin, talk.id(), |_| true)?, kept);
        let count: HistoryCount = json(admin.get("/api/v1/history/count")?)?;
        assert_eq!(
            count.chats,
            u32::from(number),
            "each is in the history once"
        );
    }
    Ok(())
}

/// Whether the end came before the server died, only the server knows.
fn end_if_it_runs(site: &Site, guest: &Guest) -> Result<()> {
    let mut chat = guest.connect(site)?;
    chat.send(&guest.arrive(Seq(1)))?;
    let is_over = chat.receive_until(|frame| {
        let ToGuest::Chat(chat) = frame else {
            return None;
        };
        let is_end = |content: &Content| matches!(content, Content::Closed { .. });
        Some(chat.entries.iter().any(|entry| is_end(&entry.content)))
    })?;
    if !is_over {
        chat.send(&FromGuest::End)?;
        chat.receive_until(|frame| {
            let ToGuest::Entry(entry) = frame else {
                return None;
            };
            matches!(entry.content, Content::Closed { .. }).then_some(())
        })?;
    }
    Ok(())
}
