//! What a guest has answered to what a queue asks, as a text of the chat.
//!
//! Answers are said like everything else that a guest says: in an open chat they are a readable message, in a sealed one an
//! ordinary sealed text, which every program that does OTR shows. A line is a question and its answer:
//!
//! ```text
//! Your course:⍽Biology
//! Where are you?⍽At home
//! ```
//!
//! where `⍽` is a no-break space (U+00A0), the first of its line, and the colon stands only where the question does not end
//! in a mark of its own. So they are read again without knowing what was asked. What is not answered is left out. Whoever
//! writes such a text without having been asked has said nothing else by it: it is the guest's own word in any case.

/// What stands between a question and its answer.
const SEPARATOR: char = '\u{a0}';

/// An answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Answer<'a> {
    /// To what.
    pub question: &'a str,
    /// What.
    pub answer: &'a str,
}

/// The answers of a text that is nothing else.
pub fn read(text: &str) -> Option<Vec<Answer<'_>>> {
    let answers: Option<Vec<_>> = text.lines().map(line).collect();
    answers.filter(|answers| !answers.is_empty())
}

fn line(line: &str) -> Option<Answer<'_>> {
    let (question, answer) = line.split_once(SEPARATOR)?;
    let question = question.strip_suffix(':').unwrap_or(question);
    let is_one = !question.trim().is_empty() && !answer.trim().is_empty();
    is_one.then_some(Answer { question, answer })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_a_question_and_its_answer() {
        let text = "Your course:\u{a0}Biology: the first year\nWhere are you?\u{a0}At home\nI agree:\u{a0}✓";
        let answer = |question, answer| Answer { question, answer };
        assert_eq!(
            read(text),
            Some(vec![
                answer("Your course", "Biology: the first year"),
                answer("Where are you?", "At home"),
                answer("I agree", "✓"),
            ])
        );
    }

    #[test]
    fn what_a_guest_writes_otherwise_is_no_answer() {
        for text in [
            "",
            "Where is the map?",
            "Your course: Biology",
            "Your course:\u{a0}Biology\nand a map",
            "Your course:\u{a0}Biology\n\nWhere?\u{a0}Here",
            "\u{a0}Biology",
            ":\u{a0}Biology",
            "Your course:\u{a0} ",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
