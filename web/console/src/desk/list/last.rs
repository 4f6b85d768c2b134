//! The second line of a chat in the list: how it stands, if that is worth a word; else what was said last.

use hushdesk_protocol::frames::Whereabouts;
use hushdesk_protocol::ids::Timestamp;
use hushdesk_texts::console as texts;
use hushdesk_web::session::log::{Delivery, Item, LogEntry};
use hushdesk_web::session::operator_session::{ChatView, Standing};

use super::super::names::Names;

/// What is to be read there.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Last {
    /// How the chat stands.
    State(String),
    /// The guest is writing.
    Typing,
    /// Something has been written and not sent.
    Draft(String),
    /// What the guest, or a colleague, said.
    Theirs(String),
    /// What was said from here, and how far it has got.
    Ours(String, Delivery),
    /// Nothing has been said.
    Nothing,
}

impl Last {
    /// That of a chat with this draft.
    pub(super) fn of(chat: &ChatView, draft: &str, names: &Names) -> Self {
        if let Some(state) = state(chat, names) {
            return Self::State(state);
        }
        let draft = draft.trim();
        if !draft.is_empty() {
            return Self::Draft(draft.to_owned());
        }
        if chat.typing {
            return Self::Typing;
        }
        let said = chat.log.entries().iter().rev();
        said.map(|entry| said_by(entry))
            .find(|it| *it != Self::Nothing)
            .unwrap_or(Self::Nothing)
    }
}

fn said_by(entry: &LogEntry) -> Last {
    match &entry.item {
        Item::Ours { text, delivery } => Last::Ours(text.as_str().to_owned(), *delivery),
        Item::Theirs { text } | Item::Colleagues { text, .. } => {
            Last::Theirs(text.as_str().to_owned())
        }
        Item::Note(_) => Last::Nothing,
    }
}

/// When something happened last in a chat.
pub(super) fn last_at(chat: &ChatView) -> Timestamp {
    chat.log
        .entries()
        .last()
        .map_or(chat.since, |entry| entry.at)
}

/// What is worth a word before all that was said.
fn state(chat: &ChatView, names: &Names) -> Option<String> {
    let word = match &chat.standing {
        Standing::Closed { .. } => texts::mine::ended(),
        Standing::Lapsed { now } => return Some(whereabouts(now.as_ref(), names)),
        Standing::HandedOn { to } => return Some(texts::transfer::with_somebody(&names.of(to))),
        Standing::Passing(_) => texts::transfer::passing_short(),
        Standing::Ending => texts::mine::ending_short(),
        Standing::Refused => texts::mine::key_refused_short(),
        // Without the guest nothing is exchanged.
        _ if chat.absent_since.is_some() => return None,
        Standing::Exchanging => texts::mine::exchanging_short(),
        Standing::Sealed { .. } | Standing::Open => return None,
    };
    Some(word.to_owned())
}

fn whereabouts(now: Option<&Whereabouts>, names: &Names) -> String {
    match now {
        Some(Whereabouts::Held { by }) if names.is_own(by) => {
            texts::mine::in_other_window().to_owned()
        }
        Some(Whereabouts::Held { by }) => texts::transfer::with_somebody(&names.of(by)),
        Some(Whereabouts::Waiting) => texts::mine::waits_again().to_owned(),
        Some(Whereabouts::KeyRefused) => texts::mine::key_refused_short().to_owned(),
        Some(Whereabouts::Moved { .. }) | None => texts::mine::elsewhere().to_owned(),
        Some(Whereabouts::Closed { .. } | Whereabouts::Forgotten) => {
            texts::mine::ended().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::Closer;
    use hushdesk_web::session::log::Log;
    use hushdesk_web::session::note::Note;

    use super::super::super::fixtures::{chat, entry, ours, sealed, theirs};
    use super::*;

    fn talk() -> ChatView {
        let mut talk = chat(1, sealed());
        talk.log = Log::from(vec![
            theirs(1, "Hello"),
            ours(2, "Good morning", Delivery::Delivered),
            entry(3, Item::Note(Note::Readable)),
        ]);
        talk
    }

    #[test]
    fn what_was_said_last_is_read_unless_somebody_writes_or_it_has_ended() {
        let names = Names::default();
        let mut talk = talk();
        let ours = Last::Ours("Good morning".to_owned(), Delivery::Delivered);
        assert_eq!(Last::of(&talk, " ", &names), ours);
        assert_eq!(last_at(&talk), Timestamp(3));
        talk.typing = true;
        assert_eq!(Last::of(&talk, "", &names), Last::Typing);
        assert_eq!(
            Last::of(&talk, "half a sentence", &names),
            Last::Draft("half a sentence".to_owned())
        );
        talk.standing = Standing::Closed { by: Closer::Guest };
        assert!(matches!(Last::of(&talk, "half", &names), Last::State(_)));
    }

    #[test]
    fn where_nothing_was_said_there_is_nothing_to_read() {
        let talk = chat(1, sealed());
        assert_eq!(Last::of(&talk, "", &Names::default()), Last::Nothing);
        assert_eq!(last_at(&talk), talk.since);
    }
}
