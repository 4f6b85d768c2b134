//! What the widget knows and shows, from the first question to the end of a chat. Pure: what happens goes in, what is to be
//! done comes out.

mod conversation;
mod deed;
mod draft;
mod effect;
mod event;
#[cfg(test)]
mod tests;

pub(crate) use conversation::Conversation;
pub(crate) use deed::Deed;
pub(crate) use draft::Draft;
pub(crate) use effect::{Alarm, Effect};
pub(crate) use event::Event;

use hushdesk_protocol::rest::Snippet;
use hushdesk_web::api::Trouble;
use hushdesk_web::session::guest_session::{GuestEvent, GuestView};

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
    /// What the guest has written and not sent. It outlives the chat it was written in.
    pub(crate) draft: Draft,
}

/// What the widget shows.
#[derive(Debug)]
pub(crate) enum Stage {
    /// What the snippet stands for is asked.
    Looking {
        /// Why there was no answer the last time.
        trouble: Option<Trouble>,
        /// The guest did not want to wait for the next attempt.
        again: bool,
    },
    /// The first message.
    Asking(Snippet),
    /// A chat.
    Talking(Snippet, Box<Conversation>),
}

impl Widget {
    /// A widget, and what it does first.
    pub(crate) fn opened(place: Option<Place>, framed: bool) -> (Self, Vec<Effect>) {
        let widget = Self {
            place,
            framed,
            stage: Stage::Looking {
                trouble: None,
                again: false,
            },
            draft: Draft::default(),
        };
        let effects = widget.look();
        (widget, effects)
    }

    /// What is known of the snippet.
    pub(crate) const fn snippet(&self) -> Option<&Snippet> {
        match &self.stage {
            Stage::Looking { .. } => None,
            Stage::Asking(snippet) | Stage::Talking(snippet, _) => Some(snippet),
        }
    }

    /// Takes what happened.
    pub(crate) fn take(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Found(found) => self.found(found),
            Event::Changed(view) => self.changed(*view),
            Event::Elsewhere => self.in_chat(|chat| chat.elsewhere = true),
            Event::Rang(alarm) => self.rang(alarm),
            Event::Did(deed) => self.did(deed),
        }
    }

    fn rang(&mut self, alarm: Alarm) -> Vec<Effect> {
        match alarm {
            Alarm::TryAgain => self.look(),
            Alarm::Paused => self.handle(GuestEvent::Typing(false)),
            Alarm::BackForLong => self.in_chat(|chat| chat.back = false),
        }
    }

    fn did(&mut self, deed: Deed) -> Vec<Effect> {
        match deed {
            Deed::TryAgain => self.look_again(),
            Deed::Draft(draft) => self.drafted(draft),
            Deed::Send => self.send(),
            Deed::WantToEnd(wanted) => self.in_chat(|chat| chat.wants_to_end = wanted),
            Deed::End => self.end(),
            Deed::Tick(text) => self.in_chat(|chat| chat.earlier.tick(text)),
            Deed::PutOff(later) => self.in_chat(|chat| chat.earlier.later = later),
            Deed::Allow(texts) => self.handle(GuestEvent::Allowed(texts)),
            Deed::StartAnew => self.put_away(),
            Deed::Reload => vec![Effect::Reload],
            Deed::Close => vec![Effect::Tell(Word::Close)],
        }
    }

    /// Asks what the snippet stands for, unless that is known: then there may be a chat already.
    fn look(&self) -> Vec<Effect> {
        match (&self.stage, &self.place) {
            (Stage::Looking { .. }, Some(place)) => vec![Effect::Look(place.snippet.clone())],
            _ => Vec::new(),
        }
    }

    fn look_again(&mut self) -> Vec<Effect> {
        if let Stage::Looking { again, .. } = &mut self.stage {
            *again = true;
        }
        self.look()
    }

    /// The first answer counts: a later one would put another chat in the place of the one that goes on.
    fn found(&mut self, found: Result<Snippet, Trouble>) -> Vec<Effect> {
        let Stage::Looking { trouble, again } = &mut self.stage else {
            return Vec::new();
        };
        match found {
            Ok(snippet) => {
                self.stage = Stage::Asking(snippet.clone());
                vec![Effect::TakeUp(snippet)]
            }
            Err(why) => {
                *trouble = Some(why);
                *again = false;
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
            Stage::Looking { .. } => {}
        }
        effects
    }

    fn drafted(&mut self, draft: Draft) -> Vec<Effect> {
        let typing = !draft.is_empty();
        self.draft = draft;
        let mut effects = self.handle(GuestEvent::Typing(typing));
        // Before there is a chat nobody is told.
        if let Stage::Talking(..) = self.stage {
            effects.push(Effect::Ring(Alarm::Paused));
        }
        effects
    }

    /// Sends what was written, if that is a text. The field is empty afterwards.
    fn send(&mut self) -> Vec<Effect> {
        match &self.stage {
            Stage::Looking { .. } => Vec::new(),
            Stage::Asking(snippet) => {
                let Some(place) = &self.place else {
                    return Vec::new();
                };
                let text = self.draft.take();
                let begin = |text| Effect::Begin(place.clone(), snippet.clone(), text);
                text.map(begin).into_iter().collect()
            }
            Stage::Talking(..) => {
                let write = |text| Effect::Handle(GuestEvent::Wrote(text));
                self.draft.take().map(write).into_iter().collect()
            }
        }
    }

    fn end(&mut self) -> Vec<Effect> {
        let mut effects = self.in_chat(|chat| chat.wants_to_end = false);
        effects.extend(self.handle(GuestEvent::Ended));
        effects
    }

    /// Puts a chat away that is over.
    fn put_away(&mut self) -> Vec<Effect> {
        match &self.stage {
            Stage::Talking(snippet, chat) if chat.view.standing.is_over() => {
                self.stage = Stage::Asking(snippet.clone());
                vec![Effect::Forget]
            }
            Stage::Talking(..) | Stage::Asking(_) | Stage::Looking { .. } => Vec::new(),
        }
    }

    fn handle(&self, event: GuestEvent) -> Vec<Effect> {
        match self.stage {
            Stage::Talking(..) => vec![Effect::Handle(event)],
            Stage::Asking(_) | Stage::Looking { .. } => Vec::new(),
        }
    }

    /// Changes what this screen remembers of the chat, if there is one; nothing else is to be done.
    fn in_chat(&mut self, change: impl FnOnce(&mut Conversation)) -> Vec<Effect> {
        if let Stage::Talking(_, chat) = &mut self.stage {
            change(chat);
        }
        Vec::new()
    }
}
