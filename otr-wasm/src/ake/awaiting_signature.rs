//! We sent Reveal Signature: what each message does now.

use rand_core::CryptoRng;

use super::{
    Ake, Established, Incoming, Step, answer_commit,
    dh_commit::{DhCommit, OurCommit},
    dh_key,
    keys::{AkeKeys, our_half},
    signature,
    signed_identity::{Exchanged, SignedIdentity},
};
use crate::{
    crypto::dh_group::{KeyPair, PublicKey},
    error::Reason,
    output::SessionId,
    version::Version,
    wire::header::MessageType,
};

/// We have proved who we are; they have to.
#[derive(Clone, Debug)]
pub(crate) struct AwaitingSignature {
    pub(super) version: Version,
    pub(super) dh: KeyPair,
    pub(super) gy: PublicKey,
    pub(super) keys: AkeKeys,
    /// The body of our Reveal Signature message.
    pub(super) sent: Vec<u8>,
}

impl AwaitingSignature {
    /// Whether it was this commitment that our Reveal Signature opened.
    pub(crate) fn has_opened(&self, commit: &OurCommit) -> bool {
        self.dh.public() == commit.dh.public()
    }

    /// Whether the other answered the same D-H Key.
    pub(crate) fn is_with_key_of(&self, other: &Self) -> bool {
        self.gy == other.gy
    }

    pub(crate) fn receive(
        &self,
        message: Incoming<'_>,
        rng: &mut dyn CryptoRng,
    ) -> Result<Step, Reason> {
        match message.kind {
            MessageType::DhCommit => Ok(answer_commit(
                message.version,
                DhCommit::read(message.body)?,
                None,
                KeyPair::generate(rng),
            )),
            kind if message.version != self.version => Err(Reason::Unexpected(kind.name())),
            MessageType::DhKey => self.receive_dh_key(&dh_key::read(message.body)?),
            MessageType::Signature => self.receive_signature(&signature::read(message.body)?),
            MessageType::RevealSignature | MessageType::Data => {
                Err(Reason::Unexpected(message.kind.name()))
            }
        }
    }

    /// Our Reveal Signature message with another proof.
    #[cfg(feature = "testing")]
    pub(super) fn forge_proof(
        &self,
        key_and_id: &[u8],
        identity: &crate::Identity,
        rng: &mut dyn CryptoRng,
    ) -> Option<Vec<u8>> {
        use super::reveal_signature::{RevealSignature, Revealed};
        let Revealed::Whole(r) = RevealSignature::read(&self.sent).ok()?.r else {
            return None;
        };
        let exchanged = Exchanged {
            signers: self.dh.public(),
            others: &self.gy,
        };
        let mut x = crate::wire::writer::Writer::default();
        x.bytes(key_and_id);
        let keys = &self.keys.reveal_signature;
        let proof = SignedIdentity::sign_this(x, identity, keys, exchanged, rng);
        Some(RevealSignature::write(&r, &proof))
    }

    /// > If this D-H Key message is the same the one you received earlier [...]: Retransmit your Reveal
    /// > Signature Message. Otherwise: Ignore the message.
    fn receive_dh_key(&self, gy: &PublicKey) -> Result<Step, Reason> {
        if *gy != self.gy {
            return Err(Reason::Unexpected("another D-H Key message"));
        }
        let again = Ake::AwaitingSignature(Box::new(self.clone()));
        Ok(Step::to(
            again,
            MessageType::RevealSignature,
            self.sent.clone(),
        ))
    }

    fn receive_signature(&self, proof: &SignedIdentity) -> Result<Step, Reason> {
        let signed = Exchanged {
            signers: &self.gy,
            others: self.dh.public(),
        };
        let proved = proof.verify(&self.keys.signature, signed)?;
        let established = Established {
            fingerprint: proved.fingerprint,
            session: SessionId {
                bytes: self.keys.ssid,
                ours: our_half(true),
            },
            our_dh: self.dh.clone(),
            their_dh: self.gy.clone(),
            their_keyid: proved.keyid,
        };
        Ok(Step {
            next: Ake::Idle,
            send: None,
            established: Some(Box::new(established)),
        })
    }
}
