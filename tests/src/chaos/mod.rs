//! Rounds in which whatever can go wrong does, as a seed decides, at a real server: lines are cut, pages are loaded anew, frames
//! come twice or after the next one, operators vanish, chats are handed to and fro, strangers send what is malformed or forged,
//! the server's clock jumps, it is killed, now and then in the middle of writing, and it is deployed while pages of another build are
//! open. After each round it is held against what always has to be so.
//!
//! The same seed makes the same choices. Which of two ends is quicker they do not decide: a round that failed fails again often,
//! not always.

mod deploys;
mod hostile;
mod invariants;
mod polled;
mod round;
mod settling;
mod tally;

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use hushdesk_protocol::rest::QueueSettings;
use hushdesk_web::ambient::rng;
use otr_wasm::Identity;
use serde_json::json;

use crate::browser::Browser;
use crate::library::{self, signed_in};
use crate::polls::application_password;
use crate::server::{Server, Site};
use crate::window::fingerprint;
use round::Round;
pub use tally::Tally;

/// Where the chats are that operators answer at their desks.
const QUEUE: &str = "circulation";

/// Where the one is that is answered in a program of an operator's own.
const POLLED_QUEUE: &str = "reference";

/// Operators at their desks.
const DESKS: usize = 3;

/// Whoever has a program of their own, and whoever means no good.
const IN_A_PROGRAM: &str = "desk4";
const HOSTILE: &str = "desk5";

/// Where transcripts are mailed to, of each round elsewhere.
fn mailed_to(seed: u64) -> String {
    format!("guest@round-{seed}.example")
}

/// A server, at which rounds can be run one after the other.
pub struct Chaos {
    server: Server,
    identity: Arc<Identity>,
    rounds: u64,
}

/// An organisation of one round.
struct Place {
    site: Site,
    admin: Browser,
    password: String,
    identity: Arc<Identity>,
}

impl Chaos {
    /// Starts a server.
    pub fn begin() -> Result<Self> {
        Ok(Self {
            server: Server::start_with_clock()?,
            identity: Arc::new(Identity::generate(&mut rng())),
            rounds: 0,
        })
    }

    /// Runs a round, and tells what has happened in it.
    ///
    /// # Errors
    ///
    /// Something was not so that always has to be.
    pub fn round(&mut self, seed: u64) -> Result<Tally> {
        self.rounds += 1;
        let began = Instant::now();
        let place = self.place()?;
        let mut round = Round::begin(&mut self.server, place, seed)?;
        round.goes_on()?;
        let mut tally = round.ends()?;
        tally.millis = u64::try_from(began.elapsed().as_millis())?;
        Ok(tally)
    }

    /// Sets up an organisation that nobody else has been at.
    fn place(&self) -> Result<Place> {
        let site = self.server.site(&format!("round{}", self.rounds));
        let setup = library::pinning(library::large(5)?, fingerprint(&self.identity));
        Browser::at(&site).found(&setup)?;
        let admin = signed_in(&site, "admin")?;
        let settings = QueueSettings {
            retain: Some(30),
            grace_seconds: 5,
            transfer_seconds: 5,
            ..QueueSettings::default()
        };
        for queue in [QUEUE, POLLED_QUEUE] {
            let path = format!("/api/v1/queues/{queue}/settings");
            let answer = admin.put(&path, &settings)?;
            ensure!(answer.status() == 204, "not set: {}", answer.status());
        }
        let organisation = json!({
            "name": "The library", "audit_days": 90, "second_factor_required": false,
            "mails_from": "desk@library.example",
        });
        let answer = admin.put("/api/v1/organisation", &organisation)?;
        ensure!(answer.status() == 204, "not set: {}", answer.status());
        let password = application_password(&site, IN_A_PROGRAM);
        Ok(Place {
            password: password.context("no password is made")?.password,
            site,
            admin,
            identity: Arc::clone(&self.identity),
        })
    }
}
