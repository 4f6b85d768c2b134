//! What a person writes or reads in a chat.

use std::fmt;

use hushdesk_protocol::frames::Body;
use hushdesk_protocol::text::{OpenText, SealedText};
use serde::{Deserialize, Serialize};

use hushdesk_protocol::invisible::is_blank;

/// Characters of one message. Four bytes each at most, they fit into
/// [`TEXT_BYTES_MAX`](hushdesk_protocol::limits::TEXT_BYTES_MAX): 10,000 * 4 = 40,000.
pub const TEXT_CHARS_MAX: usize = 10_000;

/// A text of a chat: something is to be seen of it, and it is without NUL, which ends the text of an OTR message.
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(String);

/// Why something typed cannot be sent as it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum TextError {
    /// Nothing to be seen.
    #[error("the text is empty")]
    Empty,
    /// More than a message may hold.
    #[error("the text has {got} characters, {TEXT_CHARS_MAX} are allowed")]
    TooLong {
        /// Its characters.
        got: usize,
    },
}

impl Text {
    /// A text as somebody typed it, without white space around it.
    pub fn typed(text: &str) -> Result<Self, TextError> {
        let text = Self::readable(text);
        match text.chars().count() {
            _ if is_blank(&text) => Err(TextError::Empty),
            got if got > TEXT_CHARS_MAX => Err(TextError::TooLong { got }),
            _ => Ok(Self(text)),
        }
    }

    /// How many characters a text has that is typed like this.
    pub fn chars(typed: &str) -> usize {
        Self::readable(typed).chars().count()
    }

    /// A text as it came from the other end, whose program may count otherwise: bounded by its frame, none
    /// if there is nothing to show.
    pub fn received(text: &str) -> Option<Self> {
        let text = Self::readable(text);
        (!is_blank(&text)).then_some(Self(text))
    }

    /// A line that is sealed already, and goes as it is; or one that has come so, for whoever can open it.
    pub fn passing(line: SealedText) -> Self {
        Self(line.into())
    }

    /// What was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As an open chat carries it; none if it is longer than a frame takes.
    pub(crate) fn in_the_open(&self) -> Option<Body> {
        let text = OpenText::try_from(self.0.clone()).ok()?;
        Some(Body::Open { text })
    }

    fn readable(text: &str) -> String {
        text.replace('\0', "").trim().to_owned()
    }
}

/// Shows how long the text is, never what it says.
impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_characters_of_any_kind_are_a_text_and_one_more_is_not() {
        assert!(Text::typed(&"😀".repeat(TEXT_CHARS_MAX)).is_ok());
        let got = TEXT_CHARS_MAX + 1;
        assert_eq!(
            Text::typed(&"a".repeat(got)),
            Err(TextError::TooLong { got })
        );
    }

    #[test]
    fn a_text_has_the_characters_that_are_counted_while_it_is_typed() {
        for typed in ["", " \n", " a\0b \n", "\0 a", "é😀"] {
            let text = Text::typed(typed).map_or(0, |text| text.as_str().chars().count());
            assert_eq!(Text::chars(typed), text, "{typed:?}");
        }
    }

    #[test]
    fn white_space_that_stood_before_a_nul_is_gone_too() {
        for typed in ["a \0", "\0 a", "a\u{b}\0\n\0"] {
            assert_eq!(Text::typed(typed).unwrap().as_str(), "a", "{typed:?}");
            assert_eq!(Text::received(typed).unwrap().as_str(), "a", "{typed:?}");
        }
    }

    #[test]
    fn what_shows_nothing_is_no_text() {
        for nothing in [
            "",
            " \n\t ",
            "\0",
            "\u{200b}\u{202e}",
            "\u{2066} \u{3164}\u{2069}",
        ] {
            assert_eq!(Text::typed(nothing), Err(TextError::Empty), "{nothing:?}");
            assert_eq!(Text::received(nothing), None, "{nothing:?}");
        }
        let long = "\u{200b}".repeat(TEXT_CHARS_MAX + 1);
        assert_eq!(Text::typed(&long), Err(TextError::Empty));
    }

    #[test]
    fn what_was_written_is_not_printed() {
        let text = Text::typed("something private").unwrap();
        assert_eq!(format!("{text:?}"), "Text(17 bytes)");
    }
}
