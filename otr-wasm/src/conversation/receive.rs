//! What comes in: which kind of line it is, and from whom.

use rand_core::CryptoRng;

use super::{Conversation, Peer};
use crate::{
    ake::Incoming,
    error::{Reason, Rejected},
    instance_tag::InstanceTag,
    limits::LINE_MAX,
    output::{Outcome, Output},
    text::{
        Line, armor, classify,
        fragment::{Assembly, Fragment},
    },
    timestamp::Timestamp,
    version::Version,
    wire::{
        header::{Header, MessageType, Tags},
        reader::Reader,
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
        let line = classify(not_too_long(line)?);
        if let Line::Fragment(rest) = line {
            return self.receive_fragment(rest, now, rng);
        }
        let output = self.receive_line(line, now, rng)?;
        self.assembly.clear();
        self.strangers.clear();
        Ok(output)
    }

    /// Takes a line that is an encoded message, whole and by itself: for a carrier that brings nothing else.
    ///
    /// # Errors
    /// The same; whatever is no such message is refused, a query and a text in clear among it.
    pub fn receive_encoded(
        &mut self,
        line: &str,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Rejected> {
        self.pending.expire(now);
        let body = not_too_long(line)?.strip_prefix(armor::MARK);
        self.receive_body(body.ok_or(Reason::NotOtr)?, now, rng)
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
            Line::Encoded(body) => self.receive_body(body, now, rng),
            Line::Query(offered) => self.receive_query(&offered, now, rng),
            Line::Plain { text, offered } => Ok(self.receive_plain(text, &offered, now, rng)),
            Line::Error(words) => Ok(self.receive_error(words, now)),
            Line::Fragment(_) => Err(Reason::NotOtr.into()),
        }
    }

    /// What stands in an encoded message behind its mark.
    fn receive_body(
        &mut self,
        body: &str,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Rejected> {
        let message = armor::read(body).map_err(Reason::from)?;
        self.receive_message(&message, now, rng)
    }

    fn receive_query(
        &mut self,
        offered: &[Version],
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Rejected> {
        let version = self
            .policy
            .best_of(offered)
            .ok_or(Reason::NoCommonVersion)?;
        let mut output = Output::default();
        if self.policy.answer_queries {
            self.start_exchange(version, &mut output, rng);
            self.pending.note_asked_at(now);
        } else {
            output.outcomes.push(Outcome::Queried { version });
        }
        Ok(output)
    }

    fn receive_plain(
        &mut self,
        text: String,
        offered: &[Version],
        now: Timestamp,
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
            self.pending.note_asked_at(now);
        }
        output
    }

    fn receive_error(&mut self, words: &str, now: Timestamp) -> Output {
        self.pending.note_error();
        let query = if self.policy.start_on_error {
            self.ask(now)
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
                let (exchange, step) =
                    self.exchange
                        .receive(incoming, sender, &self.identity, rng)?;
                self.exchange = exchange;
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
            (Peer::Whoever(_) | Peer::Whole(_), MessageType::Data) => self.known_tag(),
            (
                Peer::Whoever(_) | Peer::Whole(_),
                MessageType::DhCommit
                | MessageType::DhKey
                | MessageType::RevealSignature
                | MessageType::Signature,
            ) => self.exchange.sender_of(kind),
        }
    }
}

fn not_too_long(line: &str) -> Result<&str, Reason> {
    match line.len() {
        length if length > LINE_MAX => Err(Reason::TooLong {
            length,
            limit: LINE_MAX,
        }),
        _ => Ok(line),
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
