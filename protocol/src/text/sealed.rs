//! Texts of sealed chats: of OTR messages their outward form, from which nothing readable can be told.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{TextError, at_most};
use crate::limits::{COMMIT_BYTES_MAX, SEALED_TEXT_BYTES_MAX};

checked_text! {
    /// An OTR message of version 3 as it travels, or the query for a conversation of that version; nothing readable
    /// can be told from it.
    SealedText, |text| {
        if !text.starts_with(QUERY) && !is_encoded(text) {
            return Err(TextError::NotSealed);
        }
        at_most(text, SEALED_TEXT_BYTES_MAX)
    }
}
checked_text! {
    /// A guest's D-H Commit of OTR version 3: what a key exchange begins with.
    CommitText, |text| {
        if !text.starts_with(COMMIT) || !is_encoded(text) {
            return Err(TextError::NotSealed);
        }
        at_most(text, COMMIT_BYTES_MAX)
    }
}

/// The query for version 3 (OTR version 3, "OTR Query Messages").
const QUERY: &str = "?OTRv3?";

/// How an encoded message of version 3 begins: the version, 0x0003, in base64.
const ENCODED: &str = "?OTR:AAM";

/// How a D-H Commit of version 3 begins: version and type, 0x0003 and 0x02, in base64.
const COMMIT: &str = "?OTR:AAMC";

/// How a data message of version 3 begins: version and type, 0x0003 and 0x03, in base64.
const DATA: &str = "?OTR:AAMD";

/// Whether it has the outward form of an encoded message: base64 between `?OTR:` and a full stop.
fn is_encoded(text: &str) -> bool {
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    text.starts_with(ENCODED)
        && text
            .strip_prefix("?OTR:")
            .and_then(|rest| rest.strip_suffix('.'))
            .is_some_and(|base64| base64.bytes().all(is_base64))
}

impl SealedText {
    /// Whether it asks for a key exchange. All else belongs to one.
    pub fn is_query(&self) -> bool {
        self.0.starts_with(QUERY)
    }

    /// Whether it is a data message, as anybody on the way can tell: all others are a query or a part of a key
    /// exchange, and carry nothing that somebody wrote.
    pub fn carries_text(&self) -> bool {
        self.0.starts_with(DATA)
    }
}

impl From<CommitText> for SealedText {
    fn from(commit: CommitText) -> Self {
        Self(commit.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_text_begins_with_otr() {
        for text in [
            "?OTR:AAMC.",
            "?OTR:AAMDAAAA+/==.",
            "?OTRv3?",
            "?OTRv3? Please.",
        ] {
            assert!(SealedText::try_from(text.to_owned()).is_ok(), "{text}");
        }
        for text in [
            "hello",
            " ?OTR:AAMC.",
            "?OTR:AAICAAAA.",
            "?OTRv2?",
            "?OTR?v2?",
            "?OTR Error: something readable",
            "?OTR:AAMD something readable.",
            "?OTR:AAMDAAAA",
            "?OTR,1,2,?OTR:AAMD,",
            "?OTR|1|2,1,2,?OTR:AAMD,",
        ] {
            assert_eq!(
                SealedText::try_from(text.to_owned()),
                Err(TextError::NotSealed),
                "{text}"
            );
        }
    }

    #[test]
    fn a_key_exchange_begins_with_a_commit() {
        assert!(CommitText::try_from("?OTR:AAMCAAAB.".to_owned()).is_ok());
        for text in [
            "?OTR:AAMDAAAB.",
            "?OTR:AAICAAAB.",
            "?OTRv3?",
            "?OTR:AAMC x.",
        ] {
            assert_eq!(
                CommitText::try_from(text.to_owned()),
                Err(TextError::NotSealed),
                "{text}"
            );
        }
    }

    #[test]
    fn a_commit_is_as_long_as_a_commit() {
        let commit = |bytes: usize| {
            let rest = "A".repeat(bytes - COMMIT.len() - 1);
            CommitText::try_from(format!("{COMMIT}{rest}."))
        };
        assert!(commit(COMMIT_BYTES_MAX).is_ok());
        assert_eq!(
            commit(COMMIT_BYTES_MAX + 1),
            Err(TextError::TooLong {
                got: COMMIT_BYTES_MAX + 1,
                max: COMMIT_BYTES_MAX,
            })
        );
    }

    #[test]
    fn a_data_message_is_told_from_a_key_exchange_by_its_beginning() {
        let carries_text = |text: &str| {
            SealedText::try_from(text.to_owned())
                .unwrap()
                .carries_text()
        };
        assert!(carries_text("?OTR:AAMDAAAB."));
        let others = [
            "?OTR:AAMCAAAB.",
            "?OTR:AAMKAAAB.",
            "?OTR:AAMRAAAB.",
            "?OTR:AAMSAAAB.",
            "?OTRv3?",
        ];
        assert!(!others.into_iter().any(carries_text));
    }
}
