//! Why a style sheet is not let through.

/// The first line that is not let through.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct Fault {
    /// Which, counted from 1.
    pub line: u32,
    /// Why.
    pub why: Refused,
}

/// Why a line is not let through.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Refused {
    /// A rule that begins with `@`, by its name.
    #[error("@{0} is not let through, but for @media (prefers-color-scheme: dark) and light")]
    AtRule(String),
    /// What is to be changed is none of the names.
    #[error("{0} is no name that can be changed")]
    Name(String),
    /// It cannot be changed there by this property.
    #[error("{0} cannot be set")]
    Property(String),
    /// The property cannot have this value, or not so much of it.
    #[error("this value of {0} is not let through")]
    Value(String),
    /// It cannot be read.
    #[error("this cannot be read as a style sheet")]
    Unreadable,
}
