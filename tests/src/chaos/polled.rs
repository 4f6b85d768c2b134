//! A chat with an operator in a program of their own, which polls and does OTR itself.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use hushdesk_protocol::frames::ChatKind;
use hushdesk_web::session::guest_session::GuestStanding;
use hushdesk_web::session::log::Delivery;

use super::tally::Tally;
use super::{IN_A_PROGRAM, POLLED_QUEUE, Place};
use crate::chance::Chance;
use crate::own_program::OwnProgram;
use crate::polls::Mishap;
use crate::server::Site;
use crate::window::{GuestWindow, ours, theirs};

/// How long it may take until all is said and read, on a busy machine.
const REST_MAX: Duration = Duration::from_secs(90);

const TURN: Duration = Duration::from_millis(5);

/// The chat, and both ends of it.
pub(super) struct Polled {
    site: Site,
    password: String,
    pub(super) kind: ChatKind,
    pub(super) guest: GuestWindow,
    program: OwnProgram,
    asked: Vec<String>,
    said: Vec<String>,
}

impl Polled {
    /// The guest asks, the program has claimed the chat, and both have keys if it is sealed.
    pub(super) fn begin(place: &Place, kind: ChatKind) -> Result<Self> {
        let (site, password) = (place.site.clone(), place.password.clone());
        let program = OwnProgram::sign_in(&site, (IN_A_PROGRAM, &password))?;
        let first = "polled: guest 1";
        let address = "198.51.100.200";
        let mut guest = GuestWindow::open(&site, (POLLED_QUEUE, kind), address, first)?;
        let identity = Arc::clone(&place.identity);
        let claiming =
            std::thread::spawn(move || OwnProgram::claim(program, POLLED_QUEUE, kind, identity));
        while !claiming.is_finished() {
            guest.listen(TURN)?;
        }
        let claimed = claiming.join();
        let mut polled = Self {
            site,
            password,
            kind,
            guest,
            program: claimed.ok().context("the program panicked")??,
            asked: vec![first.to_owned()],
            said: Vec::new(),
        };
        polled.rests()?;
        Ok(polled)
    }

    pub(super) fn texts(&self) -> usize {
        self.asked.len() + self.said.len()
    }

    /// Something happens at one of the ends.
    pub(super) fn step(&mut self, chance: &mut Chance, tally: &mut Tally) -> Result<()> {
        match chance.below(8) {
            0 | 1 => {
                let text = format!("polled: guest {}", self.asked.len() + 1);
                self.guest.write(&text)?;
                self.asked.push(text);
            }
            2 | 3 => {
                let text = format!("polled: program {}", self.said.len() + 1);
                self.program.write(&text)?;
                self.said.push(text);
            }
            4 => {
                self.guest.cut()?;
                tally.cuts += 1;
            }
            5 => {
                let mishap = match chance.below(3) {
                    0 => Mishap::AnswerLost,
                    1 => Mishap::Cut,
                    _ => Mishap::Doubled,
                };
                self.program.listen_by(Some(mishap))?;
                tally.mishaps += 1;
            }
            _ => self.program.listen()?,
        }
        self.guest.listen(TURN)
    }

    /// Both ends listen for a moment.
    pub(super) fn listens(&mut self) -> Result<()> {
        self.program.listen()?;
        self.guest.listen(TURN)
    }

    /// Waits until each has read what the other wrote, and holds it against that.
    pub(super) fn rests(&mut self) -> Result<()> {
        let deadline = Instant::now() + REST_MAX;
        while !self.is_at_rest() {
            if Instant::now() > deadline {
                let standing = self.guest.view().standing;
                bail!(
                    "over polls {:?} has not become {:?}, or {:?} not {:?}: {standing:?}",
                    self.program.read(),
                    self.asked,
                    self.heard(),
                    self.said
                );
            }
            self.listens()?;
        }
        ensure!(
            self.program.read() == self.asked,
            "over polls {:?} was read",
            self.program.read()
        );
        ensure!(
            self.heard() == self.said,
            "over polls {:?} was heard",
            self.heard()
        );
        Ok(())
    }

    fn is_at_rest(&self) -> bool {
        let talks = matches!(self.guest.view().standing, GuestStanding::Talking { .. });
        let mine = ours(&self.guest.view().log);
        let is_delivered = mine.iter().all(|(_, it)| *it == Delivery::Delivered);
        let is_read = self.program.read().len() >= self.asked.len();
        talks && is_delivered && is_read && self.heard().len() >= self.said.len()
    }

    fn heard(&self) -> Vec<String> {
        let log = self.guest.view().log;
        theirs(&log).into_iter().map(str::to_owned).collect()
    }

    /// The server was killed: the program signs in again.
    pub(super) fn comes_back(&mut self) -> Result<()> {
        let credentials = (IN_A_PROGRAM, self.password.as_str());
        self.program.sign_in_again(&self.site, credentials)
    }

    /// The guest ends it.
    pub(super) fn ends(&mut self) -> Result<()> {
        self.guest.end()?;
        let deadline = Instant::now() + REST_MAX;
        while !self.guest.view().standing.is_over() {
            ensure!(
                Instant::now() < deadline,
                "the chat over polls does not end"
            );
            self.guest.listen(TURN)?;
        }
        Ok(())
    }
}
