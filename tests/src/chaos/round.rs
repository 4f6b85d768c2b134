//! One round: who takes part, and what happens to them.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use hushdesk_protocol::frames::{ChatKind, Recipient};
use hushdesk_protocol::ids::{ChatId, Lease};
use hushdesk_web::session::desk::{DeskEvent, OfferStanding};
use hushdesk_web::session::guest_session::GuestStanding;

use super::hostile::Stranger;
use super::invariants::Written;
use super::polled::Polled;
use super::tally::Tally;
use super::{DESKS, POLLED_QUEUE, Place, QUEUE};
use crate::chance::Chance;
use crate::library::signed_in;
use crate::server::Server;
use crate::window::{Build, DeskWindow, GuestWindow, Mishap, theirs};

/// Chats that are answered at desks.
const CHATS: u64 = 4;

/// How much happens in a round.
const STEPS: u64 = 200;

/// How often the server is killed.
const KILLS: usize = 2;

/// How often its clock jumps.
const JUMPS: usize = 3;

/// By how many milliseconds it is wrong at most. From one end to the other that is less than the 15 seconds after which a program
/// that polls counts as gone: a program that signs in again by itself is not what is tried here.
const JUMP_MAX: i64 = 5_000;

/// For how long an end listens in between.
pub(super) const TURN: Duration = Duration::from_millis(2);

/// How long it may take until an operator who has vanished is known to be gone.
const GONE_MAX: Duration = Duration::from_secs(60);

/// A chat that is answered at a desk.
pub(super) struct Chat {
    pub(super) kind: ChatKind,
    pub(super) guest: GuestWindow,
    pub(super) written: Written,
    /// What was ever to be read at a desk.
    pub(super) read: BTreeSet<String>,
}

/// All who take part.
pub(super) struct Round<'a> {
    pub(super) server: &'a mut Server,
    pub(super) place: Place,
    pub(super) seed: u64,
    chance: Chance,
    pub(super) chats: Vec<Chat>,
    pub(super) desks: Vec<DeskWindow>,
    pub(super) polled: Polled,
    stranger: Stranger,
    pub(super) tally: Tally,
}

impl<'a> Round<'a> {
    pub(super) fn begin(server: &'a mut Server, place: Place, seed: u64) -> Result<Self> {
        let mut chance = Chance::new(seed, 1);
        let mut kind = || match chance.below(2) {
            0 => ChatKind::Sealed,
            _ => ChatKind::Open,
        };
        let polled = Polled::begin(&place, kind())?;
        let mut desks = Vec::new();
        for number in 1..=DESKS {
            let browser = signed_in(&place.site, &format!("desk{number}"))?;
            let identity = Arc::clone(&place.identity);
            desks.push(DeskWindow::open(&place.site, QUEUE, &browser, identity)?);
        }
        // At least one of each kind.
        let mut kinds = vec![ChatKind::Sealed, ChatKind::Open];
        kinds.extend((2..CHATS).map(|_| kind()));
        let mut chats = Vec::new();
        for (number, kind) in kinds.into_iter().enumerate() {
            let first = format!("chat {number}: guest 1");
            let address = format!("198.51.100.{number}");
            let guest = GuestWindow::open(&place.site, (QUEUE, kind), &address, &first)?;
            let mut written = Written::default();
            written.guest(&first);
            chats.push(Chat {
                kind,
                guest,
                written,
                read: BTreeSet::new(),
            });
        }
        let stranger = Stranger::arrive(&place.site)?;
        Ok(Self {
            server,
            place,
            seed,
            chance,
            chats,
            desks,
            polled,
            stranger,
            tally: Tally::default(),
        })
    }

    /// All that happens, in an order that the seed decides.
    pub(super) fn goes_on(&mut self) -> Result<()> {
        let kills = [(); KILLS].map(|()| self.chance.below(STEPS));
        let jumps = [(); JUMPS].map(|()| self.chance.below(STEPS));
        let vanish = self.chance.below(STEPS);
        let deploy = self.chance.below(STEPS);
        for step in 0..STEPS {
            if kills.contains(&step) {
                self.is_killed().context("when the server was killed")?;
            }
            if jumps.contains(&step) {
                self.clock_jumps().context("when the clock jumped")?;
            }
            if step == vanish {
                self.vanishes().context("when an operator vanished")?;
            }
            if step == deploy {
                self.is_deployed().context("when it was deployed")?;
            }
            self.step().with_context(|| format!("in step {step}"))?;
            self.listens()?;
        }
        Ok(())
    }

    /// All ends listen for a moment.
    pub(super) fn listens(&mut self) -> Result<()> {
        for chat in &mut self.chats {
            chat.guest.listen(TURN)?;
        }
        for desk in &mut self.desks {
            desk.listen(TURN)?;
        }
        for chat in &mut self.chats {
            for view in self
                .desks
                .iter()
                .filter_map(|it| it.chat(chat.guest.chat()))
            {
                let read = theirs(&view.log).into_iter().map(str::to_owned);
                chat.read.extend(read);
            }
        }
        Ok(())
    }

    /// Whether the desk has the chat, as far as it knows.
    pub(super) fn holds(&self, desk: usize, chat: &ChatId) -> bool {
        let view = self.desks.get(desk).and_then(|desk| desk.chat(chat));
        view.is_some_and(|view| !view.standing.is_over())
    }

    /// A desk wants a chat, if it is offered there.
    pub(super) fn claims(&mut self, desk: usize, chat: &ChatId) -> Result<()> {
        let Some(desk) = self.desks.get_mut(desk) else {
            return Ok(());
        };
        let offers = desk.view().offers;
        let is_waiting = offers
            .iter()
            .any(|it| it.offer.chat == *chat && it.standing == OfferStanding::Waiting);
        if is_waiting {
            desk.claim(chat)?;
        }
        Ok(())
    }

    pub(super) fn guest_writes(&mut self, number: usize) -> Result<()> {
        let Some(chat) = self.chats.get_mut(number) else {
            return Ok(());
        };
        if chat.guest.view().writable() {
            let text = format!("chat {number}: guest {}", chat.written.next());
            chat.guest.write(&text)?;
            chat.written.guest(&text);
        }
        Ok(())
    }

    /// A desk writes, if it has the chat and may.
    pub(super) fn desk_writes(&mut self, desk: usize, number: usize) -> Result<()> {
        let (Some(chat), Some(window)) = (self.chats.get_mut(number), self.desks.get_mut(desk))
        else {
            return Ok(());
        };
        let view = window.chat(chat.guest.chat());
        if view.is_some_and(|view| view.writable()) {
            let text = format!("chat {number}: desk {desk} {}", chat.written.next());
            window.write(chat.guest.chat(), &text)?;
            chat.written.desk(desk, &text);
        }
        Ok(())
    }

    /// Everybody writes in each chat that they have, if they may.
    pub(super) fn all_write(&mut self) -> Result<()> {
        for number in 0..self.chats.len() {
            self.guest_writes(number)?;
            for desk in 0..DESKS {
                self.desk_writes(desk, number)?;
            }
        }
        Ok(())
    }

    fn step(&mut self) -> Result<()> {
        let number = self.any(self.chats.len())?;
        let desk = self.any(self.desks.len())?;
        let which = self.chance.below(100);
        let rather_the_holder = self.chance.below(3) > 0;
        let chat = self.chat(number)?.guest.chat().clone();
        let holder = (0..DESKS).find(|desk| self.holds(*desk, &chat));
        let desk = holder.filter(|_| rather_the_holder).unwrap_or(desk);
        match which {
            0..=19 => self.guest_writes(number),
            20..=39 => self.desk_writes(desk, number),
            40..=54 => {
                // Two at once, now and then.
                self.claims(desk, &chat)?;
                match self.chance.below(2) {
                    0 => self.claims((desk + 1) % DESKS, &chat),
                    _ => Ok(()),
                }
            }
            55..=59 => {
                self.tally.cuts += 1;
                self.chat(number)?.guest.cut()
            }
            60..=64 => {
                self.tally.cuts += 1;
                self.desk(desk)?.cut()
            }
            65..=67 => {
                self.tally.reloads += 1;
                self.chat(number)?.guest.reload(Build::Same)
            }
            68..=69 => self.reloads(desk),
            70..=75 => self.suffers(number, desk),
            76..=80 => self.hands_on(desk, number),
            81..=82 => self.desk(desk)?.act(DeskEvent::CancelTransfer(chat)),
            83..=89 => self.is_attacked(number),
            _ => self.polled.step(&mut self.chance, &mut self.tally),
        }
    }

    fn reloads(&mut self, desk: usize) -> Result<()> {
        let window = self.desk(desk)?;
        if window.view().operator.is_some() {
            window.reload(Build::Same)?;
            self.tally.reloads += 1;
        }
        Ok(())
    }

    fn suffers(&mut self, number: usize, desk: usize) -> Result<()> {
        self.tally.mishaps += 1;
        let mishap = match self.chance.below(2) {
            0 => Mishap::Doubled,
            _ => Mishap::Overtaken,
        };
        match self.chance.below(2) {
            0 => self.chat(number)?.guest.suffers(mishap),
            _ => self.desk(desk)?.suffers(mishap),
        }
        Ok(())
    }

    fn hands_on(&mut self, desk: usize, number: usize) -> Result<()> {
        let recipient = match self.chance.below(4) {
            0 => Recipient::Queue(QUEUE.parse()?),
            // Where nobody takes it.
            1 => Recipient::Queue(POLLED_QUEUE.parse()?),
            _ => Recipient::Operator(format!("desk{}", (desk + 1) % DESKS + 1).parse()?),
        };
        let chat = self.chat(number)?.guest.chat().clone();
        let view = self.desk(desk)?.chat(&chat);
        if view.is_none_or(|view| !view.standing.passable()) {
            return Ok(());
        }
        self.tally.handed_on += 1;
        self.desk(desk)?.act(DeskEvent::Transfer {
            chat: chat.clone(),
            recipient,
            note: None,
        })?;
        // Often somebody takes it at once.
        for _ in 0..self.chance.below(20) {
            self.listens()?;
        }
        self.claims((desk + 1) % DESKS, &chat)
    }

    fn is_attacked(&mut self, number: usize) -> Result<()> {
        self.tally.hostile += 1;
        let chat = self.chat(number)?;
        let (kind, chat) = (chat.kind, chat.guest.chat().clone());
        let claims = self.desks.iter().flat_map(DeskWindow::claimed);
        let leases = claims
            .filter(|(of, _)| *of == chat)
            .map(|(_, lease)| *lease);
        let lease = leases.max().unwrap_or(Lease(0));
        let struck = self.stranger.strike(&mut self.chance, &chat, kind, lease);
        struck.context("what a stranger has sent was not refused")
    }

    /// The server is killed without warning and started again. A program does not say again what it has said: what is on its
    /// way from it then may be lost, so it has said nothing new.
    fn is_killed(&mut self) -> Result<()> {
        self.polled.rests()?;
        match self.chance.below(2) {
            0 => self.server.crash_and_restart()?,
            _ => self.server.crash_while_writing()?,
        }
        self.tally.kills += 1;
        self.polled.comes_back()
    }

    /// The server's clock is set, ahead or back.
    fn clock_jumps(&mut self) -> Result<()> {
        let clock = self.server.clock()?;
        let to = i64::try_from(self.chance.below(2 * JUMP_MAX.unsigned_abs()))? - JUMP_MAX;
        clock.jump(to - clock.ahead())?;
        self.tally.jumps += 1;
        Ok(())
    }

    /// An operator goes away, until their chats are known to be nobody's.
    fn vanishes(&mut self) -> Result<()> {
        let desk = self.any(self.desks.len())?;
        let ids = self.chats.iter().map(|chat| chat.guest.chat().clone());
        let ids: Vec<_> = ids.filter(|chat| self.holds(desk, chat)).collect();
        self.desk(desk)?.go_away()?;
        self.tally.vanished += u64::from(!ids.is_empty());
        let deadline = Instant::now() + GONE_MAX;
        while self
            .chats
            .iter()
            .any(|it| ids.contains(it.guest.chat()) && is_with_nobody_there(it))
        {
            if Instant::now() > deadline {
                bail!("desk {desk} is away, and its chats are not offered to others");
            }
            self.listens()?;
        }
        self.desk(desk)?.come_back();
        Ok(())
    }

    pub(super) fn any(&mut self, of: usize) -> Result<usize> {
        Ok(usize::try_from(self.chance.below(u64::try_from(of)?))?)
    }

    pub(super) fn chat(&mut self, number: usize) -> Result<&mut Chat> {
        self.chats.get_mut(number).context("there is such a chat")
    }

    pub(super) fn desk(&mut self, desk: usize) -> Result<&mut DeskWindow> {
        self.desks.get_mut(desk).context("there is such a desk")
    }
}

/// Whether somebody holds a chat who is not connected.
fn is_with_nobody_there(chat: &Chat) -> bool {
    let view = chat.guest.view();
    let is_offered = matches!(view.standing, GuestStanding::Interrupted { .. });
    !is_offered && !view.present
}
