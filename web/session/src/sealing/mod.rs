//! What the two ends of a sealed chat need of whatever seals it. Which cryptography that is, no session knows.
//!
//! [`OpenOnly`] seals nothing, so that only open chats go on. [`PassThrough`] leaves the sealing to somebody behind this
//! end, who has the keys. Sealing with OTR is what browsers do, and is theirs (`web/shared`).

mod kept_key;
mod open_only;
mod pass_through;

use std::fmt::Debug;

use hushdesk_protocol::earlier::Earlier;
use hushdesk_protocol::ids::{Fingerprint, Timestamp};
use hushdesk_protocol::text::{CommitText, SealedText};
use rand_core::CryptoRng;

pub use kept_key::KeptKey;
pub use open_only::{NoChannel, OpenOnly};
pub use pass_through::{PassThrough, Passage};

use crate::comparison::{Compare, Compared};
use crate::text::Text;
use crate::text_id::TextId;
use crate::verdict::Clearance;

/// What an end seals its chats with: the key by which the other ends know it, or whatever stands for one.
pub trait Sealing: Clone + Debug {
    /// One conversation.
    type Channel: Channel;

    /// Begins a key exchange in a conversation that keeps nothing of an earlier one, and gives what it begins with. None
    /// where nothing can be begun.
    fn begin(&self, rng: &mut dyn CryptoRng) -> Option<(CommitText, Self::Channel)>;

    /// Answers the commit of a guest's end, in a conversation that keeps nothing of an earlier one. None where nothing can
    /// be answered.
    fn answer(
        &self,
        commit: CommitText,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Option<(Self::Channel, Received)>;

    /// What asks the guest's end for a key exchange.
    fn query(&self, rng: &mut dyn CryptoRng) -> Vec<SealedText>;

    /// The conversation that goes on over reloads, where somebody behind this end has the keys. What they have sealed this
    /// end cannot seal again. None where it seals itself: then the keys die with the page.
    fn resume(&self) -> Option<Self::Channel> {
        None
    }
}

/// What a guest's end seals with: made for one chat, and kept with it.
pub trait GuestSealing: Sealing {
    /// One with a key of its own, which nobody knows yet.
    fn generate(rng: &mut dyn CryptoRng) -> Self;

    /// The key, to be kept with the chat; none if it cannot be.
    fn to_keep(&self) -> Option<KeptKey>;

    /// The one of before; none if what was kept is no key.
    fn restore(kept: &KeptKey) -> Option<Self>;
}

/// One end of a key exchange and of what is sealed with its keys. There is only one of each: two that seal with the same
/// keys would give both texts away.
///
/// Whatever seals wants a [`Clearance`]: somebody has looked at the other end's key. Nothing comes out while there are no
/// keys.
pub trait Channel: Debug {
    /// Takes a line of the other end.
    fn receive(&mut self, line: &SealedText, now: Timestamp, rng: &mut dyn CryptoRng) -> Received;

    /// Seals a text, and with it which one it is.
    fn seal(
        &mut self,
        text: (&Text, TextId),
        cleared: &Clearance,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<SealedText>;

    /// Seals a record about earlier messages.
    fn seal_record(
        &mut self,
        record: &Earlier,
        cleared: &Clearance,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<SealedText>;

    /// Seals what somebody does about comparing a secret; nothing, if that cannot be done now.
    fn compare(
        &mut self,
        step: &Compare,
        cleared: &Clearance,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<SealedText>;

    /// Says nothing, so that the other end learns that it is heard.
    fn nod(
        &mut self,
        cleared: &Clearance,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<SealedText>;

    /// Ends the private conversation and tells the other end.
    fn end(&mut self, now: Timestamp, rng: &mut dyn CryptoRng) -> Vec<SealedText>;
}

/// What came out of a line.
#[derive(Debug, Default, Eq, PartialEq)]
pub struct Received {
    /// To be sent.
    pub replies: Vec<SealedText>,
    /// What happened, in order.
    pub outcomes: Vec<Outcome>,
    /// The line was refused: it was not made by the other end of this conversation.
    pub refused: bool,
}

/// What happens in a sealed conversation.
#[derive(Clone, Eq, PartialEq)]
pub enum Outcome {
    /// The keys are exchanged, with whoever has this one. Nobody has looked at it yet.
    Encrypted {
        /// The other end's key.
        key: Fingerprint,
    },
    /// The other end wrote.
    Text {
        /// What.
        text: String,
        /// Which of its texts that is, if it says so.
        id: Option<TextId>,
    },
    /// Something about earlier messages.
    Earlier(Earlier),
    /// Something about comparing a secret.
    Compared(Compared),
    /// The other end asks for a key exchange.
    Queried,
    /// The other end has left the private conversation.
    Finished,
    /// The line goes on as it came: to somebody behind this end.
    Passed(SealedText),
}

/// Shows what happened, never what was written.
impl Debug for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Encrypted { key } => write!(f, "Encrypted({key:?})"),
            Self::Text { text, .. } => write!(f, "Text({} bytes)", text.len()),
            Self::Earlier(record) => write!(f, "Earlier({record:?})"),
            Self::Compared(_) => f.write_str("Compared"),
            Self::Queried => f.write_str("Queried"),
            Self::Finished => f.write_str("Finished"),
            Self::Passed(line) => write!(f, "Passed({line:?})"),
        }
    }
}
