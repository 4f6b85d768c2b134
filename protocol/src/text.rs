//! Texts that have been checked: what may travel in a sealed chat, and in an open one.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::limits::{
    NOTE_BYTES_MAX, NOTICE_BYTES_MAX, PAGE_ADDRESS_BYTES_MAX, SEALED_TEXT_BYTES_MAX,
    STATUS_BYTES_MAX, TEXT_BYTES_MAX,
};

/// Why a text may not travel.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum TextError {
    /// A sealed chat carries OTR messages and nothing else.
    #[error("a sealed chat carries only texts that begin with ?OTR")]
    NotSealed,
    /// Nothing to carry.
    #[error("the text is empty")]
    Empty,
    /// More than a message may hold.
    #[error("the text has {got} bytes, {max} are allowed")]
    TooLong {
        /// Its bytes.
        got: usize,
        /// The bound, from [`crate::limits`].
        max: usize,
    },
}

macro_rules! checked_text {
    ($(#[$doc:meta])* $name:ident, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = TextError;

            fn try_from(text: String) -> Result<Self, TextError> {
                let check: fn(&str) -> Result<(), TextError> = $check;
                check(&text)?;
                Ok(Self(text))
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        /// Shows how long the text is, never what it says: neither belongs into a log.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({} bytes)"), self.0.len())
            }
        }
    };
}

checked_text! {
    /// An OTR message as it travels: it begins with `?OTR`, and nothing readable can be told from it.
    SealedText, |text| {
        if !text.starts_with("?OTR") {
            return Err(TextError::NotSealed);
        }
        at_most(text, SEALED_TEXT_BYTES_MAX)
    }
}

/// How the answers in a key exchange of OTR version 3 begin, the D-H Key and the Signature message: version and type,
/// 0x0003 and 0x0a or 0x12, in base64.
const KEY_EXCHANGE_ANSWERS: [&str; 2] = ["?OTR:AAMK", "?OTR:AAMS"];

impl SealedText {
    /// Whether it answers in a key exchange, as anybody on the way can tell: it carries keys and no text.
    pub fn answers_key_exchange(&self) -> bool {
        KEY_EXCHANGE_ANSWERS
            .iter()
            .any(|beginning| self.0.starts_with(beginning))
    }
}

checked_text! {
    /// A message of an open chat.
    OpenText, |text| not_empty(text, TEXT_BYTES_MAX)
}
checked_text! {
    /// The address of the page a guest writes from, as the page says it: to be shown, never trusted.
    PageAddress, |text| at_most(text, PAGE_ADDRESS_BYTES_MAX)
}
checked_text! {
    /// What an operator says of their status in their own words. May be empty.
    #[derive(Default)]
    StatusText, |text| at_most(text, STATUS_BYTES_MAX)
}
checked_text! {
    /// What an operator says to the next one about an open chat that is handed on.
    NoteText, |text| not_empty(text, NOTE_BYTES_MAX)
}
checked_text! {
    /// What the service says to a guest in a queue's name.
    NoticeText, |text| not_empty(text, NOTICE_BYTES_MAX)
}

fn not_empty(text: &str, max: usize) -> Result<(), TextError> {
    if text.is_empty() {
        Err(TextError::Empty)
    } else {
        at_most(text, max)
    }
}

fn at_most(text: &str, max: usize) -> Result<(), TextError> {
    if text.len() > max {
        Err(TextError::TooLong {
            got: text.len(),
            max,
        })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_text_begins_with_otr() {
        assert!(SealedText::try_from("?OTR:AAMC.".to_owned()).is_ok());
        assert_eq!(
            SealedText::try_from("hello".to_owned()),
            Err(TextError::NotSealed)
        );
        assert_eq!(
            SealedText::try_from(" ?OTR".to_owned()),
            Err(TextError::NotSealed)
        );
    }

    #[test]
    fn what_answers_in_a_key_exchange_is_told_from_its_beginning() {
        let answers = |text: &str| {
            let text = SealedText::try_from(text.to_owned()).unwrap();
            text.answers_key_exchange()
        };
        assert!(answers("?OTR:AAMKAAAB.") && answers("?OTR:AAMSAAAB."));
        let others = [
            "?OTR:AAMCAAAB.",
            "?OTR:AAMDAAAB.",
            "?OTRv3?",
            "?OTR:AAIKAAAB.",
        ];
        assert!(!others.into_iter().any(answers));
    }

    #[test]
    fn no_text_is_printed() {
        let text = OpenText::try_from("something private".to_owned()).unwrap();
        assert_eq!(format!("{text:?}"), "OpenText(17 bytes)");
    }
}
