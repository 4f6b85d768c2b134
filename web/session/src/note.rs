//! What the service and the person's own browser say between the texts of a chat: typed here, a sentence
//! in the catalogue.

use hushdesk_protocol::frames::{Closer, Whereabouts};
use hushdesk_protocol::ids::{Fingerprint, OperatorName, QueueName, Timestamp};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use crate::comparison::Verdict;

/// One thing worth a line in the conversation. What only an operator is told is kept by what is built for operators (feature
/// `desk`): a guest's browser loads nothing that could read it, which is a kilobyte. It stands last: what serde leaves out it counts where
/// it writes, and does not where it reads.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Note {
    /// To the guest: an operator has taken the chat.
    Answered {
        /// Who.
        by: DisplayName,
        /// Who had it before.
        after: Option<DisplayName>,
    },
    /// To the guest: the operator went away and stayed away; the chat is offered to others.
    Interrupted {
        /// Who.
        of: DisplayName,
    },
    /// To the guest: the operator hands the chat on; what is written now waits for whoever holds it next.
    Passing {
        /// Who.
        by: DisplayName,
    },
    /// To the guest: the chat stays with the operator who wanted to hand it on.
    Stays {
        /// With whom.
        with: DisplayName,
    },
    /// The chat went on in another window for a while: what was written there is not here.
    Elsewhere,
    /// To the guest: the service says this in the queue's name.
    Service {
        /// What.
        text: String,
    },
    /// To the guest: encrypted, and the operator's key is one the library vouches for.
    Verified {
        /// Whose the library says that it is.
        name: Option<DisplayName>,
    },
    /// To the guest: encrypted, but the operator's key is none the library vouches for; the skin allows that, and the
    /// guest has agreed.
    Unverified {
        /// The key.
        fingerprint: Fingerprint,
    },
    /// To the guest: the operator's key is none the library vouches for; nothing was sent.
    WrongKey {
        /// The key.
        fingerprint: Fingerprint,
    },
    /// To the guest: whoever answered was refused, and somebody else is looked for.
    LookingForAnother {
        /// Who was refused.
        refused: DisplayName,
    },
    /// The guest has let the operator have so many earlier texts.
    EarlierSent {
        /// How many.
        texts: usize,
    },
    /// The guest keeps the earlier texts to themselves.
    EarlierDeclined,
    /// The two ends have compared a secret.
    Compared {
        /// It was begun here: if they had the same in mind, the other end is who knows it.
        ours: bool,
        /// What has come of it.
        verdict: Verdict,
    },
    /// A message came that could not be decrypted.
    Unreadable,
    /// The chat is readable by the service.
    Readable,
    /// The chat has ended.
    Closed {
        /// Who ended it.
        by: Closer,
    },
    /// To the operator: a colleague handed the chat on.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    TransferredBy {
        /// Who.
        by: OperatorName,
        /// What they say about it.
        words: Option<String>,
    },
    /// To the operator: whoever held the chat before was cut off.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    ContinuationOf {
        /// Who.
        of: OperatorName,
    },
    /// To the operator: nobody of another queue has answered it, and it was passed on by itself.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    RolledOverFrom {
        /// Which queue.
        queue: QueueName,
        /// How many seconds it had waited there.
        seconds: u32,
    },
    /// To the operator: they have taken the chat over.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    TakenOverFrom {
        /// From whom.
        from: OperatorName,
    },
    /// To the operator: encrypted from here on.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    Encrypted {
        /// The guest's key, which lives as long as the chat.
        fingerprint: Fingerprint,
    },
    /// To the operator: the guest's browser does not accept the operator's key and sends nothing.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    KeyRefused,
    /// To the operator: the guest's key is another than before; what was not delivered is not sent to it.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    GuestKeyChanged {
        /// The new one.
        fingerprint: Fingerprint,
    },
    /// To the operator: there are earlier messages that this window does not have; the guest can be asked
    /// for them.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    EarlierMessages,
    /// To the operator: what came of the earlier texts could not be put together.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    EarlierBroken,
    /// To the operator: the chat was handed on, and a colleague has taken it.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    HandedOn {
        /// Who.
        to: OperatorName,
    },
    /// To the operator: the colleague does not want the chat; it stays here.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    TransferDeclined {
        /// Who.
        by: OperatorName,
    },
    /// To the operator: nobody took the chat in time; it stays here.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    TransferTimedOut,
    /// To the operator: the chat stays here, as the operator wanted.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    TransferCancelled,
    /// To the operator: whom the chat should be handed to takes no chats; it stays here.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    TransferUnavailable,
    /// To the operator: this window does not hold the chat any more; what was not delivered stays unsent.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    Lapsed {
        /// Where it is, once the queue has said so.
        now: Option<Whereabouts>,
    },
    /// To the operator, who wanted no more chats from where the guest is.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    Blocked {
        /// Until when none comes, by the person's clock; nothing, if it is not known where the guest is.
        until: Option<Timestamp>,
    },
    /// To the operator: the guest is asked for the earlier texts, by the queue's word.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    EarlierAsked,
    /// To the operator: the guest has been asked for them as often as may be.
    #[cfg_attr(not(feature = "desk"), serde(skip))]
    EarlierAskedEnough,
}

/// Notes are the same that are kept the same: a guest's browser loads the code by which they are kept anyway, and to compare
/// them field by field would take as much again.
impl PartialEq for Note {
    fn eq(&self, other: &Self) -> bool {
        let kept = |note: &Self| postcard::to_allocvec(note).unwrap_or_default();
        kept(self) == kept(other)
    }
}

impl Eq for Note {}

#[cfg(test)]
mod tests {
    use super::*;

    /// By what number a note is kept.
    fn number(note: &Note) -> u8 {
        let kept = postcard::to_allocvec(note).unwrap();
        kept.first().copied().unwrap()
    }

    #[test]
    fn what_guests_are_told_has_the_same_numbers_whoever_else_is_told_something() {
        let shared = [
            Note::Unreadable,
            Note::Readable,
            Note::Elsewhere,
            Note::EarlierDeclined,
            Note::EarlierSent { texts: 1 },
            Note::Closed { by: Closer::Guest },
        ];
        let to_operators = [
            Note::KeyRefused,
            Note::EarlierMessages,
            Note::EarlierBroken,
            Note::EarlierAsked,
            Note::EarlierAskedEnough,
            Note::TransferTimedOut,
            Note::Lapsed { now: None },
            Note::Blocked { until: None },
        ];
        let last = shared.iter().map(number).max();
        assert!(to_operators.iter().map(number).min() > last);
    }
}
