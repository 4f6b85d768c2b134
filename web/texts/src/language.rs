//! The languages there are texts in.

/// One of them.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Language {
    tag: &'static str,
    own_name: &'static str,
    direction: &'static str,
    plurals: &'static [&'static str],
}

const fn language(
    tag: &'static str,
    own_name: &'static str,
    direction: &'static str,
    plurals: &'static [&'static str],
) -> Language {
    Language {
        tag,
        own_name,
        direction,
        plurals,
    }
}

const ONE: &[&str] = &["one", "other"];
const NONE: &[&str] = &["other"];
const SLAVIC: &[&str] = &["few", "many", "one", "other"];
const ARABIC: &[&str] = &["few", "many", "one", "other", "two", "zero"];
const HEBREW: &[&str] = &["one", "other", "two"];

/// All of them, English first: what a text is written in, and what it is read in where nothing else is wanted. The plural
/// categories are those of CLDR that whole numbers below a million have.
pub const LANGUAGES: [Language; 13] = [
    language("en", "English", "ltr", ONE),
    language("ar", "العربية", "rtl", ARABIC),
    language("de", "Deutsch", "ltr", ONE),
    language("es", "Español", "ltr", ONE),
    language("fr", "Français", "ltr", ONE),
    language("he", "עברית", "rtl", HEBREW),
    language("it", "Italiano", "ltr", ONE),
    language("ja", "日本語", "ltr", NONE),
    language("nl", "Nederlands", "ltr", ONE),
    language("pl", "Polski", "ltr", SLAVIC),
    language("pt", "Português", "ltr", ONE),
    language("uk", "Українська", "ltr", SLAVIC),
    language("zh-Hans", "简体中文", "ltr", NONE),
];

impl Language {
    /// Its BCP 47 tag, which also its files are called after.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.tag
    }

    /// Whether its tag begins with this language.
    #[must_use]
    pub fn is_of(self, primary: &str) -> bool {
        self.tag.split('-').next() == Some(primary)
    }

    /// What those call it who speak it.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        self.own_name
    }

    /// `ltr` or `rtl`.
    #[must_use]
    pub const fn direction(self) -> &'static str {
        self.direction
    }

    /// The plural categories that a text with a number wants in it.
    #[must_use]
    pub const fn plurals(self) -> &'static [&'static str] {
        self.plurals
    }
}
