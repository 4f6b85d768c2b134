//! What was said in an open chat, as a letter. A guest reads it, so it says no more than the guest saw.

use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{Said, Transcript};
use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::mail::{Words, transcript};

use crate::draft::Draft;
use crate::letter::Letter;

/// Which chat it was, as its guest knows it.
pub struct Occasion<'a> {
    /// What the organisation is called.
    pub organisation: &'a str,
    /// What the queue is called.
    pub desk: &'a str,
    /// By what name the desk answers, if operators do not by their own.
    pub answers: Option<&'a str>,
    /// The day on which it began, as a text.
    pub day: &'a str,
}

/// The letter. `time` says when something was, as a text.
pub fn of(
    words: Words,
    occasion: &Occasion<'_>,
    said: &Transcript,
    time: &dyn Fn(Timestamp) -> String,
) -> Letter {
    let Occasion {
        organisation,
        desk,
        day,
        ..
    } = occasion;
    let mut draft = Draft::new(words).paragraph(transcript::lead(words, desk, day));
    if said.runs {
        draft = draft.paragraph(transcript::so_far(words));
    }
    if said.cut {
        draft = draft.paragraph(transcript::cut(words));
    }
    for entry in &said.entries {
        add(&mut draft, words, occasion, (&entry.said, time(entry.at)));
    }
    draft.signed(&transcript::subject(words, desk, day), organisation)
}

fn add(draft: &mut Draft, words: Words, occasion: &Occasion<'_>, (said, at): (&Said, String)) {
    let known = |name: &DisplayName| {
        let own = || name.as_str().to_owned();
        occasion.answers.map_or_else(own, str::to_owned)
    };
    match said {
        Said::Guest { text } | Said::Survey { text } => {
            draft.said(transcript::guest(words), at, text.as_str())
        }
        Said::Operator { operator, text } => {
            let somebody = || transcript::library(words);
            let who = operator.as_ref().map_or_else(somebody, known);
            draft.said(who, at, text.as_str());
        }
        Said::Notice { text } => draft.said(transcript::library(words), at, text.as_str()),
        Said::Claimed { operator } => {
            draft.happened(at, transcript::came(words, &known(operator)));
        }
        Said::Passing { operator } => {
            draft.happened(at, transcript::passing(words, &known(operator)));
        }
        Said::Kept { operator } => draft.happened(at, transcript::stays(words, &known(operator))),
        Said::Interrupted { operator } | Said::HolderRefused { operator } => {
            draft.happened(at, transcript::left(words, &known(operator)));
        }
        Said::Closed { .. } => draft.happened(at, transcript::ended(words)),
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::Closer;
    use hushdesk_protocol::rest::TranscriptEntry;

    use super::*;

    fn said() -> Transcript {
        let entries = [
            Said::Claimed {
                operator: "Ann".parse().unwrap(),
            },
            Said::Guest {
                text: "Are you open?".parse().unwrap(),
            },
            Said::Operator {
                operator: Some("Ann".parse().unwrap()),
                text: "Until six.".parse().unwrap(),
            },
            Said::Closed { by: Closer::Guest },
        ];
        let entries = entries
            .into_iter()
            .zip(1..)
            .map(|(said, at)| TranscriptEntry {
                at: Timestamp(at),
                said,
            });
        Transcript {
            runs: false,
            until: None,
            cut: true,
            entries: entries.collect(),
        }
    }

    fn letter(answers: Option<&str>) -> String {
        let occasion = Occasion {
            organisation: "City library",
            desk: "Reference",
            answers,
            day: "30 November 2026",
        };
        let time = |at: Timestamp| format!("10:0{}", at.0);
        of(Words::of("en"), &occasion, &said(), &time).text
    }

    #[test]
    fn it_says_who_said_what_when_and_what_is_missing() {
        assert_eq!(
            letter(None),
            "This was written in your chat with Reference, 30 November 2026.\n\n\
             The beginning is missing: of a very long chat only the end is kept.\n\n\
             * Ann is here. 10:01\n\nGuest, 10:02\nAre you open?\n\nAnn, 10:03\nUntil six.\n\n\
             * The chat has ended. 10:04\n\n-- \nCity library\n"
        );
    }

    #[test]
    fn where_the_desk_answers_nobody_is_named() {
        let letter = letter(Some("The desk"));
        assert!(!letter.contains("Ann"), "{letter}");
        assert!(letter.contains("The desk is here. 10:01"), "{letter}");
    }
}
