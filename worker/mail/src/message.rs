//! A message that a guest has left, as the desk reads it.

use hushdesk_protocol::rest::LeftMessage;
use hushdesk_texts::mail::{Words, message};

use crate::draft::Draft;
use crate::letter::Letter;

/// The letter, for the desk of a queue. Whoever answers it answers the guest. It leads to the list of messages at this address.
pub fn of(words: Words, desk: &str, left: &LeftMessage, (list, at): (&str, &str)) -> Letter {
    let name = left.name.as_ref().map(|name| name.as_str());
    let guest = name.unwrap_or_else(|| left.email.as_str());
    let mut draft = Draft::new(words).paragraph(message::lead(words, &left.email));
    if let Some(page) = &left.page {
        draft = draft.paragraph(message::page(words, &page.as_str()));
    }
    draft.said(guest.to_owned(), at.to_owned(), left.text.as_str());
    draft
        .act(message::list(words), list)
        .signed(&message::subject(words, &desk, &guest), desk)
}

/// That a sealed note has come, for the desk of a queue: what it says and whose it is, is read in the console.
pub fn of_sealed(words: Words, desk: &str, (list, at): (&str, &str)) -> Letter {
    Draft::new(words)
        .paragraph(message::sealed_lead(words, &at))
        .act(message::list(words), list)
        .signed(&message::sealed_subject(words, &desk), desk)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_sealed_note_it_says_where_it_is_read_and_nothing_of_what_it_says() {
        let list = ("https://help.example/console/messages", "10:00");
        let letter = of_sealed(Words::of("en"), "Reference", list);
        assert_eq!(letter.subject, "Sealed note for Reference");
        assert_eq!(
            letter.text,
            "Somebody has left a sealed note while nobody was at the desk, 10:00. It is not in this mail: whoever has one \
             of the keys that it was sealed to reads it in the console.\n\n\
             All messages:\nhttps://help.example/console/messages\n\n-- \nReference\n"
        );
    }

    #[test]
    fn it_says_who_wrote_from_where_and_how_to_answer() {
        let left = LeftMessage {
            text: "Do you have maps?".parse().unwrap(),
            email: "jonas@example.org".parse().unwrap(),
            name: Some("Jonas".parse().unwrap()),
            page: Some("https://library.example/maps".parse().unwrap()),
            language: None,
        };
        let list = ("https://help.example/console/messages", "10:00");
        let letter = of(Words::of("en"), "Reference", &left, list);
        assert_eq!(letter.subject, "Message for Reference from Jonas");
        assert_eq!(
            letter.text,
            "Somebody has left a message while nobody was at the desk. Answer this mail: it goes to \
             jonas@example.org.\n\nWritten from https://library.example/maps\n\nJonas, 10:00\nDo you have maps?\n\n\
             All messages:\nhttps://help.example/console/messages\n\n-- \nReference\n"
        );
    }
}
