//! What a guest has written and not sent.

use std::fmt;

use hushdesk_web::invisible::is_blank;
use hushdesk_web::session::text::{TEXT_CHARS_MAX, Text};

/// What stands in the field.
#[derive(Clone, Default, Eq, PartialEq)]
pub(crate) struct Draft(String);

impl Draft {
    /// As the field has it.
    pub(crate) const fn new(written: String) -> Self {
        Self(written)
    }

    /// What was written.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing is to be seen there, so that there is nothing to send.
    pub(crate) fn is_blank(&self) -> bool {
        is_blank(&self.0)
    }

    /// Puts these texts before what stands there, each with a line between it and the next.
    pub(crate) fn put_before<'a>(&mut self, texts: impl Iterator<Item = &'a Text>) {
        let mut whole: Vec<_> = texts.map(Text::as_str).collect();
        whole.extend((!self.is_blank()).then_some(self.as_str()));
        self.0 = whole.join("\n\n");
    }

    /// Whether nothing stands there.
    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many characters more a text could have; or how many this one has too many.
    pub(crate) fn room(&self) -> Result<usize, usize> {
        let chars = Text::chars(&self.0);
        let left = TEXT_CHARS_MAX.checked_sub(chars);
        left.ok_or_else(|| chars.saturating_sub(TEXT_CHARS_MAX))
    }

    /// The text, and an empty field; nothing if it is none, and then it stays.
    pub(crate) fn take(&mut self) -> Option<Text> {
        let text = Text::typed(&self.0).ok()?;
        self.0.clear();
        Some(text)
    }
}

/// Shows how long it is, never what it says.
impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Draft({} bytes)", self.0.len())
    }
}
