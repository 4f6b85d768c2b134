//! The keys of one epoch: what was sealed with others, or is, belongs to another.

use hushdesk_protocol::earlier::Earlier;
use hushdesk_protocol::frames::Body;
use hushdesk_protocol::ids::{Epoch, Timestamp};
use hushdesk_protocol::text::SealedText;
use rand_core::CryptoRng;

use crate::comparison::Compare;
use crate::sealing::{Channel, Outcome, Received};
use crate::text::Text;
use crate::text_id::TextId;
use crate::verdict::Clearance;

/// A conversation, and the epoch of the queue's log that its lines belong to.
#[derive(Debug)]
pub(crate) struct EpochKeys<C> {
    epoch: Epoch,
    channel: C,
}

/// What came out of a line of this epoch.
#[derive(Debug, Default)]
pub(crate) struct Opened {
    /// To be sent.
    pub(crate) replies: Vec<Body>,
    /// What happened.
    pub(crate) outcomes: Vec<Outcome>,
    /// The line was refused: it was not made by the other end of this conversation.
    pub(crate) refused: bool,
}

impl<C: Channel> EpochKeys<C> {
    /// Those of this epoch.
    pub(crate) const fn new(epoch: Epoch, channel: C) -> Self {
        Self { epoch, channel }
    }

    /// Takes a line of the other end; none if it is of another epoch.
    pub(crate) fn receive(
        &mut self,
        (epoch, line): (Epoch, &SealedText),
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Option<Opened> {
        let received = (epoch == self.epoch).then(|| self.channel.receive(line, now, rng))?;
        Some(Opened::of(received, epoch))
    }

    /// Seals a text.
    pub(crate) fn seal(
        &mut self,
        text: (&Text, TextId),
        cleared: &Clearance,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<Body> {
        let lines = self.channel.seal(text, cleared, now, rng);
        bodies(lines, self.epoch)
    }

    /// Seals a record about earlier messages.
    pub(crate) fn seal_record(
        &mut self,
        record: &Earlier,
        cleared: &Clearance,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<Body> {
        let lines = self.channel.seal_record(record, cleared, now, rng);
        bodies(lines, self.epoch)
    }

    /// Seals what somebody does about comparing a secret.
    pub(crate) fn compare(
        &mut self,
        step: &Compare,
        cleared: &Clearance,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<Body> {
        let lines = self.channel.compare(step, cleared, now, rng);
        bodies(lines, self.epoch)
    }

    /// Says nothing, so that the other end learns that it is heard.
    pub(crate) fn nod(
        &mut self,
        cleared: &Clearance,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<Body> {
        bodies(self.channel.nod(cleared, now, rng), self.epoch)
    }

    /// Ends the private conversation and tells the other end.
    pub(crate) fn end(&mut self, now: Timestamp, rng: &mut dyn CryptoRng) -> Vec<Body> {
        bodies(self.channel.end(now, rng), self.epoch)
    }
}

impl Opened {
    /// What came out of a line of this epoch.
    pub(crate) fn of(received: Received, epoch: Epoch) -> Self {
        Self {
            replies: bodies(received.replies, epoch),
            outcomes: received.outcomes,
            refused: received.refused,
        }
    }
}

/// The lines as the queue carries them in this epoch.
pub(crate) fn bodies(lines: Vec<SealedText>, epoch: Epoch) -> Vec<Body> {
    let lines = lines.into_iter();
    lines.map(|text| Body::Sealed { epoch, text }).collect()
}
