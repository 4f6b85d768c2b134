//! What comes in encrypted: the text, the records, and what is answered.

use rand_core::CryptoRng;

use super::{Conversation, Phase};
use crate::{
    data::{
        Opened,
        message::{DataMessage, IGNORE_UNREADABLE},
    },
    error::{Reason, Rejected},
    output::{ExtraKey, Outcome, Output},
    secret::Secret,
    smp::is_smp,
    text::error_message,
    timestamp::Timestamp,
    version::Version,
    wire::{
        reader::Reader,
        tlv::{self, Tlv},
    },
};

impl Conversation {
    pub(super) fn receive_data(
        &mut self,
        message: &[u8],
        version: Version,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Rejected> {
        let message = DataMessage::read(message).map_err(|error| Rejected {
            reason: error.into(),
            reply: Some(error_message::write("You sent a malformed message.")),
        })?;
        let opened = match &mut self.phase {
            Phase::Encrypted(encrypted) if encrypted.version == version => {
                encrypted.open(&message, rng)
            }
            Phase::Plaintext | Phase::Encrypted(_) | Phase::Finished => Err(Reason::NotInPrivate),
        };
        let opened = opened.map_err(|reason| unreadable(reason, message.flags))?;
        Ok(self.take_opened(version, opened, now, rng))
    }

    fn take_opened(
        &mut self,
        version: Version,
        opened: Opened,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Output {
        let mut output = Output::default();
        let Opened {
            text,
            tlvs,
            extra_key,
        } = opened;
        let has_text = !text.is_empty();
        if has_text {
            output.outcomes.push(Outcome::Text(text));
        }
        // One step of a comparison takes dozens of powers, and a message holds thousands of records.
        let mut smp_taken = false;
        for tlv in tlvs {
            if !is_smp(&tlv) {
                self.take_tlv(version, tlv, &extra_key, &mut output);
            } else if !std::mem::replace(&mut smp_taken, true) {
                self.take_smp(&tlv, now, rng, &mut output);
            }
        }
        if has_text && self.policy.heartbeats && self.pending.heartbeat_is_due(now) {
            self.send_silently(&[], now, &mut output);
        }
        output
    }

    fn take_tlv(
        &mut self,
        version: Version,
        tlv: Tlv,
        extra_key: &Secret<32>,
        output: &mut Output,
    ) {
        match tlv.kind() {
            tlv::PADDING => {}
            tlv::DISCONNECTED => {
                self.phase = Phase::Finished;
                self.pending.forget();
                output.outcomes.push(Outcome::Finished);
            }
            tlv::EXTRA_KEY if version == Version::V2 => {}
            tlv::EXTRA_KEY => output.outcomes.extend(extra_key_outcome(tlv, extra_key)),
            _ => output.outcomes.push(Outcome::Tlv(tlv)),
        }
    }
}

/// What a record about the extra key says; nothing if it is cut short.
fn extra_key_outcome(tlv: Tlv, key: &Secret<32>) -> Option<Outcome> {
    let mut reader = Reader::new(tlv.value());
    let usage = reader.int("the extra key's use").ok()?;
    let context = reader.rest().to_vec();
    Some(Outcome::ExtraKey {
        usage,
        context,
        key: ExtraKey::new(key.clone()),
    })
}

/// The refusal of a data message: with an error message for its sender, unless that one does not want
/// it or has been answered before.
fn unreadable(reason: Reason, flags: u8) -> Rejected {
    let is_known = matches!(reason, Reason::Replayed { .. });
    if is_known || flags & IGNORE_UNREADABLE != 0 {
        return reason.into();
    }
    let words = if reason == Reason::NotInPrivate {
        "You sent a private message, but no private conversation stands."
    } else {
        "You sent a message that cannot be read."
    };
    Rejected {
        reason,
        reply: Some(error_message::write(words)),
    }
}
