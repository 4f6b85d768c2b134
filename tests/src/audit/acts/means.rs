//! What the acts are made of: somebody does one thing, and all listen until what follows from it is so.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use hushdesk_protocol::frames::{ChatKind, Recipient};
use hushdesk_web::session::desk::{DeskEvent, OfferStanding};
use hushdesk_web::session::guest_session::GuestEvent;
use hushdesk_web::session::log::{Delivery, EntryId, Item};
use hushdesk_web::session::operator_session::{ChatView, Standing};

use super::Acts;
use crate::audit::words::Said;
use crate::own_program::OwnProgram;
use crate::window::{DeskWindow, ours, theirs};

/// How long something may take to become so, on a busy machine.
const SO_MAX: Duration = Duration::from_secs(90);

/// For how long one end listens before the next one does.
const TURN: Duration = Duration::from_millis(2);

impl Acts<'_> {
    pub(super) fn desk(&mut self, place: usize) -> Result<&mut DeskWindow> {
        self.desks.get_mut(place).context("there is such a desk")
    }

    pub(super) fn view_at(&self, place: usize) -> Option<ChatView> {
        let desk = self.desks.get(place)?;
        desk.chat(self.guest.chat())
    }

    pub(super) fn standing_at(&self, place: usize) -> Option<Standing> {
        self.view_at(place).map(|view| view.standing)
    }

    pub(super) fn read_at(&self, place: usize) -> Vec<String> {
        let view = self.view_at(place);
        let read = view.map(|view| owned(&theirs(&view.log)));
        read.unwrap_or_default()
    }

    pub(super) fn heard(&self) -> Vec<String> {
        owned(&theirs(&self.guest.view().log))
    }

    pub(super) fn claims(&mut self, place: usize) -> Result<()> {
        let chat = self.guest.chat().clone();
        self.until("the chat is offered", |acts| {
            let view = acts.desks.get(place).map(DeskWindow::view);
            let offers = view.map(|view| view.offers).unwrap_or_default();
            let mut waiting = offers
                .iter()
                .filter(|it| it.standing == OfferStanding::Waiting);
            waiting.any(|it| it.offer.chat == chat)
        })?;
        let chat = self.guest.chat().clone();
        self.desk(place)?.claim(&chat)?;
        self.until("the chat is claimed", |acts| {
            acts.standing_at(place).is_some_and(|it| !it.is_over())
        })
    }

    pub(super) fn hands_on(&mut self, place: usize, to: &str) -> Result<()> {
        let chat = self.guest.chat().clone();
        let recipient = Recipient::Operator(to.parse()?);
        self.desk(place)?.act(DeskEvent::Transfer {
            chat,
            recipient,
            note: None,
        })?;
        self.until("the chat is being handed on", |acts| {
            matches!(acts.standing_at(place), Some(Standing::Passing(Some(_))))
        })
    }

    /// An operator writes, and the guest reads it.
    pub(super) fn says(&mut self, place: usize, said: Said) -> Result<()> {
        let (chat, kind) = (self.guest.chat().clone(), self.kind);
        self.until("the operator can write", |acts| {
            let standing = acts.standing_at(place);
            matches!(standing, Some(Standing::Open | Standing::Sealed { .. }))
        })?;
        self.desk(place)?.write(&chat, &said.text(kind))?;
        self.is_heard(said)
    }

    pub(super) fn is_heard(&mut self, said: Said) -> Result<()> {
        let kind = self.kind;
        self.until("the guest reads", |acts| has(&acts.heard(), said, kind))
    }

    pub(super) fn is_read_at(&mut self, place: usize, said: Said) -> Result<()> {
        let kind = self.kind;
        self.until("the operator reads", |acts| {
            has(&acts.read_at(place), said, kind)
        })
    }

    /// The guest writes something while the line is down, and takes it back.
    pub(super) fn takes_back(&mut self) -> Result<()> {
        self.guest.go_away()?;
        self.guest.write(&Said::TakenBack.text(self.kind))?;
        let log = self.guest.view().log;
        let entry = log.entries().last().context("it stands in the log")?.id;
        self.guest.act(GuestEvent::Revised { entry, text: None })?;
        self.guest.come_back();
        Ok(())
    }

    /// The texts that can be asked for.
    pub(super) fn earlier(&self) -> Vec<EntryId> {
        let log = self.guest.view().log;
        let is_text = |item: &Item| !matches!(item, Item::Note(_));
        let entries = log.entries().iter();
        let earlier = entries.filter(|it| it.earlier && is_text(&it.item));
        earlier.map(|it| it.id).collect()
    }

    pub(super) fn is_sent(&self, text: String) -> bool {
        let ours = ours(&self.guest.view().log);
        let sent = ours.into_iter().filter(|(it, _)| *it == text);
        let mut deliveries = sent.map(|(_, delivery)| delivery);
        deliveries.any(|it| matches!(it, Delivery::Sent(_) | Delivery::Delivered))
    }

    /// Has all listen until that is so.
    pub(super) fn until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) -> Result<()> {
        let deadline = Instant::now() + SO_MAX;
        while !is_so(self) {
            self.listen(what, deadline)?;
        }
        Ok(())
    }

    /// The same with a program that has the chat.
    pub(super) fn with_program(
        &mut self,
        program: &mut OwnProgram,
        what: &str,
        is_so: impl Fn(&Self, &OwnProgram) -> bool,
    ) -> Result<()> {
        let deadline = Instant::now() + SO_MAX;
        while !is_so(self, program) {
            program.listen()?;
            self.listen(what, deadline)?;
        }
        Ok(())
    }

    pub(super) fn listen(&mut self, what: &str, deadline: Instant) -> Result<()> {
        if Instant::now() > deadline {
            let (kind, standing) = (self.kind, self.guest.view().standing);
            bail!("in the {kind:?} chat it did not become so that {what}: {standing:?}");
        }
        self.guest.listen(TURN)?;
        for desk in &mut self.desks {
            desk.listen(TURN)?;
        }
        Ok(())
    }
}

pub(super) fn has(texts: &[String], said: Said, kind: ChatKind) -> bool {
    texts.iter().any(|text| text.contains(said.word(kind)))
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
