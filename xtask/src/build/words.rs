//! The few words that are said before any application runs, on a library's page and where nothing could be loaded: as
//! translators have written them, in JSON that a script reads as it is. That each language has what it needs,
//! `cargo test -p hushdesk-texts` says.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::files;

/// The language that is always at hand.
const ENGLISH: &str = "en";

/// Groups of texts by name; a text is a string, or one string a plural category.
type Texts = BTreeMap<String, BTreeMap<String, Value>>;

/// A folder of `web/texts`.
pub(super) struct Words {
    english: Texts,
    /// By the language's tag.
    others: BTreeMap<String, Texts>,
}

impl Words {
    /// Reads it.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let mut all = BTreeMap::new();
        for file in files::all_in(folder)? {
            let tag = file.file_stem().unwrap_or_default().to_string_lossy();
            let texts: Texts = serde_json::from_slice(&files::read(&file)?)
                .with_context(|| format!("{} is no file of texts", file.display()))?;
            all.insert(tag.into_owned(), texts);
        }
        let english = all.remove(ENGLISH);
        let english =
            english.with_context(|| format!("{} lacks {ENGLISH}.json", folder.display()))?;
        Ok(Self {
            english,
            others: all,
        })
    }

    /// The English texts.
    pub(super) fn english(&self) -> Result<String> {
        Ok(serde_json::to_string(&self.english)?)
    }

    /// The English texts of this group.
    pub(super) fn english_of(&self, group: &str) -> Result<String> {
        Ok(serde_json::to_string(&self.english.get(group))?)
    }

    /// The texts of all languages, by their tags.
    pub(super) fn all(&self) -> Result<String> {
        let english = (ENGLISH.to_owned(), &self.english);
        let others = self.others.iter().map(|(tag, texts)| (tag.clone(), texts));
        let all: BTreeMap<_, _> = others.chain([english]).collect();
        Ok(serde_json::to_string(&all)?)
    }

    /// The languages beside English, as JavaScript has a list.
    pub(super) fn languages(&self) -> Result<String> {
        let tags: Vec<_> = self.others.keys().map(|tag| primary(tag)).collect();
        Ok(serde_json::to_string(&tags)?)
    }

    /// Writes the texts of each language beside English into a file that is called after it.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        self.others.iter().try_for_each(|(tag, texts)| {
            let file = folder.join(format!("{}.json", primary(tag)));
            files::write(&file, serde_json::to_string(texts)?)
        })
    }

    /// The page with the English texts of this group in the places that are named after them: `{name}`.
    pub(super) fn fill(&self, page: &str, group: &str) -> Result<String> {
        let texts = self.english.get(group);
        let texts = texts.with_context(|| format!("there are no texts called {group}"))?;
        let filled = texts.iter().fold(page.to_owned(), |page, (name, text)| {
            page.replace(&format!("{{{name}}}"), text.as_str().unwrap_or_default())
        });
        Ok(filled)
    }
}

/// A language without script and region: of each there are texts in one way of writing it.
fn primary(tag: &str) -> &str {
    tag.split_once('-').map_or(tag, |(language, _)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(english: &str) -> Words {
        Words {
            english: serde_json::from_str(english).unwrap(),
            others: BTreeMap::new(),
        }
    }

    #[test]
    fn a_page_says_in_english_what_it_names() {
        let words = words(r#"{"page":{"loading":"Loading","close":"Close"}}"#);
        let filled = words
            .fill("<p>{loading}</p><b>{close}</b>", "page")
            .unwrap();
        assert_eq!(filled, "<p>Loading</p><b>Close</b>");
        assert!(words.fill("", "pages").is_err());
    }

    #[test]
    fn a_language_is_called_by_its_first_part() {
        assert_eq!(primary("zh-Hans"), "zh");
        assert_eq!(primary("de"), "de");
    }
}
