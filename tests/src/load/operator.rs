//! An operator: claims a fair share of the chats, reads what comes, and answers each text at once.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::{Context, Result};
use hushdesk_protocol::ids::ChatId;
use hushdesk_web::session::desk::OfferStanding;
use hushdesk_web::session::operator_session::ChatView;

use super::{Phase, QUEUE, Read, Shared};
use crate::library::signed_in;
use crate::window::{DeskWindow, theirs};

/// How long an operator listens before looking up.
const TURN: Duration = Duration::from_millis(50);

/// How many frames are taken before an operator looks up.
const READ_AT_ONCE: u32 = 16;

/// What an operator knows of a chat at the end.
#[derive(Default)]
pub(super) struct Held {
    pub(super) wrote: usize,
    pub(super) read: Vec<Read>,
    /// Lines of the conversation that have been looked at.
    lines: usize,
}

/// What an operator knows at the end.
pub(super) type Operator = BTreeMap<ChatId, Held>;

/// Works until everybody leaves.
pub(super) fn work(shared: &Shared, number: usize) -> Result<Operator> {
    let named = || format!("operator {number}");
    let browser = signed_in(&shared.site, &format!("desk{number}"))?;
    let identity = shared.identity.clone();
    let mut window =
        DeskWindow::open(&shared.site, QUEUE, &browser, identity).with_context(named)?;
    while window.view().operator.is_none() && !shared.is(Phase::Over) {
        window.listen(TURN).with_context(named)?;
    }
    shared.seated.fetch_add(1, Ordering::SeqCst);
    let share = shared.load.guests.div_ceil(shared.load.operators);
    let mut chats = Operator::new();
    while !shared.is(Phase::Over) {
        claim(&mut window, chats.len() < share, number)?;
        let mut has_come = window.listen(TURN).with_context(named)?;
        // What has come meanwhile is read before anybody looks.
        for _ in 1..READ_AT_ONCE {
            has_come = has_come && window.listen(Duration::ZERO).with_context(named)?;
        }
        for view in window.view().chats {
            let held = chats.entry(view.chat.clone()).or_default();
            held.answer(&view, &mut window, shared)?;
        }
    }
    Ok(chats)
}

/// Wants another of the chats that wait, each operator from another place in the line.
fn claim(window: &mut DeskWindow, has_room: bool, number: usize) -> Result<()> {
    let offers = window.view().offers;
    let claiming = offers
        .iter()
        .filter(|it| it.standing == OfferStanding::Claiming);
    let claiming = claiming.count();
    let waiting = offers
        .iter()
        .filter(|it| it.standing == OfferStanding::Waiting);
    let waiting: Vec<_> = waiting.map(|it| it.offer.chat.clone()).collect();
    if claiming > 0 || waiting.is_empty() || !has_room {
        return Ok(());
    }
    let wanted = waiting.get(number % waiting.len());
    wanted.map_or(Ok(()), |chat| window.claim(chat))
}

impl Held {
    fn answer(&mut self, view: &ChatView, window: &mut DeskWindow, shared: &Shared) -> Result<()> {
        let lines = view.log.entries().len();
        if lines == self.lines {
            return Ok(());
        }
        self.lines = lines;
        for text in theirs(&view.log).into_iter().skip(self.read.len()) {
            self.read.push(shared.read(text)?);
            self.wrote += 1;
            window.write(&view.chat, &shared.text(self.wrote))?;
        }
        Ok(())
    }
}
