//! Whoever answers in a preview: the operator's end of a sealed chat, with a key that is made for it and gone with the page.

use std::fmt;
use std::sync::Arc;

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_web::ambient::{now, rng};
use hushdesk_web::otr::policy;
use otr_wasm::{Conversation, Identity, InstanceTag, Outcome, Timestamp};

/// The end, which begins anew with each D-H Commit.
pub(super) struct StandIn {
    identity: Arc<Identity>,
    conversation: Option<Conversation>,
}

impl StandIn {
    /// One with a new key.
    pub(super) fn new() -> Self {
        Self {
            identity: Arc::new(Identity::generate(&mut rng())),
            conversation: None,
        }
    }

    /// Of its key.
    pub(super) fn fingerprint(&self) -> Fingerprint {
        Fingerprint::from_bytes(*self.identity.fingerprint().as_bytes())
    }

    /// Hears a line of the guest's. Gives what it says to that, and whether its answer to a text is among it.
    pub(super) fn hears(&mut self, line: &str, begins: bool, answer: &str) -> (Vec<String>, bool) {
        let (rng, now) = (&mut rng(), Timestamp::from_secs(now().0 / 1_000));
        if begins {
            let (identity, tag) = (Arc::clone(&self.identity), InstanceTag::generate(rng));
            self.conversation = Some(Conversation::new(identity, tag, policy()));
        }
        let Some(conversation) = &mut self.conversation else {
            return Default::default();
        };
        let Ok(output) = conversation.receive(line, now, rng) else {
            return Default::default();
        };
        let mut lines = output.send;
        let is_text = |outcome: &Outcome| matches!(outcome, Outcome::Text(_));
        if !output.outcomes.iter().any(is_text) {
            return (lines, false);
        }
        let said = conversation.send(answer, &[], now, rng);
        lines.extend(said.map(|output| output.send).unwrap_or_default());
        (lines, true)
    }
}

impl fmt::Debug for StandIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StandIn").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_exchanges_keys_and_answers_what_a_guest_asks() {
        let mut stand_in = StandIn::new();
        let (rng, now) = (&mut rng(), Timestamp::from_secs(0));
        let identity = Arc::new(Identity::generate(rng));
        let mut guest = Conversation::new(identity, InstanceTag::generate(rng), policy());
        let (mut begins, mut outcomes) = (true, Vec::new());
        let mut to_it = guest.begin(rng).unwrap().send;
        while let Some(line) = to_it.pop() {
            let (lines, _) = stand_in.hears(&line, std::mem::take(&mut begins), "");
            for line in lines {
                let output = guest.receive(&line, now, rng).unwrap();
                to_it.extend(output.send);
                outcomes.extend(output.outcomes);
            }
        }
        let [Outcome::Encrypted { fingerprint, .. }] = outcomes.as_slice() else {
            panic!("{outcomes:?}");
        };
        assert_eq!(fingerprint.to_hex(), stand_in.fingerprint().as_str());
        let asked = guest.send("Do you have maps?", &[], now, rng).unwrap().send;
        let (lines, answers) = stand_in.hears(&asked[0], false, "We do.");
        assert!(answers);
        let heard = guest.receive(&lines[0], now, rng).unwrap().outcomes;
        assert_eq!(heard, [Outcome::Text("We do.".to_owned())]);
    }
}
