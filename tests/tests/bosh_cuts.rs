//! A program that polls and a guest write to each other, while answers are lost, requests are cut off or come twice, and the
//! server is killed and started again, all as a seed decides. What the guest is told is delivered has come to the program; in a
//! sealed chat it comes no second time, and in an open one only when the program signs in anew, which is shown all of it. Nothing of
//! either is missing in the end, and all is in order.
//!
//! A run that fails prints its seed; `HUSHDESK_SEED` repeats it.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::Seq;
use hushdesk_tests::browser::Browser;
use hushdesk_tests::chance::{Chance, seed};
use hushdesk_tests::end::guest::Guest;
use hushdesk_tests::end::{End, written};
use hushdesk_tests::library::setup;
use hushdesk_tests::polls::{Mishap, Program, application_password, message};
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::talk::when;

const QUEUE: &str = "reference@queues.chat.test";
/// Requests, texts and cuts of a run.
const STEPS: u64 = 120;
const CRASHES: usize = 2;

/// How long the guest listens before something else is done.
const LISTEN: Duration = Duration::from_millis(10);

/// A chat between a guest and a program.
struct Talk {
    site: Site,
    kind: ChatKind,
    password: String,
    program: Program,
    guest: End<Guest>,
    /// The guest's address.
    address: String,
    /// What the program has written.
    said: Vec<String>,
    /// How many of the guest's texts the program was not to be shown any more when it came for the last time.
    known: usize,
}

#[test]
fn an_open_chat_over_polls_loses_nothing_and_shows_nothing_twice() -> Result<()> {
    survives(ChatKind::Open)
}

#[test]
fn a_sealed_chat_over_polls_loses_nothing_and_shows_nothing_twice() -> Result<()> {
    survives(ChatKind::Sealed)
}

fn survives(kind: ChatKind) -> Result<()> {
    let seed = seed()?;
    run(kind, Chance::new(seed, 0)).with_context(|| format!("HUSHDESK_SEED={seed}"))
}

fn run(kind: ChatKind, mut chance: Chance) -> Result<()> {
    let mut server = Server::start()?;
    let mut talk = Talk::begin(&server, kind)?;
    let crashes: Vec<u64> = (0..CRASHES).map(|_| chance.below(STEPS)).collect();
    for step in 0..STEPS {
        talk.step(&mut chance)?;
        for _ in crashes.iter().filter(|at| **at == step) {
            // A program does not say again what it has said: what is on its way when the server dies may be lost.
            talk.is_read()?;
            server.crash_and_restart()?;
            talk.comes_back()?;
        }
    }
    talk.is_read()?;
    talk.is_shown()
}

impl Talk {
    /// The program has claimed the guest's chat, and both have written.
    fn begin(server: &Server, kind: ChatKind) -> Result<Self> {
        let site = Site::from(server);
        Browser::at(server).found(&setup()?)?;
        let password = application_password(&site, "desk1")?.password;
        let mut program = Program::begin(&site, "strophe")?;
        program.come(("desk1", &password), "Nobody waits")?;
        let guest = Guest::new(1, "reference", kind)?;
        let mut guest = End::new(guest, site.clone(), kind, Seq(0));
        guest.come_back()?;
        program.hear("answer claim")?;
        program.write(QUEUE, "claim")?;
        program.hear("is yours")?;
        let mut heard = program.transcript().split('\'');
        let address = heard.find(|it| it.ends_with("@guests.chat.test"));
        let mut talk = Self {
            address: address.context("no guest has appeared")?.to_owned(),
            site,
            kind,
            password,
            program,
            guest,
            said: Vec::new(),
            known: 0,
        };
        talk.says(None)?;
        Ok(talk)
    }

    fn step(&mut self, chance: &mut Chance) -> Result<()> {
        let mishap = match chance.below(6) {
            0 => Some(Mishap::AnswerLost),
            1 => Some(Mishap::Cut),
            2 => Some(Mishap::Doubled),
            _ => None,
        };
        match chance.below(10) {
            0..=2 => {
                let nth = self.guest.written() + 1;
                self.guest.write(of_guest(nth));
            }
            3..=5 => self.says(mishap)?,
            6 => self.guest.cut(),
            7 => self.guest.listen(LISTEN)?,
            8 => self.guest.acknowledge(),
            _ => self.program.say_by(mishap, "")?,
        }
        Ok(())
    }

    /// The program writes.
    fn says(&mut self, mishap: Option<Mishap>) -> Result<()> {
        let text = format!("From the program: {}.", self.said.len() + 1);
        let line = written(self.kind, &text)?;
        self.program
            .say_by(mishap, &message(&self.address, &line))?;
        self.said.push(text);
        Ok(())
    }

    /// Waits until the guest has read all that the program has written.
    fn is_read(&mut self) -> Result<()> {
        let (guest, said) = (&mut self.guest, &self.said);
        when(|| {
            guest.listen(LISTEN)?;
            Ok((guest.read().len() >= said.len()).then_some(()))
        })?;
        assert_eq!(guest.read(), said);
        Ok(())
    }

    /// The program finds that the server knows it no more, and signs in again.
    fn comes_back(&mut self) -> Result<()> {
        self.guest.cut();
        self.guest.come_back()?;
        self.is_in_order()?;
        self.known = match self.kind {
            // It is shown from its beginning to whoever comes.
            ChatKind::Open => 0,
            ChatKind::Sealed => self.guest.delivered(),
        };
        let mut program = Program::begin(&self.site, "strophe")?;
        program.come(("desk1", &self.password), "is yours")?;
        self.program = program;
        Ok(())
    }

    /// Waits until the guest knows that the program has all that the guest has written.
    fn is_shown(&mut self) -> Result<()> {
        let (program, guest) = (&mut self.program, &mut self.guest);
        when(|| {
            program.say("")?;
            guest.listen(LISTEN)?;
            Ok(guest.is_delivered().then_some(()))
        })?;
        let shown = self.is_in_order()?;
        ensure!(shown == self.guest.written(), "{shown} are shown");
        Ok(())
    }

    /// Since the program came, it was shown the guest's texts one after the other, beginning with the first that it was to be
    /// shown, each once, and at least those that the guest takes for delivered. Gives which was the last.
    fn is_in_order(&self) -> Result<usize> {
        let messages = self.program.transcript().split("<message ").skip(1);
        let messages = messages.filter_map(|it| it.split("</message>").next());
        let from = format!("from='{}'", self.address);
        let body = match self.kind {
            ChatKind::Open => "<body>From the guest",
            ChatKind::Sealed => "<body>?OTR:AAMD",
        };
        let shown = messages.filter(|it| it.contains(&from) && it.contains(body));
        let mut last = self.known;
        for message in shown {
            let next = written(self.kind, &of_guest(last + 1))?;
            ensure!(
                message.contains(&next),
                "{next} is missing before {message}"
            );
            last += 1;
        }
        ensure!(last >= self.guest.delivered(), "only {last} are shown");
        Ok(last)
    }
}

fn of_guest(nth: usize) -> String {
    format!("From the guest: {nth}.")
}
