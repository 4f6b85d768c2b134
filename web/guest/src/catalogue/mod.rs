//! Every text that a guest reads. A language is one value of [`Catalogue`]: a text that is missing in it
//! does not compile.

mod english;

use std::sync::OnceLock;

use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::note::Note;
use web_sys::Document;

/// The texts of one language.
pub(crate) struct Catalogue {
    /// Its BCP 47 tag.
    pub(crate) language: &'static str,
    /// `ltr` or `rtl`.
    pub(crate) direction: &'static str,

    // The frame
    pub(crate) looking: &'static str,
    pub(crate) no_snippet: &'static str,
    pub(crate) unknown_snippet: fn(&str) -> String,
    pub(crate) unreachable: &'static str,
    pub(crate) failed: &'static str,
    pub(crate) try_again: &'static str,
    pub(crate) close: &'static str,

    // Beginning
    pub(crate) sealed_promise: &'static str,
    pub(crate) asked_promise: &'static str,
    pub(crate) always_asked_promise: &'static str,
    pub(crate) nobody_promise: &'static str,
    pub(crate) open_promise: &'static str,
    pub(crate) nobody_there: &'static str,
    pub(crate) keeps_nothing: &'static str,
    pub(crate) begin: &'static str,
    pub(crate) first_message: &'static str,

    // Who can read along
    pub(crate) sealed: &'static str,
    pub(crate) verified: &'static str,
    pub(crate) unverified: &'static str,
    pub(crate) readable: &'static str,
    pub(crate) wrong_key: &'static str,
    pub(crate) verified_more: fn(&DisplayName) -> String,
    pub(crate) verified_unnamed: &'static str,
    pub(crate) unverified_more: &'static str,
    pub(crate) readable_more: &'static str,
    pub(crate) wrong_key_more: fn(&DisplayName) -> String,
    pub(crate) key: &'static str,
    pub(crate) doubtful: fn(&DisplayName) -> String,
    pub(crate) doubt_title: fn(&DisplayName) -> String,
    pub(crate) doubt_yes: &'static str,
    pub(crate) doubt_no: &'static str,

    // How the chat stands
    pub(crate) connecting: &'static str,
    pub(crate) waiting: &'static str,
    pub(crate) waiting_sealed: &'static str,
    pub(crate) waiting_open: &'static str,
    pub(crate) waiting_unstaffed: &'static str,
    pub(crate) interrupted: fn(&DisplayName) -> String,
    pub(crate) exchanging: fn(&DisplayName) -> String,
    pub(crate) talking: fn(&DisplayName) -> String,
    pub(crate) passing: fn(&DisplayName) -> String,
    pub(crate) operator_away: fn(&DisplayName) -> String,
    pub(crate) ending: &'static str,
    pub(crate) ending_offline: &'static str,
    pub(crate) over: &'static str,
    pub(crate) gone: &'static str,
    pub(crate) queue_full: &'static str,
    pub(crate) elsewhere: &'static str,
    pub(crate) take_back: &'static str,
    pub(crate) start_anew: &'static str,

    // Whether more is taken
    pub(crate) much_waits: &'static str,
    pub(crate) too_fast: &'static str,
    pub(crate) full: &'static str,

    // The line
    pub(crate) offline: &'static str,
    pub(crate) unreached_unsent: &'static str,
    pub(crate) unreached: &'static str,
    pub(crate) back: &'static str,
    pub(crate) outdated: &'static str,
    pub(crate) refused: &'static str,
    pub(crate) reload: &'static str,

    // The conversation
    pub(crate) conversation: &'static str,
    pub(crate) you: &'static str,
    pub(crate) operator: &'static str,
    pub(crate) typing: fn(&DisplayName) -> String,
    pub(crate) not_sent_yet: &'static str,
    pub(crate) sending: &'static str,
    pub(crate) sent: &'static str,
    pub(crate) not_sent: &'static str,
    pub(crate) note: fn(&Note) -> String,

    // Writing
    pub(crate) message: &'static str,
    pub(crate) send: &'static str,
    pub(crate) hint: &'static str,
    pub(crate) left: fn(usize) -> String,
    pub(crate) too_long: fn(usize) -> String,
    pub(crate) few_left: fn(usize) -> String,
    pub(crate) too_long_in_all: &'static str,

    // Earlier messages
    pub(crate) earlier_title: fn(&DisplayName) -> String,
    pub(crate) earlier_text: &'static str,
    pub(crate) earlier_all: &'static str,
    pub(crate) earlier_ticked: &'static str,
    pub(crate) earlier_none: &'static str,
    pub(crate) earlier_later: &'static str,
    pub(crate) earlier_sending: fn(usize) -> String,

    // Ending
    pub(crate) end: &'static str,
    pub(crate) end_title: &'static str,
    pub(crate) end_text: &'static str,
    pub(crate) end_yes: &'static str,
    pub(crate) end_no: &'static str,
}

/// A language there is a catalogue of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Language {
    English,
}

impl Language {
    /// The first of these BCP 47 tags there is a catalogue of; English if there is none.
    fn of(tags: impl IntoIterator<Item = String>) -> Self {
        let primary = |tag: String| {
            tag.split('-')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase()
        };
        tags.into_iter()
            .find_map(|tag| match primary(tag).as_str() {
                "en" => Some(Self::English),
                _ => None,
            })
            .unwrap_or(Self::English)
    }

    const fn catalogue(self) -> &'static Catalogue {
        match self {
            Self::English => &english::ENGLISH,
        }
    }
}

/// The language that was chosen.
static CHOSEN: OnceLock<Language> = OnceLock::new();

/// The texts in the language that was chosen; until then in English.
pub(crate) fn texts() -> &'static Catalogue {
    let chosen = CHOSEN.get().copied();
    chosen.unwrap_or(Language::English).catalogue()
}

/// Chooses the language this browser prefers, and says to the browser in which language and direction the page is.
pub(crate) fn announce(document: &Document) {
    CHOSEN.get_or_init(|| Language::of(preferred()));
    if let Some(root) = document.document_element() {
        for (name, value) in [("lang", texts().language), ("dir", texts().direction)] {
            // Only a name that is none could fail.
            let _set = root.set_attribute(name, value);
        }
    }
}

fn preferred() -> Vec<String> {
    let navigator = web_sys::window().map(|window| window.navigator());
    let languages = navigator.map(|navigator| navigator.languages());
    let tags = languages.iter().flat_map(|tags| tags.iter());
    tags.filter_map(|tag| tag.as_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_without_a_catalogue_is_passed_over() {
        let tags = ["xx-YY", "en-GB"].map(str::to_owned);
        assert_eq!(Language::of(tags), Language::English);
        assert_eq!(Language::of(Vec::new()), Language::English);
    }
}
