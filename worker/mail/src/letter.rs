//! A letter as it is handed to whoever delivers it.

use hushdesk_protocol::invisible;

/// Characters of a subject, at most: what fits in a line of a letter box, and far below the 998 bytes of RFC 5322, section
/// 2.1.1.
const SUBJECT_CHARS_MAX: usize = 150;

/// What somebody reads, in both forms.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Letter {
    /// One line.
    pub subject: String,
    /// As text, with lines of whatever length.
    pub text: String,
    /// As a document of HTML, of which nothing is loaded from anywhere.
    pub html: String,
}

/// A subject of one line that is not too long, whatever was filled in.
pub(crate) fn subject(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = one_line
        .chars()
        .filter(|it| *it == ' ' || !invisible::is_invisible(*it));
    let mut subject: String = shown.clone().take(SUBJECT_CHARS_MAX).collect();
    if shown.count() > SUBJECT_CHARS_MAX {
        subject.push('\u{2026}');
    }
    subject
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_one_line_whatever_is_filled_in() {
        assert_eq!(
            subject("Your chat with A\r\nBcc: b@c.example\u{202e},  today"),
            "Your chat with A Bcc: b@c.example, today"
        );
        let long = subject(&"a".repeat(400));
        assert_eq!(long.chars().count(), SUBJECT_CHARS_MAX + 1);
    }
}
