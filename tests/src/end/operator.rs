//! The operator's end: a seat that holds one chat.

use anyhow::{Context, Result, bail};
use hushdesk_protocol::VERSION;
use hushdesk_protocol::frames::{FromOperator, HeldChat, HeldCursor, Outgoing, Party, ToOperator};
use hushdesk_protocol::ids::{ChatId, Lease, SeatId, Seq};

use super::{Heard, Side};
use crate::browser::Browser;
use crate::server::Site;
use crate::socket::{self, DeskSocket};

/// An operator's window, and the chat it holds.
pub struct Operator {
    browser: Browser,
    queue: String,
    seat: SeatId,
    chat: ChatId,
    lease: Lease,
}

impl Operator {
    /// Takes a seat, waits until the chat is offered, and claims it. Gives the last entry that came along, too.
    pub fn claim(browser: Browser, site: &Site, queue: &str, chat: &ChatId) -> Result<(Self, Seq)> {
        let seat = SeatId::from_bytes([1; 16]);
        let mut desk = socket::desk(site, queue, &browser)?.socket()?;
        desk.send(&hello(seat.clone(), Vec::new()))?;
        desk.receive_until(|frame| is_offered(frame, chat).then_some(()))?;
        desk.send(&FromOperator::Claim { chat: chat.clone() })?;
        let held = desk.receive_until(|frame| claimed(frame, chat))?;
        let seen = held.entries.last().map_or(Seq(0), |entry| entry.seq);
        let operator = Self {
            browser,
            queue: queue.to_owned(),
            seat,
            chat: chat.clone(),
            lease: held.lease,
        };
        Ok((operator, seen))
    }

    fn held(&self, chats: Vec<HeldChat>) -> Result<HeldChat> {
        let held = chats.into_iter().find(|held| held.chat == self.chat);
        held.context("the chat is not held any more")
    }
}

impl Side for Operator {
    type Out = FromOperator;
    type In = ToOperator;
    const PARTY: Party = Party::Operator;

    fn connect(&self, site: &Site) -> Result<DeskSocket> {
        socket::desk(site, &self.queue, &self.browser)?.socket()
    }

    fn arrive(&self, received: Seq) -> FromOperator {
        let cursor = HeldCursor {
            chat: self.chat.clone(),
            lease: self.lease,
            received,
        };
        hello(self.seat.clone(), vec![cursor])
    }

    fn write(&self, message: Outgoing) -> FromOperator {
        FromOperator::Message {
            chat: self.chat.clone(),
            lease: self.lease,
            message,
        }
    }

    fn acknowledge(&self, received: Seq) -> FromOperator {
        FromOperator::Ack {
            chat: self.chat.clone(),
            lease: self.lease,
            received,
        }
    }

    fn heard(&self, frame: ToOperator) -> Result<Heard> {
        Ok(match frame {
            ToOperator::Welcome { chats, .. } => {
                let held = self.held(chats)?;
                Heard::Stands(held.sent, held.entries)
            }
            ToOperator::Entry { chat, entry } if chat == self.chat => Heard::Entry(entry),
            ToOperator::Sent { chat, sent } if chat == self.chat => Heard::Sent(sent),
            ToOperator::Refused { about, refusal } => bail!("{about:?} was refused: {refusal}"),
            ToOperator::Entry { .. }
            | ToOperator::Sent { .. }
            | ToOperator::Colleague(_)
            | ToOperator::ColleagueLeft { .. }
            | ToOperator::Waiting(_)
            | ToOperator::Offered(_)
            | ToOperator::OfferEnded { .. }
            | ToOperator::Claimed(_)
            | ToOperator::Lapsed(_)
            | ToOperator::Transfer { .. }
            | ToOperator::Typing { .. }
            | ToOperator::Blocked { .. }
            | ToOperator::Told { .. }
            | ToOperator::Presence { .. } => Heard::Else,
        })
    }
}

/// The first frame of a seat.
pub fn hello(seat: SeatId, chats: Vec<HeldCursor>) -> FromOperator {
    FromOperator::Hello {
        version: VERSION,
        seat,
        chats,
        availability: None,
        until: None,
    }
}

/// Whether the frame offers this chat.
fn is_offered(frame: &ToOperator, chat: &ChatId) -> bool {
    if let ToOperator::Welcome { offers, .. } = frame {
        return offers.iter().any(|offer| offer.chat == *chat);
    }
    matches!(frame, ToOperator::Offered(offer) if offer.chat == *chat)
}

/// The chat, if the frame gives it to this seat.
fn claimed(frame: &ToOperator, chat: &ChatId) -> Option<HeldChat> {
    if let ToOperator::Claimed(held) = frame {
        return (held.chat == *chat).then(|| held.clone());
    }
    None
}
