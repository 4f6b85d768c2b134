//! What an operator types to the desk and not to a guest.
//!
//! In a queue's window every line is one, with a slash before it or without: Pidgin keeps to itself what begins with a slash and
//! is none of its own commands. In the window of a guest a line is one that begins with a slash; in that of a sealed chat the
//! program has sealed it by then, so there all is done in the queue's window.

/// Something to be done.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Command {
    /// Take a chat: the one of this guest, or the one that waits for longest.
    Claim(Option<String>),
    /// Put one aside.
    Later(Option<String>),
    /// Hand a chat on.
    Transfer {
        /// Whose; of the window's guest, if that is said by the window.
        guest: Option<String>,
        /// A colleague or a queue.
        to: String,
    },
    /// Keep a chat after all.
    Keep(Option<String>),
    /// End a chat.
    End(Option<String>),
    /// Say what it is about.
    Tag {
        /// Whose.
        guest: Option<String>,
        /// A category of the queue.
        category: String,
    },
    /// Have the guest asked for what was said before.
    Ask(Option<String>),
    /// Tell how things stand.
    Status,
    /// Tell what can be done.
    Help,
}

/// A line that is meant for the desk.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Line {
    /// It says what.
    Command(Command),
    /// It does not.
    Unknown,
}

/// A line in the window of a queue.
pub(crate) fn at_queue(text: &str) -> Line {
    let text = text.trim();
    let text = text.strip_prefix('/').unwrap_or(text);
    let mut words = text.split_whitespace();
    let word = words.next().unwrap_or_default().to_lowercase();
    let rest: Vec<&str> = words.collect();
    let guest = || rest.first().map(|it| (*it).to_owned());
    let and_rest = || {
        let (_, rest) = rest.split_first()?;
        (!rest.is_empty()).then(|| rest.join(" "))
    };
    let command = match word.as_str() {
        "transfer" => and_rest().map(|to| Command::Transfer { guest: guest(), to }),
        "tag" => and_rest().map(|category| Command::Tag {
            guest: guest(),
            category,
        }),
        word => simple(word, guest()),
    };
    command.map_or(Line::Unknown, Line::Command)
}

/// A line in the window of a guest, if it is for the desk.
pub(crate) fn at_guest(text: &str) -> Option<Line> {
    let text = text.trim().strip_prefix('/')?;
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rest = Some(rest.trim().to_owned()).filter(|rest| !rest.is_empty());
    let word = word.to_lowercase();
    let guest = None;
    let command = match word.as_str() {
        "transfer" => rest.map(|to| Command::Transfer { guest, to }),
        "tag" => rest.map(|category| Command::Tag { guest, category }),
        word => simple(word, None),
    };
    Some(command.map_or(Line::Unknown, Line::Command))
}

fn simple(word: &str, guest: Option<String>) -> Option<Command> {
    match word {
        "claim" => Some(Command::Claim(guest)),
        "later" => Some(Command::Later(guest)),
        "keep" => Some(Command::Keep(guest)),
        "end" => Some(Command::End(guest)),
        "ask" => Some(Command::Ask(guest)),
        "status" => Some(Command::Status),
        "help" => Some(Command::Help),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn in_a_queues_window_a_slash_is_as_good_as_none() {
        for text in ["/claim", "claim", " Claim "] {
            assert_eq!(
                at_queue(text),
                Line::Command(Command::Claim(None)),
                "{text}"
            );
        }
        assert_eq!(
            at_queue("end linden-2ih"),
            Line::Command(Command::End(some("linden-2ih")))
        );
        assert_eq!(
            at_queue("/transfer linden-2ih Ben Miller"),
            Line::Command(Command::Transfer {
                guest: some("linden-2ih"),
                to: "Ben Miller".to_owned()
            })
        );
        for text in ["", "hello", "/dance", "transfer linden-2ih", "tag"] {
            assert_eq!(at_queue(text), Line::Unknown, "{text}");
        }
    }

    #[test]
    fn in_a_guests_window_it_takes_a_slash() {
        assert_eq!(at_guest("claim"), None);
        assert_eq!(at_guest("The end"), None);
        assert_eq!(at_guest("/end"), Some(Line::Command(Command::End(None))));
        assert_eq!(at_guest("/ennd"), Some(Line::Unknown));
        assert_eq!(
            at_guest("/transfer Ben Miller"),
            Some(Line::Command(Command::Transfer {
                guest: None,
                to: "Ben Miller".to_owned()
            }))
        );
    }
}
