//! A guest: opens a chat, writes again and again, reads what comes, and leaves when all is read.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::ChatId;
use hushdesk_web::session::guest_session::GuestStanding;

use super::{Phase, QUEUE, READ_MAX, Read, Shared, TALKING_MAX};
use crate::chance::Chance;
use crate::window::{GuestWindow, theirs};

/// How long a guest listens before looking up.
const TURN: Duration = Duration::from_millis(50);

/// What a guest knows at the end.
pub(super) struct Guest {
    pub(super) chat: ChatId,
    pub(super) wrote: usize,
    pub(super) read: Vec<Read>,
    pub(super) until_talk: Duration,
}

/// Goes through a whole chat.
pub(super) fn talk(shared: &Shared, number: usize) -> Result<Guest> {
    let [high, low] = u16::try_from(number)?.to_be_bytes();
    let address = format!("10.7.{high}.{low}");
    let mut chance = Chance::new(7, u64::try_from(number)?);
    let place = (QUEUE, ChatKind::Sealed);
    let opened = Instant::now();
    let mut window = GuestWindow::open(&shared.site, place, &address, &shared.text(1))
        .with_context(|| format!("guest {number}"))?;
    while !matches!(window.view().standing, GuestStanding::Talking { .. }) {
        if opened.elapsed() > TALKING_MAX {
            bail!("guest {number} finds nobody: {:?}", window.view().standing);
        }
        window.listen(TURN)?;
    }
    let until_talk = opened.elapsed();
    shared.talking.fetch_add(1, Ordering::SeqCst);

    let mut guest = Guest {
        chat: window.chat().clone(),
        wrote: 1,
        read: Vec::new(),
        until_talk,
    };
    let pause = u64::try_from(shared.load.pause.as_millis())?;
    let mut next = |from: Instant| from + Duration::from_millis(pause / 2 + chance.below(pause));
    let mut writes = next(Instant::now());
    while !shared.is(Phase::Quiet) {
        if Instant::now() >= writes {
            guest.wrote += 1;
            window.write(&shared.text(guest.wrote))?;
            writes = next(writes);
        }
        let left = writes.saturating_duration_since(Instant::now());
        window.listen(left.min(TURN))?;
        guest.read(&window, shared)?;
    }
    // Each text of a guest is answered.
    let quiet = Instant::now();
    while guest.read.len() < guest.wrote && quiet.elapsed() < READ_MAX {
        window.listen(TURN)?;
        guest.read(&window, shared)?;
    }
    window.end()?;
    while !matches!(window.view().standing, GuestStanding::Over(_)) && quiet.elapsed() < READ_MAX {
        window.listen(TURN)?;
    }
    Ok(guest)
}

impl Guest {
    fn read(&mut self, window: &GuestWindow, shared: &Shared) -> Result<()> {
        let log = window.view().log;
        for text in theirs(&log).into_iter().skip(self.read.len()) {
            self.read.push(shared.read(text)?);
        }
        Ok(())
    }
}
