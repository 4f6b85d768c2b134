//! What comes in.

use rand_core::CryptoRng;

use super::{Conversation, Exchange, Peer, Phase};
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
    text::{
        Line, armor, classify, error_message,
        fragment::{Assembly, Fragment},
    },
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
        self.pending.expire(now);
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
        self.strangers.clear();
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
        // Of which type the message is, its pieces do not say.
        let sender = fragment
            .tags
            .map(|tags| self.check_tags(MessageType::DhCommit, tags))
            .transpose()?;
        let Some(line) = self.assembly_for(sender).add(fragment)? else {
            return Ok(Output::default());
        };
        let output = self.receive_line(classify(&line), now, rng)?;
        self.assembly_for(sender).clear();
        Ok(output)
    }

    /// Where the pieces of this instance's lines are put together: what a stranger sends does not get
    /// between those of whom this conversation is with.
    fn assembly_for(&mut self, sender: Option<InstanceTag>) -> &mut Assembly {
        match (sender, self.known_tag()) {
            (Some(sender), Some(known)) if sender != known => &mut self.strangers,
            _ => &mut self.assembly,
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
            Line::Fragment(_) => Err(Reason::NotOtr.into()),
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
        if offered.is_empty() && self.is_plaintext() {
            self.pending.offers_ended = true;
        }
        if !text.is_empty() {
            let expected = self.is_plaintext() && !self.policy.require_encryption;
            output
                .outcomes
                .push(Outcome::Unencrypted { text, expected });
        }
        if self.policy.start_on_whitespace_tag
            && !self.is_encrypted()
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
                let step = self.exchange.ake.receive(incoming, &self.identity, rng)?;
                Ok(self.take_step(version, sender, step, now, rng))
            }
        }
    }

    /// Whether a message is for this client of ours, and from an instance that may send it: its sender.
    ///
    /// Only a D-H Commit may leave its receiver open. It may come from any instance, and so may the answer to
    /// one of ours; whoever sent that takes part in the exchange from then on. A data message comes from the
    /// instance with which the exchange was completed.
    fn check_tags(&self, kind: MessageType, tags: Tags) -> Result<InstanceTag, Reason> {
        let sender = InstanceTag::new(tags.sender).ok_or(Reason::OutOfRange("the sender's tag"))?;
        let is_commit = kind == MessageType::DhCommit;
        if tags.receiver != self.our_tag.number() && !(tags.receiver == 0 && is_commit) {
            return Err(Reason::NotForUs);
        }
        if sender == self.our_tag {
            return Err(Reason::Reflected);
        }
        match self.sender_of(kind) {
            Some(expected) if expected != sender => Err(Reason::OtherInstance(sender)),
            _ => Ok(sender),
        }
    }

    /// The only instance that may send a message of this type now; none if any may.
    fn sender_of(&self, kind: MessageType) -> Option<InstanceTag> {
        match (self.peer, kind) {
            (Peer::Only(tag), _) => Some(tag),
            (_, MessageType::DhCommit) => None,
            (_, MessageType::DhKey) if self.exchange.awaits_dh_key() => None,
            (_, MessageType::DhKey | MessageType::RevealSignature | MessageType::Signature) => {
                self.exchange.with
            }
            (_, MessageType::Data) => self.known_tag(),
        }
    }

    /// Takes what a message of the key exchange led to.
    fn take_step(
        &mut self,
        version: Version,
        sender: Option<InstanceTag>,
        step: Step,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Output {
        let mut output = Output::default();
        self.exchange = Exchange::at(step.next, sender);
        if let Some((kind, body)) = step.send {
            self.emit_ake(version, kind, sender, &body, &mut output);
        }
        if let Some(established) = step.established {
            self.go_private(version, sender, *established, rng, &mut output);
            self.send_waiting(now, &mut output);
        }
        output
    }

    /// The exchange is complete: the conversation is private, with whoever took part in it.
    fn go_private(
        &mut self,
        version: Version,
        with: Option<InstanceTag>,
        established: Established,
        rng: &mut dyn CryptoRng,
        output: &mut Output,
    ) {
        let fingerprint = established.fingerprint;
        let session = established.session;
        let is_same_instance = self.known_tag() == with;
        let mut encrypted = Encrypted::new(version, established, rng);
        if let Phase::Encrypted(before) = &mut self.phase
            && before.fingerprint == fingerprint
            && is_same_instance
        {
            encrypted.smp = std::mem::take(&mut before.smp);
        }
        self.phase = Phase::Encrypted(Box::new(encrypted));
        if let Peer::Whoever(known) = &mut self.peer {
            *known = with;
        }
        output.outcomes.push(Outcome::Encrypted {
            fingerprint,
            version,
            session,
        });
    }

    /// Sends what waited for the conversation to be private.
    pub(super) fn send_waiting(&mut self, now: Timestamp, output: &mut Output) {
        let Phase::Encrypted(encrypted) = &self.phase else {
            return;
        };
        let fingerprint = encrypted.fingerprint;
        self.pending.note_sent(now);
        if let Some(text) = self.pending.take_wanted(fingerprint, now)
            && self.policy.resend
        {
            self.seal(0, &text.marked_as_resent(), &[], now, output);
            output.outcomes.push(Outcome::Resent(text.to_string()));
        }
        for text in self.pending.take_held() {
            self.seal(0, &text, &[], now, output);
            self.pending.note_text(text, fingerprint, now);
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
