//! What comes in.

use rand_core::CryptoRng;

use super::{Conversation, Phase};
use crate::{
    ake::{Established, Incoming, Step},
    data::{
        Encrypted, Opened,
        message::{DataMessage, IGNORE_UNREADABLE},
    },
    error::{Reason, Rejected},
    instance_tag::InstanceTag,
    limits::LINE_MAX,
    output::{ExtraKey, Outcome, Output},
    secret::Secret,
    smp::is_smp,
    text::{Line, armor, classify, error_message, fragment::Fragment},
    timestamp::Timestamp,
    version::Version,
    wire::{
        header::{Header, MessageType, Tags},
        reader::Reader,
        tlv::{self, Tlv},
    },
};

impl Conversation {
    /// Takes a line that arrived.
    ///
    /// # Errors
    /// If it is refused, nothing has changed; the refusal may carry a reply to send.
    pub fn receive(
        &mut self,
        line: &str,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Rejected> {
        if line.len() > LINE_MAX {
            return Err(Reason::TooLong {
                length: line.len(),
                limit: LINE_MAX,
            }
            .into());
        }
        let line = classify(line);
        if let Line::Fragment(rest) = line {
            return self.receive_fragment(rest, now, rng);
        }
        let output = self.receive_line(line, now, rng)?;
        self.assembly.clear();
        Ok(output)
    }

    fn receive_fragment(
        &mut self,
        rest: &str,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Rejected> {
        // A query comes in pieces of version 2's form, whatever versions it offers: whether the policy
        // allows a version is asked of the whole line.
        let fragment = Fragment::read(rest)?;
        if let Some(tags) = fragment.tags {
            // Of which type the message is, its pieces do not say.
            self.check_tags(MessageType::DhCommit, tags)?;
        }
        match self.assembly.add(fragment)? {
            Some(line) => self.receive_line(classify(&line), now, rng),
            None => Ok(Output::default()),
        }
    }

    fn receive_line(
        &mut self,
        line: Line<'_>,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Rejected> {
        match line {
            Line::Encoded(body) => {
                let message = armor::read(body).map_err(Reason::from)?;
                self.receive_message(&message, now, rng)
            }
            Line::Query(offered) => self.receive_query(&offered, rng),
            Line::Plain { text, offered } => Ok(self.receive_plain(text, &offered, rng)),
            Line::Error(words) => Ok(self.receive_error(words)),
            Line::Fragment(_) | Line::Unknown => Err(Reason::NotOtr.into()),
        }
    }

    fn receive_query(
        &mut self,
        offered: &[Version],
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Rejected> {
        let version = self
            .policy
            .best_of(offered)
            .ok_or(Reason::NoCommonVersion)?;
        let mut output = Output::default();
        if self.policy.answer_queries {
            self.start_exchange(version, &mut output, rng);
        } else {
            output.outcomes.push(Outcome::Queried { version });
        }
        Ok(output)
    }

    fn receive_plain(
        &mut self,
        text: String,
        offered: &[Version],
        rng: &mut dyn CryptoRng,
    ) -> Output {
        let mut output = Output::default();
        let in_plaintext = matches!(self.phase, Phase::Plaintext);
        if offered.is_empty() && in_plaintext {
            self.pending.offers_ended = true;
        }
        if !text.is_empty() {
            let expected = in_plaintext && !self.policy.require_encryption;
            output
                .outcomes
                .push(Outcome::Unencrypted { text, expected });
        }
        let encrypted = matches!(self.phase, Phase::Encrypted(_));
        if self.policy.start_on_whitespace_tag
            && !encrypted
            && let Some(version) = self.policy.best_of(offered)
        {
            self.start_exchange(version, &mut output, rng);
        }
        output
    }

    fn receive_error(&mut self, words: &str) -> Output {
        self.pending.note_error();
        let query = if self.policy.start_on_error {
            self.query_line()
        } else {
            None
        };
        Output {
            send: query.into_iter().collect(),
            outcomes: vec![Outcome::PeerError(words.to_owned())],
        }
    }

    fn receive_message(
        &mut self,
        message: &[u8],
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Rejected> {
        let mut reader = Reader::new(message);
        let header = Header::read(&mut reader).map_err(Reason::from)?;
        if !self.policy.allows(header.version()) {
            return Err(Reason::Version(header.version()).into());
        }
        let sender = header
            .tags()
            .map(|tags| self.check_tags(header.kind(), tags))
            .transpose()?;
        match header.kind() {
            MessageType::Data => self.receive_data(message, header.version(), now, rng),
            MessageType::DhCommit
            | MessageType::DhKey
            | MessageType::RevealSignature
            | MessageType::Signature => {
                let version = header.version();
                let incoming = Incoming {
                    version,
                    kind: header.kind(),
                    body: reader.rest(),
                };
                let step = self.ake.receive(incoming, &self.identity, rng)?;
                self.their_tag = sender.or(self.their_tag);
                Ok(self.take_step(version, step, now, rng))
            }
        }
    }

    /// Whether a message is from the instance this conversation is with, and for ours: its sender.
    ///
    /// Only a D-H Commit may leave its receiver open; and one that comes while nothing is private may
    /// be from any instance: a peer that returns with another tag.
    fn check_tags(&self, kind: MessageType, tags: Tags) -> Result<InstanceTag, Reason> {
        let sender = InstanceTag::new(tags.sender).ok_or(Reason::OutOfRange("the sender's tag"))?;
        let is_commit = kind == MessageType::DhCommit;
        if tags.receiver != self.our_tag.number() && !(tags.receiver == 0 && is_commit) {
            return Err(Reason::NotForUs);
        }
        if sender == self.our_tag {
            return Err(Reason::Reflected);
        }
        let may_be_new = is_commit && matches!(self.phase, Phase::Plaintext);
        match self.their_tag {
            Some(known) if known != sender && !may_be_new => Err(Reason::OtherInstance(sender)),
            _ => Ok(sender),
        }
    }

    /// Takes what a message of the key exchange led to.
    fn take_step(
        &mut self,
        version: Version,
        step: Step,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Output {
        let mut output = Output::default();
        self.ake = step.next;
        if let Some((kind, body)) = step.send {
            self.emit_ake(version, kind, &body, &mut output);
        }
        if let Some(established) = step.established {
            self.go_private(version, *established, now, rng, &mut output);
        }
        output
    }

    /// The exchange is complete: the conversation is private, and what waited for it goes out.
    fn go_private(
        &mut self,
        version: Version,
        established: Established,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
        output: &mut Output,
    ) {
        let fingerprint = established.fingerprint;
        let session = established.session;
        let mut encrypted = Encrypted::new(version, established, rng);
        if let Phase::Encrypted(before) = &mut self.phase
            && before.fingerprint == fingerprint
        {
            encrypted.smp = std::mem::take(&mut before.smp);
        }
        self.phase = Phase::Encrypted(Box::new(encrypted));
        self.pending.note_sent(now);
        output.outcomes.push(Outcome::Encrypted {
            fingerprint,
            version,
            session,
        });
        if let Some(text) = self.pending.take_wanted(fingerprint, now)
            && self.policy.resend
        {
            self.seal(0, &format!("[resent] {text}"), &[], now, output);
            output.outcomes.push(Outcome::Resent(text));
        }
        for text in self.pending.take_held() {
            self.seal(0, &text, &[], now, output);
            self.pending.note_text(&text, fingerprint, now);
        }
    }

    fn receive_data(
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
        Ok(self.take_opened(opened, now, rng))
    }

    fn take_opened(&mut self, opened: Opened, now: Timestamp, rng: &mut dyn CryptoRng) -> Output {
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
        for tlv in tlvs {
            if is_smp(&tlv) {
                self.take_smp(&tlv, now, rng, &mut output);
            } else {
                self.take_tlv(tlv, &extra_key, &mut output);
            }
        }
        if has_text && self.policy.heartbeats && self.pending.heartbeat_is_due(now) {
            self.send_silently(&[], now, &mut output);
        }
        output
    }

    fn take_tlv(&mut self, tlv: Tlv, extra_key: &Secret<32>, output: &mut Output) {
        match tlv.kind() {
            tlv::PADDING => {}
            tlv::DISCONNECTED => {
                self.phase = Phase::Finished;
                self.pending.forget();
                output.outcomes.push(Outcome::Finished);
            }
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
    if reason == Reason::Replayed || flags & IGNORE_UNREADABLE != 0 {
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

impl From<Reason> for Rejected {
    fn from(reason: Reason) -> Self {
        Self {
            reason,
            reply: None,
        }
    }
}
