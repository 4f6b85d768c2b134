//! A message that a guest leaves where nobody is there. What it says is what stands in the field.

use hushdesk_protocol::language::Language;
use hushdesk_protocol::rest::{LeftMessage, ProblemCode, Snippet};
use hushdesk_texts::guest;
use hushdesk_web::api::Trouble;
use hushdesk_web::session::text::Text;

use super::{Draft, Effect};
use crate::place::Place;

/// How far it is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Leaving {
    /// The guest has not wanted to leave one.
    #[default]
    Not,
    /// It is being written; what was wrong with the last try.
    Writing(Option<Fault>),
    /// It is on its way.
    Sending,
    /// It was left.
    Left,
}

/// Why one was not left.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fault {
    /// Nothing was written, or too much.
    Text,
    /// Where it is answered cannot be read.
    Email,
    /// Many have come from here.
    TooMany,
    /// It was not taken.
    NotSent,
}

impl Leaving {
    /// Whether one can be left where this snippet leads to.
    pub(crate) const fn is_offered(snippet: &Snippet) -> bool {
        snippet.messages && !snippet.staffed
    }

    /// Whether it takes the place of the chat.
    pub(crate) const fn is_begun(self) -> bool {
        !matches!(self, Self::Not)
    }
}

impl From<&Trouble> for Fault {
    fn from(trouble: &Trouble) -> Self {
        if trouble.is(ProblemCode::TooMany) {
            Self::TooMany
        } else {
            Self::NotSent
        }
    }
}

/// What is to be done to leave it, or what is wrong.
pub(super) fn leave(
    place: &Place,
    draft: &Draft,
    (name, email): (&str, &str),
) -> Result<Effect, Fault> {
    let text = Text::typed(draft.as_str()).map_err(|_| Fault::Text)?;
    Ok(Effect::LeaveMessage(
        place.snippet.clone(),
        Box::new(LeftMessage {
            text: text.as_str().parse().map_err(|_| Fault::Text)?,
            email: email.trim().parse().map_err(|_| Fault::Email)?,
            // Nobody has to say what they are called, and nothing is lost with a name that cannot be read.
            name: name.trim().parse().ok(),
            page: place.page.clone(),
            language: guest::language().parse::<Language>().ok(),
        }),
    ))
}
