//! What is kept of a held chat over a reload of the operator's window: all but the keys of the conversation.
//!
//! It holds texts of both ends in clear: whoever stores it seals it.

use std::fmt;

use hushdesk_protocol::frames::{ChatKind, HeldChat};
use hushdesk_protocol::ids::{ChatId, OperatorName};
use serde::{Deserialize, Serialize};

use super::key_exchange::{KeyExchange, KnownGuest};
use super::request::{KeptRequest, Request};
use super::{Life, OperatorSession, undelivered};
use crate::delivery::{Delivery, KeptDelivery};
use crate::sealing::Sealing;

/// The version of the form in which a chat is kept. Another one is not read: the window begins anew, as if it had been
/// closed.
const VERSION: u8 = 3;

/// Bytes of text that are kept of one chat; of a longer conversation the oldest texts are gone after a reload. Base64
/// makes 270,000 characters of them: 18 such chats fit into what a browser gives an origin, 5,000,000.
const TEXT_BYTES_MAX: usize = 200_000;

/// Lines that are kept, for the same reason.
const LINES_MAX: usize = 2_000;

/// A held chat between two pages.
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
pub struct KeptChat {
    version: u8,
    /// Whose it is: nobody else who signs in in this window gets to see it.
    operator: OperatorName,
    held: HeldChat,
    life: Life,
    guest: Option<KnownGuest>,
    delivery: KeptDelivery,
    request: KeptRequest,
}

impl KeptChat {
    /// As it is stored, once it has been sealed.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// From what was stored; none if it was kept by another version of this page, or cannot be read.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let kept: Self = serde_json::from_slice(bytes).ok()?;
        (kept.version == VERSION).then_some(kept)
    }

    /// Which chat.
    pub const fn chat(&self) -> &ChatId {
        &self.held.chat
    }

    /// Whose.
    pub const fn operator(&self) -> &OperatorName {
        &self.operator
    }
}

/// Shows which chat it is, and nothing of it.
impl fmt::Debug for KeptChat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeptChat")
            .field("chat", &self.held.chat)
            .field("lease", &self.held.lease)
            .field("delivery", &self.delivery)
            .finish_non_exhaustive()
    }
}

impl<S: Sealing> OperatorSession<S> {
    /// The chat as it was kept. It goes on, with keys of its own, when the queue says that the window holds it still.
    pub(crate) fn restore(kept: KeptChat, sealing: &S) -> Self {
        let sealed = match kept.held.kind {
            ChatKind::Sealed => {
                let sealed = KeyExchange::new(sealing.clone(), kept.delivery.epoch());
                Some(sealed.knowing(kept.guest))
            }
            ChatKind::Open => None,
        };
        let delivery = Delivery::restore(kept.delivery, undelivered(sealed.as_ref()));
        Self {
            life: kept.life,
            request: Request::restore(kept.request),
            ..Self::with(kept.held, sealed, delivery)
        }
    }

    /// What is to be kept, if that is not what was kept last.
    pub(crate) fn keep_news(&mut self, operator: &OperatorName) -> Option<KeptChat> {
        let kept = self.to_keep(operator);
        if self.kept.as_ref() == Some(&kept) {
            return None;
        }
        self.kept = Some(kept.clone());
        Some(kept)
    }

    fn to_keep(&self, operator: &OperatorName) -> KeptChat {
        KeptChat {
            version: VERSION,
            operator: operator.clone(),
            held: self.held.clone(),
            life: self.life.clone(),
            guest: self.sealed.as_ref().and_then(KeyExchange::known_guest),
            delivery: self.delivery.to_keep(LINES_MAX, TEXT_BYTES_MAX),
            request: self.request.to_keep(),
        }
    }
}
