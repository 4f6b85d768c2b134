//! Lines of OTR by their outward form: all that is known of them here.
//!
//! A program asks for a conversation of whatever versions it speaks; between guests and operators there is version 3.

use hushdesk_protocol::text::{SealedText, TextError};

/// What a program has written into a sealed chat.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Written {
    /// A line that passes as it is.
    Sealed(SealedText),
    /// An error message of OTR, which says nothing to the other end.
    Error,
    /// A line of OTR that does not pass, for this reason.
    Stays(Stays),
    /// It is readable, and stays here.
    Readable,
}

/// Why a line of OTR does not pass.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Stays {
    /// It is longer than a sealed line may be.
    TooLong,
    /// It is a piece of one, or one that is not whole.
    Piece,
    /// It is of a version that is not spoken.
    OtherVersion,
}

/// The query for version 3, without the words that programs put behind it: they would be readable.
const QUERY: &str = "?OTRv3?";

impl Written {
    /// By its form.
    pub(super) fn of(text: &str) -> Self {
        if let (true, Ok(query)) = (asks_for_version_3(text), QUERY.parse()) {
            return Self::Sealed(query);
        }
        match SealedText::try_from(text.to_owned()) {
            Ok(line) => Self::Sealed(line),
            Err(TextError::TooLong { .. }) => Self::Stays(Stays::TooLong),
            Err(_) if text.starts_with("?OTR Error") => Self::Error,
            Err(_) if is_piece(text) => Self::Stays(Stays::Piece),
            Err(_) if text.starts_with("?OTR") => Self::Stays(Stays::OtherVersion),
            Err(_) => Self::Readable,
        }
    }
}

/// `?OTRv23?` and `?OTR?v23?`, with words behind it for people whose program knows no OTR.
fn asks_for_version_3(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("?OTR") else {
        return false;
    };
    let rest = rest.strip_prefix('?').unwrap_or(rest);
    let versions = rest.strip_prefix('v').and_then(|it| it.split_once('?'));
    versions.is_some_and(|(versions, _)| {
        versions.contains('3') && versions.chars().all(|it| it.is_ascii_alphanumeric())
    })
}

/// One of several that make a line together (OTR version 3, "Fragmentation"), or one whose end is missing.
fn is_piece(text: &str) -> bool {
    let begins = |prefix: &str| text.starts_with(prefix);
    begins("?OTR,") || begins("?OTR|") || (begins("?OTR:AAM") && !text.ends_with('.'))
}

/// Whether it is a D-H Commit.
pub(super) fn begins_exchange(text: &str) -> bool {
    text.starts_with("?OTR:AAMC")
}

/// Whether it is a data message.
pub(super) fn carries_text(text: &str) -> bool {
    text.starts_with("?OTR:AAMD")
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::limits::SEALED_TEXT_BYTES_MAX;

    use super::*;

    fn sealed(text: &str) -> Written {
        Written::Sealed(text.parse().unwrap())
    }

    #[test]
    fn sealed_lines_pass_as_they_are() {
        for text in ["?OTR:AAMKAAAB.", "?OTR:AAMDAAAB+/==.", "?OTRv3?"] {
            assert_eq!(Written::of(text), sealed(text));
        }
    }

    #[test]
    fn a_query_passes_for_the_version_that_is_spoken() {
        let words = "?OTRv23?\n<b>ann@help.example</b> has requested an Off-the-Record private conversation.";
        let readable = "?OTRv3? My password is pencil.";
        for text in [
            words,
            readable,
            "?OTRv3?",
            "?OTRv23?",
            "?OTR?v23?",
            "?OTR?v3?",
        ] {
            assert_eq!(Written::of(text), sealed(QUERY), "{text}");
        }
        for text in ["?OTRv2?", "?OTR?", "?OTR?v2?", "?OTRv4?", "?OTRv 3?"] {
            let stays = Written::Stays(Stays::OtherVersion);
            assert_eq!(Written::of(text), stays, "{text}");
        }
    }

    #[test]
    fn what_can_be_read_is_known_for_it() {
        for text in [
            "hello",
            " ?OTR:AAMKAAAB.",
            "hello \t  \t\t\t\t \t \t \t    \t\t  \t ",
        ] {
            assert_eq!(Written::of(text), Written::Readable, "{text}");
        }
        let error = Written::of("?OTR Error: you sent something");
        assert_eq!(error, Written::Error);
    }

    #[test]
    fn what_does_not_pass_is_known_by_its_reason() {
        let long = format!("?OTR:AAMD{}.", "A".repeat(SEALED_TEXT_BYTES_MAX));
        for (text, reason) in [
            (long.as_str(), Stays::TooLong),
            ("?OTR,1,2,?OTR:AAMD,", Stays::Piece),
            ("?OTR|5a|27,1,2,?OTR:AAMD,", Stays::Piece),
            ("?OTR:AAMDAAAA", Stays::Piece),
            ("?OTR:AAIKAAAB.", Stays::OtherVersion),
        ] {
            assert_eq!(Written::of(text), Written::Stays(reason), "{text:.40}");
        }
    }
}
