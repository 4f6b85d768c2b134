//! The key exchange at the guest's end: which one stands, and with whom it was made.

use std::mem;

use hushdesk_protocol::earlier::Earlier;
use hushdesk_protocol::frames::Body;
use hushdesk_protocol::ids::{Epoch, Fingerprint, Number, Timestamp};
use hushdesk_protocol::text::{CommitText, SealedText};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::Turn;
use crate::comparison::Compare;
use crate::ends;
use crate::epoch_keys::{EpochKeys, Opened};
use crate::sealing::{GuestSealing, KeptKey, Outcome};
use crate::text::Text;
use crate::text_id::TextId;
use crate::verdict::{Clearance, Doubt, Trust, Verdict, Vouching};

/// The guest's key, whom the skin vouches for, and the key exchange.
#[derive(Debug)]
pub(crate) struct KeyExchange<S: GuestSealing> {
    sealing: S,
    vouching: Vouching,
    /// What the skin says of keys today is asked, and not answered: no key is judged before.
    is_looked_up: bool,
    /// The keys that the skin does not vouch for and the guest has agreed to, the last ones.
    accepted: Vec<Accepted>,
    stage: Stage<S::Channel>,
}

/// A key that the skin does not vouch for and the guest has agreed to.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(super) struct Accepted {
    key: Fingerprint,
    /// Whoever has it knew what the guest has asked for.
    is_proven: bool,
}

impl Accepted {
    fn trust(&self) -> Trust {
        let fingerprint = self.key.clone();
        if self.is_proven {
            Trust::Compared { fingerprint }
        } else {
            Trust::Unverified { fingerprint }
        }
    }
}

/// How many agreements of the guest are remembered: more operators than a chat goes through.
const ACCEPTED_MAX: usize = 16;

/// Where the key exchange stands.
#[derive(Debug)]
enum Stage<C> {
    /// Nowhere: the keys went with a reload.
    Keyless,
    /// Begun with this message; the queue has not said which epoch that is.
    Requested { number: Number, channel: C },
    /// Under way; once the commit is answered, nobody else can answer it.
    Exchanging { keys: EpochKeys<C>, answered: bool },
    /// Done, and the operator's key is not judged: what the skin says of keys today is not known. What has come since is held
    /// back, and not acknowledged.
    Unjudged {
        keys: EpochKeys<C>,
        key: Fingerprint,
        held: Vec<(Outcome, Timestamp)>,
    },
    /// Done, and the guest is asked whether to go on with this key.
    Doubtful {
        keys: EpochKeys<C>,
        doubt: Doubt,
        key: Fingerprint,
    },
    /// Done, and the operator's key is accepted.
    Encrypted {
        keys: EpochKeys<C>,
        key: Fingerprint,
        clearance: Clearance,
        trust: Trust,
    },
    /// Done, and the operator's key is not accepted; or the operator left the private conversation.
    Dead { keys: EpochKeys<C> },
}

impl<S: GuestSealing> KeyExchange<S> {
    pub(super) const fn new(sealing: S, vouching: Vouching) -> Self {
        Self {
            sealing,
            vouching,
            is_looked_up: false,
            accepted: Vec::new(),
            stage: Stage::Keyless,
        }
    }

    /// One whose guest has agreed to these keys.
    pub(super) fn having_accepted(self, accepted: Vec<Accepted>) -> Self {
        Self { accepted, ..self }
    }

    /// The keys that the guest has agreed to.
    pub(super) fn accepted(&self) -> &[Accepted] {
        &self.accepted
    }

    /// Somebody else has begun other key exchanges: these keys are of no use any more.
    pub(super) fn forget_keys(&mut self) {
        self.stage = Stage::Keyless;
    }

    /// The guest's key, to be kept.
    pub(super) fn kept_key(&self) -> Option<KeptKey> {
        self.sealing.to_keep()
    }

    pub(super) const fn is_keyless(&self) -> bool {
        matches!(self.stage, Stage::Keyless)
    }

    /// Whether a key exchange is begun, and its epoch not known.
    pub(super) const fn is_requested(&self) -> bool {
        matches!(self.stage, Stage::Requested { .. })
    }

    /// Whether an operator has answered the commit, so that another needs another.
    pub(super) const fn is_answered(&self) -> bool {
        match self.stage {
            Stage::Keyless | Stage::Requested { .. } => false,
            Stage::Exchanging { answered, .. } => answered,
            Stage::Unjudged { .. }
            | Stage::Doubtful { .. }
            | Stage::Encrypted { .. }
            | Stage::Dead { .. } => true,
        }
    }

    /// The key that the two ends have exchanged, judged or not, unless it is refused.
    pub(super) const fn key(&self) -> Option<&Fingerprint> {
        match &self.stage {
            Stage::Unjudged { key, .. }
            | Stage::Doubtful { key, .. }
            | Stage::Encrypted { key, .. } => Some(key),
            Stage::Keyless
            | Stage::Requested { .. }
            | Stage::Exchanging { .. }
            | Stage::Dead { .. } => None,
        }
    }

    /// Holds back what has come before the operator's key is judged; gives back whatever need not wait.
    pub(super) fn hold(&mut self, outcome: Outcome, at: Timestamp) -> Option<Outcome> {
        match (&mut self.stage, outcome) {
            (
                Stage::Unjudged { held, .. },
                outcome @ (Outcome::Text { .. } | Outcome::Earlier(_) | Outcome::Compared(_)),
            ) => {
                held.push((outcome, at));
                None
            }
            (_, outcome) => Some(outcome),
        }
    }

    /// What was held back.
    pub(super) fn held(&mut self) -> Vec<(Outcome, Timestamp)> {
        match &mut self.stage {
            Stage::Unjudged { held, .. } => mem::take(held),
            Stage::Keyless
            | Stage::Requested { .. }
            | Stage::Exchanging { .. }
            | Stage::Doubtful { .. }
            | Stage::Encrypted { .. }
            | Stage::Dead { .. } => Vec::new(),
        }
    }

    /// What the skin says of keys is asked anew: until it [is said](Self::vouches) no key is judged.
    pub(super) const fn wait_for_vouching(&mut self) {
        self.is_looked_up = true;
    }

    /// The skin says this of keys today; nothing, if that cannot be known, and what was known counts.
    pub(super) fn vouches(&mut self, today: Option<Vouching>) {
        self.is_looked_up = false;
        if let Some(today) = today {
            self.vouching = today;
        }
    }

    /// The key about which the guest is asked.
    pub(super) const fn doubtful_key(&self) -> Option<&Fingerprint> {
        match &self.stage {
            Stage::Doubtful { key, .. } => Some(key),
            Stage::Keyless
            | Stage::Requested { .. }
            | Stage::Exchanging { .. }
            | Stage::Unjudged { .. }
            | Stage::Encrypted { .. }
            | Stage::Dead { .. } => None,
        }
    }

    /// Whom the guest talks to, if anything can be said.
    pub(super) const fn trust(&self) -> Option<&Trust> {
        match &self.stage {
            Stage::Encrypted { trust, .. } => Some(trust),
            Stage::Keyless
            | Stage::Requested { .. }
            | Stage::Exchanging { .. }
            | Stage::Unjudged { .. }
            | Stage::Doubtful { .. }
            | Stage::Dead { .. } => None,
        }
    }

    /// A commit that nothing will follow.
    pub(super) fn spare_commit(&self, turn: &mut Turn<'_>) -> Option<CommitText> {
        let (commit, _) = self.sealing.begin(turn.rng)?;
        Some(commit)
    }

    /// A commit, and the conversation that it begins.
    pub(super) fn begin(&self, turn: &mut Turn<'_>) -> Option<(CommitText, S::Channel)> {
        self.sealing.begin(turn.rng)
    }

    /// The conversation's commit is on its way under this number.
    pub(super) fn requested(&mut self, number: Number, channel: S::Channel) {
        self.stage = Stage::Requested { number, channel };
    }

    /// The commits up to this number have their epochs, the last of them this one; whether that was ours.
    pub(super) fn settled(&mut self, upto: Number, epoch: Epoch) -> bool {
        match mem::replace(&mut self.stage, Stage::Keyless) {
            Stage::Requested { number, channel } if number <= upto => {
                self.stage = Stage::Exchanging {
                    keys: EpochKeys::new(epoch, channel),
                    answered: false,
                };
                true
            }
            stage @ (Stage::Requested { .. }
            | Stage::Keyless
            | Stage::Exchanging { .. }
            | Stage::Unjudged { .. }
            | Stage::Doubtful { .. }
            | Stage::Encrypted { .. }
            | Stage::Dead { .. }) => {
                self.stage = stage;
                false
            }
        }
    }

    /// The conversation is encrypted with this key: judges it, as soon as that can be done. What is to be sent, if it is the
    /// wrong one, says that the conversation has ended, and nothing else.
    pub(super) fn encrypted(&mut self, key: Fingerprint, turn: &mut Turn<'_>) -> Judged {
        let Some(mut keys) = self.take_keys() else {
            return Judged::Nothing;
        };
        if self.is_looked_up {
            let held = Vec::new();
            self.stage = Stage::Unjudged { keys, key, held };
            return Judged::Nothing;
        }
        let agreed = self.accepted.iter().find(|it| it.key == key);
        match self.vouching.judge(&key) {
            Verdict::Verified { clearance, name } => {
                self.go_on((keys, key), clearance, Trust::Verified { name })
            }
            Verdict::Doubtful(doubt) => match agreed.map(Accepted::trust) {
                Some(trust) => self.go_on((keys, key), doubt.cleared_by_the_guest(), trust),
                None => {
                    self.stage = Stage::Doubtful { keys, doubt, key };
                    Judged::Nothing
                }
            },
            Verdict::WrongKey => {
                let farewell = keys.end(turn.now, turn.rng);
                self.stage = Stage::Dead { keys };
                Judged::Refused(farewell)
            }
        }
    }

    /// The guest does not agree to this key, if it is the one of the question. What is to be sent then says that the
    /// conversation has ended.
    pub(super) fn decline(&mut self, declined: &Fingerprint, turn: &mut Turn<'_>) -> Judged {
        if self.doubtful_key() != Some(declined) {
            return Judged::Nothing;
        }
        let Some(mut keys) = self.take_keys() else {
            return Judged::Nothing;
        };
        let farewell = keys.end(turn.now, turn.rng);
        self.stage = Stage::Dead { keys };
        Judged::Refused(farewell)
    }

    /// The guest agrees to this key, if it is the one of the question.
    pub(super) fn accept(&mut self, agreed: &Fingerprint) -> Judged {
        match mem::replace(&mut self.stage, Stage::Keyless) {
            Stage::Doubtful { keys, doubt, key } if key == *agreed => {
                let forgotten = self.accepted.len().saturating_sub(ACCEPTED_MAX - 1);
                self.accepted.drain(..forgotten);
                let is_proven = false;
                let agreed = Accepted {
                    key: key.clone(),
                    is_proven,
                };
                let trust = agreed.trust();
                self.accepted.push(agreed);
                self.go_on((keys, key), doubt.cleared_by_the_guest(), trust)
            }
            stage @ (Stage::Keyless
            | Stage::Requested { .. }
            | Stage::Exchanging { .. }
            | Stage::Unjudged { .. }
            | Stage::Doubtful { .. }
            | Stage::Encrypted { .. }
            | Stage::Dead { .. }) => {
                self.stage = stage;
                Judged::Nothing
            }
        }
    }

    /// Whoever has the key that the guest has agreed to knew what the guest has asked for.
    pub(super) fn prove(&mut self) {
        if let Stage::Encrypted {
            trust: trust @ Trust::Unverified { .. },
            ..
        } = &mut self.stage
        {
            let agreed = self.accepted.iter_mut();
            let mut agreed = agreed.filter(|it| it.trust() == *trust);
            if let Some(agreed) = agreed.next() {
                agreed.is_proven = true;
                *trust = agreed.trust();
            }
        }
    }

    /// Whoever is there now has not been asked.
    pub(super) fn forget_proof(&mut self) {
        for agreed in &mut self.accepted {
            agreed.is_proven = false;
        }
        if let Stage::Encrypted { trust, .. } = &mut self.stage
            && let Trust::Compared { fingerprint } = trust
        {
            *trust = Trust::Unverified {
                fingerprint: fingerprint.clone(),
            };
        }
    }

    fn go_on(
        &mut self,
        (keys, key): (EpochKeys<S::Channel>, Fingerprint),
        clearance: Clearance,
        trust: Trust,
    ) -> Judged {
        self.stage = Stage::Encrypted {
            keys,
            key,
            clearance,
            trust: trust.clone(),
        };
        Judged::Accepted(trust)
    }

    /// The operator left the private conversation: nothing can be sealed before a new key exchange.
    pub(super) fn finished(&mut self) {
        if let Some(keys) = self.take_keys() {
            self.stage = Stage::Dead { keys };
        }
    }

    /// The keys, for a stage to come; without any, the stage stays as it is.
    fn take_keys(&mut self) -> Option<EpochKeys<S::Channel>> {
        match mem::replace(&mut self.stage, Stage::Keyless) {
            Stage::Exchanging { keys, .. }
            | Stage::Unjudged { keys, .. }
            | Stage::Doubtful { keys, .. }
            | Stage::Encrypted { keys, .. }
            | Stage::Dead { keys } => Some(keys),
            stage @ (Stage::Keyless | Stage::Requested { .. }) => {
                self.stage = stage;
                None
            }
        }
    }

    /// Seals a record about earlier messages, under the same conditions as a text.
    pub(super) fn seal_record(&mut self, record: &Earlier, turn: &mut Turn<'_>) -> Vec<Body> {
        self.cleared()
            .map(|(keys, clearance)| keys.seal_record(record, clearance, turn.now, turn.rng))
            .unwrap_or_default()
    }

    /// Lets the operator know that their key is accepted, under the same conditions.
    pub(super) fn nod(&mut self, turn: &mut Turn<'_>) -> Vec<Body> {
        self.cleared()
            .map(|(keys, clearance)| keys.nod(clearance, turn.now, turn.rng))
            .unwrap_or_default()
    }

    /// With what is sealed, once the operator's key is accepted.
    fn cleared(&mut self) -> Option<(&mut EpochKeys<S::Channel>, &Clearance)> {
        match &mut self.stage {
            Stage::Encrypted {
                keys, clearance, ..
            } => Some((keys, clearance)),
            Stage::Keyless
            | Stage::Requested { .. }
            | Stage::Exchanging { .. }
            | Stage::Unjudged { .. }
            | Stage::Doubtful { .. }
            | Stage::Dead { .. } => None,
        }
    }
}

impl<S: GuestSealing> ends::KeyExchange for KeyExchange<S> {
    fn reads(&self) -> bool {
        match self.stage {
            // What is held back is not read: whoever sent it seals it again if it is lost with this page.
            Stage::Keyless | Stage::Requested { .. } | Stage::Unjudged { .. } => false,
            Stage::Exchanging { .. }
            | Stage::Doubtful { .. }
            | Stage::Encrypted { .. }
            | Stage::Dead { .. } => true,
        }
    }

    /// There are keys, and they are not the wrong ones.
    fn is_encrypted(&self) -> bool {
        matches!(self.stage, Stage::Doubtful { .. } | Stage::Encrypted { .. })
    }

    fn receive(
        &mut self,
        line: (Epoch, &SealedText),
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Option<Opened> {
        let keys = match &mut self.stage {
            Stage::Exchanging { keys, .. }
            | Stage::Unjudged { keys, .. }
            | Stage::Doubtful { keys, .. }
            | Stage::Encrypted { keys, .. }
            | Stage::Dead { keys } => keys,
            Stage::Keyless | Stage::Requested { .. } => return None,
        };
        let opened = keys.receive(line, now, rng)?;
        if let Stage::Exchanging { answered, .. } = &mut self.stage {
            *answered |= !opened.refused && !opened.replies.is_empty();
        }
        Some(opened)
    }

    fn compare(&mut self, step: &Compare, now: Timestamp, rng: &mut dyn CryptoRng) -> Vec<Body> {
        self.cleared()
            .map(|(keys, clearance)| keys.compare(step, clearance, now, rng))
            .unwrap_or_default()
    }

    /// Nothing comes out before the operator's key is accepted.
    fn seal(
        &mut self,
        text: (&Text, TextId),
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<Body> {
        self.cleared()
            .map(|(keys, clearance)| keys.seal(text, clearance, now, rng))
            .unwrap_or_default()
    }
}

/// What follows from a look at the operator's key.
#[derive(Debug)]
pub(super) enum Judged {
    /// Nothing yet.
    Nothing,
    /// Texts may be sealed.
    Accepted(Trust),
    /// Nothing is sealed; this is said to the operator.
    Refused(Vec<Body>),
}
