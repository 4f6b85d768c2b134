//! Texts that have been checked: what may travel in a sealed chat, and in an open one.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::OperatorName;
use crate::invisible::is_blank;
use crate::limits::{
    COLLEAGUE_TEXT_BYTES_MAX, INVITATION_CHARS_MAX, LABEL_CHARS_MAX, NOTE_BYTES_MAX,
    NOTICE_BYTES_MAX, PAGE_ADDRESS_BYTES_MAX, PAGE_PATTERN_CHARS_MAX, PROFILE_TEXT_BYTES_MAX,
    QUESTION_CHARS_MAX, SEARCH_BYTES_MAX, STATUS_BYTES_MAX, TEXT_BYTES_MAX,
};

/// Why a text may not travel.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum TextError {
    /// A sealed chat carries OTR messages of version 3 and nothing else.
    #[error("a sealed chat carries only OTR messages of version 3, whole")]
    NotSealed,
    /// A sealed note is base64 that begins as such.
    #[error("a sealed note is base64, and begins with its mark")]
    NotASealedNote,
    /// A note key is base64 that begins as such.
    #[error("a note key is base64, and begins with its mark")]
    NotANoteKey,
    /// Not the address of a page that a guest can be on.
    #[error("the address of a page is http or https, origin and path only")]
    NotAPage,
    /// Not what people are called.
    #[error(
        "a display name has 1 to {LABEL_CHARS_MAX} characters, on one line, none of them invisible"
    )]
    NotAName,
    /// Not what a thing is called.
    #[error("a title has 1 to {LABEL_CHARS_MAX} characters, on one line, none of them invisible")]
    NotATitle,
    /// Not what a guest is asked.
    #[error(
        "a question has 1 to {QUESTION_CHARS_MAX} characters, on one line, none of them invisible"
    )]
    NotAQuestion,
    /// Not what invites to chat.
    #[error(
        "an invitation has 1 to {INVITATION_CHARS_MAX} characters, on one line, none of them invisible"
    )]
    NotAnInvitation,
    /// Not a pattern of pages.
    #[error(
        "a pattern of pages begins with / or *, and has at most {PAGE_PATTERN_CHARS_MAX} characters, no space, ? or # among them"
    )]
    NotAPattern,
    /// Nothing to carry: no character, or none of which anything is to be seen.
    #[error("nothing of the text is to be seen")]
    Empty,
    /// More than a message may hold.
    #[error("the text has {got} bytes, {max} are allowed")]
    TooLong {
        /// Its bytes.
        got: usize,
        /// The bound, from [`crate::limits`].
        max: usize,
    },
}

macro_rules! checked_text {
    ($(#[$doc:meta])* $name:ident, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = TextError;

            fn try_from(text: String) -> Result<Self, TextError> {
                let check: fn(&str) -> Result<(), TextError> = $check;
                check(&text)?;
                Ok(Self(text))
            }
        }

        impl std::str::FromStr for $name {
            type Err = TextError;

            fn from_str(text: &str) -> Result<Self, TextError> {
                Self::try_from(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        /// Shows how long the text is, never what it says: neither belongs into a log.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({} bytes)"), self.0.len())
            }
        }
    };
}

mod sealed;

pub use sealed::{CommitText, NoteKey, SealedNote, SealedText};

impl PageAddress {
    /// The address without what was asked for there, cut to what is carried of one; none if it is not that of a page.
    pub fn cut(page: &str) -> Option<Self> {
        let path = page.split(['?', '#']).next()?;
        let end = path.floor_char_boundary(PAGE_ADDRESS_BYTES_MAX);
        path.get(..end)?.parse().ok()
    }
}

impl DisplayName {
    /// What somebody is called who has not said so: the sign-in name, its first letter raised.
    pub fn of(name: &OperatorName) -> Self {
        let mut characters = name.as_str().chars();
        let first = characters.next().map(|first| first.to_ascii_uppercase());
        Self(first.into_iter().chain(characters).collect())
    }
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for DisplayName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

checked_text! {
    /// A message of an open chat.
    OpenText, |text| not_blank(text, TEXT_BYTES_MAX)
}
checked_text! {
    /// The address of the page a guest writes from, as the page says it: to be shown, never trusted. Origin and path
    /// of an `http` or `https` address, percent-encoded as a browser has it; what a page was asked for in a query or
    /// fragment is nobody's business.
    PageAddress, |text| is_page(text).and_then(|()| at_most(text, PAGE_ADDRESS_BYTES_MAX))
}
checked_text! {
    /// What people are called: readers know their librarian by it. Not the name they sign in with.
    DisplayName, |text| is_label(text).then_some(()).ok_or(TextError::NotAName)
}
checked_text! {
    /// What a thing is called that people read of: an organisation, a queue, a skin.
    Title, |text| is_label(text).then_some(()).ok_or(TextError::NotATitle)
}
checked_text! {
    /// What a queue asks its guests, or what they consent to.
    QuestionLabel, |text| is_line(text, QUESTION_CHARS_MAX).then_some(()).ok_or(TextError::NotAQuestion)
}
checked_text! {
    /// What invites whoever is on a library's page to chat.
    InvitationText, |text| is_line(text, INVITATION_CHARS_MAX).then_some(()).ok_or(TextError::NotAnInvitation)
}
checked_text! {
    /// Pages of a library, by their path: `*` stands for anything.
    PagePattern, |text| is_pattern(text).then_some(()).ok_or(TextError::NotAPattern)
}
checked_text! {
    /// What is looked for in a list, as it was typed.
    SearchText, |text| not_blank(text, SEARCH_BYTES_MAX)
}
checked_text! {
    /// What an operator says of their status in their own words. May be empty.
    #[derive(Default)]
    StatusText, |text| at_most(text, STATUS_BYTES_MAX)
}
checked_text! {
    /// What an operator says to the next one about an open chat that is handed on.
    NoteText, |text| not_blank(text, NOTE_BYTES_MAX)
}
checked_text! {
    /// What somebody has ready to be sent.
    CannedText, |text| not_blank(text, NOTICE_BYTES_MAX)
}
checked_text! {
    /// What operators have to know at a queue, in Markdown (CommonMark, with tables). May be empty.
    #[derive(Default)]
    ProfileText, |text| at_most(text, PROFILE_TEXT_BYTES_MAX)
}
checked_text! {
    /// What an operator says to colleagues. The service can read it, and keeps none of it.
    ColleagueText, |text| not_blank(text, COLLEAGUE_TEXT_BYTES_MAX)
}
checked_text! {
    /// What the service says to a guest in a queue's name.
    NoticeText, |text| not_blank(text, NOTICE_BYTES_MAX)
}
checked_text! {
    /// What a chat was about, in the organisation's words: one short line, like a name.
    Category, |text| DisplayName::try_from(text.to_owned()).map(drop)
}

/// One short line on which all can be read.
fn is_label(text: &str) -> bool {
    is_line(text, LABEL_CHARS_MAX)
}

/// One line of at most so many characters on which all can be read.
fn is_line(text: &str, chars_max: usize) -> bool {
    let is_short = text.chars().count() <= chars_max;
    is_short && text.trim() == text && !is_blank(text) && !text.contains(is_unprintable)
}

/// A path in which `*` stands for anything: what was asked for there is no part of it.
fn is_pattern(text: &str) -> bool {
    let is_part = |c: char| !c.is_whitespace() && !is_unprintable(c) && !matches!(c, '?' | '#');
    text.starts_with(['/', '*'])
        && is_line(text, PAGE_PATTERN_CHARS_MAX)
        && text.chars().all(is_part)
}

/// Origin and path: no user, query or fragment, and no character that a browser would have percent-encoded.
fn is_page(text: &str) -> Result<(), TextError> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let (host, _) = rest
        .and_then(|rest| rest.split_once('/'))
        .ok_or(TextError::NotAPage)?;
    let is_plain =
        |c: char| c.is_ascii_graphic() && !matches!(c, '?' | '#' | '<' | '>' | '"' | '\\' | '`');
    if host.is_empty() || host.contains('@') || !text.chars().all(is_plain) {
        return Err(TextError::NotAPage);
    }
    Ok(())
}

/// Characters that are no part of a name: controls, line ends, and those that only turn the direction of a text or
/// cannot be seen (Unicode's Bidi_Control, and the usual invisible ones).
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}

fn not_blank(text: &str, max: usize) -> Result<(), TextError> {
    if is_blank(text) {
        Err(TextError::Empty)
    } else {
        at_most(text, max)
    }
}

fn at_most(text: &str, max: usize) -> Result<(), TextError> {
    if text.len() > max {
        Err(TextError::TooLong {
            got: text.len(),
            max,
        })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_address_is_cut_and_nothing_is_said_of_what_was_asked_for() {
        let origin = "https://library.example/";
        let long = format!("{origin}{}", "a".repeat(PAGE_ADDRESS_BYTES_MAX));
        let cut = PageAddress::cut(&long).unwrap();
        assert_eq!(cut.as_str().len(), PAGE_ADDRESS_BYTES_MAX);
        for asked in ["?q=secret", "#secret", "?q=a#b"] {
            let address = PageAddress::cut(&format!("{origin}{asked}")).unwrap();
            assert_eq!(address.as_str(), origin);
        }
        assert_eq!(PageAddress::cut(""), None);
    }

    #[test]
    fn a_page_is_origin_and_path() {
        for address in [
            "https://library.example/",
            "http://127.0.0.1:8787/a/b%20c;d,e",
        ] {
            assert!(
                PageAddress::try_from(address.to_owned()).is_ok(),
                "{address}"
            );
        }
        for address in [
            "",
            "https://library.example",
            "https:///a",
            "https://library.example/?q=secret",
            "https://library.example/#secret",
            "https://somebody:password@library.example/",
            "javascript:alert(1)",
            "javascript://library.example/%0aalert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "https://library.example/\u{202e}gpj",
            "https://library.example/a b",
        ] {
            assert_eq!(
                PageAddress::try_from(address.to_owned()),
                Err(TextError::NotAPage),
                "{address}"
            );
        }
    }

    #[test]
    fn who_has_no_display_name_is_called_by_the_sign_in_name() {
        let called = |name: &str| DisplayName::of(&name.parse().unwrap()).to_string();
        assert_eq!(
            (called("desk1"), called("1a")),
            ("Desk1".to_owned(), "1a".to_owned())
        );
    }

    #[test]
    fn a_display_name_is_what_can_be_read() {
        for name in [
            "Ana",
            "Dr. Ana María Núñez (Maps)",
            "\u{5d0}\u{5e0}\u{5d4}",
            "図書館",
        ] {
            assert!(DisplayName::try_from(name.to_owned()).is_ok(), "{name}");
        }
        let long = "x".repeat(101);
        for name in ["", " Ana", "Ana\nMaria", "\u{202e}anA", "\u{200b}", &long] {
            assert_eq!(
                DisplayName::try_from(name.to_owned()),
                Err(TextError::NotAName),
                "{name:?}"
            );
        }
    }

    #[test]
    fn a_text_of_which_nothing_is_to_be_seen_does_not_travel() {
        for text in ["", " \n", "\u{200b}\u{2060}", "\u{202e}\u{3164}"] {
            assert_eq!(
                OpenText::try_from(text.to_owned()),
                Err(TextError::Empty),
                "{text:?}"
            );
        }
        assert!(OpenText::try_from("\u{202e}.".to_owned()).is_ok());
    }

    #[test]
    fn no_text_is_printed() {
        let text = OpenText::try_from("something private".to_owned()).unwrap();
        assert_eq!(format!("{text:?}"), "OpenText(17 bytes)");
    }
}
