//! Strangers who mean no good: what is no frame, what is too long, and what is forged. Whatever they send is refused or closes
//! their socket, and what is their own alone is told them; that it has changed nothing shows in the others.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use hushdesk_protocol::VERSION;
use hushdesk_protocol::close;
use hushdesk_protocol::frames::{
    Availability, Body, ChatKind, FromGuest, FromOperator, Outgoing, Recipient, Status, ToGuest,
    ToOperator,
};
use hushdesk_protocol::ids::{ChatId, Epoch, Lease, Number, ResumeToken, SeatId, Seq, Visit};

use super::{HOSTILE, QUEUE};
use crate::browser::Browser;
use crate::chance::Chance;
use crate::library::signed_in;
use crate::polls::{PIDGIN, Wire};
use crate::server::Site;
use crate::socket::{self, DeskSocket, GuestSocket};

/// What is no frame of anybody.
const MALFORMED: [&str; 8] = [
    "",
    "{",
    "null",
    "[1,2,3]",
    r#"{"ack":[7]}"#,
    r#"{"open":{"version":1}}"#,
    r#"{"end":null}"#,
    "\u{0}\u{202e}ping",
];

/// What is no poll.
const NO_POLLS: [&str; 4] = [
    "<body",
    "<a xmlns='b'/>",
    "<body rid='a' xmlns='http://jabber.org/protocol/httpbind'/>",
    "<!DOCTYPE body [<!ENTITY a 'b'>]><body rid='5' xmlns='http://jabber.org/protocol/httpbind'>&a;</body>",
];

/// More bytes than a frame may have.
const TOO_LONG: usize = 140_000;

/// After so long without a refusal a forged frame was taken.
const REFUSED_MAX: Duration = Duration::from_secs(30);

/// A stranger, who also has an account, and has been given nothing to do.
pub(super) struct Stranger {
    site: Site,
    browser: Browser,
}

impl Stranger {
    pub(super) fn arrive(site: &Site) -> Result<Self> {
        Ok(Self {
            site: site.clone(),
            browser: signed_in(site, HOSTILE)?,
        })
    }

    /// Does one thing to a chat, which is held by this lease or by none.
    pub(super) fn strike(
        &self,
        chance: &mut Chance,
        chat: &ChatId,
        kind: ChatKind,
        lease: Lease,
    ) -> Result<()> {
        match chance.below(6) {
            0 => self.malformed(chance),
            1 => self.too_long(),
            2 => self.binary(),
            3 => self.resumes(chat, kind),
            4 => self.no_poll(chance),
            _ => self.forged(chance, chat, kind, lease),
        }
    }

    fn guest(&self) -> Result<GuestSocket> {
        socket::guest(&self.site, QUEUE, ChatKind::Open, &[])?.socket()
    }

    fn malformed(&self, chance: &mut Chance) -> Result<()> {
        let text = pick(&MALFORMED, chance)?;
        let mut socket = self.guest()?;
        socket.send_text(text)?;
        socket.receive_until(|frame| matches!(frame, ToGuest::Refused { .. }).then_some(()))
    }

    fn too_long(&self) -> Result<()> {
        let mut socket = self.guest()?;
        // It may be closed before all of it has gone.
        socket.send_text(&"x".repeat(TOO_LONG)).ok();
        if let Ok(code) = socket.closed() {
            ensure!(code == 1009, "what is too long is answered by {code}");
        }
        Ok(())
    }

    fn binary(&self) -> Result<()> {
        let mut socket = self.guest()?;
        socket.send_bytes(&[0; 64])?;
        let code = socket.closed()?;
        ensure!(code == 1003, "what is binary is answered by {code}");
        Ok(())
    }

    /// Comes to somebody's chat with another secret.
    fn resumes(&self, chat: &ChatId, kind: ChatKind) -> Result<()> {
        let mut socket = socket::guest(&self.site, QUEUE, kind, &[])?.socket()?;
        socket.send(&FromGuest::Resume {
            version: VERSION,
            chat: chat.clone(),
            token: ResumeToken::from_bytes([0x66; 32]),
            received: Seq(0),
            visit: Visit(0),
        })?;
        let was_refused = socket.receive_until(|frame| match frame {
            ToGuest::Refused { .. } => Some(true),
            ToGuest::Chat(_) | ToGuest::Entry(_) | ToGuest::Sent(_) | ToGuest::Moved { .. } => {
                Some(false)
            }
            ToGuest::Epoch { .. }
            | ToGuest::Typing(_)
            | ToGuest::Presence { .. }
            | ToGuest::Waiting(_)
            | ToGuest::Changed => None,
        })?;
        ensure!(was_refused, "a forged secret has let somebody in");
        let code = socket.closed()?;
        ensure!(
            code == close::REFUSED,
            "a forged secret is answered by {code}"
        );
        Ok(())
    }

    fn no_poll(&self, chance: &mut Chance) -> Result<()> {
        let text = pick(&NO_POLLS, chance)?;
        let said = Wire::new(&self.site, "strophe").send(text)?;
        ensure!(
            said.contains("condition='bad-request'"),
            "{text} is answered by {said}"
        );
        let said = Wire::new(&self.site, PIDGIN).send(text)?;
        ensure!(
            !said.contains("type='terminate'"),
            "{text} is answered by {said}"
        );
        Ok(())
    }

    /// An operator who takes no chats speaks in one that somebody else holds, under their lease or another.
    fn forged(
        &self,
        chance: &mut Chance,
        chat: &ChatId,
        kind: ChatKind,
        lease: Lease,
    ) -> Result<()> {
        let lease = match chance.below(4) {
            0 => Lease(lease.0.saturating_add(1)),
            1 => Lease(0),
            _ => lease,
        };
        let chat = || chat.clone();
        let frame = match chance.below(7) {
            0 => FromOperator::Claim { chat: chat() },
            1 => FromOperator::End {
                chat: chat(),
                lease,
            },
            2 => FromOperator::Transfer {
                chat: chat(),
                lease,
                recipient: Recipient::Operator(HOSTILE.parse()?),
                note: None,
            },
            3 => FromOperator::Block {
                chat: chat(),
                lease,
            },
            4 => FromOperator::Ack {
                chat: chat(),
                lease,
                received: Seq(1_000_000),
            },
            5 => FromOperator::AskForEarlier {
                chat: chat(),
                lease,
            },
            _ => FromOperator::Message {
                chat: chat(),
                lease,
                message: forged_message(kind)?,
            },
        };
        let mut desk = self.desk()?;
        desk.send(&frame)?;
        let deadline = std::time::Instant::now() + REFUSED_MAX;
        while std::time::Instant::now() < deadline {
            match desk.receive_within(Duration::from_millis(200))? {
                Some(ToOperator::Refused { .. }) => return Ok(()),
                Some(
                    ToOperator::Claimed(_)
                    | ToOperator::Entry { .. }
                    | ToOperator::Sent { .. }
                    | ToOperator::Transfer { .. }
                    | ToOperator::Blocked { until: Some(_), .. },
                ) => bail!("a forged frame was taken: {frame:?}"),
                // Nothing was blocked, which is the answer to that.
                Some(ToOperator::Blocked { until: None, .. }) => return Ok(()),
                Some(_) | None => {}
            }
        }
        bail!("a forged frame was not refused: {frame:?}")
    }

    fn desk(&self) -> Result<DeskSocket> {
        let mut desk = socket::desk(&self.site, QUEUE, &self.browser)?.socket()?;
        desk.send(&FromOperator::Hello {
            version: VERSION,
            seat: SeatId::from_bytes([0x66; 16]),
            chats: vec![],
            availability: Some(Availability {
                status: Status::Away,
                ..Availability::default()
            }),
            until: None,
        })?;
        desk.receive_until(|frame| matches!(frame, ToOperator::Welcome { .. }).then_some(()))?;
        Ok(desk)
    }
}

fn forged_message(kind: ChatKind) -> Result<Outgoing> {
    let body = match kind {
        ChatKind::Open => Body::Open {
            text: "forged".parse()?,
        },
        ChatKind::Sealed => Body::Sealed {
            epoch: Epoch(u32::MAX),
            text: "?OTR:AAMDforged.".parse()?,
        },
    };
    let number = Number(1);
    Ok(Outgoing { number, body })
}

fn pick<'a>(all: &[&'a str], chance: &mut Chance) -> Result<&'a str> {
    let place = usize::try_from(chance.below(u64::try_from(all.len())?))?;
    all.get(place).copied().context("there are some")
}
