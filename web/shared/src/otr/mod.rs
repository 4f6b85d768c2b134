//! OTR, as what seals the chats of both ends.

mod channel;
mod kept_identity;
mod markup;

use std::fmt;
use std::sync::Arc;

use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::text::{CommitText, SealedText};
use hushdesk_session::sealing::{Channel, GuestSealing, KeptKey, Received, Sealing};
use otr_wasm::{Conversation, Identity, InstanceTag, Policy};
use rand_core::CryptoRng;

pub use channel::OtrChannel;
use channel::sealed_texts;

/// The long-term key of an end. Each of its conversations has an instance tag of its own: the other end takes it for
/// another client, and keeps nothing of an earlier one.
#[derive(Clone)]
pub struct Otr(Arc<Identity>);

impl Otr {
    /// Whoever has this key.
    pub const fn of(identity: Arc<Identity>) -> Self {
        Self(identity)
    }

    fn conversation(&self, rng: &mut dyn CryptoRng) -> Conversation {
        let tag = InstanceTag::generate(rng);
        Conversation::new(self.0.clone(), tag, policy())
    }
}

impl fmt::Debug for Otr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Otr").finish_non_exhaustive()
    }
}

/// Version 3 only, nothing in clear, and no text sent again by the engine: the session's log does that.
pub fn policy() -> Policy {
    Policy {
        allow_v2: false,
        require_encryption: true,
        answer_queries: false,
        resend: false,
        ..Policy::default()
    }
}

impl Sealing for Otr {
    type Channel = OtrChannel;

    fn begin(&self, rng: &mut dyn CryptoRng) -> Option<(CommitText, OtrChannel)> {
        let mut conversation = self.conversation(rng);
        let output = conversation.begin(rng).ok()?;
        let mut lines = output.send.into_iter();
        let commit = lines.find_map(|line| CommitText::try_from(line).ok())?;
        Some((commit, OtrChannel::of(conversation)))
    }

    fn answer(
        &self,
        commit: CommitText,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Option<(OtrChannel, Received)> {
        let mut channel = OtrChannel::of(self.conversation(rng));
        let received = channel.receive(&commit.into(), now, rng);
        Some((channel, received))
    }

    fn query(&self, rng: &mut dyn CryptoRng) -> Vec<SealedText> {
        let output = self.conversation(rng).query();
        sealed_texts(output.map(|output| output.send).unwrap_or_default())
    }
}

impl GuestSealing for Otr {
    fn generate(rng: &mut dyn CryptoRng) -> Self {
        Self(Arc::new(Identity::generate(rng)))
    }

    fn to_keep(&self) -> Option<KeptKey> {
        kept_identity::written(&self.0)
    }

    fn restore(kept: &KeptKey) -> Option<Self> {
        kept_identity::read(kept).map(|identity| Self(Arc::new(identity)))
    }
}
