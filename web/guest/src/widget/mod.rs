//! What the widget knows and shows, from the first question to the end of a chat. Pure: what happens goes in, what is to be
//! done comes out.

mod conversation;
mod deed;
mod effect;
mod event;
#[cfg(test)]
mod tests;

pub(crate) use conversation::Conversation;
pub(crate) use deed::Deed;
pub(crate) use effect::{Alarm, Effect};
pub(crate) use event::Event;

use hushdesk_protocol::rest::Snippet;
use hushdesk_web::api::Trouble;
use hushdesk_web::session::guest_session::{GuestEvent, GuestView};
use hushdesk_web::session::text::Text;

use crate::host::Word;
use crate::place::Place;

/// The widget.
#[derive(Debug)]
pub(crate) struct Widget {
    /// Where it was opened; nothing if the page does not say.
    pub(crate) place: Option<Place>,
    /// Whether there is a page around it, to which it can be closed.
    pub(crate) framed: bool,
    /// What it shows.
    pub(crate) stage: Stage,
    /// What the guest has written and not sent.
    pub(crate) draft: String,
}

/// What the widget shows.
#[derive(Debug)]
pub(crate) enum Stage {
    /// What the snippet stands for is asked; why there was no answer the last time.
    Looking(Option<Trouble>),
    /// The first message.
    Asking(Snippet),
    /// A chat.
    Talking(Snippet, Box<Conversation>),
}

impl Widget {
    /// A widget, and what it does first.
    pub(crate) fn opened(place: Option<Place>, framed: bool) -> (Self, Vec<Effect>) {
        let effects = place.iter().map(|_| Effect::Look).collect();
        let widget = Self {
            place,
            framed,
            stage: Stage::Looking(None),
            draft: String::new(),
        };
        (widget, effects)
    }

    /// What is known of the snippet.
    pub(crate) const fn snippet(&self) -> Option<&Snippet> {
        match &self.stage {
            Stage::Looking(_) => None,
            Stage::Asking(snippet) | Stage::Talking(snippet, _) => Some(snippet),
        }
    }

    /// Takes what happened.
    pub(crate) fn take(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Found(found) => self.found(found),
            Event::Changed(view) => self.changed(*view),
            Event::Elsewhere => self.talking(|chat| chat.elsewhere = true),
            Event::Rang(alarm) => self.rang(alarm),
            Event::Did(deed) => self.did(deed),
        }
    }

    fn rang(&mut self, alarm: Alarm) -> Vec<Effect> {
        match alarm {
            Alarm::TryAgain => vec![Effect::Look],
            Alarm::Paused => self.handle(GuestEvent::Typing(false)),
            Alarm::BackForLong => self.talking(|chat| chat.back = false),
        }
    }

    fn did(&mut self, deed: Deed) -> Vec<Effect> {
        match deed {
            Deed::TryAgain => vec![Effect::Look],
            Deed::Draft(draft) => self.drafted(draft),
            Deed::Send => self.send(),
            Deed::WantToEnd(wanted) => self.talking(|chat| chat.wants_to_end = wanted),
            Deed::End => {
                self.talking(|chat| chat.wants_to_end = false);
                self.handle(GuestEvent::Ended)
            }
            Deed::Tick(text) => self.talking(|chat| chat.earlier.tick(text)),
            Deed::PutOff(later) => self.talking(|chat| chat.earlier.later = later),
            Deed::Allow(texts) => self.handle(GuestEvent::Allowed(texts)),
            Deed::StartAnew => self.put_away(),
            Deed::Reload => vec![Effect::Reload],
            Deed::Close => vec![Effect::Tell(Word::Close)],
        }
    }

    fn found(&mut self, found: Result<Snippet, Trouble>) -> Vec<Effect> {
        match found {
            Ok(snippet) => {
                self.stage = Stage::Asking(snippet);
                vec![Effect::TakeUp]
            }
            Err(trouble) => {
                self.stage = Stage::Looking(Some(trouble));
                vec![Effect::Ring(Alarm::TryAgain)]
            }
        }
    }

    /// Shows the chat as it is now; if something was said that is new, the page around is told.
    fn changed(&mut self, view: GuestView) -> Vec<Effect> {
        let mut effects = Vec::new();
        match &mut self.stage {
            Stage::Talking(_, chat) => {
                let is_news = chat.view.texts_of_theirs() < view.texts_of_theirs();
                effects.extend(is_news.then_some(Effect::Tell(Word::News)));
                let came_back = chat.change(view);
                effects.extend(came_back.then_some(Effect::Ring(Alarm::BackForLong)));
            }
            Stage::Asking(snippet) => {
                let chat = Box::new(Conversation::begin(view));
                self.stage = Stage::Talking(snippet.clone(), chat);
            }
            Stage::Looking(_) => {}
        }
        effects
    }

    fn drafted(&mut self, draft: String) -> Vec<Effect> {
        let typing = !draft.is_empty();
        self.draft = draft;
        let mut effects = self.handle(GuestEvent::Typing(typing));
        effects.push(Effect::Ring(Alarm::Paused));
        effects
    }

    /// Sends what was written, if that is a text. The field is empty afterwards.
    fn send(&mut self) -> Vec<Effect> {
        match Text::typed(&self.draft) {
            Ok(text) => {
                self.draft.clear();
                vec![Effect::Write(text)]
            }
            Err(_) => Vec::new(),
        }
    }

    /// Puts a chat away that is over.
    fn put_away(&mut self) -> Vec<Effect> {
        match &self.stage {
            Stage::Talking(snippet, chat) if chat.view.standing.is_over() => {
                self.stage = Stage::Asking(snippet.clone());
                vec![Effect::Forget]
            }
            Stage::Talking(..) | Stage::Asking(_) | Stage::Looking(_) => Vec::new(),
        }
    }

    fn handle(&self, event: GuestEvent) -> Vec<Effect> {
        match self.stage {
            Stage::Talking(..) => vec![Effect::Handle(event)],
            Stage::Asking(_) | Stage::Looking(_) => Vec::new(),
        }
    }

    fn talking(&mut self, change: impl FnOnce(&mut Conversation)) -> Vec<Effect> {
        if let Stage::Talking(_, chat) = &mut self.stage {
            change(chat);
        }
        Vec::new()
    }
}
