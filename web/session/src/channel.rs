//! The sealed channel of one epoch: lines of the queue in and out of one OTR conversation.

use std::sync::Arc;

use hushdesk_protocol::earlier::Earlier;
use hushdesk_protocol::frames::Body;
use hushdesk_protocol::ids::{Epoch, Fingerprint, Timestamp};
use hushdesk_protocol::text::{CommitText, SealedText};
use otr_wasm::{Conversation, Identity, InstanceTag, Outcome, Output, Policy, Tlv};
use rand_core::CryptoRng;

use super::text::Text;
use super::text_id::TextId;
use super::verdict::Clearance;

/// One end of a key exchange and of what is sealed with its keys. There is only one of each: two that seal with the
/// same keys would give both texts away.
#[derive(Debug)]
pub(crate) struct Channel {
    epoch: Epoch,
    conversation: Conversation,
}

/// What came out of a line.
#[derive(Debug, Default)]
pub(crate) struct Opened {
    /// To be sent.
    pub(crate) replies: Vec<Body>,
    /// What happened.
    pub(crate) outcomes: Vec<Outcome>,
    /// Which text it carries, if it says so.
    pub(crate) text_id: Option<TextId>,
    /// The line was refused: it was not made by the other end of this conversation.
    pub(crate) refused: bool,
}

/// A conversation of our own with a fresh instance tag: the other end takes it for another client, and
/// keeps nothing of an earlier one.
pub(crate) fn fresh_conversation(
    identity: &Arc<Identity>,
    rng: &mut dyn CryptoRng,
) -> Conversation {
    let tag = InstanceTag::generate(rng);
    Conversation::new(identity.clone(), tag, policy())
}

/// The conversation's D-H Commit.
pub(crate) fn commit(
    conversation: &mut Conversation,
    rng: &mut dyn CryptoRng,
) -> Option<CommitText> {
    let output = conversation.begin(rng).ok()?;
    let mut lines = output.send.into_iter();
    lines.find_map(|line| CommitText::try_from(line).ok())
}

/// Version 3 only, nothing in clear, and no text sent again by the engine: the session's log does that.
fn policy() -> Policy {
    Policy {
        allow_v2: false,
        require_encryption: true,
        answer_queries: false,
        resend: false,
        ..Policy::default()
    }
}

fn sealed_texts(lines: Vec<String>) -> impl Iterator<Item = SealedText> {
    lines
        .into_iter()
        .filter_map(|line| SealedText::try_from(line).ok())
}

impl Channel {
    /// The channel of this epoch.
    pub(crate) const fn new(epoch: Epoch, conversation: Conversation) -> Self {
        Self {
            epoch,
            conversation,
        }
    }

    /// Which epoch.
    pub(crate) const fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// Takes a line of the other end.
    pub(crate) fn receive(
        &mut self,
        line: &SealedText,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Opened {
        match self.conversation.receive(line.as_str(), moment(now), rng) {
            Ok(Output { send, outcomes }) => Opened {
                replies: self.bodies(send),
                text_id: text_id(&outcomes),
                outcomes,
                refused: false,
            },
            Err(rejected) => Opened {
                replies: self.bodies(rejected.reply.into_iter().collect()),
                outcomes: Vec::new(),
                text_id: None,
                refused: true,
            },
        }
    }

    /// Seals a text. Nothing comes out while the conversation is not encrypted.
    pub(crate) fn seal(
        &mut self,
        (text, id): (&Text, TextId),
        _cleared: &Clearance,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<Body> {
        let output =
            self.conversation
                .send(text.as_str(), id.to_tlv().as_slice(), moment(now), rng);
        self.bodies(output.map(|output| output.send).unwrap_or_default())
    }

    /// Seals a record about earlier messages. Nothing comes out while the conversation is not encrypted.
    pub(crate) fn seal_record(
        &mut self,
        record: &Earlier,
        _cleared: &Clearance,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<Body> {
        let tlv = Tlv::new(record.record_type(), record.to_bytes());
        let output = tlv.and_then(|tlv| self.conversation.send("", &[tlv], moment(now), rng));
        self.bodies(output.map(|output| output.send).unwrap_or_default())
    }

    /// Says nothing, so that the other end learns that it is heard: a message without a text. Nothing comes out while the
    /// conversation is not encrypted.
    pub(crate) fn nod(
        &mut self,
        _cleared: &Clearance,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<Body> {
        let output = self.conversation.send("", &[], moment(now), rng);
        self.bodies(output.map(|output| output.send).unwrap_or_default())
    }

    /// Asks the guest for a key exchange.
    pub(crate) fn query(&mut self) -> Vec<Body> {
        let output = self.conversation.query();
        self.bodies(output.map(|output| output.send).unwrap_or_default())
    }

    /// Ends the private conversation and tells the other end.
    pub(crate) fn end(&mut self, now: Timestamp, rng: &mut dyn CryptoRng) -> Vec<Body> {
        let output = self.conversation.end(moment(now), rng);
        self.bodies(output.send)
    }

    fn bodies(&self, lines: Vec<String>) -> Vec<Body> {
        let epoch = self.epoch;
        sealed_texts(lines)
            .map(|text| Body::Sealed { epoch, text })
            .collect()
    }
}

fn text_id(outcomes: &[Outcome]) -> Option<TextId> {
    outcomes.iter().find_map(|outcome| match outcome {
        Outcome::Tlv(tlv) => TextId::from_tlv(tlv),
        Outcome::Text(_)
        | Outcome::Unencrypted { .. }
        | Outcome::Encrypted { .. }
        | Outcome::Finished
        | Outcome::Smp(_)
        | Outcome::ExtraKey { .. }
        | Outcome::Queried { .. }
        | Outcome::PeerError(_)
        | Outcome::Resent(_) => None,
    })
}

/// The key's fingerprint as skins and frames write it.
pub(crate) fn fingerprint(of: otr_wasm::Fingerprint) -> Fingerprint {
    Fingerprint::from_bytes(*of.as_bytes())
}

fn moment(now: Timestamp) -> otr_wasm::Timestamp {
    otr_wasm::Timestamp::from_millis(now.0)
}
