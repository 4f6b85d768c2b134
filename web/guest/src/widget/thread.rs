//! The conversation as a guest reads it: what one person said in a row stands together, with one time and one word on
//! how far it has got; what happened stands between, and is said once.

use std::rc::Rc;

use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::guest_session::{GuestStanding, GuestView};
use hushdesk_web::session::log::{Delivery, EntryId, Item, LogEntry};
use hushdesk_web::session::note::Note;

/// Milliseconds after which somebody who goes on begins a new group: 3 minutes.
const PAUSE_MILLIS: u64 = 180_000;

/// A part of the conversation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Part {
    /// Somebody said something.
    Said(Group),
    /// Something happened.
    Happened(Happening),
}

/// What one person said in a row.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Group {
    /// Who.
    pub(crate) by: Speaker,
    /// The lines with the texts, the first one first; there is one at least.
    pub(crate) lines: Vec<Rc<LogEntry>>,
}

/// Who speaks.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Speaker {
    /// The guest, and what has become of it.
    Guest(Fate),
    /// Whoever had answered last; nobody if that is not known.
    Operator(Option<DisplayName>),
}

/// What has become of something the guest wrote. What has got less far comes first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Fate {
    /// It goes nowhere any more.
    Lost,
    /// It waits in this browser until it is known who answers.
    Kept,
    /// It is on its way, or will be as soon as there is one.
    Sending,
    /// The service has it.
    Sent,
    /// The other end has it.
    Delivered,
}

/// What happened, where several lines of the log may say it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Happening {
    /// Which line says it.
    pub(crate) id: EntryId,
    /// When.
    pub(crate) at: Timestamp,
    /// What.
    pub(crate) what: What,
}

/// What happened.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum What {
    /// Somebody has come.
    Came {
        /// Who: by the name that the library has given their key, if it has.
        who: DisplayName,
        /// Who had the chat before.
        after: Option<DisplayName>,
        /// Whether it is known since that the key is one of the library's.
        private: bool,
    },
    /// Something else.
    Noted {
        /// What.
        note: Note,
        /// Who had answered last.
        operator: Option<DisplayName>,
    },
}

/// What the texts of the guest wait for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Waits {
    /// For somebody whose key may have them.
    ForAKey,
    /// For their turn.
    ForTheLine,
    /// For nothing: they will not go.
    InVain,
}

/// The whole of a chat, in order.
pub(crate) fn thread(view: &GuestView) -> Vec<Part> {
    let waits = Waits::of(view);
    let mut thread = Vec::new();
    let mut operator = None;
    for entry in view.log.entries() {
        match &entry.item {
            Item::Ours { delivery, .. } => {
                let fate = Fate::of(*delivery, waits);
                say(&mut thread, Speaker::Guest(fate), entry);
            }
            Item::Theirs { .. } => say(&mut thread, Speaker::Operator(operator.clone()), entry),
            Item::Colleagues { by, .. } => {
                say(&mut thread, Speaker::Operator(Some(by.clone())), entry);
            }
            Item::Note(note) => happen(&mut thread, note, entry, &mut operator),
        }
    }
    thread
}

/// Adds a text to the group before it, if it belongs to that, or begins one.
fn say(thread: &mut Vec<Part>, by: Speaker, entry: &Rc<LogEntry>) {
    if let Some(Part::Said(group)) = thread.last_mut()
        && group.takes(&by, entry.at)
    {
        group.by.meet(&by);
        group.lines.push(Rc::clone(entry));
    } else {
        let lines = vec![Rc::clone(entry)];
        thread.push(Part::Said(Group { by, lines }));
    }
}

/// Adds what happened, or to what happened just before what is known of it by now.
fn happen(
    thread: &mut Vec<Part>,
    note: &Note,
    entry: &LogEntry,
    operator: &mut Option<DisplayName>,
) {
    if let Note::Verified { name } = note {
        return confirm(thread, name.as_ref());
    }
    // Said where it matters: over the conversation, at its beginning, and with what went before.
    let is_said = matches!(note, Note::Passing { .. } | Note::Readable)
        || (matches!(note, Note::LookingForAnother { .. }) && has_wrong_key(thread));
    if is_said {
        return;
    }
    if matches!(note, Note::WrongKey { .. }) {
        nobody_came(thread);
    }
    let what = if let Note::Answered { by, after } = note {
        *operator = Some(by.clone());
        What::Came {
            who: by.clone(),
            after: after.clone(),
            private: false,
        }
    } else {
        What::Noted {
            note: note.clone(),
            operator: operator.clone(),
        }
    };
    let (id, at) = (entry.id, entry.at);
    thread.push(Part::Happened(Happening { id, at, what }));
}

/// Whoever came last has shown one of the library's keys, which has this name.
fn confirm(thread: &mut [Part], name: Option<&DisplayName>) {
    let comings = thread.iter_mut().rev().find_map(|part| match part {
        Part::Happened(Happening {
            what: What::Came { who, private, .. },
            ..
        }) => Some((who, private)),
        Part::Happened(_) | Part::Said(_) => None,
    });
    if let Some((who, private)) = comings {
        *private = true;
        if let Some(name) = name {
            who.clone_from(name);
        }
    }
}

/// Whoever seemed to have come last is nobody the library knows.
fn nobody_came(thread: &mut Vec<Part>) {
    if let Some(Part::Happened(happening)) = thread.last()
        && matches!(happening.what, What::Came { private: false, .. })
    {
        thread.pop();
    }
}

/// Whether the last thing that happened says why somebody else is looked for.
fn has_wrong_key(thread: &[Part]) -> bool {
    thread.last().is_some_and(|part| {
        let Part::Happened(happening) = part else {
            return false;
        };
        matches!(
            happening.what,
            What::Noted {
                note: Note::WrongKey { .. },
                ..
            }
        )
    })
}

impl Group {
    /// When the last of it was said.
    pub(crate) fn at(&self) -> Timestamp {
        self.lines.last().map_or(Timestamp(0), |line| line.at)
    }

    /// Whether what this one says at this moment goes on with it.
    fn takes(&self, by: &Speaker, at: Timestamp) -> bool {
        self.by.goes_on_as(by) && at.since(self.at()) < PAUSE_MILLIS
    }
}

impl Speaker {
    /// Whether both are the same person, whose texts look the same.
    fn goes_on_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Guest(one), Self::Guest(other)) => one.looks_like(*other),
            (one, other) => one == other,
        }
    }

    /// Of a group that is said which has got the least far.
    fn meet(&mut self, other: &Self) {
        if let (Self::Guest(fate), Self::Guest(other)) = (self, other) {
            *fate = (*fate).min(*other);
        }
    }
}

impl Fate {
    const fn of(delivery: Delivery, waits: Waits) -> Self {
        match (delivery, waits) {
            (Delivery::Unsent, _) | (Delivery::Waiting, Waits::InVain) => Self::Lost,
            (Delivery::Waiting, Waits::ForAKey) => Self::Kept,
            (Delivery::Waiting, Waits::ForTheLine) | (Delivery::Sending(_), _) => Self::Sending,
            (Delivery::Sent(_), _) => Self::Sent,
            (Delivery::Delivered, _) => Self::Delivered,
        }
    }

    const fn looks_like(self, other: Self) -> bool {
        match self {
            Self::Lost => matches!(other, Self::Lost),
            Self::Kept => matches!(other, Self::Kept),
            Self::Sending | Self::Sent | Self::Delivered => {
                matches!(other, Self::Sending | Self::Sent | Self::Delivered)
            }
        }
    }
}

impl Waits {
    fn of(view: &GuestView) -> Self {
        match (&view.standing, view.kind) {
            (GuestStanding::Over(_), _) => Self::InVain,
            _ if view.flow == Flow::Full => Self::InVain,
            (GuestStanding::Talking { .. } | GuestStanding::Passing { .. }, _)
            | (_, ChatKind::Open) => Self::ForTheLine,
            (_, ChatKind::Sealed) => Self::ForAKey,
        }
    }
}
