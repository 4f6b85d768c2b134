//! A queue needs people, as whoever sees to that reads it. There is nothing in it of who waits, and of what they want.

use hushdesk_texts::mail::{Words, alert};

use crate::draft::Draft;
use crate::letter::Letter;

/// What is the matter.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Matter {
    /// A chat waits.
    Waiting,
    /// Nobody is there.
    Unstaffed,
}

/// The letter about a desk, from this organisation.
pub fn of(words: Words, matter: Matter, (desk, since): (&str, &str), organisation: &str) -> Letter {
    let (subject, lead) = match matter {
        Matter::Waiting => (
            alert::waiting(words, &desk),
            alert::waiting_lead(words, &since, &desk),
        ),
        Matter::Unstaffed => (
            alert::unstaffed(words, &desk),
            alert::unstaffed_lead(words, &desk, &since),
        ),
    };
    Draft::new(words)
        .paragraph(lead)
        .paragraph(alert::ends(words))
        .signed(&subject, organisation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_is_the_matter_where_and_since_when() {
        let about = ("Reference desk", "10:05");
        let waiting = of(Words::of("en"), Matter::Waiting, about, "City library");
        assert_eq!(waiting.subject, "A chat waits at Reference desk");
        assert_eq!(
            waiting.text,
            "Since 10:05 a chat has waited at Reference desk, and nobody has claimed it.\n\n\
             Whoever signs in to the console and is available ends this.\n\n-- \nCity library\n"
        );
        let unstaffed = of(Words::of("en"), Matter::Unstaffed, about, "City library");
        assert_eq!(unstaffed.subject, "Nobody is at Reference desk");
    }
}
