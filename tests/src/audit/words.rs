//! The words that are planted: unusual ones, so that whoever finds one knows where it comes from.

use hushdesk_protocol::frames::ChatKind;

/// What is said in a chat.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Said {
    /// What the guest has answered to what the queue asks, said before anything else.
    Entered,
    /// What the guest says at the end, since the queue asks.
    Surveyed,
    /// The guest's first question, written before anybody had claimed the chat.
    Question,
    /// The answer to it.
    Answer,
    /// What the guest has written while the operator was away.
    ForTheDesk,
    /// What the operator has written while the guest was away.
    ForTheGuest,
    /// What the guest has written and taken back before it was sent.
    TakenBack,
    /// What the guest asks the operator, to compare a secret.
    Asked,
    /// That secret.
    Secret,
    /// What the operator to whom the chat was handed writes.
    AfterTransfer,
    /// What the guest writes after an operator has vanished.
    AfterContinuation,
    /// What the guest writes to an operator in a program of their own.
    ToTheProgram,
    /// What that one answers.
    ByTheProgram,
    /// What the guest leaves when nobody is there: a message, or a sealed note.
    Left,
}

impl Said {
    /// All of them.
    pub(super) const ALL: [Self; 14] = [
        Self::Entered,
        Self::Surveyed,
        Self::Question,
        Self::Answer,
        Self::ForTheDesk,
        Self::ForTheGuest,
        Self::TakenBack,
        Self::Asked,
        Self::Secret,
        Self::AfterTransfer,
        Self::AfterContinuation,
        Self::ToTheProgram,
        Self::ByTheProgram,
        Self::Left,
    ];

    /// The word of it in a chat of this kind.
    pub(super) const fn word(self, kind: ChatKind) -> &'static str {
        let [sealed, open] = match self {
            Self::Entered => ["marigoldpendulum", "cloverperiscope"],
            Self::Surveyed => ["hazelmetronome", "plumobservatory"],
            Self::Question => ["zephyrmarzipan", "amberwindlass"],
            Self::Answer => ["obsidiantrombone", "copperlagoon"],
            Self::ForTheDesk => ["velvetisotherm", "fennelgazebo"],
            Self::ForTheGuest => ["cobaltmarimba", "indigoturnstile"],
            Self::TakenBack => ["ambercalliope", "russetpavilion"],
            Self::Asked => ["juniperastrolabe", "nutmeglighthouse"],
            Self::Secret => ["saffronzeppelin", "ochrecarousel"],
            Self::AfterTransfer => ["thistlegondola", "quincebarometer"],
            Self::AfterContinuation => ["walnutsemaphore", "lilacturbine"],
            Self::ToTheProgram => ["mulberrysextant", "tealaqueduct"],
            Self::ByTheProgram => ["pewterdirigible", "sepiaharmonium"],
            Self::Left => ["hollyhockbarograph", "tansychronograph"],
        };
        match kind {
            ChatKind::Sealed => sealed,
            ChatKind::Open => open,
        }
    }

    /// A text with that word in it.
    pub(super) fn text(self, kind: ChatKind) -> String {
        let word = self.word(kind);
        if self == Self::Entered {
            format!("Your course:\u{a0}{word}")
        } else {
            format!("This is about a {word}, if you please.")
        }
    }

    /// Whether it reaches the service in an open chat. In a sealed one nothing does.
    pub(super) const fn is_told(self) -> bool {
        !matches!(self, Self::TakenBack | Self::Asked | Self::Secret)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_word_stands_for_two_things() {
        let kinds = [ChatKind::Sealed, ChatKind::Open];
        let words = kinds.map(|kind| Said::ALL.map(|said| said.word(kind)));
        let distinct: BTreeSet<_> = words.as_flattened().iter().collect();
        assert_eq!(distinct.len(), 2 * Said::ALL.len());
    }
}
