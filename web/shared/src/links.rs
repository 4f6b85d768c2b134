//! Which parts of a text are addresses that can be followed: `http`, `https` and `mailto`, and no other scheme ever.
//!
//! What is shown is what is followed, letter by letter. An address ends where none goes on, and before what belongs to
//! the sentence around it: a full stop, a bracket that was opened outside. One that poses as another, with a name before
//! its host (`https://library.org@elsewhere.org`), is left as words.

use crate::invisible::is_invisible;

/// What a link has as its `rel`: the page it leads to learns nothing of this one and has no hold on it.
pub const REL: &str = "noopener noreferrer nofollow";

/// What an address begins with, up to its colon.
const SCHEMES: [&str; 3] = ["https", "http", "mailto"];

/// The brackets that an address may hold, and that are often put around one.
const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

/// A part of a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Part<'a> {
    /// Words.
    Words(&'a str),
    /// An address, as it was written.
    Link(&'a str),
}

/// The parts of a text, in order; together they are the text.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut told, mut read) = (0, 0);
    while let Some((begin, candidate)) = next_candidate(text, read) {
        read = begin + candidate.len();
        if let Some(link) = address(candidate) {
            parts.extend(words(text, told, begin));
            parts.push(Part::Link(link));
            told = begin + link.len();
        }
    }
    parts.extend(words(text, told, text.len()));
    parts
}

fn words(text: &str, begin: usize, end: usize) -> Option<Part<'_>> {
    let words = text.get(begin..end)?;
    (!words.is_empty()).then_some(Part::Words(words))
}

/// The first thing from here on that begins like an address, where it begins, and up to where no address goes on.
fn next_candidate(text: &str, from: usize) -> Option<(usize, &str)> {
    let mut colons = text.get(from..)?.match_indices(':');
    let begin = colons.find_map(|(colon, _)| scheme(text, from, from + colon))?;
    let rest = text.get(begin..)?;
    let end = rest.find(ends_an_address).unwrap_or(rest.len());
    Some((begin, rest.get(..end)?))
}

/// Where the scheme begins that ends with this colon, if it is one of ours and not the end of another word.
fn scheme(text: &str, from: usize, colon: usize) -> Option<usize> {
    SCHEMES.iter().find_map(|scheme| {
        let begin = colon.checked_sub(scheme.len()).filter(|it| *it >= from)?;
        let is_it = text.get(begin..colon)?.eq_ignore_ascii_case(scheme);
        let before = text.get(..begin)?.chars().next_back();
        (is_it && !before.is_some_and(is_of_a_word)).then_some(begin)
    })
}

/// Whether what comes after this character may be the rest of a word. In scripts beyond these there is no space between
/// words. (To know all letters there are takes tables of two kilobytes in every guest's browser.)
fn is_of_a_word(char: char) -> bool {
    char.is_ascii_alphanumeric() || ('\u{c0}'..='\u{1fff}').contains(&char)
}

/// White space, what nobody sees, the delimiters of RFC 3986, appendix C, a backslash (which browsers read as a slash),
/// and the punctuation of scripts that put no space behind it.
fn ends_an_address(char: char) -> bool {
    is_invisible(char)
        || matches!(char, '"' | '<' | '>' | '`' | '\\')
        || matches!(
            char,
            '\u{3001}'..='\u{301f}' | '！' | '（' | '）' | '，' | '：' | '；' | '？' | '｡'
        )
}

/// The address that a candidate is, without what belongs to the sentence around it.
fn address(candidate: &str) -> Option<&str> {
    let link = without_sentence(candidate);
    let (scheme, rest) = link.split_once(':')?;
    let leads_somewhere = if scheme.eq_ignore_ascii_case("mailto") {
        is_mailbox(rest)
    } else {
        is_site(rest.strip_prefix("//")?)
    };
    leads_somewhere.then_some(link)
}

fn is_mailbox(rest: &str) -> bool {
    let mailbox = rest.split('?').next().and_then(|it| it.split_once('@'));
    mailbox.is_some_and(|(who, site)| !who.is_empty() && !site.is_empty())
}

fn is_site(rest: &str) -> bool {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let begins_well =
        |first: char| first.is_ascii_alphanumeric() || !first.is_ascii() || first == '[';
    authority.starts_with(begins_well) && !authority.contains('@')
}

/// Without the punctuation at its end, and the brackets there that have no other in it.
fn without_sentence(candidate: &str) -> &str {
    let count = |bracket: char| candidate.matches(bracket).count();
    let mut counts = BRACKETS.map(|(open, close)| (count(open), count(close)));
    let mut kept = candidate;
    while let Some(last) = kept.chars().next_back() {
        if !is_outside(last, &mut counts) {
            break;
        }
        kept = kept.strip_suffix(last).unwrap_or_default();
    }
    kept
}

/// Whether this last character belongs to the sentence. `counts` are the brackets up to it, and are so afterwards.
fn is_outside(last: char, counts: &mut [(usize, usize); BRACKETS.len()]) -> bool {
    for ((open, close), (opened, closed)) in BRACKETS.iter().zip(counts) {
        if last == *open {
            *opened = opened.saturating_sub(1);
            return true;
        }
        if last == *close {
            let outside = *closed > *opened;
            *closed = closed.saturating_sub(1);
            return outside;
        }
    }
    matches!(
        last,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '\''
            | '*'
            | '|'
            | '…'
            | '’'
            | '‘'
            | '“'
            | '”'
            | '„'
            | '«'
            | '»'
            | '‹'
            | '›'
    )
}

#[cfg(test)]
mod tests {
    use super::Part::{Link, Words};
    use super::*;

    fn links(text: &str) -> Vec<&str> {
        let parts = parts(text).into_iter();
        parts
            .filter_map(|part| match part {
                Link(link) => Some(link),
                Words(_) => None,
            })
            .collect()
    }

    #[test]
    fn an_address_is_told_from_the_words_around_it() {
        let text = "See https://example.org/a?b=c#d, or write to MAILTO:desk@example.org.";
        assert_eq!(
            parts(text),
            [
                Words("See "),
                Link("https://example.org/a?b=c#d"),
                Words(", or write to "),
                Link("MAILTO:desk@example.org"),
                Words("."),
            ]
        );
        assert_eq!(parts("http://a.b"), [Link("http://a.b")]);
        assert_eq!(parts("no address"), [Words("no address")]);
        assert_eq!(parts(""), []);
    }

    #[test]
    fn an_address_follows_a_script_that_puts_no_space_between_words() {
        let link = Link("https://example.org");
        assert_eq!(parts("見https://example.org"), [Words("見"), link]);
    }

    #[test]
    fn no_other_scheme_is_ever_a_link() {
        for text in [
            "javascript:alert(1)",
            "JavaScript://example.org/%0aalert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "file:///etc/passwd",
            "ftp://example.org",
            "blob:x",
            "intent://example.org",
            "tel:+4930",
            "xhttp://example.org",
            "éhttps://example.org",
            "1http://example.org",
            "www.example.org",
            "//example.org",
            "http:example.org",
            "https:/example.org",
            "https:\\\\example.org",
            "http\u{200b}://example.org",
        ] {
            assert_eq!(parts(text), [Words(text)], "{text}");
        }
        assert_eq!(
            links("javascript:https://example.org"),
            ["https://example.org"]
        );
    }

    #[test]
    fn what_leads_nowhere_or_poses_as_another_is_left_as_words() {
        for text in [
            "https://",
            "http://...",
            "https:///example.org",
            "https://?q",
            "mailto:",
            "mailto:desk",
            "mailto:@example.org",
            "mailto:?body=a@b",
            "https://library.org@elsewhere.org/",
            "https://library.org:443@elsewhere.org",
        ] {
            assert_eq!(links(text), [""; 0], "{text}");
        }
        let at = "https://example.org/@desk https://example.org?to=a@b";
        assert_eq!(
            links(at),
            ["https://example.org/@desk", "https://example.org?to=a@b"]
        );
    }

    #[test]
    fn punctuation_and_brackets_around_an_address_are_no_part_of_it() {
        let wiki = "https://en.wikipedia.org/wiki/Rust_(language)";
        for (before, after) in [
            ("", ""),
            ("(", ")"),
            ("(see ", ")."),
            ("[", "]!"),
            ("“", "”,"),
            ("«", "»?"),
            ("<", ">"),
            ("\"", "\""),
            ("*", "*"),
            ("", "..."),
            ("", "…"),
            ("", "):"),
            ("", "。さようなら"),
            ("（", "）"),
            ("", "("),
        ] {
            assert_eq!(
                links(&format!("{before}{wiki}{after}")),
                [wiki],
                "{before}{after}"
            );
        }
        assert_eq!(links("https://[::1]:8080/."), ["https://[::1]:8080/"]);
        assert_eq!(links("https://a.b/(c)(d))"), ["https://a.b/(c)(d)"]);
        assert_eq!(links("https://a.b/(c"), ["https://a.b/(c"]);
    }

    #[test]
    fn nothing_that_nobody_sees_gets_into_an_address() {
        let text = "https://example.org/\u{202e}gro.live";
        assert_eq!(links(text), ["https://example.org/"]);
        assert_eq!(links("https://\u{202e}example.org"), [""; 0]);
        assert_eq!(links("https://exam\u{ad}ple.org"), ["https://exam"]);
    }

    #[test]
    fn the_parts_are_the_text_and_a_long_one_of_the_worst_kind_takes_no_time() {
        let worst = [
            "http://@".repeat(5_000),
            format!("https://a{}", ")".repeat(40_000)),
            "(http:".repeat(7_000),
            "mailto:a@b.c, ".repeat(3_000),
            ":".repeat(40_000),
        ];
        for text in worst {
            let whole: String = parts(&text)
                .iter()
                .map(|part| match part {
                    Words(words) => *words,
                    Link(link) => *link,
                })
                .collect();
            assert_eq!(whole, text);
        }
    }
}
