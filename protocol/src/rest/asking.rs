//! What a queue asks its guests: before a chat, and at its end.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::text::{QuestionLabel, Title};

/// Questions of one list, at most. Answered as long as can be they are one message: 8 * (200 + 3 + 500) = 5,624 characters,
/// of the 10,000 that a message may have.
pub const QUESTIONS_MAX: usize = 8;

/// What can be chosen where one of several is, at least: with one there is no choice.
pub const OPTIONS_MIN: usize = 2;

/// What can be chosen there, at most: more than anybody reads before they write.
pub const OPTIONS_MAX: usize = 12;

/// Something that a queue asks.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GuestQuestion {
    /// The question, or what is consented to.
    pub label: QuestionLabel,
    /// How it is answered.
    pub kind: QuestionKind,
    /// Whether it has to be.
    #[serde(default)]
    pub required: bool,
}

/// How a question is answered.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum QuestionKind {
    /// In the guest's own words, on one line.
    Text,
    /// By one of these.
    Choice {
        /// 2 to 12, none twice.
        options: Vec<Title>,
    },
    /// By a tick.
    Consent,
}

/// What the queue asks to which a snippet leads ([`GetSnippetQuestions`](super::GetSnippetQuestions)).
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SnippetQuestions {
    /// Before the first message of a chat, in this order.
    #[serde(default)]
    pub entry: Vec<GuestQuestion>,
    /// At the end of a chat, in this order.
    #[serde(default)]
    pub survey: Vec<GuestQuestion>,
    /// And then, in a text of their own, what else they want to tell.
    #[serde(default)]
    pub comment: bool,
}

/// Questions that cannot be asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum WrongQuestions {
    /// There are too many.
    #[error("there are {got} questions, at most {QUESTIONS_MAX} are asked")]
    Questions {
        /// How many.
        got: usize,
    },
    /// One is there twice: nobody could tell the answers apart.
    #[error("no question is asked twice")]
    Twice,
    /// There is too little to choose from, or too much.
    #[error("a choice has {OPTIONS_MIN} to {OPTIONS_MAX} options, this one has {got}")]
    Options {
        /// How much.
        got: usize,
    },
    /// One of what can be chosen is there twice.
    #[error("no option of a choice is there twice")]
    OptionTwice,
}

/// Whether these can be asked one after the other.
///
/// # Errors
///
/// They cannot, and why.
pub fn check_questions(questions: &[GuestQuestion]) -> Result<(), WrongQuestions> {
    if questions.len() > QUESTIONS_MAX {
        let got = questions.len();
        return Err(WrongQuestions::Questions { got });
    }
    let labels: BTreeSet<_> = questions.iter().map(|question| &question.label).collect();
    if labels.len() != questions.len() {
        return Err(WrongQuestions::Twice);
    }
    questions
        .iter()
        .try_for_each(|question| question.kind.check())
}

impl QuestionKind {
    fn check(&self) -> Result<(), WrongQuestions> {
        let Self::Choice { options } = self else {
            return Ok(());
        };
        let got = options.len();
        if !(OPTIONS_MIN..=OPTIONS_MAX).contains(&got) {
            return Err(WrongQuestions::Options { got });
        }
        let different: BTreeSet<_> = options.iter().collect();
        if different.len() == got {
            Ok(())
        } else {
            Err(WrongQuestions::OptionTwice)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(label: &str, kind: QuestionKind) -> GuestQuestion {
        GuestQuestion {
            label: label.parse().unwrap(),
            kind,
            required: true,
        }
    }

    fn choice(options: &[&str]) -> GuestQuestion {
        let options = options.iter().map(|option| option.parse().unwrap());
        let options = options.collect();
        question("Where?", QuestionKind::Choice { options })
    }

    fn numbered(count: usize) -> Vec<GuestQuestion> {
        let numbers = 0..count;
        let all = numbers.map(|number| question(&format!("Question {number}"), QuestionKind::Text));
        all.collect()
    }

    #[test]
    fn as_many_questions_as_may_be_are_asked_and_one_more_is_not() {
        assert_eq!(check_questions(&[]), Ok(()));
        assert_eq!(check_questions(&numbered(8)), Ok(()));
        assert_eq!(
            check_questions(&numbered(9)),
            Err(WrongQuestions::Questions { got: 9 })
        );
        let twice = [
            question("Your course", QuestionKind::Text),
            question("Your course", QuestionKind::Consent),
        ];
        assert_eq!(check_questions(&twice), Err(WrongQuestions::Twice));
    }

    #[test]
    fn a_choice_is_one_and_each_option_is_there_once() {
        let many: Vec<_> = (0..13).map(|number| number.to_string()).collect();
        let many: Vec<_> = many.iter().map(String::as_str).collect();
        for (options, checked) in [
            (&["Main library", "Branch"][..], Ok(())),
            (&many[..12], Ok(())),
            (&[], Err(WrongQuestions::Options { got: 0 })),
            (&["Only"], Err(WrongQuestions::Options { got: 1 })),
            (&many[..], Err(WrongQuestions::Options { got: 13 })),
            (&["Branch", "Branch"], Err(WrongQuestions::OptionTwice)),
        ] {
            assert_eq!(check_questions(&[choice(options)]), checked, "{options:?}");
        }
    }

    #[test]
    fn a_question_is_one_line_of_at_most_200_characters() {
        let question = |label: &str| label.parse::<QuestionLabel>();
        assert!(question(&"é".repeat(200)).is_ok());
        for wrong in ["", " ", "a\nb", " a", "\u{200b}", &"a".repeat(201)] {
            assert!(question(wrong).is_err(), "{wrong:?}");
        }
    }
}
