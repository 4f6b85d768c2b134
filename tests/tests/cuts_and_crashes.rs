//! Ten chats, five of them sealed, talk over real sockets while each of the twenty ends is cut off twelve times and
//! the server is killed and started again four times, all at moments that a seed decides. Every text arrives, once,
//! in order.
//!
//! A run that fails prints its seed; `HUSHDESK_SEED` repeats it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, ScopedJoinHandle};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use hushdesk_protocol::frames::{ChatKind, Party};
use hushdesk_protocol::ids::Seq;
use hushdesk_tests::browser::Browser;
use hushdesk_tests::chance::{Chance, seed};
use hushdesk_tests::end::guest::Guest;
use hushdesk_tests::end::operator::Operator;
use hushdesk_tests::end::{End, Side};
use hushdesk_tests::library::{self, password};
use hushdesk_tests::server::{Server, Site};

const CHATS: u8 = 10;
const ENDS: usize = 20;
/// Texts that each end writes.
const TEXTS: usize = 60;
/// How often each end is cut off: 20 * 12 = 240.
const CUTS: usize = 12;
const CRASHES: usize = 4;

/// How long an end listens before it does something else.
const LISTEN: Duration = Duration::from_millis(30);

/// What an end tells whoever watches.
enum Progress {
    /// It has done one of its [`STEPS`].
    Step,
    /// It has nothing left to do but to listen.
    Done,
    /// It cannot go on.
    Failed,
}

/// Texts and cuts of one end.
const STEPS: usize = TEXTS + CUTS;

#[test]
fn ten_chats_lose_nothing_to_two_hundred_cuts_and_a_server_that_is_killed() -> Result<()> {
    let seed = seed()?;
    talk(seed).with_context(|| format!("HUSHDESK_SEED={seed}"))
}

fn talk(seed: u64) -> Result<()> {
    let mut server = Server::start()?;
    let site = Site::from(&server);
    Browser::at(&server).found(&library::large(CHATS.into())?)?;
    let chats = (1..=CHATS)
        .map(|number| begin(&site, number))
        .collect::<Result<Vec<_>>>()?;

    let over = AtomicBool::new(false);
    let (tell, progress) = channel();
    thread::scope(|scope| {
        let mut talking: Vec<ScopedJoinHandle<'_, Result<Vec<String>>>> = Vec::new();
        let mut place = 0;
        let mut chance = || {
            place += 1;
            Chance::new(seed, place)
        };
        for (guest, operator) in chats {
            let ([one, other], over) = ([chance(), chance()], &over);
            let (tell, also) = (tell.clone(), tell.clone());
            talking.push(scope.spawn(move || watched(&tell, live(guest, one, &tell, over))));
            talking.push(scope.spawn(move || watched(&also, live(operator, other, &also, over))));
        }
        drop(tell);
        let crashed = crash_at_times(&mut server, &progress, &mut chance());
        over.store(true, Ordering::SeqCst);
        for (place, end) in talking.into_iter().enumerate() {
            let read = end.join().map_err(|_| anyhow!("an end panicked"))??;
            let other = if place % 2 == 0 {
                Party::Operator
            } else {
                Party::Guest
            };
            assert_eq!(read, texts(other), "end {place} of HUSHDESK_SEED={seed}");
        }
        crashed
    })
}

/// Says so if an end cannot go on, since the others would wait for it.
fn watched<T>(tell: &Sender<Progress>, lived: Result<T>) -> Result<T> {
    if lived.is_err() {
        tell.send(Progress::Failed).ok();
    }
    lived
}

/// Kills the server when so much has happened, until every end is done.
fn crash_at_times(
    server: &mut Server,
    progress: &Receiver<Progress>,
    chance: &mut Chance,
) -> Result<()> {
    let all = u64::try_from(ENDS * STEPS)?;
    let mut crashes: Vec<u64> = (0..CRASHES).map(|_| chance.below(all)).collect();
    crashes.sort_unstable();
    let mut crashes = crashes.into_iter().peekable();
    let (mut steps, mut done) = (0, 0);
    while done < ENDS {
        match progress.recv()? {
            Progress::Step => steps += 1,
            Progress::Done => done += 1,
            Progress::Failed => bail!("an end cannot go on"),
        }
        while crashes.next_if(|at| *at < steps).is_some() {
            server.crash_and_restart()?;
        }
    }
    Ok(())
}

/// Writes, listens, acknowledges and is cut off, in an order that chance decides. Gives what it has read.
fn live<S: Side>(
    mut end: End<S>,
    mut chance: Chance,
    tell: &Sender<Progress>,
    over: &AtomicBool,
) -> Result<Vec<String>> {
    let mut cuts = 0;
    let is_done = |end: &End<S>| end.is_delivered() && end.read().len() >= TEXTS;
    while end.written() < TEXTS || cuts < CUTS || !is_done(&end) {
        if over.load(Ordering::SeqCst) {
            bail!("another end could not go on");
        }
        match chance.below(12) {
            0..=3 if end.written() < TEXTS => {
                end.write(text(S::PARTY, end.written() + 1));
                tell.send(Progress::Step).ok();
            }
            4 if cuts < CUTS => {
                end.cut();
                cuts += 1;
                tell.send(Progress::Step).ok();
            }
            5 | 6 => end.acknowledge(),
            7 => end.come_back()?,
            _ => end.listen(LISTEN)?,
        }
    }
    tell.send(Progress::Done).ok();
    while !over.load(Ordering::SeqCst) {
        end.listen(LISTEN)?;
        end.acknowledge();
    }
    Ok(end.read().to_vec())
}

fn text(of: Party, nth: usize) -> String {
    match of {
        Party::Guest => format!("guest's text {nth}"),
        Party::Operator => format!("operator's text {nth}"),
    }
}

fn texts(of: Party) -> Vec<String> {
    (1..=TEXTS).map(|nth| text(of, nth)).collect()
}

/// A chat that an operator of its own has claimed: each a queue's, by turns sealed and open.
fn begin(site: &Site, number: u8) -> Result<(End<Guest>, End<Operator>)> {
    let kind = match number % 2 {
        0 => ChatKind::Sealed,
        _ => ChatKind::Open,
    };
    let guest = Guest::new(number, "circulation", kind)?;
    let chat = guest.chat().clone();
    let mut guest = End::new(guest, site.clone(), kind, Seq(0));
    guest.come_back()?;
    let name = format!("desk{number}");
    let mut browser = Browser::at(site);
    browser.sign_in(&name, &password(&name))?;
    let (operator, seen) = Operator::claim(browser, site, "circulation", &chat)?;
    Ok((guest, End::new(operator, site.clone(), kind, seen)))
}
