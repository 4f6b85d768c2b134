//! What a state means to whoever reads it.

/// The tone of a word or a sentence.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Tone {
    /// As it should be, and worth saying.
    Good,
    /// Neither good nor bad.
    Plain,
    /// To be known before going on.
    Warn,
    /// Something does not work.
    Bad,
}

impl Tone {
    /// Its name in the style sheets.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Plain => "plain",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}
