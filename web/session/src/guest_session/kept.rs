//! What is kept of a chat over a reload: all but the keys of the conversation, which die with the page.
//!
//! It is kept in postcard's form, which takes a third of the code that JSON would take in every guest's browser.
//! It holds the guest's texts, the chat's token and the guest's key in clear: whoever stores it seals it.

use std::fmt;

use hushdesk_protocol::ids::{ChatId, Lease, ResumeToken, SnippetName, Visit};
use hushdesk_protocol::rest::Sealing;
use hushdesk_protocol::text::{DisplayName, PageAddress};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::consent::{Consent, KeptConsent};
use super::key_exchange::{Accepted, KeyExchange};
use super::life::Life;
use super::{GuestSession, Start, undelivered};
use crate::delivery::{Delivery, KeptDelivery};
use crate::sealing::{GuestSealing, KeptKey};
use crate::verdict::Vouching;

/// The version of the form in which a chat is kept. Another one is not read: the chat is lost, as if the
/// window had been closed.
const VERSION: u8 = 8;

/// Bytes of text that are kept; of a longer conversation the oldest texts are gone after a reload. Base64
/// makes 2,000,000 characters of them, and browsers give an origin 5,000,000 for all of its chats.
const TEXT_BYTES_MAX: usize = 1_500_000;

/// Lines that are kept, for the same reason: a line is a dozen bytes without a text.
const LINES_MAX: usize = 20_000;

/// A chat between two pages.
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    version: u8,
    chat: ChatId,
    token: ResumeToken,
    snippet: SnippetName,
    vouching: Option<Vouching>,
    accepted: Vec<Accepted>,
    key: Option<KeptKey>,
    page: Option<PageAddress>,
    opened: bool,
    life: Life,
    operator: Option<DisplayName>,
    passing: bool,
    lease: Lease,
    visit: Visit,
    begun: u32,
    delivery: KeptDelivery,
    consent: KeptConsent,
}

/// Why something kept is no chat.
#[derive(Debug, thiserror::Error)]
pub enum KeptError {
    /// It was kept by another version of this page.
    #[error("kept in version {got} of the form; this page reads version {VERSION}")]
    Version {
        /// Its version.
        got: u8,
    },
    /// It cannot be read.
    #[error("what was kept cannot be read")]
    Malformed,
}

impl Kept {
    /// As it is stored, once it has been sealed.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// From what was stored. The version stands first, whatever follows it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeptError> {
        match bytes.first() {
            Some(&VERSION) => postcard::from_bytes(bytes).map_err(|_| KeptError::Malformed),
            Some(&got) => Err(KeptError::Version { got }),
            None => Err(KeptError::Malformed),
        }
    }
}

/// Shows which chat it is, and nothing of it.
impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept")
            .field("chat", &self.chat)
            .field("delivery", &self.delivery)
            .finish_non_exhaustive()
    }
}

impl<S: GuestSealing> GuestSession<S> {
    /// The chat as it was kept, under what the skin says of its operators' keys today. A sealed chat stays
    /// sealed whatever the skin has become; in it a new key exchange begins as soon as the queue has
    /// answered.
    pub fn restore(mut kept: Kept, today: &Sealing, rng: &mut dyn CryptoRng) -> Self {
        if let (Some(vouching), Some(today)) = (&mut kept.vouching, Vouching::of(today)) {
            *vouching = today;
        }
        let sealed = kept.vouching.clone().map(|vouching| {
            let sealing = kept.key.as_ref().and_then(S::restore);
            let sealing = sealing.unwrap_or_else(|| S::generate(rng));
            KeyExchange::new(sealing, vouching).having_accepted(kept.accepted.clone())
        });
        let start = Start {
            chat: kept.chat.clone(),
            token: kept.token.clone(),
            snippet: kept.snippet.clone(),
            sealing: kept
                .vouching
                .as_ref()
                .map_or(Sealing::Open, Vouching::sealing),
            page: kept.page.clone(),
        };
        let mut delivery = Delivery::restore(kept.delivery.clone(), undelivered(sealed.as_ref()));
        delivery.begin_log(rng);
        Self {
            opened: kept.opened,
            life: kept.life,
            operator: kept.operator.clone(),
            passing: kept.passing,
            lease: kept.lease,
            visit: kept.visit,
            begun_before: kept.begun,
            consent: Consent::restore(kept.consent.clone()),
            kept: Some(Box::new(kept)),
            ..Self::new(start, sealed, delivery)
        }
    }

    /// Which chat it is, and the secret by which the service knows its guest.
    pub fn proof(&self) -> (ChatId, ResumeToken) {
        (self.start.chat.clone(), self.start.token.clone())
    }

    /// The snippet through which the guest came.
    pub const fn snippet(&self) -> &SnippetName {
        &self.start.snippet
    }

    /// Whether the chat is over, so that no socket is wanted.
    pub const fn is_over(&self) -> bool {
        matches!(self.life, Life::Over(_))
    }

    pub(super) fn to_keep(&self) -> Kept {
        Kept {
            version: VERSION,
            chat: self.start.chat.clone(),
            token: self.start.token.clone(),
            snippet: self.start.snippet.clone(),
            vouching: Vouching::of(&self.start.sealing),
            accepted: self
                .sealed
                .as_ref()
                .map(|sealed| sealed.accepted().to_vec())
                .unwrap_or_default(),
            key: self.sealed.as_ref().and_then(KeyExchange::kept_key),
            page: self.start.page.clone(),
            opened: self.opened,
            life: self.life,
            operator: self.operator.clone(),
            passing: self.passing,
            lease: self.lease,
            visit: self.visit,
            begun: self.begun(),
            delivery: self.delivery.to_keep(LINES_MAX, TEXT_BYTES_MAX),
            consent: self.consent.to_keep().clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Timestamp;
    use rand_core::UnwrapErr;

    use super::*;
    use crate::sealing::OpenOnly;
    use crate::text::Text;

    fn kept() -> Kept {
        let start = Start {
            chat: ChatId::from_bytes([1; 16]),
            token: ResumeToken::from_bytes([2; 32]),
            snippet: "snippet".parse().unwrap(),
            sealing: Sealing::Open,
            page: None,
        };
        let first = Text::typed("Where is the map room?").unwrap();
        let mut rng = UnwrapErr(getrandom::SysRng);
        let (session, _) = GuestSession::<OpenOnly>::open(start, first, Timestamp(3), &mut rng);
        session.to_keep()
    }

    #[test]
    fn a_chat_is_read_back_as_it_was_kept() {
        let kept = kept();
        assert_eq!(Kept::from_bytes(&kept.to_bytes()).unwrap(), kept);
    }

    #[test]
    fn another_version_and_what_is_cut_short_are_no_chat() {
        let mut bytes = kept().to_bytes();
        let cut = bytes.split_off(bytes.len() / 2);
        assert!(matches!(
            Kept::from_bytes(&bytes),
            Err(KeptError::Malformed)
        ));
        assert!(matches!(Kept::from_bytes(&[]), Err(KeptError::Malformed)));
        bytes.extend(cut);
        bytes[0] = VERSION + 1;
        let got = VERSION + 1;
        assert!(matches!(
            Kept::from_bytes(&bytes),
            Err(KeptError::Version { got: it }) if it == got
        ));
    }
}
