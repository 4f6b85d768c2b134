//! The files that browsers load: the texts of one language as an array, in the order of English, without their names.
//!
//! ```json
//! [ fingerprint, "language", "direction", "End this chat?", { "one": "{0} character left.", "other": "…" } ]
//! ```

use std::collections::BTreeMap;

use serde::Serialize;

use crate::language::Language;
use crate::source::{Entry, Piece, Source, SourceError, pieces};

#[derive(Serialize)]
#[serde(untagged)]
enum Item {
    Number(u32),
    Text(String),
    Plural(BTreeMap<String, String>),
}

/// What a browser loads of a language. `english` says which texts there are, and in which order.
///
/// # Errors
///
/// If `translated` lacks a text, or fills in another thing than English.
pub fn compile(
    english: &Source,
    translated: &Source,
    language: Language,
) -> Result<String, SourceError> {
    let mut items = vec![
        Item::Number(english.fingerprint()?),
        Item::Text(language.tag().to_owned()),
        Item::Text(language.direction().to_owned()),
    ];
    for (key, entry) in english.entries() {
        let places = entry.placeholders(&key)?;
        let Some(entry) = translated.entry(&key) else {
            return Err(SourceError::Missing { key });
        };
        items.push(item(entry, &places, &key)?);
    }
    Ok(serde_json::to_string(&items)?)
}

fn item(entry: &Entry, places: &[String], key: &str) -> Result<Item, SourceError> {
    let placed = |text: &String| numbered(text, places, key);
    Ok(match entry {
        Entry::Plain(text) => Item::Text(placed(text)?),
        Entry::Plural(forms) => {
            let forms = forms
                .iter()
                .map(|(category, text)| Ok((category.clone(), placed(text)?)));
            Item::Plural(forms.collect::<Result<_, SourceError>>()?)
        }
    })
}

/// The text with the numbers of its placeholders in place of their names.
fn numbered(text: &str, places: &[String], key: &str) -> Result<String, SourceError> {
    let mut numbered = String::new();
    for piece in pieces(text, key)? {
        match piece {
            Piece::Words(words) => numbered.push_str(words),
            Piece::Placeholder(name) => {
                let place = places.iter().position(|place| place == name);
                let place = place.ok_or_else(|| SourceError::Unknown {
                    key: key.to_owned(),
                    name: name.to_owned(),
                })?;
                numbered.push_str(&format!("{{{place}}}"));
            }
        }
    }
    Ok(numbered)
}
