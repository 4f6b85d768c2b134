//! Lists, page by page.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::{CannedId, Fingerprint, IdError, OperatorName, QueueName, SkinName, SnippetName};

/// Things on one page, at most.
pub const PAGE_ITEMS_MAX: usize = 100;

/// One page of a list.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page<T> {
    /// What is on it, in order.
    pub items: Vec<T>,
    /// What to ask for the next page with; null on the last.
    pub next: Option<Cursor>,
}

/// How far a list has been read. Nobody but the edge knows what it means.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cursor(String);

/// Characters of a cursor: those of a name, and room for what will be sorted otherwise.
const CURSOR_CHARS_MAX: usize = 200;

impl Cursor {
    /// The text in it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// After the thing of this number.
    pub fn of_number(number: u64) -> Self {
        Self(number.to_string())
    }

    /// The number of the thing after which the list goes on, if it is listed by numbers.
    pub fn number(&self) -> Option<u64> {
        self.0.parse().ok()
    }
}

/// It stands in addresses as it is.
impl TryFrom<String> for Cursor {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let is_cursor = (1..=CURSOR_CHARS_MAX).contains(&text.len()) && text.bytes().all(is_plain);
        if is_cursor {
            Ok(Self(text))
        } else {
            Err(IdError::Cursor)
        }
    }
}

/// After the thing of this name.
macro_rules! after {
    ($($name:ident),+) => {
        $(impl From<&$name> for Cursor {
            fn from(name: &$name) -> Self {
                Self(name.as_str().to_owned())
            }
        })+
    };
}

after!(
    CannedId,
    Fingerprint,
    OperatorName,
    QueueName,
    SkinName,
    SnippetName
);

impl From<Cursor> for String {
    fn from(cursor: Cursor) -> Self {
        cursor.0
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
