//! Languages, by their tags.

use serde::{Deserialize, Serialize};

/// Characters of a tag, at most.
const TAG_CHARS_MAX: usize = 35;

/// The tag of a language (RFC 5646), such as `en` or `pt-BR`.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

/// Why a text is none.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the tag of a language is like en or pt-BR")]
pub struct NotALanguage;

impl Language {
    /// Its first part: the language without script or region.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// The tag itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Language {
    type Error = NotALanguage;

    fn try_from(text: String) -> Result<Self, NotALanguage> {
        let is_part = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let first = text.split('-').next().unwrap_or_default();
        let begins = first.len() >= 2 && first.bytes().all(|byte| byte.is_ascii_lowercase());
        let is_right = begins && text.len() <= TAG_CHARS_MAX && text.split('-').all(is_part);
        is_right.then_some(Self(text)).ok_or(NotALanguage)
    }
}

impl std::str::FromStr for Language {
    type Err = NotALanguage;

    fn from_str(text: &str) -> Result<Self, NotALanguage> {
        Self::try_from(text.to_owned())
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_a_tag() {
        for text in ["en", "pt-BR", "zh-Hant-TW", "sgn-BE-FR"] {
            assert!(text.parse::<Language>().is_ok(), "{text}");
        }
        for text in ["", "e", "EN", "en-", "en_GB", "english language"] {
            assert_eq!(text.parse::<Language>(), Err(NotALanguage), "{text}");
        }
    }
}
