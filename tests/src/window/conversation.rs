//! A guest's window and an operator's, which talk with each other.

use std::panic::Location;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::ChatId;
use hushdesk_web::session::guest_session::GuestStanding;
use hushdesk_web::session::operator_session::{ChatView, Standing};

use super::{DeskWindow, GuestWindow, theirs};
use crate::server::Site;

/// How long something may take to become so, on a busy machine.
const SO_MAX: Duration = Duration::from_secs(60);

/// For how long one end listens before the other one does.
const TURN: Duration = Duration::from_millis(2);

/// A chat that is held by a desk, and both ends of it.
pub struct Conversation<'a> {
    guest: GuestWindow,
    desk: &'a mut DeskWindow,
}

impl<'a> Conversation<'a> {
    /// Begins one: the guest asks, the desk claims it and has read the question.
    pub fn begin(
        site: &Site,
        place: (&str, ChatKind),
        desk: &'a mut DeskWindow,
        address: &str,
    ) -> Result<Self> {
        let guest = GuestWindow::open(site, place, address, &text(1))?;
        let chat = guest.chat().clone();
        let mut talk = Self { guest, desk };
        talk.until(|talk| {
            let offers = talk.desk.view().offers;
            offers.iter().any(|it| it.offer.chat == chat)
        })?;
        talk.desk.claim(&chat)?;
        talk.until(|talk| talk.read_by_desk() == 1)?;
        Ok(talk)
    }

    /// Both write in turn until there are so many texts, the first question among them. Each waits for what the other wrote.
    pub fn talk(&mut self, texts: usize) -> Result<()> {
        for number in 2..=texts {
            if number % 2 == 0 {
                let chat = self.guest.chat().clone();
                self.desk.write(&chat, &text(number))?;
                self.until(|talk| theirs(&talk.guest.view().log).len() == number / 2)?;
            } else {
                self.guest.write(&text(number))?;
                self.until(|talk| talk.read_by_desk() == number / 2 + 1)?;
            }
        }
        Ok(())
    }

    /// The guest ends it, and the desk puts it away. Gives which it was, and how many frames the guest has sent.
    pub fn end(mut self) -> Result<(ChatId, u64)> {
        self.guest.end()?;
        self.until(|talk| {
            let is_over = matches!(talk.guest.view().standing, GuestStanding::Over(_));
            let closed = talk.chat().map(|chat| chat.standing);
            is_over && matches!(closed, Ok(Standing::Closed { .. }))
        })?;
        self.desk.put_away(self.guest.chat())?;
        Ok((self.guest.chat().clone(), self.guest.said()))
    }

    /// Has both ends listen until that is so.
    #[track_caller]
    pub fn until(&mut self, is_so: impl Fn(&Self) -> bool) -> Result<()> {
        let deadline = Instant::now() + SO_MAX;
        while !is_so(self) {
            if Instant::now() > deadline {
                let standing = self.guest.view().standing;
                bail!(
                    "what {} waits for did not become so: {standing:?}",
                    Location::caller()
                );
            }
            self.guest.listen(TURN)?;
            self.desk.listen(TURN)?;
        }
        Ok(())
    }

    /// For so long both ends listen and say nothing.
    pub fn pause(&mut self, time: Duration) -> Result<()> {
        let deadline = Instant::now() + time;
        while Instant::now() < deadline {
            self.guest.listen(TURN)?;
            self.desk.listen(TURN)?;
        }
        Ok(())
    }

    fn chat(&self) -> Result<ChatView> {
        let chats = self.desk.view().chats.into_iter();
        let mut chats = chats.filter(|it| it.chat == *self.guest.chat());
        chats.next().context("the desk does not hold the chat")
    }

    fn read_by_desk(&self) -> usize {
        self.chat().map_or(0, |chat| theirs(&chat.log).len())
    }
}

/// A text as long as one usually is.
fn text(number: usize) -> String {
    format!("This is text {number}, which is about as long as what people write in a chat.")
}
