//! Texts of sealed chats: of OTR messages their outward form, from which nothing readable can be told. So it is with the notes that
//! are left where a sealed chat finds nobody, and with the keys that they are sealed to.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{TextError, at_most};
use crate::limits::{
    COMMIT_BYTES_MAX, NOTE_KEY_TEXT_BYTES_MAX, SEALED_NOTE_TEXT_BYTES_MAX, SEALED_TEXT_BYTES_MAX,
};

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

checked_text! {
    /// A note that was sealed in a guest's browser for those who have the organisation's keys; nothing readable can be told
    /// from it.
    SealedNote, |text| {
        if !is_base64_of(text, NOTE) {
            return Err(TextError::NotASealedNote);
        }
        at_most(text, SEALED_NOTE_TEXT_BYTES_MAX)
    }
}
checked_text! {
    /// A key that notes are sealed to, as its holder has published it: whose it is, guests' browsers verify.
    NoteKey, |text| {
        if !is_base64_of(text, NOTE_KEY) {
            return Err(TextError::NotANoteKey);
        }
        at_most(text, NOTE_KEY_TEXT_BYTES_MAX)
    }
}

/// How a sealed note begins: `HushNote1` in base64.
const NOTE: &str = "SHVzaE5vdGUx";

/// How a note key begins: `NoteKey-1` in base64.
const NOTE_KEY: &str = "Tm90ZUtleS0x";

/// The query for version 3 (OTR version 3, "OTR Query Messages").
const QUERY: &str = "?OTRv3?";

/// How an encoded message of version 3 begins: the version, 0x0003, in base64.
const ENCODED: &str = "?OTR:AAM";

/// How a D-H Commit of version 3 begins: version and type, 0x0003 and 0x02, in base64.
const COMMIT: &str = "?OTR:AAMC";

/// How a data message of version 3 begins: version and type, 0x0003 and 0x03, in base64.
const DATA: &str = "?OTR:AAMD";

const fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// Whether it has the outward form of bytes in base64 that begin like this, and are more than that.
fn is_base64_of(text: &str, beginning: &str) -> bool {
    let is_whole = text.len().is_multiple_of(4) && text.len() > beginning.len();
    is_whole && text.starts_with(beginning) && text.bytes().all(is_base64)
}

/// Whether it has the outward form of an encoded message: base64 between `?OTR:` and a full stop.
fn is_encoded(text: &str) -> bool {
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
    fn a_sealed_note_and_a_note_key_begin_as_such() {
        let note = |text: &str| text.parse::<SealedNote>().map(drop);
        let key = |text: &str| text.parse::<NoteKey>().map(drop);
        assert_eq!(note("SHVzaE5vdGUxAAAA"), Ok(()));
        assert_eq!(key("Tm90ZUtleS0xAAAA"), Ok(()));
        for text in [
            "",
            "SHVzaE5vdGUx",
            "SHVzaE5vdGUxAAA",
            "SHVzaE5vdGUxAA A",
            "AAAASHVzaE5vdGUx",
            "Do you have maps",
            "?OTR:AAMDAAAA",
        ] {
            assert_eq!(note(text), Err(TextError::NotASealedNote), "{text}");
            assert_eq!(key(text), Err(TextError::NotANoteKey), "{text}");
        }
        let long = format!("{NOTE}{}", "A".repeat(SEALED_NOTE_TEXT_BYTES_MAX));
        assert!(matches!(note(&long), Err(TextError::TooLong { .. })));
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
