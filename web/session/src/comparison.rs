//! Comparing a secret: one end asks a question, the other answers, and both learn whether they had the same answer in mind,
//! and nothing else (OTR version 3, "Socialist Millionaires' Protocol").
//!
//! Whoever began has proof of the other: they know what was asked for. Whoever answered has not, since the other chose the
//! question, and may have chosen one that everybody can answer.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::ZeroizeOnDrop;

/// Bytes of a question or a secret: a sentence or two.
pub const COMPARED_BYTES_MAX: usize = 1_000;

/// Comparisons that the other end may begin with one pair of keys. What it begins beyond that is given up unseen.
const ASKED_MAX: u32 = 8;

/// What both ends ought to know. Compared to the letter, without white space around it.
#[derive(Clone, Eq, PartialEq, ZeroizeOnDrop)]
pub struct SecretWord(String);

impl SecretWord {
    /// As somebody typed it; none if it is empty or longer than [`COMPARED_BYTES_MAX`].
    pub fn typed(typed: &str) -> Option<Self> {
        let word = typed.trim();
        let fits = (1..=COMPARED_BYTES_MAX).contains(&word.len());
        fits.then(|| Self(word.to_owned()))
    }

    /// What is compared.
    pub const fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Shows nothing of it.
impl fmt::Debug for SecretWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretWord")
    }
}

/// What a person does about a comparison.
#[derive(Clone, Eq, PartialEq)]
pub enum Compare {
    /// Begins one. The other end reads the question, never the secret.
    Ask {
        /// What the other person is to answer.
        question: String,
        /// What they ought to answer.
        secret: SecretWord,
    },
    /// Answers the one that the other end has begun.
    Answer(SecretWord),
    /// Gives up what is under way.
    GiveUp,
}

/// Shows what is done, and no word of it.
impl fmt::Debug for Compare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ask { .. } => "Ask",
            Self::Answer(_) => "Answer",
            Self::GiveUp => "GiveUp",
        })
    }
}

/// What the other end has done about a comparison, or what has come of it.
#[derive(Clone, Eq, PartialEq)]
pub enum Compared {
    /// It begins one, and asks this.
    Asks(Option<String>),
    /// It is over.
    Over(Verdict),
}

/// What has come of a comparison.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Verdict {
    /// Both had the same in mind.
    Same,
    /// They had not.
    Different,
    /// One end has given up, or the keys are others by now.
    Aborted,
}

/// How it goes with comparing a secret.
#[derive(Clone, Default, Eq, PartialEq)]
pub enum Comparison {
    /// Nobody has begun to, or it is put away.
    #[default]
    None,
    /// The other end asks, and waits for an answer from here.
    Asked {
        /// What; nothing if whoever asks has only said that there is a secret.
        question: Option<String>,
    },
    /// The other end is waited for.
    Waiting {
        /// It was begun here.
        ours: bool,
    },
    /// It is over.
    Over {
        /// It was begun here.
        ours: bool,
        /// What has come of it.
        verdict: Verdict,
    },
}

/// Shows how it goes, and not what was asked.
impl fmt::Debug for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("None"),
            Self::Asked { .. } => f.write_str("Asked"),
            Self::Waiting { ours } => write!(f, "Waiting {{ ours: {ours} }}"),
            Self::Over { ours, verdict } => write!(f, "Over {{ ours: {ours}, {verdict:?} }}"),
        }
    }
}

/// A comparison at one end of a chat. It lives no longer than the keys it is made with.
#[derive(Debug, Default)]
pub(crate) struct Comparing {
    stands: Comparison,
    /// How often the other end has begun one with these keys.
    asked: u32,
}

impl Comparing {
    /// How it goes.
    pub(crate) fn view(&self) -> Comparison {
        self.stands.clone()
    }

    /// Whether this can be done now.
    pub(crate) fn allows(&self, step: &Compare) -> bool {
        let is_under_way = self.is_under_way();
        match step {
            Compare::Ask { question, .. } => {
                !is_under_way && (1..=COMPARED_BYTES_MAX).contains(&question.len())
            }
            Compare::Answer(_) => matches!(self.stands, Comparison::Asked { .. }),
            Compare::GiveUp => is_under_way,
        }
    }

    /// It has been done. Gives what has come of the comparison, if it is over by that.
    pub(crate) fn did(&mut self, step: &Compare) -> Option<(bool, Verdict)> {
        match step {
            Compare::Ask { .. } => self.stands = Comparison::Waiting { ours: true },
            Compare::Answer(_) => self.stands = Comparison::Waiting { ours: false },
            Compare::GiveUp => return self.over(Verdict::Aborted),
        }
        None
    }

    /// The other end begins one. Gives whether it may, once more.
    pub(crate) fn asks(&mut self, question: Option<String>) -> bool {
        self.asked = self.asked.saturating_add(1);
        let may = self.asked <= ASKED_MAX;
        if may {
            let question = question.filter(|it| it.len() <= COMPARED_BYTES_MAX);
            self.stands = Comparison::Asked { question };
        }
        may
    }

    /// It is over, if one is under way. Gives whether it was begun here, and what has come of it.
    pub(crate) fn over(&mut self, verdict: Verdict) -> Option<(bool, Verdict)> {
        let ours = match self.stands {
            Comparison::Waiting { ours } => ours,
            Comparison::Asked { .. } => false,
            Comparison::None | Comparison::Over { .. } => return None,
        };
        self.stands = Comparison::Over { ours, verdict };
        Some((ours, verdict))
    }

    /// Other keys: what was under way is lost.
    pub(crate) fn lose_keys(&mut self) -> Option<(bool, Verdict)> {
        self.asked = 0;
        self.over(Verdict::Aborted)
    }

    /// Somebody else is at the other end: what was compared does not concern them.
    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }

    const fn is_under_way(&self) -> bool {
        matches!(
            self.stands,
            Comparison::Asked { .. } | Comparison::Waiting { .. }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(question: &str) -> Compare {
        let secret = SecretWord::typed("blue").unwrap();
        let question = question.to_owned();
        Compare::Ask { question, secret }
    }

    #[test]
    fn the_other_end_asks_so_often_and_no_more_with_the_same_keys() {
        let mut comparing = Comparing::default();
        for _ in 0..ASKED_MAX {
            assert!(comparing.asks(None));
        }
        assert!(!comparing.asks(None));
        let lost = comparing.lose_keys();
        assert_eq!(lost, Some((false, Verdict::Aborted)));
        assert!(comparing.asks(None));
    }

    #[test]
    fn one_at_a_time() {
        let mut comparing = Comparing::default();
        let answer = Compare::Answer(SecretWord::typed("blue").unwrap());
        assert!(!comparing.allows(&answer) && !comparing.allows(&Compare::GiveUp));
        assert!(!comparing.allows(&ask("")));
        assert!(!comparing.allows(&ask(&"?".repeat(COMPARED_BYTES_MAX + 1))));
        assert!(comparing.allows(&ask("Which colour?")));
        comparing.did(&ask("Which colour?"));
        assert!(!comparing.allows(&ask("Which colour?")));
        assert_eq!(comparing.over(Verdict::Same), Some((true, Verdict::Same)));
        assert_eq!(comparing.over(Verdict::Same), None, "once");
    }

    #[test]
    fn nothing_of_it_is_printed() {
        let mut comparing = Comparing::default();
        comparing.asks(Some("private?".to_owned()));
        let secret = SecretWord::typed(" private ").unwrap();
        assert_eq!(secret.as_bytes(), b"private");
        let printed = format!("{comparing:?} {secret:?} {:?}", ask("private?"));
        assert!(!printed.contains("private"), "{printed}");
    }
}
