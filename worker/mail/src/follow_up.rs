//! What somebody is asked to do after an open chat, as they read it.

use hushdesk_protocol::text::NoteText;
use hushdesk_texts::mail::{Words, follow_up};

use crate::draft::Draft;
use crate::letter::Letter;

/// What a follow-up is about.
pub struct About<'a> {
    /// What the organisation is called.
    pub organisation: &'a str,
    /// What whoever asks is called.
    pub by: &'a str,
    /// What the guest is called.
    pub guest: &'a str,
    /// When the chat began.
    pub began: &'a str,
    /// Where it can be read.
    pub chat: &'a str,
}

/// The letter.
pub fn of(words: Words, about: &About<'_>, note: &NoteText, at: &str) -> Letter {
    let lead = follow_up::lead(words, &about.by, &about.guest, &about.began);
    let mut draft = Draft::new(words).paragraph(lead);
    draft.said(about.by.to_owned(), at.to_owned(), note.as_str());
    draft
        .act(follow_up::act(words), about.chat)
        .signed(&follow_up::subject(words, &about.by), about.organisation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_who_asks_for_what_and_where_the_chat_is() {
        let about = About {
            organisation: "City library",
            by: "Ann Lind",
            guest: "heron-7",
            began: "27 November 2026",
            chat: "https://help.example/console/history/01",
        };
        let note = "Send the map".parse().unwrap();
        let letter = of(Words::of("en"), &about, &note, "10:00");
        assert_eq!(letter.subject, "Ann Lind asks you to follow up on a chat");
        assert_eq!(
            letter.text,
            "Ann Lind asks you to do something after the chat with heron-7, 27 November 2026.\n\n\
             Ann Lind, 10:00\nSend the map\n\nThe chat, and that it is done:\n\
             https://help.example/console/history/01\n\n-- \nCity library\n"
        );
    }
}
