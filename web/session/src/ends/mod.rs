//! What both ends of a chat do in the same way, each with frames of its own: they [send](Sends) and they [read](Reads).

mod comparing;
mod reading;
mod sending;

use hushdesk_protocol::frames::Body;
use hushdesk_protocol::ids::{Epoch, Timestamp};
use hushdesk_protocol::text::SealedText;
use rand_core::CryptoRng;

pub(crate) use comparing::Compares;
pub(crate) use reading::Reads;
pub(crate) use sending::Sends;

use crate::comparison::Compare;
use crate::epoch_keys::Opened;
use crate::text::Text;
use crate::text_id::TextId;

/// The key exchange of a sealed chat, as it stands at one end.
pub(crate) trait KeyExchange {
    /// Whether all that comes can be read, or never will be: only then may it be acknowledged. What cannot be read before a
    /// new epoch begins must stay undelivered, so that its sender seals it again.
    fn reads(&self) -> bool;

    /// Whether what the other end seals is shown.
    fn is_encrypted(&self) -> bool;

    /// Takes a line of this epoch; none if it is not the one that stands.
    fn receive(
        &mut self,
        line: (Epoch, &SealedText),
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Option<Opened>;

    /// Seals what somebody does about comparing a secret, if that may be done.
    fn compare(&mut self, step: &Compare, now: Timestamp, rng: &mut dyn CryptoRng) -> Vec<Body>;

    /// Seals a text, if that may be done.
    fn seal(&mut self, text: (&Text, TextId), now: Timestamp, rng: &mut dyn CryptoRng)
    -> Vec<Body>;
}
