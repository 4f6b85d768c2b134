//! The texts of an application, in all languages there are.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use hushdesk_texts::compiled::compile;
use hushdesk_texts::language::{LANGUAGES, Language};
use hushdesk_texts::source::Source;

use crate::files;

/// What translators have written.
pub(super) struct Translations {
    english: Source,
    /// English among them, first.
    all: Vec<(Language, Source)>,
}

impl Translations {
    /// Those in a folder of `web/texts`.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let mut all = Vec::new();
        for language in LANGUAGES {
            let file = folder.join(format!("{}.json", language.tag()));
            if file.exists() {
                let text = String::from_utf8(files::read(&file)?)?;
                let source = Source::read(&text).with_context(|| file.display().to_string())?;
                all.push((language, source));
            }
        }
        let english = all.first().map(|(_, source)| source.clone());
        let english = english.with_context(|| format!("{} has no texts", folder.display()))?;
        Ok(Self { english, all })
    }

    /// Their languages, as JavaScript has a list.
    pub(super) fn tags(&self) -> Result<String> {
        let tags: Vec<&str> = self
            .all
            .iter()
            .map(|(language, _)| language.tag())
            .collect();
        Ok(serde_json::to_string(&tags)?)
    }

    /// Writes what browsers load, a file a language.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        for (language, source) in &self.all {
            let tag = language.tag();
            let compiled =
                compile(&self.english, source, *language).with_context(|| format!("{tag}.json"))?;
            fs::write(folder.join(format!("{tag}.json")), compiled)?;
        }
        Ok(())
    }
}
