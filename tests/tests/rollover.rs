//! A chat that nobody answers goes to another queue, at a real server, with the ends that browsers have: a sealed one after
//! its seconds, an open one at once since nobody is there. And an open one that somebody holds is taken over.
//!
//! 1. Desk1 is at the first queue and does not answer; desk2, at the second, claims the sealed chat and reads the question.
//! 2. Nobody is at the first queue: the open chat is at the second before anybody has waited for anything.
//! 3. Whoever asks for the presence of the snippet is told that somebody is there.
//! 4. Rows and figures say what has happened.
//! 5. A colleague takes an open chat over: all three hear who has it, and the talk goes on.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and knows how many desks it has"
)]

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use hushdesk_protocol::frames::{ChatKind, Origin, Refusal, Whereabouts};
use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::rest::{ChatRow, Day, Page, RolloverLevel, Setup, Snippet, Statistics};
use hushdesk_tests::browser::{Browser, json};
use hushdesk_tests::library::{self, pinning, signed_in};
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::window::{DeskWindow, GuestWindow, fingerprint, theirs};
use hushdesk_web::ambient::rng;
use hushdesk_web::session::desk::{DeskEvent, Takeover};
use hushdesk_web::session::guest_session::GuestStanding;
use hushdesk_web::session::operator_session::Standing;
use otr_wasm::Identity;

/// The shortest time after which a chat is passed on.
const SECONDS: u32 = 10;

/// How long something may take to become so, on a busy machine.
const SO_MAX: Duration = Duration::from_secs(60);

/// For how long one end listens before another one does.
const TURN: Duration = Duration::from_millis(2);

/// Where a chat is passed on to, and where it is first.
const FIRST: &str = "reference";
const NEXT: &str = "circulation";

fn setup(identity: &Identity) -> Result<Setup> {
    let mut setup = pinning(library::setup()?, fingerprint(identity));
    for snippet in &mut setup.snippets {
        if snippet.queue.as_str() == FIRST {
            snippet.rollover = vec![RolloverLevel {
                queue: NEXT.parse()?,
                seconds: SECONDS,
            }];
        }
    }
    Ok(setup)
}

/// A library of its own, whose operators have this key.
fn founded(server: &Server, organisation: &str) -> Result<(Site, Arc<Identity>)> {
    let identity = Arc::new(Identity::generate(&mut rng()));
    let site = server.site(organisation);
    Browser::at(&site).found(&setup(&identity)?)?;
    Ok((site, identity))
}

fn sits_down(site: &Site, queue: &str, who: &str, key: &Arc<Identity>) -> Result<DeskWindow> {
    let browser = signed_in(site, who)?;
    let mut desk = DeskWindow::open(site, queue, &browser, Arc::clone(key))?;
    while desk.view().operator.is_none() {
        desk.listen(TURN)?;
    }
    Ok(desk)
}

/// Has all of them listen until that is so.
fn until(
    guest: &mut GuestWindow,
    desks: &mut [&mut DeskWindow],
    is_so: impl Fn(&GuestWindow, &[&mut DeskWindow]) -> bool,
) -> Result<()> {
    let deadline = Instant::now() + SO_MAX;
    while !is_so(guest, desks) {
        if Instant::now() > deadline {
            bail!("it did not become so: {:?}", guest.view());
        }
        guest.listen(TURN)?;
        for desk in &mut *desks {
            desk.listen(TURN)?;
        }
    }
    Ok(())
}

/// Why the chat is offered at a desk, if it is.
fn offered(desk: &DeskWindow, guest: &GuestWindow) -> Option<Origin> {
    let offers = desk.view().offers.into_iter();
    let mut offers = offers.filter(|it| it.offer.chat == *guest.chat() && it.is_open());
    offers.next().map(|it| it.offer.origin)
}

/// What the desk has read of the chat.
fn read(desk: &DeskWindow, guest: &GuestWindow) -> Vec<String> {
    let chat = desk.chat(guest.chat());
    let read = chat.map(|chat| theirs(&chat.log).into_iter().map(str::to_owned).collect());
    read.unwrap_or_default()
}

/// The desk claims the chat, has read the question, and its answer is read.
fn is_answered(guest: &mut GuestWindow, desk: &mut DeskWindow) -> Result<()> {
    desk.claim(guest.chat())?;
    until(guest, &mut [desk], |guest, desks| {
        read(desks[0], guest) == ["Where are the maps?"]
    })?;
    desk.write(guest.chat(), "On the third floor.")?;
    until(guest, &mut [desk], |guest, _| {
        theirs(&guest.view().log) == ["On the third floor."]
    })
}

fn open(site: &Site, kind: ChatKind) -> Result<GuestWindow> {
    GuestWindow::open(site, (FIRST, kind), "198.51.100.7", "Where are the maps?")
}

/// The row of the one chat there is, once it is so.
fn row_when(admin: &Browser, is_so: impl Fn(&ChatRow) -> bool) -> Result<ChatRow> {
    let deadline = Instant::now() + SO_MAX;
    loop {
        let page: Page<ChatRow> = json(admin.get("/api/v1/history")?)?;
        if let [row] = page.items.as_slice()
            && is_so(row)
        {
            return Ok(row.clone());
        }
        if Instant::now() > deadline {
            bail!("the archive has not heard of it: {:?}", page.items);
        }
        thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn a_sealed_chat_that_nobody_answers_in_time_is_answered_at_the_next_queue() -> Result<()> {
    let server = Server::shared()?;
    let (site, key) = founded(&server, "rollover-sealed")?;
    let mut silent = sits_down(&site, FIRST, "desk1", &key)?;
    let mut desk = sits_down(&site, NEXT, "desk2", &key)?;
    let mut guest = open(&site, ChatKind::Sealed)?;
    until(&mut guest, &mut [&mut silent], |guest, desks| {
        offered(desks[0], guest) == Some(Origin::New)
    })?;

    until(&mut guest, &mut [&mut silent, &mut desk], |guest, desks| {
        offered(desks[1], guest).is_some()
    })?;
    let Some(Origin::RolledOver { from, seconds }) = offered(&desk, &guest) else {
        bail!("it is offered otherwise: {:?}", offered(&desk, &guest));
    };
    assert_eq!(from.as_str(), FIRST);
    assert!((SECONDS..SECONDS + 5).contains(&seconds), "{seconds}");
    assert_eq!(offered(&silent, &guest), None, "it is not here any more");
    is_answered(&mut guest, &mut desk)?;

    assert_eq!(guest.queue(), NEXT);
    let standing = desk.chat(guest.chat()).map(|chat| chat.standing);
    assert!(matches!(standing, Some(Standing::Sealed { .. })));
    guest.end()?;
    let admin = signed_in(&site, "admin")?;
    let row = row_when(&admin, |row| row.ended.is_some())?;
    let from: Vec<QueueName> = vec![FIRST.parse()?];
    assert_eq!((row.queue.as_str(), &row.rolled_over), (NEXT, &from));
    assert_eq!(row.transfers, 0, "nobody has handed it on");
    let day = Day::after_1970(i32::try_from(row.started.0 / 86_400_000)?);
    let day = day.as_str();
    let counted: Statistics =
        json(admin.get(&format!("/api/v1/statistics?from={day}&until={day}"))?)?;
    assert_eq!((counted.all.chats, counted.all.rolled_over), (1, 1));
    Ok(())
}

#[test]
fn an_open_chat_goes_at_once_from_where_nobody_is_and_its_snippet_counts_as_staffed() -> Result<()>
{
    let server = Server::shared()?;
    let (site, key) = founded(&server, "rollover-open")?;
    let page = Browser::at(&site);
    let asked = || -> Result<bool> {
        let snippet: Snippet = json(page.get("/api/v1/snippets/reference-open?language=en")?)?;
        Ok(snippet.staffed)
    };
    assert!(!asked()?, "nobody is anywhere");
    let mut desk = sits_down(&site, NEXT, "desk2", &key)?;
    assert!(asked()?, "somebody is where it goes");
    let deadline = Instant::now() + SO_MAX;
    loop {
        let mut answer = page.get("/presence/snippet/reference-open.txt")?;
        let told = answer.body_mut().read_to_string()?;
        if told == "available\n" {
            break;
        }
        assert!(Instant::now() < deadline, "{told}");
        thread::sleep(Duration::from_millis(500));
    }

    let mut guest = open(&site, ChatKind::Open)?;
    until(&mut guest, &mut [&mut desk], |guest, desks| {
        offered(desks[0], guest).is_some()
    })?;
    let origin = Origin::RolledOver {
        from: FIRST.parse()?,
        seconds: 0,
    };
    assert_eq!(offered(&desk, &guest), Some(origin));
    is_answered(&mut guest, &mut desk)
}

#[test]
fn an_open_chat_is_taken_over_and_all_hear_who_has_it() -> Result<()> {
    let server = Server::shared()?;
    let (site, key) = founded(&server, "taking-over")?;
    let mut former = sits_down(&site, FIRST, "desk1", &key)?;
    let mut desk = sits_down(&site, FIRST, "desk2", &key)?;
    let mut guest = open(&site, ChatKind::Open)?;
    until(&mut guest, &mut [&mut former], |guest, desks| {
        offered(desks[0], guest).is_some()
    })?;
    is_answered(&mut guest, &mut former)?;

    desk.act(DeskEvent::TakeOver(guest.chat().clone()))?;
    until(&mut guest, &mut [&mut former, &mut desk], |guest, desks| {
        let lapsed = desks[0].chat(guest.chat()).map(|chat| chat.standing);
        let by = "desk2".parse().unwrap();
        let now = Some(Whereabouts::Held { by });
        let told = matches!(guest.view().standing, GuestStanding::Talking { operator, .. } if operator.to_string() == "Desk2");
        lapsed == Some(Standing::Lapsed { now }) && desks[1].chat(guest.chat()).is_some() && told
    })?;
    assert_eq!(read(&desk, &guest), ["Where are the maps?"]);
    desk.write(guest.chat(), "I can show you.")?;
    until(&mut guest, &mut [&mut desk], |guest, _| {
        theirs(&guest.view().log) == ["On the third floor.", "I can show you."]
    })?;
    let row = row_when(&signed_in(&site, "admin")?, |row| row.transfers == 1)?;
    let names: Vec<_> = row.operators.iter().map(|it| it.as_str()).collect();
    assert_eq!(names, ["desk1", "desk2"]);

    guest.end()?;
    until(&mut guest, &mut [&mut desk], |guest, desks| {
        let chat = desks[0].chat(guest.chat()).map(|chat| chat.standing);
        matches!(chat, Some(Standing::Closed { .. }))
    })?;
    let chat = guest.chat().clone();
    former.act(DeskEvent::TakeOver(chat.clone()))?;
    let ended = Takeover::Refused(Refusal::Closed);
    until(&mut guest, &mut [&mut former], |_, desks| {
        desks[0].view().takeovers.get(&chat) == Some(&ended)
    })
}
