//! Letters to people of the organisation: about their passwords, their addresses, and whether mail arrives.

use hushdesk_protocol::rest::{EMAIL_CODE_MINUTES, FORGOTTEN_LINK_MINUTES};
use hushdesk_texts::mail::{Words, code, forgotten, invitation, test};

use crate::draft::Draft;
use crate::letter::Letter;

/// The code by which somebody shows that an address is theirs.
pub fn code(words: Words, organisation: &str, digits: &str) -> Letter {
    let subject = code::subject(words, &organisation);
    Draft::new(words)
        .paragraph(code::text(words, &digits, &EMAIL_CODE_MINUTES))
        .paragraph(code::ignore(words))
        .signed(&subject, organisation)
}

/// The link by which whoever signs in by this name chooses another password.
pub fn forgotten(words: Words, organisation: &str, name: &str, link: &str) -> Letter {
    let subject = forgotten::subject(words, &organisation);
    Draft::new(words)
        .paragraph(forgotten::text(words, &name, &FORGOTTEN_LINK_MINUTES))
        .act(forgotten::act(words), link)
        .paragraph(forgotten::ignore(words))
        .signed(&subject, organisation)
}

/// The link by which somebody who is invited chooses a password. It works until then, as a text.
pub fn invitation(
    words: Words,
    organisation: &str,
    name: &str,
    (link, until): (&str, &str),
) -> Letter {
    let subject = invitation::subject(words, &organisation);
    Draft::new(words)
        .paragraph(invitation::text(words, &name, &until))
        .act(invitation::act(words), link)
        .paragraph(invitation::ignore(words))
        .signed(&subject, organisation)
}

/// Nothing, to see whether it arrives.
pub fn test(words: Words, organisation: &str) -> Letter {
    let subject = test::subject(words, &organisation);
    Draft::new(words)
        .paragraph(test::text(words))
        .signed(&subject, organisation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_with_a_link_says_for_whom_it_is_and_what_to_do_if_one_did_not_ask() {
        let letter = forgotten(
            Words::of("en"),
            "City library",
            "ann",
            "https://help.example/console/join#abc",
        );
        assert_eq!(letter.subject, "Choose another password at City library");
        assert_eq!(
            letter.text,
            "Somebody, most likely you, has said that the password of ann is forgotten. By this link you choose \
             another one. It works once, within 30 minutes.\n\nChoose a password:\n\
             https://help.example/console/join#abc\n\nIf it was not you, do nothing: the password stays as it is.\n\n\
             -- \nCity library\n"
        );
    }
}
