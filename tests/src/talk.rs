//! An open chat at a real server, and waiting for what follows from it.

use std::panic::Location;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use hushdesk_protocol::frames::{
    Body, ChatKind, Content, FromGuest, FromOperator, Outgoing, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::{ChatId, Lease, Number, Seq};

use crate::browser::Browser;
use crate::end::Side;
use crate::end::guest::Guest;
use crate::server::Site;
use crate::socket::{DeskSocket, GuestSocket, seated};

/// Within what something has happened that others tell each other: what did not come is told again after 10 s.
const DONE_MAX: Duration = Duration::from_secs(60);

/// How often it is asked until then.
const ASK_AGAIN: Duration = Duration::from_millis(100);

/// Asks until it is so.
///
/// # Errors
///
/// It did not become so, or asking failed.
#[track_caller]
pub fn when<T>(mut is_so: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let deadline = Instant::now() + DONE_MAX;
    loop {
        if let Some(found) = is_so()? {
            return Ok(found);
        }
        if Instant::now() > deadline {
            bail!("what {} waits for did not become so", Location::caller());
        }
        thread::sleep(ASK_AGAIN);
    }
}

/// An open chat between a guest and an operator, each of whom has read what the other wrote.
pub struct Talk {
    /// The guest.
    pub guest: Guest,
    /// The guest's socket.
    pub chat: GuestSocket,
    /// The operator's.
    pub desk: DeskSocket,
}

impl Talk {
    /// Begins one at this queue: the guest asks, whoever is at the desk answers.
    pub fn begin(
        site: &Site,
        (queue, desk): (&str, &Browser),
        number: u8,
        [asks, answers]: [&str; 2],
    ) -> Result<Self> {
        let mut desk = seated(site, queue, desk, number)?;
        let guest = Guest::new(number, queue, ChatKind::Open)?;
        let mut chat = guest.connect(site)?;
        chat.send(&guest.arrive(Seq(0)))?;
        chat.receive_until(|frame| matches!(frame, ToGuest::Chat(_)).then_some(()))?;
        let lease = claim(&mut desk, guest.chat())?;
        chat.send(&FromGuest::Message(text(asks)?))?;
        let seq = read_by_desk(&mut desk, guest.chat(), asks)?;
        let id = || guest.chat().clone();
        desk.send(&FromOperator::Ack {
            chat: id(),
            lease,
            received: seq,
        })?;
        desk.send(&FromOperator::Message {
            chat: id(),
            lease,
            message: text(answers)?,
        })?;
        let seq = chat.receive_until(|frame| {
            let ToGuest::Entry(entry) = frame else {
                return None;
            };
            is_text(&entry.content, answers).then_some(entry.seq)
        })?;
        chat.send(&FromGuest::Ack { received: seq })?;
        Ok(Self { guest, chat, desk })
    }

    /// Which it is.
    pub fn id(&self) -> &ChatId {
        self.guest.chat()
    }

    /// The guest ends it.
    pub fn end(&mut self) -> Result<()> {
        self.chat.send(&FromGuest::End)?;
        self.chat.receive_until(|frame| {
            let ToGuest::Entry(entry) = frame else {
                return None;
            };
            matches!(entry.content, Content::Closed { .. }).then_some(())
        })
    }

    /// Nobody is connected any more.
    pub fn leave(self) {
        self.chat.cut();
        self.desk.cut();
    }
}

fn text(text: &str) -> Result<Outgoing> {
    let text = text.parse()?;
    Ok(Outgoing {
        number: Number(1),
        body: Body::Open { text },
    })
}

fn is_text(content: &Content, words: &str) -> bool {
    matches!(content, Content::Message { body: Body::Open { text }, .. } if text.as_str() == words)
}

/// Somebody at the desk claims a chat, once it is offered.
///
/// # Errors
///
/// It was not offered, or is not theirs.
pub fn claim(desk: &mut DeskSocket, chat: &ChatId) -> Result<Lease> {
    let chat = chat.clone();
    desk.receive_until(|frame| {
        matches!(frame, ToOperator::Offered(offer) if offer.chat == chat).then_some(())
    })?;
    desk.send(&FromOperator::Claim { chat: chat.clone() })?;
    desk.receive_until(|frame| {
        let ToOperator::Claimed(held) = frame else {
            return None;
        };
        (held.chat == chat).then_some(held.lease)
    })
}

/// Where the guest's text stands.
fn read_by_desk(desk: &mut DeskSocket, chat: &ChatId, words: &str) -> Result<Seq> {
    desk.receive_until(|frame| {
        let ToOperator::Entry { chat: of, entry } = frame else {
            return None;
        };
        (of == chat && is_text(&entry.content, words)).then_some(entry.seq)
    })
}
