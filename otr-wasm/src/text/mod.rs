//! Is this line a query, tagged, encoded, a fragment, an error, or plain?

pub(crate) mod armor;
mod base64;
pub(crate) mod error_message;
pub(crate) mod fragment;
pub(crate) mod query;
pub(crate) mod whitespace_tag;

use crate::version::Version;

/// What a line that arrived is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Line<'a> {
    /// One piece of a longer line.
    Fragment(&'a str),
    /// A binary message in base64.
    Encoded(&'a str),
    /// A question for a private conversation, in one of these versions.
    Query(Vec<Version>),
    /// An error message, with its words.
    Error(&'a str),
    /// A text, and the versions its whitespace tag offers.
    Plain { text: String, offered: Vec<Version> },
}

/// Tells what a line is. Whatever stands in front of `?OTR` is passed over, as people's clients and
/// gateways add things there. A line that goes on like none of OTR's is somebody's text.
pub(crate) fn classify(line: &str) -> Line<'_> {
    let Some(rest) = after_the_mark(line) else {
        return plain(line);
    };
    if let Some(body) = rest.strip_prefix(':') {
        return Line::Encoded(body);
    }
    if rest.starts_with([',', '|']) {
        return Line::Fragment(rest);
    }
    if let Some(words) = rest.strip_prefix(" Error:") {
        return Line::Error(words.trim_start_matches(' '));
    }
    if let Some(versions) = query::read(rest) {
        return Line::Query(versions);
    }
    plain(line)
}

fn plain(line: &str) -> Line<'_> {
    let (text, offered) = whitespace_tag::take_off(line);
    Line::Plain { text, offered }
}

/// What follows the first `?OTR` in a line.
fn after_the_mark(line: &str) -> Option<&str> {
    around(line, "?OTR").map(|(_, after)| after)
}

/// What stands before and after a mark, where it first stands in a line. (The standard library's search, which is quick for
/// marks of any length, is a kilobyte more.)
fn around<'a>(line: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let mut candidates = line.match_indices(mark.chars().next()?);
    candidates.find_map(|(at, _)| {
        let (before, rest) = line.split_at_checked(at)?;
        Some((before, rest.strip_prefix(mark)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_line_is_told_by_what_follows_its_first_mark() {
        assert_eq!(classify("?OTR:AAMC."), Line::Encoded("AAMC."));
        assert_eq!(classify("see: ?OTR:AAMC. ok"), Line::Encoded("AAMC. ok"));
        assert_eq!(classify("?OTR,1,2,x,"), Line::Fragment(",1,2,x,"));
        assert_eq!(classify("?OTR|1|2,1,2,x,"), Line::Fragment("|1|2,1,2,x,"));
        assert_eq!(classify("?OTR Error: what?"), Line::Error("what?"));
        assert_eq!(classify("?OTR Error:what?"), Line::Error("what?"));
        assert_eq!(
            classify("hey, ?OTRv23?"),
            Line::Query(vec![Version::V2, Version::V3])
        );
        for text in ["hello", "?OTR!", "what is ?OTR", "is it ?OTRv"] {
            let plain = Line::Plain {
                text: text.to_owned(),
                offered: vec![],
            };
            assert_eq!(classify(text), plain);
        }
    }
}
