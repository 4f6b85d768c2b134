//! One OTR conversation: lines of the queue in and out, and what happens in it in the session's words.

use hushdesk_protocol::earlier::Earlier;
use hushdesk_protocol::ids::{Fingerprint, Timestamp};
use hushdesk_protocol::text::SealedText;
use hushdesk_session::comparison::{Compare, Compared, Verdict};
use hushdesk_session::sealing::{Channel, Outcome, Received};
use hushdesk_session::text::Text;
use hushdesk_session::text_id::TextId;
use hushdesk_session::verdict::Clearance;
use otr_wasm::{Conversation, Output, SmpEvent, Tlv};
use rand_core::CryptoRng;

use super::markup::{escaped, text_of};

/// One end of an OTR conversation.
#[derive(Debug)]
pub struct OtrChannel(Conversation);

/// The lines that a sealed chat carries. The engine makes no others.
pub(super) fn sealed_texts(lines: Vec<String>) -> Vec<SealedText> {
    let lines = lines.into_iter();
    lines.filter_map(|line| line.try_into().ok()).collect()
}

impl OtrChannel {
    pub(super) const fn of(conversation: Conversation) -> Self {
        Self(conversation)
    }

    /// Nothing comes out while the conversation is not encrypted.
    fn send(
        &mut self,
        text: &str,
        records: &[Tlv],
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<SealedText> {
        let output = self.0.send_encrypted(text, records, moment(now), rng);
        sealed_texts(output.map(|output| output.send).unwrap_or_default())
    }
}

impl Channel for OtrChannel {
    fn receive(&mut self, line: &SealedText, now: Timestamp, rng: &mut dyn CryptoRng) -> Received {
        if line.is_query() {
            return Received {
                outcomes: vec![Outcome::Queried],
                ..Received::default()
            };
        }
        match self.0.receive_encoded(line.as_str(), moment(now), rng) {
            Ok(Output { send, outcomes }) => Received {
                replies: sealed_texts(send),
                outcomes: in_the_sessions_words(outcomes),
                refused: false,
            },
            Err(rejected) => Received {
                replies: sealed_texts(rejected.reply.into_iter().collect()),
                outcomes: Vec::new(),
                refused: true,
            },
        }
    }

    fn seal(
        &mut self,
        (text, id): (&Text, TextId),
        _: &Clearance,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<SealedText> {
        // Sixteen bytes of a type of our own are always a record.
        let id = Tlv::new(TextId::RECORD_TYPE, id.to_bytes()).ok();
        self.send(&escaped(text.as_str()), id.as_slice(), now, rng)
    }

    fn seal_record(
        &mut self,
        record: &Earlier,
        _: &Clearance,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<SealedText> {
        let Ok(record) = Tlv::new(record.record_type(), record.to_bytes()) else {
            return Vec::new();
        };
        self.send("", &[record], now, rng)
    }

    fn compare(
        &mut self,
        step: &Compare,
        _: &Clearance,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<SealedText> {
        let now = moment(now);
        let output = match step {
            Compare::Ask { question, secret } => {
                self.0
                    .start_smp(secret.as_bytes(), Some(question), now, rng)
            }
            Compare::Answer(secret) => self.0.answer_smp(secret.as_bytes(), now, rng),
            Compare::GiveUp => self.0.abort_smp(now, rng),
        };
        sealed_texts(output.map(|output| output.send).unwrap_or_default())
    }

    fn nod(&mut self, _: &Clearance, now: Timestamp, rng: &mut dyn CryptoRng) -> Vec<SealedText> {
        self.send("", &[], now, rng)
    }

    fn end(&mut self, now: Timestamp, rng: &mut dyn CryptoRng) -> Vec<SealedText> {
        sealed_texts(self.0.end(moment(now), rng).send)
    }
}

/// What the sessions have a word for. All else does not concern them: such a chat has no clear text and asks for no further
/// keys.
fn in_the_sessions_words(outcomes: Vec<otr_wasm::Outcome>) -> Vec<Outcome> {
    let id = outcomes.iter().find_map(text_id);
    let outcomes = outcomes.into_iter().filter_map(|outcome| match outcome {
        otr_wasm::Outcome::Text(markup) => {
            let text = text_of(&markup);
            Some(Outcome::Text { text, id })
        }
        otr_wasm::Outcome::Encrypted { fingerprint, .. } => {
            let key = Fingerprint::from_bytes(*fingerprint.as_bytes());
            Some(Outcome::Encrypted { key })
        }
        otr_wasm::Outcome::Finished => Some(Outcome::Finished),
        otr_wasm::Outcome::Smp(event) => Some(Outcome::Compared(compared(event))),
        otr_wasm::Outcome::Tlv(tlv) => {
            let record = Earlier::from_record(tlv.kind(), tlv.value());
            record.ok().map(Outcome::Earlier)
        }
        otr_wasm::Outcome::Queried { .. }
        | otr_wasm::Outcome::Unencrypted { .. }
        | otr_wasm::Outcome::ExtraKey { .. }
        | otr_wasm::Outcome::PeerError(_)
        | otr_wasm::Outcome::Resent(_) => None,
    });
    outcomes.collect()
}

/// What the other end has done about comparing a secret. To cheat is to give up.
fn compared(event: SmpEvent) -> Compared {
    let verdict = match event {
        SmpEvent::Asked { question } => return Compared::Asks(question),
        SmpEvent::Verified => Verdict::Same,
        SmpEvent::Failed => Verdict::Different,
        SmpEvent::Aborted | SmpEvent::Cheated => Verdict::Aborted,
    };
    Compared::Over(verdict)
}

/// The record that says which text a message carries.
fn text_id(outcome: &otr_wasm::Outcome) -> Option<TextId> {
    if let otr_wasm::Outcome::Tlv(tlv) = outcome {
        TextId::from_record(tlv.kind(), tlv.value())
    } else {
        None
    }
}

fn moment(now: Timestamp) -> otr_wasm::Timestamp {
    otr_wasm::Timestamp::from_millis(now.0)
}
