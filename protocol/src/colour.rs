//! A library's own colour.

use serde::{Deserialize, Serialize};

/// A colour as style sheets write it: `#6b3f8f`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour(String);

/// Why a text is none.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a colour is like #6b3f8f")]
pub struct NotAColour;

impl Colour {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Colour {
    type Error = NotAColour;

    fn try_from(text: String) -> Result<Self, NotAColour> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let digits = text.strip_prefix('#').ok_or(NotAColour)?;
        let is_right = digits.len() == 6 && digits.bytes().all(is_digit);
        is_right.then_some(Self(text)).ok_or(NotAColour)
    }
}

impl std::str::FromStr for Colour {
    type Err = NotAColour;

    fn from_str(text: &str) -> Result<Self, NotAColour> {
        Self::try_from(text.to_owned())
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_digits_and_nothing_that_a_style_sheet_would_run() {
        assert!("#6b3f8f".parse::<Colour>().is_ok());
        for text in [
            "",
            "6b3f8f",
            "#6B3F8F",
            "#6b3",
            "red",
            "#6b3f8f;}",
            "url(#6b3f8f)",
        ] {
            assert_eq!(text.parse::<Colour>(), Err(NotAColour), "{text}");
        }
    }
}
