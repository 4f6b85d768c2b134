//! What a message of the key exchange leads to: the next one, or a private conversation.

use rand_core::CryptoRng;

use super::{Conversation, Peer, Phase};
use crate::{
    ake::{Established, Step},
    data::Encrypted,
    instance_tag::InstanceTag,
    output::{Outcome, Output},
    timestamp::Timestamp,
    version::Version,
};

impl Conversation {
    /// Takes what a message of the key exchange led to.
    pub(super) fn take_step(
        &mut self,
        version: Version,
        sender: Option<InstanceTag>,
        step: Step,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Output {
        let mut output = Output::default();
        self.pending.note_asked_at(now);
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
        self.pending.note_answered();
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
}
