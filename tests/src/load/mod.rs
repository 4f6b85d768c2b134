//! Guests and operators under load: real sockets, sealed chats, both ends with their keys. Each text says which it is of its
//! writer's and when it left, so that whoever reads it knows what is missing, what came twice, what came out of turn, and how
//! long it took.

mod guest;
mod operator;
mod tally;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use hushdesk_web::ambient::rng;
use otr_wasm::Identity;
use serde::Serialize;

use crate::browser::Browser;
use crate::library;
use crate::processes::Processes;
use crate::server::{Server, Site};
use crate::window::fingerprint;
use tally::Tally;

/// Where all chats are.
const QUEUE: &str = "reference";

/// How long it may take until all operators are at their desks, and then until all guests talk with one.
const TALKING_MAX: Duration = Duration::from_secs(180);

/// How long what was written may take to be read, when nobody writes any more.
const READ_MAX: Duration = Duration::from_secs(60);

/// How often it is looked whether something is so.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// How much load there is.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// Guests, each with a chat.
    pub guests: usize,
    /// Operators who share the chats.
    pub operators: usize,
    /// For how long it is measured.
    pub time: Duration,
    /// Between two guests who come.
    pub arrival: Duration,
    /// Between two texts of a guest, on an average.
    pub pause: Duration,
}

/// What came of it.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// Guests.
    pub guests: usize,
    /// Operators.
    pub operators: usize,
    /// Seconds until all guests talked.
    pub seconds_until_all_talk: f64,
    /// Milliseconds from the opening of a chat until its keys are exchanged and its guest may be read: in order.
    pub millis_until_talk: Percentiles,
    /// Texts a second that were to be written, if everybody is answered at once.
    pub offered: f64,
    /// Texts a second that were read.
    pub delivered: f64,
    /// Milliseconds from one end to the other, sealing and opening among them.
    pub millis: Percentiles,
    /// All texts that were written.
    pub texts: usize,
    /// Of these such as were never read.
    pub lost: usize,
    /// Such as were read twice.
    pub doubled: usize,
    /// Such as were read after a later one.
    pub misordered: usize,
    /// Megabytes of the runtime before and after.
    pub megabytes: [u64; 2],
    /// Of a hundred parts of one processor, what the runtime took while it was measured.
    pub processor_percent: f64,
}

/// How many milliseconds so many of a hundred take at most.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Percentiles {
    /// Of 50.
    pub p50: f64,
    /// Of 95.
    pub p95: f64,
    /// Of 99.
    pub p99: f64,
    /// Of all.
    pub most: f64,
}

/// What all who take part know of each other.
struct Shared {
    site: Site,
    identity: Arc<Identity>,
    load: Load,
    began: Instant,
    seated: AtomicUsize,
    talking: AtomicUsize,
    phase: [AtomicBool; 3],
    /// Why the first who could not go on could not.
    failure: Mutex<Option<String>>,
}

/// How far a run has got; each of these stays so.
#[derive(Clone, Copy)]
enum Phase {
    /// What is written from now on is measured.
    Measured,
    /// Nobody writes any more.
    Quiet,
    /// Everybody leaves.
    Over,
}

/// A server with a library, at which loads can run one after the other.
pub struct Library {
    server: Server,
    site: Site,
    identity: Arc<Identity>,
    ran: usize,
}

impl Library {
    /// Sets one up with so many operators. They share a key.
    pub fn with(operators: usize) -> Result<Self> {
        let server = Server::start()?;
        let site = server.site("load");
        let identity = Arc::new(Identity::generate(&mut rng()));
        let setup = library::pinning(library::large(operators)?, fingerprint(&identity));
        Browser::at(&site).found(&setup)?;
        Ok(Self {
            server,
            site,
            identity,
            ran: 0,
        })
    }

    /// Runs a load.
    pub fn run(&mut self, load: Load) -> Result<Outcome> {
        let shared = Arc::new(Shared {
            site: self.site.clone(),
            identity: Arc::clone(&self.identity),
            load,
            began: Instant::now(),
            seated: AtomicUsize::new(0),
            talking: AtomicUsize::new(0),
            phase: Default::default(),
            failure: Mutex::default(),
        });
        let runtime = Processes::of_group(self.server.group());
        let before = runtime.megabytes("workerd")?;
        let operators = (1..=load.operators).map(|number| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || shared.watched(operator::work(&shared, number)))
        });
        let operators: Vec<_> = operators.collect();
        shared.wait_for(
            &shared.seated,
            load.operators,
            "operators are at their desks",
        )?;
        let opening = Instant::now();
        let guests = (0..load.guests).map(|number| {
            thread::sleep(load.arrival);
            let (shared, number) = (Arc::clone(&shared), self.ran + number);
            thread::spawn(move || shared.watched(guest::talk(&shared, number)))
        });
        let guests: Vec<_> = guests.collect();
        self.ran += load.guests;

        shared.wait_for(&shared.talking, load.guests, "guests talk")?;
        let seconds_until_all_talk = opening.elapsed().as_secs_f64();
        let processor = runtime.processor_millis("workerd")?;
        shared.set(Phase::Measured);
        thread::sleep(load.time);
        shared.set(Phase::Quiet);
        let processor = runtime.processor_millis("workerd")? - processor;

        let mut tally = Tally::default();
        for guest in guests {
            tally.take_guest(guest.join().map_err(panicked)??);
        }
        let after = runtime.megabytes("workerd")?;
        shared.set(Phase::Over);
        for operator in operators {
            tally.take_operator(operator.join().map_err(panicked)??);
        }
        let seconds = load.time.as_secs_f64();
        let pause = load.pause.as_secs_f64();
        let guests = f64::from(u32::try_from(load.guests)?);
        Ok(Outcome {
            guests: load.guests,
            operators: load.operators,
            seconds_until_all_talk,
            millis_until_talk: tally.until_talk(),
            offered: 2.0 * guests / pause,
            delivered: tally.measured()? / seconds,
            millis: tally.latency(),
            texts: tally.texts(),
            lost: tally.lost(),
            doubled: tally.doubled(),
            misordered: tally.misordered(),
            megabytes: [before, after],
            processor_percent: f64::from(u32::try_from(processor)?) / seconds / 10.0,
        })
    }
}

impl Shared {
    fn is(&self, phase: Phase) -> bool {
        self.flag(phase).load(Ordering::SeqCst)
    }

    fn set(&self, phase: Phase) {
        self.flag(phase).store(true, Ordering::SeqCst);
    }

    /// Takes note if somebody could not go on.
    fn watched<T>(&self, result: Result<T>) -> Result<T> {
        if let Err(error) = &result {
            let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
            failure.get_or_insert_with(|| format!("{error:#}"));
        }
        result
    }

    fn failure(&self) -> Option<String> {
        let failure = self.failure.lock();
        failure.unwrap_or_else(PoisonError::into_inner).clone()
    }

    const fn flag(&self, phase: Phase) -> &AtomicBool {
        let [measured, quiet, over] = &self.phase;
        match phase {
            Phase::Measured => measured,
            Phase::Quiet => quiet,
            Phase::Over => over,
        }
    }

    /// What stands in the text of this number that leaves now.
    fn text(&self, number: usize) -> String {
        let measured = if self.is(Phase::Measured) { "m" } else { "-" };
        format!("{number} {measured} {}", self.began.elapsed().as_micros())
    }

    /// What a text says that was read now.
    fn read(&self, text: &str) -> Result<Read> {
        let mut words = text.split(' ');
        let mut next = || words.next().context("a text says something else");
        let number = next()?.parse()?;
        let measured = next()? == "m";
        let left = Duration::from_micros(next()?.parse()?);
        Ok(Read {
            number,
            took: measured.then(|| self.began.elapsed().saturating_sub(left)),
        })
    }

    /// Waits until all of them do what is counted there.
    fn wait_for(&self, count: &AtomicUsize, all: usize, what: &str) -> Result<()> {
        let deadline = Instant::now() + TALKING_MAX;
        while count.load(Ordering::SeqCst) < all {
            let failure = self.failure();
            if failure.is_some() || Instant::now() > deadline {
                let some = count.load(Ordering::SeqCst);
                // They would go on for ever.
                self.set(Phase::Quiet);
                self.set(Phase::Over);
                bail!(
                    "of {all} only {some} {what}: {}",
                    failure.unwrap_or_default()
                );
            }
            thread::sleep(LOOK_AGAIN);
        }
        Ok(())
    }
}

/// A text that was read.
#[derive(Clone, Copy, Debug)]
struct Read {
    number: usize,
    /// If it is measured.
    took: Option<Duration>,
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> anyhow::Error {
    anyhow::anyhow!("somebody who took part has panicked")
}
