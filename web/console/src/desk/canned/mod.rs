//! Canned messages: what an operator says often, written once and called by a slash and a name.
//!
//! An operator's own are kept in this browser, sealed, for this account; beside them stand those of the organisation and of
//! their queues.

mod matching;
mod panel;
mod pools;
mod store;

use serde::{Deserialize, Serialize};

pub(crate) use matching::{asked, marked, matching};
pub(crate) use panel::CannedPanel;
pub(crate) use pools::use_with_pools;
pub(crate) use store::use_canned;

/// Characters of a name.
const NAME_CHARS_MAX: usize = 24;

/// A canned message.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Canned {
    /// What is typed after the slash.
    pub(crate) name: String,
    /// What is said.
    pub(crate) text: String,
}

/// What is typed after the slash for a message of this title.
pub(crate) fn called(title: &str) -> String {
    let title = title.to_lowercase();
    let words = title.split(|it: char| it.is_whitespace() || it == '/');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// Why something is no canned message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Wrong {
    /// Its name is empty, too long, or has spaces or a slash in it.
    Name,
    /// There is one of this name.
    Taken,
    /// It says nothing.
    Text,
}

impl Canned {
    /// What was typed, as a message beside these others.
    pub(crate) fn typed(name: &str, text: &str, others: &[Self]) -> Result<Self, Wrong> {
        let name = name.trim().trim_start_matches('/').to_lowercase();
        let text = text.trim();
        let is_odd = |it: char| it.is_whitespace() || it == '/';
        if name.is_empty() || name.chars().count() > NAME_CHARS_MAX || name.contains(is_odd) {
            return Err(Wrong::Name);
        }
        if others.iter().any(|other| other.name == name) {
            return Err(Wrong::Taken);
        }
        if text.is_empty() {
            return Err(Wrong::Text);
        }
        Ok(Self {
            name,
            text: text.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_called_by_its_words_in_any_script() {
        assert_eq!(called(" Opening hours / Sundays "), "opening-hours-sundays");
        assert_eq!(called("ساعات العمل"), "ساعات-العمل");
    }

    #[test]
    fn a_message_has_a_name_without_spaces_that_no_other_has_and_says_something() {
        let hours = Canned::typed(" /Hours ", " We are open. ", &[]).unwrap();
        assert_eq!((&*hours.name, &*hours.text), ("hours", "We are open."));
        let others = [hours];
        assert_eq!(Canned::typed("hours", "x", &others), Err(Wrong::Taken));
        for name in ["", "/", "two words", "a/b", &"a".repeat(25)] {
            assert_eq!(Canned::typed(name, "x", &[]), Err(Wrong::Name), "{name}");
        }
        assert_eq!(Canned::typed("hold", " \n", &others), Err(Wrong::Text));
    }
}
