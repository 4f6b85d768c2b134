//! A chat as the widget shows it: the session's view, and what only this screen remembers.

use std::mem;
use std::rc::Rc;

use hushdesk_protocol::earlier::EarlierText;
use hushdesk_protocol::frames::{ChatKind, Closer, Party};
use hushdesk_protocol::limits::EARLIER_SAID_BYTES_MAX;
use hushdesk_protocol::rest::{Rating, Snippet};
use hushdesk_texts::guest::{consent, thread};
use hushdesk_web::session::comparison::Comparison;
use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::guest_session::{End, GuestEvent, GuestStanding, GuestView, Permission};
use hushdesk_web::session::line::Line;
use hushdesk_web::session::log::{Delivery, EntryId, Item, LogEntry};
use hushdesk_web::session::text::Text;
use hushdesk_web::spelling;

use super::Share;

/// A chat on the screen.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Conversation {
    /// The chat.
    pub(crate) view: Rc<GuestView>,
    /// The connection was down a moment ago.
    pub(crate) back: bool,
    /// The desk has been tried often enough to say that it is not reached.
    pub(crate) unreached: bool,
    /// What the guest wants, and is asked whether really.
    pub(crate) wants: Option<Want>,
    /// How many texts had come when the guest began to read further up.
    pub(crate) read_up: Option<usize>,
    /// The guest has just copied it.
    pub(crate) copied: bool,
    /// How it went, as the guest has said.
    pub(crate) rating: Option<Rating>,
    /// How far the guest is with what the queue asks at the end.
    pub(crate) survey: Survey,
    /// What the guest thinks about the earlier texts.
    pub(crate) consent: Consent,
}

/// How far a guest is with what the queue asks at the end.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Survey {
    /// Not there yet.
    Before,
    /// Asked before a sealed chat ends: afterwards nobody could be told.
    Asked,
    /// It is said.
    Said,
}

/// What cannot be taken back.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Want {
    /// The chat ends.
    End,
    /// The chat that is over is deleted from this browser.
    Forget,
}

/// The guest is asked for the earlier texts, and has not answered.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Consent {
    /// Those that are ticked, in the log's order.
    pub(crate) ticked: Vec<EntryId>,
    /// The guest is writing, and is asked when that is done.
    pub(crate) later: bool,
}

impl Conversation {
    /// A chat that has just begun, or has been taken up.
    pub(super) fn begin(view: Rc<GuestView>) -> Self {
        Self {
            view,
            back: false,
            unreached: false,
            wants: None,
            read_up: None,
            copied: false,
            rating: None,
            survey: Survey::Before,
            consent: Consent::default(),
        }
    }

    /// Whether it goes on.
    pub(crate) fn is_running(&self) -> bool {
        !self.view.standing.is_over()
    }

    /// How much there is to look at, if the chat is like this now: texts that have come, a question to answer, and that somebody else
    /// has ended it.
    pub(super) fn news_in(&self, view: &GuestView) -> usize {
        let before = self.view.texts_of_theirs();
        let said = view.texts_of_theirs().saturating_sub(before);
        let is_over =
            matches!(view.standing, GuestStanding::Over(end) if end != End::By(Closer::Guest));
        let is_ended = is_over && self.is_running();
        let asks = |view: &GuestView| matches!(view.comparison, Comparison::Asked { .. });
        let is_asked = asks(view) && !asks(&self.view);
        said.saturating_add(usize::from(is_ended))
            .saturating_add(usize::from(is_asked))
    }

    /// The chat is like this now; `writing` is whether something stands in the field. Whether its connection came back by
    /// that.
    pub(super) fn change(&mut self, view: Rc<GuestView>, writing: bool) -> bool {
        let before = mem::replace(&mut self.view, view);
        let line = self.view.line;
        let came_back = before.line == Line::Down && line == Line::Up;
        self.back = came_back || (self.back && line == Line::Up);
        self.unreached &= line == Line::Connecting;
        if self.view.permission != Permission::Asked {
            self.consent = Consent::default();
        } else if before.permission != Permission::Asked {
            self.consent.later = writing;
        }
        came_back
    }

    /// Whether whoever has answered this sealed chat can be told something now.
    pub(super) fn can_tell(&self) -> bool {
        let view = &*self.view;
        matches!(view.standing, GuestStanding::Talking { .. })
            && view.kind == ChatKind::Sealed
            && view.line == Line::Up
            && view.flow == Flow::Free
            && view.texts_of_theirs() > 0
    }

    /// Whether the service is told what its guest has to say of it: it was open and is over, and that is not said.
    pub(crate) fn is_to_survey(&self) -> bool {
        !self.is_running() && self.view.kind == ChatKind::Open && self.survey != Survey::Said
    }

    /// Whether its guest may have mailed what was said: it is open, and the library has answered.
    pub(crate) fn is_mailable(&self, snippet: &Snippet) -> bool {
        let is_allowed = match self.is_running() {
            true => snippet.mailed,
            false => snippet.mailed_after,
        };
        is_allowed && self.view.kind == ChatKind::Open && self.view.texts_of_theirs() > 0
    }

    /// Whether there is nothing of what an operator asks for: the guest need not say so.
    pub(super) fn is_asked_in_vain(&self) -> bool {
        self.is_asked() && self.earlier_texts().next().is_none()
    }

    /// The desk has been tried often enough.
    pub(super) fn is_not_reached(&mut self) {
        self.unreached = self.view.line == Line::Connecting;
    }

    /// Only the window that has the chat can end it.
    pub(crate) fn can_be_ended(&self) -> bool {
        let goes_on = match self.view.standing {
            GuestStanding::Waiting { .. }
            | GuestStanding::Interrupted { .. }
            | GuestStanding::Exchanging { .. }
            | GuestStanding::Doubtful { .. }
            | GuestStanding::Passing { .. }
            | GuestStanding::Talking { .. }
            | GuestStanding::LookingForAnother { .. } => true,
            GuestStanding::Ending | GuestStanding::Over(_) => false,
        };
        goes_on && !self.is_elsewhere()
    }

    /// What is asked, as long as it can be done.
    pub(crate) fn question(&self) -> Option<Want> {
        self.wants.filter(|want| match want {
            Want::End => self.can_be_ended(),
            Want::Forget => self.can_be_put_away(),
        })
    }

    /// The guest reads further up, or at the end again.
    pub(super) fn reads_up(&mut self, up: bool) {
        let read = self.read_up.take();
        self.read_up = up.then(|| read.unwrap_or_else(|| self.view.texts_of_theirs()));
    }

    /// How many texts have come since the guest began to read further up.
    pub(crate) fn newer(&self) -> usize {
        let read = self
            .read_up
            .map(|read| self.view.texts_of_theirs().saturating_sub(read));
        read.unwrap_or_default()
    }

    /// Whether something was said in it that one may want to keep.
    pub(crate) fn has_texts(&self) -> bool {
        let mut entries = self.view.log.entries().iter();
        entries.any(|entry| !matches!(entry.item, Item::Note(_)))
    }

    /// Whether the guest can write here: at once, or into the outbox.
    pub(crate) fn is_writable(&self) -> bool {
        self.view.writable() && !self.is_elsewhere() && !matches!(self.view.line, Line::Refused(_))
    }

    /// Whether another window has it.
    pub(crate) fn is_elsewhere(&self) -> bool {
        self.view.line == Line::Elsewhere && !self.view.standing.is_over()
    }

    /// Whether it can give way to another: it is over, or the guest has ended it and the desk cannot be told.
    pub(crate) fn can_be_put_away(&self) -> bool {
        match self.view.standing {
            GuestStanding::Over(_) => true,
            GuestStanding::Ending => !matches!(self.view.line, Line::Up | Line::Elsewhere),
            GuestStanding::Waiting { .. }
            | GuestStanding::Interrupted { .. }
            | GuestStanding::Exchanging { .. }
            | GuestStanding::Doubtful { .. }
            | GuestStanding::Passing { .. }
            | GuestStanding::Talking { .. }
            | GuestStanding::LookingForAnother { .. } => false,
        }
    }

    /// Whether nothing of it has left this browser.
    pub(crate) fn is_unsent(&self) -> bool {
        let entries = self.view.log.entries().iter();
        let mut items = entries.map(|entry| &entry.item);
        items.all(|item| match item {
            Item::Ours { delivery, .. } => {
                matches!(delivery, Delivery::Waiting | Delivery::Unsent)
            }
            Item::Theirs { .. } | Item::Colleagues { .. } => false,
            Item::Note(_) => true,
        })
    }

    /// The texts that the operator's window does not have, and asks for.
    pub(crate) fn earlier_texts(&self) -> impl Iterator<Item = &Rc<LogEntry>> {
        let entries = self.view.log.entries().iter();
        entries.filter(|entry| entry.earlier && !matches!(entry.item, Item::Note(_)))
    }

    /// The guest lets the operator have those of them.
    pub(super) fn shares(&self, share: Share) -> GuestEvent {
        let texts = match share {
            Share::All => self.earlier_texts().map(|entry| entry.id).collect(),
            Share::Ticked => self.consent.ticked.clone(),
            Share::Nothing => Vec::new(),
        };
        let words = in_words(&self.view.earlier(&texts));
        GuestEvent::Allowed { texts, words }
    }

    /// Those of these texts that have not left this browser, and can be written otherwise.
    pub(super) fn revisable<'a>(
        &'a self,
        texts: &'a [EntryId],
    ) -> impl Iterator<Item = (EntryId, &'a Text)> {
        let entries = self.view.log.entries().iter();
        let entries = entries.filter(|entry| texts.contains(&entry.id));
        entries.filter_map(|entry| match &entry.item {
            Item::Ours { text, .. } if self.view.is_revisable(entry) => Some((entry.id, text)),
            Item::Ours { .. } | Item::Theirs { .. } | Item::Colleagues { .. } | Item::Note(_) => {
                None
            }
        })
    }

    /// The guest's texts that were not sent and will not be, or not any more once the chat is put away.
    pub(super) fn unsent(&self) -> impl Iterator<Item = &Text> {
        let entries = self.view.log.entries().iter();
        entries.filter_map(|entry| match &entry.item {
            Item::Ours {
                text,
                delivery: Delivery::Waiting | Delivery::Unsent,
            } => Some(text),
            Item::Ours { .. } | Item::Theirs { .. } | Item::Colleagues { .. } | Item::Note(_) => {
                None
            }
        })
    }
}

/// Earlier texts in words: of too much the end, and that something is left out.
fn in_words(texts: &[EarlierText]) -> Option<Text> {
    let mut words = String::new();
    for text in texts {
        let who = match (text.from, &text.operator) {
            (Party::Guest, _) => consent::guest(),
            (Party::Operator, Some(operator)) => operator.as_str(),
            (Party::Operator, None) => thread::library(),
        };
        let at = spelling::time_of_day(text.at);
        words = [&words, "\n[", &at, "] ", who, ": ", &text.text].concat();
        let surplus = words.len().saturating_sub(EARLIER_SAID_BYTES_MAX);
        words = words.split_off(words.ceil_char_boundary(surplus));
    }
    let before = match words.chars().next() {
        None => consent::nothing(),
        Some('\n') => "",
        Some(_) => "[\u{2026}] ",
    };
    Text::received(&[before, &words].concat())
}

impl Consent {
    /// Ticks a text, or takes the tick away.
    pub(super) fn tick(&mut self, text: EntryId) {
        match self.ticked.binary_search(&text) {
            Ok(place) => drop(self.ticked.remove(place)),
            Err(place) => self.ticked.insert(place, text),
        }
    }
}
