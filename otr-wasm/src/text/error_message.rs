//! `?OTR Error:` and some words: what one side tells the other when a message cannot be used.

/// An error message with these words. The space after the colon is what libotr looks for.
pub(crate) fn write(words: &str) -> String {
    format!("?OTR Error: {words}")
}
