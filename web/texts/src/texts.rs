//! The texts that a page has been given.

use std::fmt::{Display, Write as _};
use std::sync::OnceLock;

use crate::shown;

/// One text, as it was loaded.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    Plain(String),
    /// By category; `other` is among them.
    Plural(Vec<(String, String)>),
}

/// The texts of a page do not belong to it: one of the two is older.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NotThese;

/// The texts of one face, once it has them.
pub(crate) struct Texts {
    fingerprint: u32,
    #[cfg_attr(
        target_arch = "wasm32",
        allow(dead_code, reason = "a browser loads them")
    )]
    english: &'static str,
    loaded: OnceLock<Loaded>,
}

/// What a page has loaded.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// As JSON has numbers.
    pub(crate) fingerprint: Option<f64>,
    pub(crate) language: String,
    pub(crate) direction: String,
    pub(crate) texts: Vec<Text>,
}

impl Texts {
    pub(crate) const fn awaited(fingerprint: u32, english: &'static str) -> Self {
        Self {
            fingerprint,
            english,
            loaded: OnceLock::new(),
        }
    }

    /// Takes what has been loaded; the first time counts.
    pub(crate) fn take(&self, loaded: Loaded) -> Result<(), NotThese> {
        if loaded.fingerprint != Some(f64::from(self.fingerprint)) {
            return Err(NotThese);
        }
        self.loaded.get_or_init(|| loaded);
        Ok(())
    }

    #[cfg(target_arch = "wasm32")]
    fn loaded(&self) -> Option<&Loaded> {
        self.loaded.get()
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn loaded(&self) -> Option<&Loaded> {
        Some(self.loaded.get_or_init(|| shown::loaded(self.english)))
    }

    pub(crate) fn language(&self) -> &str {
        self.loaded()
            .map_or("en", |loaded| loaded.language.as_str())
    }

    pub(crate) fn direction(&self) -> &str {
        self.loaded()
            .map_or("ltr", |loaded| loaded.direction.as_str())
    }

    /// The text with this number, as it stands.
    pub(crate) fn plain(&self, number: usize) -> &str {
        match self.text(number) {
            Some(Text::Plain(text)) => text,
            Some(Text::Plural(_)) | None => "",
        }
    }

    /// The text with this number, filled in.
    pub(crate) fn filled(&self, number: usize, with: &[&dyn Display]) -> String {
        fill(self.plain(number), with)
    }

    /// The form that a text has for so many, filled in.
    pub(crate) fn counted(&self, number: usize, count: usize, with: &[&dyn Display]) -> String {
        let form = match self.text(number) {
            Some(Text::Plain(text)) => text,
            Some(Text::Plural(forms)) => form(forms, &shown::category(self.language(), count)),
            None => "",
        };
        let count = shown::number(self.language(), count);
        let mut all: Vec<&dyn Display> = vec![&count];
        all.extend_from_slice(with);
        fill(form, &all)
    }

    fn text(&self, number: usize) -> Option<&Text> {
        self.loaded()?.texts.get(number)
    }
}

fn form<'a>(forms: &'a [(String, String)], category: &str) -> &'a str {
    let of = |wanted: &str| forms.iter().find(|(category, _)| category == wanted);
    of(category)
        .or_else(|| of("other"))
        .map_or("", |(_, text)| text)
}

/// The text with each `{0}`, `{1}` replaced.
pub(crate) fn fill(text: &str, with: &[&dyn Display]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((words, (place, after))) = rest
        .split_once('{')
        .and_then(|(words, after)| Some((words, after.split_once('}')?)))
    {
        filled.push_str(words);
        if let Some(value) = place.parse().ok().and_then(|place: usize| with.get(place)) {
            // A string takes all that is written to it.
            let _written = write!(filled, "{value}");
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}
