//! Messages that no honest end writes, for tests and fuzz targets: everything about them verifies, so that what is
//! inside is read.

use rand_core::CryptoRng;

use super::{Conversation, Phase};
use crate::{
    data::Forged,
    instance_tag::InstanceTag,
    output::Output,
    version::Version,
    wire::header::{Header, MessageType},
};

impl Conversation {
    /// A data message with the keys of this moment; none if the conversation is not encrypted.
    pub fn forge(&mut self, forged: &Forged<'_>) -> Option<String> {
        let tags = self.tags(self.known_tag());
        let Phase::Encrypted(encrypted) = &mut self.phase else {
            return None;
        };
        let header = Header::new(encrypted.version, MessageType::Data, tags);
        let message = encrypted.forge(header, forged);
        let mut output = Output::default();
        self.emit(&message, None, &mut output);
        output.send.pop()
    }

    /// In the place of the Reveal Signature message sent last, one that proves these bytes, signed with our key, to
    /// be our key and its number; none if there is no such message.
    pub fn forge_proof(&self, key_and_id: &[u8], rng: &mut dyn CryptoRng) -> Option<String> {
        let (version, body) = self
            .exchange
            .ake
            .forge_proof(key_and_id, &self.identity, rng)?;
        let to: Option<InstanceTag> = self.exchange.with.filter(|_| version == Version::V3);
        let mut output = Output::default();
        self.emit_ake(
            version,
            MessageType::RevealSignature,
            to,
            &body,
            &mut output,
        );
        output.send.pop()
    }
}
