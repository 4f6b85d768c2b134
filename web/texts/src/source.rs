//! The files that translators write: groups of texts, each text plain or one a plural category.
//!
//! ```json
//! {
//!   "end": {
//!     "title": "End this chat?",
//!     "left": { "one": "{count} character left.", "other": "{count} characters left." }
//!   }
//! }
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;

/// Whatever is wrong with a file of texts.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// It is not JSON, or not in the form of such a file.
    #[error("it is not a file of texts: {0}")]
    Form(#[from] serde_json::Error),
    /// A brace is opened and not closed, or what it holds is no name.
    #[error("{key}: a placeholder is written {{name}}, in small letters")]
    Placeholder {
        /// The text, as `group.name`.
        key: String,
    },
    /// English has a text that this language lacks.
    #[error("{key} is missing")]
    Missing {
        /// The text, as `group.name`.
        key: String,
    },
    /// A text fills in something that English does not.
    #[error("{key} has a placeholder {{{name}}} that English has not")]
    Unknown {
        /// The text, as `group.name`.
        key: String,
        /// The placeholder.
        name: String,
    },
}

/// One text.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(untagged)]
pub enum Entry {
    /// The same whatever is filled in.
    Plain(String),
    /// By CLDR's plural category of its number `{count}`: `one`, `few`, `other` and so on.
    Plural(BTreeMap<String, String>),
}

impl Entry {
    /// What it may read, in the order of the categories.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        let (plain, plural) = match self {
            Self::Plain(text) => (Some(text), None),
            Self::Plural(forms) => (None, Some(forms.values())),
        };
        plain
            .into_iter()
            .chain(plural.into_iter().flatten())
            .map(String::as_str)
    }

    /// What is filled in, in the order in which it first comes. The number that decides the category comes first.
    ///
    /// # Errors
    ///
    /// If a placeholder is not written as one.
    pub fn placeholders(&self, key: &str) -> Result<Vec<String>, SourceError> {
        let mut names = match self {
            Self::Plain(_) => Vec::new(),
            Self::Plural(_) => vec![COUNT.to_owned()],
        };
        for form in self.forms() {
            for piece in pieces(form, key)? {
                if let Piece::Placeholder(name) = piece
                    && !names.iter().any(|known| known == name)
                {
                    names.push(name.to_owned());
                }
            }
        }
        Ok(names)
    }
}

/// The number by which a text has plural forms.
pub const COUNT: &str = "count";

/// The texts of one language, by group and name.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(transparent)]
pub struct Source(BTreeMap<String, BTreeMap<String, Entry>>);

impl Source {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// If it is not in the form above.
    pub fn read(file: &str) -> Result<Self, SourceError> {
        let file = file.trim_start_matches('\u{feff}');
        Ok(serde_json::from_str(file)?)
    }

    /// The groups, in the order of their names.
    pub fn groups(&self) -> impl Iterator<Item = (&str, &BTreeMap<String, Entry>)> {
        self.0
            .iter()
            .map(|(name, entries)| (name.as_str(), entries))
    }

    /// All texts with their keys, `group.name`, in the order that also their compiled form has.
    pub fn entries(&self) -> impl Iterator<Item = (String, &Entry)> {
        self.groups().flat_map(|(group, entries)| {
            entries
                .iter()
                .map(move |(name, entry)| (format!("{group}.{name}"), entry))
        })
    }

    /// The text of that key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        let (group, name) = key.split_once('.')?;
        self.0.get(group)?.get(name)
    }

    /// A number that is another one as soon as the list of texts is another, or what is filled into one.
    ///
    /// # Errors
    ///
    /// If a placeholder is not written as one.
    pub fn fingerprint(&self) -> Result<u32, SourceError> {
        let mut listed = String::new();
        for (key, entry) in self.entries() {
            listed.push_str(&key);
            for name in entry.placeholders(&key)? {
                listed.push(' ');
                listed.push_str(&name);
            }
            listed.push('\n');
        }
        Ok(fnv1a(&listed))
    }
}

/// The hash FNV-1a of 32 bits.
fn fnv1a(text: &str) -> u32 {
    let hashed = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    text.bytes().fold(0x811c_9dc5, hashed)
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Piece<'a> {
    /// It stands there as it is.
    Words(&'a str),
    /// The name of what is filled in.
    Placeholder(&'a str),
}

/// What a text consists of.
///
/// # Errors
///
/// If a placeholder is not written as one.
pub fn pieces<'a>(text: &'a str, key: &str) -> Result<Vec<Piece<'a>>, SourceError> {
    let wrong = || SourceError::Placeholder {
        key: key.to_owned(),
    };
    let is_name = |name: &str| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((words, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or_else(wrong)?;
        if !is_name(name) || words.contains('}') {
            return Err(wrong());
        }
        pieces.extend([Piece::Words(words), Piece::Placeholder(name)]);
        rest = after;
    }
    if rest.contains('}') {
        return Err(wrong());
    }
    pieces.push(Piece::Words(rest));
    Ok(pieces)
}
