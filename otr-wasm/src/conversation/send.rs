//! What goes out.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{Conversation, Exchange, Peer, Phase};
use crate::{
    data::message::IGNORE_UNREADABLE,
    error::Misuse,
    instance_tag::InstanceTag,
    limits::{TEXT_MAX, TLVS_MAX},
    output::Output,
    policy::Padding,
    secret::Secret,
    text::{armor, fragment, whitespace_tag},
    timestamp::Timestamp,
    version::Version,
    wire::{
        header::{Header, MessageType, Tags},
        tlv::{self, Tlv},
        writer::Writer,
    },
};

impl Conversation {
    /// Sends a text with records of the caller's own. In plaintext it goes out in clear, or waits for
    /// the key exchange if the policy requires encryption; records go out encrypted only.
    ///
    /// An empty text with records is not shown at the other side.
    ///
    /// # Errors
    /// [`Misuse::Finished`] after the other side ended the private conversation,
    /// [`Misuse::NotEncrypted`] for records in plaintext, [`Misuse::TooLong`], [`Misuse::HoldsNul`];
    /// [`Misuse::TooManyHeld`] and [`Misuse::NoVersion`] if the text would have to wait.
    pub fn send(
        &mut self,
        text: &str,
        tlvs: &[Tlv],
        now: Timestamp,
        _rng: &mut dyn CryptoRng,
    ) -> Result<Output, Misuse> {
        check(text, tlvs)?;
        self.pending.expire(now);
        match &self.phase {
            Phase::Encrypted(_) | Phase::Finished => self.send_in_private(text, tlvs, now),
            Phase::Plaintext if !tlvs.is_empty() => Err(Misuse::NotEncrypted),
            Phase::Plaintext if self.policy.require_encryption => self.hold(text, now),
            Phase::Plaintext => Ok(self.send_plain(text)),
        }
    }

    /// Sends a text with records of the caller's own, encrypted or not at all.
    ///
    /// # Errors
    /// [`Misuse::Finished`] after the other side ended the private conversation, [`Misuse::NotEncrypted`] before there is
    /// one, [`Misuse::TooLong`], [`Misuse::HoldsNul`].
    pub fn send_encrypted(
        &mut self,
        text: &str,
        tlvs: &[Tlv],
        now: Timestamp,
        _rng: &mut dyn CryptoRng,
    ) -> Result<Output, Misuse> {
        check(text, tlvs)?;
        self.pending.expire(now);
        self.send_in_private(text, tlvs, now)
    }

    /// Ends the private conversation and tells the other side. Back to plaintext, from any state.
    pub fn end(&mut self, now: Timestamp, _rng: &mut dyn CryptoRng) -> Output {
        let mut output = Output::default();
        self.send_silently(&[Tlv::own(tlv::DISCONNECTED, Vec::new())], now, &mut output);
        self.phase = Phase::Plaintext;
        self.exchange = Exchange::NONE;
        if let Peer::Whoever(known) = &mut self.peer {
            *known = None;
        }
        self.pending.forget();
        output
    }

    fn send_in_private(
        &mut self,
        text: &str,
        tlvs: &[Tlv],
        now: Timestamp,
    ) -> Result<Output, Misuse> {
        let fingerprint = match &self.phase {
            Phase::Encrypted(encrypted) => encrypted.fingerprint,
            Phase::Finished => return Err(Misuse::Finished),
            Phase::Plaintext => return Err(Misuse::NotEncrypted),
        };
        let mut output = Output::default();
        let is_silent = text.is_empty();
        let flags = if is_silent { IGNORE_UNREADABLE } else { 0 };
        self.seal(flags, text, tlvs, now, &mut output);
        if !is_silent {
            self.pending.note_text(text.into(), fingerprint, now);
        }
        Ok(output)
    }

    /// Keeps the text and asks for a private conversation.
    fn hold(&mut self, text: &str, now: Timestamp) -> Result<Output, Misuse> {
        if self.versions().is_empty() {
            return Err(Misuse::NoVersion);
        }
        self.pending.hold(text)?;
        Ok(Output {
            send: self.ask(now).into_iter().collect(),
            outcomes: Vec::new(),
        })
    }

    /// The query, unless a question of ours is still open: the other side would begin another exchange for each.
    pub(super) fn ask(&mut self, now: Timestamp) -> Option<String> {
        self.pending.expire(now);
        let query = self.query_line().filter(|_| !self.pending.has_asked())?;
        self.pending.note_asked_at(now);
        Some(query)
    }

    fn send_plain(&self, text: &str) -> Output {
        let versions = self.versions();
        let offers =
            self.policy.send_whitespace_tag && !self.pending.offers_ended && !versions.is_empty();
        let line = if offers {
            whitespace_tag::append(text, &versions)
        } else {
            text.to_owned()
        };
        Output {
            send: vec![line],
            outcomes: Vec::new(),
        }
    }

    /// Sends an empty text with records, about which nobody is to complain. The extra key that belongs
    /// to its keys; none if the conversation is not encrypted.
    pub(super) fn send_silently(
        &mut self,
        tlvs: &[Tlv],
        now: Timestamp,
        output: &mut Output,
    ) -> Option<Secret<32>> {
        self.seal(IGNORE_UNREADABLE, "", tlvs, now, output)
    }

    /// Sends a data message, if the conversation is encrypted.
    pub(super) fn seal(
        &mut self,
        flags: u8,
        text: &str,
        tlvs: &[Tlv],
        now: Timestamp,
        output: &mut Output,
    ) -> Option<Secret<32>> {
        let tags = self.tags(self.known_tag());
        let Phase::Encrypted(encrypted) = &mut self.phase else {
            return None;
        };
        let header = Header::new(encrypted.version, MessageType::Data, tags);
        let content = padded(text, tlvs, self.policy.padding);
        let (message, extra_key) = encrypted.seal(header, flags, &content);
        self.pending.note_sent(now);
        self.emit(&message, header.tags(), output);
        Some(extra_key)
    }

    /// Sends a message of the key exchange. A D-H Commit is for any instance of theirs, unless this
    /// conversation is with one alone: they may have come back with another tag.
    pub(super) fn emit_ake(
        &self,
        version: Version,
        kind: MessageType,
        to: Option<InstanceTag>,
        body: &[u8],
        output: &mut Output,
    ) {
        let to = match (self.peer, kind) {
            (Peer::Only(tag), _) => Some(tag),
            (_, MessageType::DhCommit) => None,
            _ => to,
        };
        let header = Header::new(version, kind, self.tags(to));
        let mut writer = Writer::with_capacity(body.len() + 11);
        header.write(&mut writer);
        writer.bytes(body);
        self.emit(writer.as_bytes(), header.tags(), output);
    }

    /// The tags of a message from us to this instance of theirs, or to any.
    pub(super) fn tags(&self, to: Option<InstanceTag>) -> Tags {
        Tags {
            sender: self.our_tag.number(),
            receiver: to.map_or(0, InstanceTag::number),
        }
    }

    /// Sends a message as a line, or as several if it is too long for one.
    pub(super) fn emit(&self, message: &[u8], tags: Option<Tags>, output: &mut Output) {
        let line = armor::write(message);
        match self.policy.longest_line {
            Some(longest) => output.send.extend(fragment::cut(line, tags, longest)),
            None => output.send.push(line),
        }
    }
}

fn check(text: &str, tlvs: &[Tlv]) -> Result<(), Misuse> {
    if text.contains('\0') {
        return Err(Misuse::HoldsNul);
    }
    if text.len() > TEXT_MAX {
        return Err(Misuse::TooLong {
            what: "a text",
            length: text.len(),
            limit: TEXT_MAX,
        });
    }
    let length = tlvs.iter().map(Tlv::size).sum();
    if length > TLVS_MAX {
        return Err(Misuse::TooLong {
            what: "records",
            length,
            limit: TLVS_MAX,
        });
    }
    Ok(())
}

/// What is encrypted, filled up by a padding record.
fn padded(text: &str, tlvs: &[Tlv], padding: Padding) -> Zeroizing<Vec<u8>> {
    let content = Zeroizing::new(tlv::content(text, tlvs));
    let Padding::Multiple(multiple) = padding else {
        return content;
    };
    let multiple = usize::from(multiple.max(1));
    let with_head = content.len() + 4;
    let missing = with_head.next_multiple_of(multiple) - with_head;
    let padding = Tlv::own(tlv::PADDING, vec![0; missing]);
    Zeroizing::new(tlv::content(text, &[tlvs, &[padding]].concat()))
}
