//! The line of a window: a socket that keeps itself alive as a browser's does, or none, until the window opens the next.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::limits::{HEARTBEAT, HEARTBEAT_SECONDS};
use serde::{Serialize, de::DeserializeOwned};

use super::build::Build;
use super::now;
use crate::socket::Socket;

/// After so long without a word the edge is asked whether it is there.
const QUIET_MAX: Duration = Duration::from_secs(HEARTBEAT_SECONDS);

/// How long a server may be away, on a busy machine.
const AWAY_MAX: Duration = Duration::from_secs(120);

/// How often it is tried to come back until then.
const TRY_AGAIN: Duration = Duration::from_millis(100);

/// For how long a frame is held back that is to be overtaken, if nothing comes that could.
const HELD_MAX: Duration = Duration::from_millis(100);

/// What happens to the next frame that speaks in a chat.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mishap {
    /// It comes twice.
    Doubled,
    /// The one after it comes before it.
    Overtaken,
}

/// A line, and when its window wants to be woken.
pub(super) struct Wire<Out, In> {
    /// Of the page whose line it is.
    pub(super) build: Build,
    socket: Option<Socket<Out, In>>,
    down_since: Instant,
    tried: Option<Instant>,
    quiet_since: Instant,
    said: u64,
    wake: Option<Timestamp>,
    mishap: Option<Mishap>,
    held: Option<(Out, Instant)>,
}

/// What comes next.
pub(super) enum Next<In> {
    /// A frame.
    Frame(In),
    /// The moment at which the window wanted to be woken.
    Woke,
    /// The line has broken.
    Broke,
    /// Nothing in time.
    Nothing,
}

impl<Out: Serialize + Clone, In: DeserializeOwned> Wire<Out, In> {
    /// One that is not open yet.
    pub(super) fn new() -> Self {
        Self {
            build: Build::Same,
            socket: None,
            down_since: Instant::now(),
            tried: None,
            quiet_since: Instant::now(),
            said: 0,
            wake: None,
            mishap: None,
            held: None,
        }
    }

    /// How many frames it has sent. Heartbeats are none.
    pub(super) const fn said(&self) -> u64 {
        self.said
    }

    pub(super) const fn is_up(&self) -> bool {
        self.socket.is_some()
    }

    /// Opens a socket by that, if it is time to try. Gives whether there is one now that was not there before.
    pub(super) fn come_up(
        &mut self,
        open: impl FnOnce() -> Result<Socket<Out, In>>,
    ) -> Result<bool> {
        if self.is_up() || self.tried.is_some_and(|at| at.elapsed() < TRY_AGAIN) {
            return Ok(false);
        }
        self.tried = Some(Instant::now());
        match open() {
            Ok(socket) => {
                self.socket = Some(socket);
                self.quiet_since = Instant::now();
                Ok(true)
            }
            Err(error) if self.down_since.elapsed() > AWAY_MAX => {
                Err(error).context("the server does not come back")
            }
            Err(_) => Ok(false),
        }
    }

    /// Drops the socket without a word. Gives whether there was one.
    pub(super) fn cut(&mut self) -> bool {
        self.held = None;
        self.tried = None;
        self.down_since = Instant::now();
        self.socket.take().is_some()
    }

    /// What is to happen to the next frame of a chat.
    pub(super) const fn suffers(&mut self, mishap: Mishap) {
        self.mishap = Some(mishap);
    }

    /// Sends a frame; without a socket it goes nowhere, as in a browser. One that speaks in a chat may suffer a mishap.
    pub(super) fn say(&mut self, frame: &Out, speaks: bool) -> Result<()> {
        let mishap = self.mishap.take_if(|_| speaks);
        if mishap == Some(Mishap::Overtaken) && self.held.is_none() {
            self.held = Some((frame.clone(), Instant::now()));
            return Ok(());
        }
        let held = self.held.take();
        if let (Some((held, _)), false) = (&held, speaks) {
            self.send(held)?;
        }
        self.send(frame)?;
        if mishap == Some(Mishap::Doubled) {
            self.send(frame)?;
        }
        if let (Some((held, _)), true) = (&held, speaks) {
            self.send(held)?;
        }
        Ok(())
    }

    fn send(&mut self, frame: &Out) -> Result<()> {
        if let Some(socket) = &mut self.socket {
            self.said += 1;
            let text = self.build.write(frame)?;
            // Whether it has broken shows when it is listened to.
            socket.send_text(&text).ok();
        }
        Ok(())
    }

    pub(super) const fn wake_at(&mut self, at: Timestamp) {
        self.wake = Some(at);
    }

    /// What comes within this time.
    pub(super) fn next(&mut self, within: Duration) -> Result<Next<In>> {
        let now = now()?;
        if self.wake.is_some_and(|at| at <= now) {
            self.wake = None;
            return Ok(Next::Woke);
        }
        if let Some((held, _)) = self.held.take_if(|(_, since)| since.elapsed() > HELD_MAX) {
            self.send(&held)?;
        }
        let until_woken = self.wake.map(|at| Duration::from_millis(at.since(now)));
        let within = until_woken.map_or(within, |wake| wake.min(within));
        let Some(socket) = &mut self.socket else {
            std::thread::sleep(within.min(TRY_AGAIN));
            return Ok(Next::Nothing);
        };
        if self.quiet_since.elapsed() >= QUIET_MAX {
            socket.send_text(HEARTBEAT).ok();
            self.quiet_since = Instant::now();
        }
        match socket.receive_within(within) {
            Ok(Some(frame)) => {
                self.quiet_since = Instant::now();
                Ok(Next::Frame(frame))
            }
            Ok(None) => Ok(Next::Nothing),
            Err(error) if is_of_the_line(&error) => {
                self.cut();
                Ok(Next::Broke)
            }
            Err(error) => Err(error),
        }
    }
}

/// Whether a line broke or was closed, which is ordinary; what cannot be read is not.
fn is_of_the_line(error: &anyhow::Error) -> bool {
    !error.chain().any(|it| it.is::<serde_json::Error>())
}
