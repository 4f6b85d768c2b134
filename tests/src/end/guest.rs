//! The guest's end.

use anyhow::{Result, bail};
use hushdesk_protocol::VERSION;
use hushdesk_protocol::frames::{ChatKind, FromGuest, Opening, Outgoing, Party, ToGuest};
use hushdesk_protocol::ids::{ChatId, ResumeToken, Seq, Visit};

use super::{Heard, Side};
use crate::server::Site;
use crate::socket::{self, GuestSocket};

/// A guest, who comes from an address of their own.
pub struct Guest {
    chat: ChatId,
    token: ResumeToken,
    queue: String,
    kind: ChatKind,
    address: String,
    opening: FromGuest,
}

impl Guest {
    /// The guest of a chat, which is not open yet.
    pub fn new(number: u8, queue: &str, kind: ChatKind) -> Result<Self> {
        let chat = ChatId::from_bytes([number; 16]);
        let token = ResumeToken::from_bytes([number; 32]);
        let opening = FromGuest::Open {
            version: VERSION,
            chat: chat.clone(),
            token: token.clone(),
            opening: match kind {
                ChatKind::Open => Opening::Open,
                ChatKind::Sealed => Opening::Sealed {
                    commit: "?OTR:AAMCcommit.".parse()?,
                },
            },
            page: None,
        };
        Ok(Self {
            chat,
            token,
            queue: queue.to_owned(),
            kind,
            address: format!("198.51.100.{number}"),
            opening,
        })
    }

    /// Which chat.
    pub const fn chat(&self) -> &ChatId {
        &self.chat
    }
}

impl Side for Guest {
    type Out = FromGuest;
    type In = ToGuest;
    const PARTY: Party = Party::Guest;

    fn connect(&self, site: &Site) -> Result<GuestSocket> {
        let headers = [("CF-Connecting-IP", self.address.as_str())];
        socket::guest(site, &self.queue, self.kind, &headers)?.socket()
    }

    fn arrive(&self, received: Seq) -> FromGuest {
        if received == Seq(0) {
            return self.opening.clone();
        }
        FromGuest::Resume {
            version: VERSION,
            chat: self.chat.clone(),
            token: self.token.clone(),
            received,
            visit: Visit(0),
        }
    }

    fn write(&self, message: Outgoing) -> FromGuest {
        FromGuest::Message(message)
    }

    fn acknowledge(&self, received: Seq) -> FromGuest {
        FromGuest::Ack { received }
    }

    fn heard(&self, frame: ToGuest) -> Result<Heard> {
        Ok(match frame {
            ToGuest::Chat(chat) => Heard::Stands(chat.sent, chat.entries),
            ToGuest::Entry(entry) => Heard::Entry(entry),
            ToGuest::Sent(sent) => Heard::Sent(sent),
            ToGuest::Epoch { .. }
            | ToGuest::Typing(_)
            | ToGuest::Waiting(_)
            | ToGuest::Changed
            | ToGuest::Presence { .. } => Heard::Else,
            ToGuest::Moved { queue } => bail!("the chat went to {queue}"),
            ToGuest::Refused { about, refusal } => bail!("{about:?} was refused: {refusal}"),
        })
    }
}
