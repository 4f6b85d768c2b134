//! For ends that have open chats only: nothing is sealed.

use hushdesk_protocol::earlier::Earlier;
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::text::{CommitText, SealedText};
use rand_core::CryptoRng;

use super::{Channel, GuestSealing, KeptKey, Received, Sealing};
use crate::comparison::Compare;
use crate::text::Text;
use crate::text_id::TextId;
use crate::verdict::Clearance;

/// No key. A sealed chat is neither begun nor answered, and nothing of it is acknowledged.
#[derive(Clone, Copy, Debug)]
pub struct OpenOnly;

/// A conversation that there never is.
#[derive(Debug)]
pub enum NoChannel {}

impl Sealing for OpenOnly {
    type Channel = NoChannel;

    fn begin(&self, _: &mut dyn CryptoRng) -> Option<(CommitText, NoChannel)> {
        None
    }

    fn answer(
        &self,
        _: CommitText,
        _: Timestamp,
        _: &mut dyn CryptoRng,
    ) -> Option<(NoChannel, Received)> {
        None
    }

    fn query(&self, _: &mut dyn CryptoRng) -> Vec<SealedText> {
        Vec::new()
    }
}

impl GuestSealing for OpenOnly {
    fn generate(_: &mut dyn CryptoRng) -> Self {
        Self
    }

    fn to_keep(&self) -> Option<KeptKey> {
        None
    }

    fn restore(_: &KeptKey) -> Option<Self> {
        None
    }
}

impl Channel for NoChannel {
    fn receive(&mut self, _: &SealedText, _: Timestamp, _: &mut dyn CryptoRng) -> Received {
        match *self {}
    }

    fn seal(
        &mut self,
        _: (&Text, TextId),
        _: &Clearance,
        _: Timestamp,
        _: &mut dyn CryptoRng,
    ) -> Vec<SealedText> {
        match *self {}
    }

    fn seal_record(
        &mut self,
        _: &Earlier,
        _: &Clearance,
        _: Timestamp,
        _: &mut dyn CryptoRng,
    ) -> Vec<SealedText> {
        match *self {}
    }

    fn compare(
        &mut self,
        _: &Compare,
        _: &Clearance,
        _: Timestamp,
        _: &mut dyn CryptoRng,
    ) -> Vec<SealedText> {
        match *self {}
    }

    fn nod(&mut self, _: &Clearance, _: Timestamp, _: &mut dyn CryptoRng) -> Vec<SealedText> {
        match *self {}
    }

    fn end(&mut self, _: Timestamp, _: &mut dyn CryptoRng) -> Vec<SealedText> {
        match *self {}
    }
}
