//! We sent D-H Key: what each message does now.

use rand_core::CryptoRng;

use super::{
    Ake, Established, Incoming, Step,
    awaiting_dh_key::reveal,
    dh_commit::{DhCommit, OurCommit},
    dh_key,
    keys::{AkeKeys, our_half},
    reveal_signature::{RevealSignature, Revealed},
    signature,
    signed_identity::{Exchanged, SignedIdentity},
};
use crate::{
    crypto::dh_group::{KeyPair, PublicKey},
    error::Reason,
    identity::Identity,
    output::SessionId,
    secret::Secret,
    version::Version,
    wire::header::MessageType,
};

/// Our key was sent; their commitment waits to be opened.
#[derive(Clone, Debug)]
pub(crate) struct AwaitingRevealSignature {
    pub(super) version: Version,
    pub(super) dh: KeyPair,
    pub(super) theirs: DhCommit,
    /// The commitment of ours that gave way to theirs.
    pub(super) yielded: Option<OurCommit>,
}

impl AwaitingRevealSignature {
    pub(super) fn receive(
        &self,
        message: Incoming<'_>,
        identity: &Identity,
        rng: &mut dyn CryptoRng,
    ) -> Result<Step, Reason> {
        match (message.kind, &self.yielded) {
            (MessageType::DhCommit, _) => {
                Ok(self.receive_dh_commit(message.version, DhCommit::read(message.body)?))
            }
            (kind, _) if message.version != self.version => Err(Reason::Unexpected(kind.name())),
            (MessageType::RevealSignature, _) => {
                self.receive_reveal_signature(&RevealSignature::read(message.body)?, identity, rng)
            }
            (MessageType::DhKey, Some(commit)) if self.version == Version::V2 => Ok(reveal(
                self.version,
                commit,
                &dh_key::read(message.body)?,
                identity,
                rng,
            )),
            (MessageType::DhKey | MessageType::Signature | MessageType::Data, _) => {
                Err(Reason::Unexpected(message.kind.name()))
            }
        }
    }

    /// > Retransmit your D-H Key Message (the same one as you sent when you entered
    /// > AUTHSTATE_AWAITING_REVEALSIG). Forget the old D-H Commit message, and use this new one
    /// > instead.
    fn receive_dh_commit(&self, version: Version, theirs: DhCommit) -> Step {
        let body = dh_key::write(self.dh.public());
        let next = Self {
            version,
            dh: self.dh.clone(),
            theirs,
            yielded: self.yielded.clone().filter(|_| version == self.version),
        };
        Step::to(
            Ake::AwaitingRevealSignature(Box::new(next)),
            MessageType::DhKey,
            body,
        )
    }

    fn receive_reveal_signature(
        &self,
        message: &RevealSignature,
        identity: &Identity,
        rng: &mut dyn CryptoRng,
    ) -> Result<Step, Reason> {
        let Revealed::Whole(r) = &message.r else {
            // No key can be had of it: we begin, with an r that otr.js understands.
            return Ok(Ake::Idle.begin(self.version, rng));
        };
        let gx = self.open(r)?;
        let keys = AkeKeys::derive(&self.dh.shared_with(&gx));
        let signed = Exchanged {
            signers: &gx,
            others: self.dh.public(),
        };
        let proved = message.identity.verify(&keys.reveal_signature, signed)?;

        let exchanged = Exchanged {
            signers: self.dh.public(),
            others: &gx,
        };
        let proof = SignedIdentity::sign(identity, &keys.signature, exchanged, rng);
        let established = Established {
            fingerprint: proved.fingerprint,
            session: SessionId {
                bytes: keys.ssid,
                ours: our_half(false),
            },
            our_dh: self.dh.clone(),
            their_dh: gx.clone(),
            their_keyid: proved.keyid,
        };
        Ok(Step {
            next: Ake::Idle,
            send: Some((MessageType::Signature, signature::write(&proof))),
            established: Some(Box::new(established)),
        })
    }

    /// Opens their commitment with r, or with what otr.js makes of it.
    fn open(&self, r: &Secret<16>) -> Result<PublicKey, Reason> {
        self.theirs
            .open(r.as_bytes())
            .or_else(|reason| match misread_by_otrjs(r) {
                Some(key) => self.theirs.open(key.as_bytes()),
                None => Err(reason),
            })
    }
}

/// The key that otr.js makes of an r whose first hexadecimal digit is 0: it writes the other 31, and
/// reads them in pairs, so that the last one becomes a byte of its own. (docs/departures.md)
pub(super) fn misread_by_otrjs(r: &Secret<16>) -> Option<Secret<16>> {
    let number = u128::from_be_bytes(*r.as_bytes());
    let has_31_digits = number >> 124 == 0 && number >> 120 != 0;
    let misread = (number & !0xf) << 4 | (number & 0xf);
    has_31_digits.then(|| Secret::new(&misread.to_be_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_r_of_31_digits_is_misread_with_a_0_before_its_last_digit() {
        let r = 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef_u128.to_be_bytes();
        let misread = 0x1234_5678_9abc_def0_1234_5678_9abc_de0f_u128.to_be_bytes();
        assert_eq!(
            misread_by_otrjs(&Secret::new(&r)).unwrap().as_bytes(),
            &misread
        );
        assert!(misread_by_otrjs(&Secret::new(&[0x10; 16])).is_none());
        assert!(misread_by_otrjs(&Secret::new(&[0x00; 16])).is_none());
    }
}
