//! We sent D-H Commit: what each message does now.

use rand_core::CryptoRng;

use super::{
    Ake, Incoming, Step, answer_commit,
    awaiting_signature::AwaitingSignature,
    dh_commit::{DhCommit, OurCommit},
    dh_key,
    keys::AkeKeys,
    reveal_signature::RevealSignature,
    signed_identity::{Exchanged, SignedIdentity},
};
use crate::{
    crypto::dh_group::{KeyPair, PublicKey},
    error::Reason,
    identity::Identity,
    version::Version,
    wire::header::MessageType,
};

/// Our commitment waits for their key.
#[derive(Clone, Debug)]
pub(crate) struct AwaitingDhKey {
    pub(super) version: Version,
    pub(super) commit: OurCommit,
    /// The key of a D-H Key that we sent before: if we give way, it is sent again.
    pub(super) answer: Option<KeyPair>,
}

impl AwaitingDhKey {
    /// The version of our D-H Commit.
    pub(crate) fn version(&self) -> Version {
        self.version
    }

    /// Our commitment.
    pub(crate) fn commit(&self) -> &OurCommit {
        &self.commit
    }

    pub(super) fn receive(
        &self,
        message: Incoming<'_>,
        identity: &Identity,
        rng: &mut dyn CryptoRng,
    ) -> Result<Step, Reason> {
        match message.kind {
            MessageType::DhCommit => {
                self.receive_dh_commit(message.version, DhCommit::read(message.body)?, rng)
            }
            MessageType::DhKey if message.version == self.version => {
                let step = reveal(
                    self.version,
                    &self.commit,
                    &dh_key::read(message.body)?,
                    identity,
                    rng,
                );
                Ok(step)
            }
            MessageType::DhKey
            | MessageType::RevealSignature
            | MessageType::Signature
            | MessageType::Data => Err(Reason::Unexpected(message.kind.name())),
        }
    }

    /// Both sides sent a D-H Commit; the higher hash wins.
    ///
    /// > If yours is the higher hash value: Ignore the incoming D-H Commit message, but resend your
    /// > D-H Commit message. Otherwise: Forget your old gx value that you sent earlier, and pretend
    /// > you're in AUTHSTATE_NONE.
    ///
    /// The loser keeps its commitment for a peer that yields as well (docs/departures.md).
    fn receive_dh_commit(
        &self,
        version: Version,
        theirs: DhCommit,
        rng: &mut dyn CryptoRng,
    ) -> Result<Step, Reason> {
        let ours = &self.commit.message;
        if theirs == *ours {
            return Err(Reason::Reflected);
        }
        if version == self.version && ours.hashed_gx > theirs.hashed_gx {
            let again = Ake::AwaitingDhKey(Box::new(self.clone()));
            return Ok(Step::to(again, MessageType::DhCommit, ours.write()));
        }
        let yielded = (version == self.version).then(|| self.commit.clone());
        let answer = self.answer.clone();
        let dh = answer.unwrap_or_else(|| KeyPair::generate(rng));
        Ok(answer_commit(version, theirs, yielded, dh))
    }
}

/// Their key has come: opens our commitment and proves who we are.
pub(super) fn reveal(
    version: Version,
    commit: &OurCommit,
    gy: &PublicKey,
    identity: &Identity,
    rng: &mut dyn CryptoRng,
) -> Step {
    let keys = AkeKeys::derive(&commit.dh.shared_with(gy));
    let exchanged = Exchanged {
        signers: commit.dh.public(),
        others: gy,
    };
    let proof = SignedIdentity::sign(identity, &keys.reveal_signature, exchanged, rng);
    let body = RevealSignature::write(&commit.r, &proof);
    let next = AwaitingSignature {
        version,
        dh: commit.dh.clone(),
        gy: gy.clone(),
        keys,
        sent: body.clone(),
    };
    Step::to(
        Ake::AwaitingSignature(Box::new(next)),
        MessageType::RevealSignature,
        body,
    )
}
