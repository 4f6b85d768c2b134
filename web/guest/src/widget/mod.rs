//! What the widget knows and shows, from the first question to the end of a chat. Pure: what happens goes in, what is to be
//! done comes out.

mod conversation;
mod draft;
mod effect;
mod event;
mod foot;
mod guest_action;
mod habits;
mod lock;
mod message;
#[cfg(test)]
mod tests;
mod thread;

pub(crate) use conversation::{Conversation, Survey, Want};
pub(crate) use draft::Draft;
pub(crate) use effect::{Alarm, Effect};
pub(crate) use event::Event;
pub(crate) use foot::{Foot, Over};
pub(crate) use guest_action::{Form, GuestAction, Share};
pub(crate) use habits::{Habits, Letters};
pub(crate) use lock::Lock;
pub(crate) use message::{Fault, Leaving};
pub(crate) use thread::{Fate, Group, Happening, Part, Speaker, What, thread};

use std::rc::Rc;

use hushdesk_protocol::rest::Rating;
use hushdesk_web::api::Trouble;
use hushdesk_web::session::guest_session::{GuestEvent, GuestView};
use hushdesk_web::session::log::EntryId;
use hushdesk_web::session::text::Text;

use crate::host::Word;
use crate::place::Place;
use crate::told_snippet::ToldSnippet;

/// The widget.
#[derive(Clone, Debug)]
pub(crate) struct Widget {
    /// Where it was opened; nothing if the page does not say.
    pub(crate) place: Option<Place>,
    /// Whether there is a page around it, to which it can be closed.
    pub(crate) framed: bool,
    /// What it shows.
    pub(crate) stage: Stage,
    /// What the guest has written and not sent. It outlives the chat it was written in.
    pub(crate) draft: Draft,
    /// What the guest has answered to what the queue asks before a chat; nothing before that.
    pub(crate) answers: Option<Option<Text>>,
    /// How far the guest is who leaves a message instead.
    pub(crate) leaving: Leaving,
    /// Whether chat and draft outlive the page.
    pub(crate) keeps: bool,
    /// How the guest likes to read and hear.
    pub(crate) habits: Habits,
    /// Another tab has a chat that can go on here.
    pub(crate) in_tab: bool,
}

/// What the widget shows.
#[derive(Clone, Debug)]
pub(crate) enum Stage {
    /// What the snippet stands for is asked.
    Looking {
        /// Why there was no answer the last time.
        trouble: Option<Trouble>,
        /// The guest did not want to wait for the next attempt.
        again: bool,
        /// How often there was none.
        attempts: u32,
    },
    /// The first message.
    Asking(ToldSnippet),
    /// A chat.
    Talking(ToldSnippet, Rc<Conversation>),
}

/// Where a chat is, as one page of several knows it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Whereabouts {
    /// There is none.
    Nowhere,
    /// There is none, and none may be put in the place of what is here: somebody writes, or reads the last one.
    Taken,
    /// It goes on here.
    Here,
    /// Another page has it.
    Elsewhere,
}

impl Stage {
    const BEGINNING: Self = Self::Looking {
        trouble: None,
        again: false,
        attempts: 0,
    };
}

impl Widget {
    /// A widget, and what it does first.
    pub(crate) fn opened(
        place: Option<Place>,
        framed: bool,
        habits: Habits,
    ) -> (Self, Vec<Effect>) {
        let widget = Self {
            place,
            framed,
            stage: Stage::BEGINNING,
            draft: Draft::default(),
            answers: None,
            leaving: Leaving::Not,
            keeps: true,
            habits,
            in_tab: false,
        };
        let effects = widget.look();
        (widget, effects)
    }

    /// What is known of the snippet.
    pub(crate) const fn snippet(&self) -> Option<&ToldSnippet> {
        match &self.stage {
            Stage::Looking { .. } => None,
            Stage::Asking(snippet) | Stage::Talking(snippet, _) => Some(snippet),
        }
    }

    /// Takes what happened.
    pub(crate) fn take(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Remembered { keeps, draft } => self.remembered(keeps, draft),
            Event::Found(found) => self.found(found),
            Event::Reskinned(snippet) => self.reskinned(snippet),
            Event::Changed(view) => self.changed(view),
            Event::MessageLeft(left) => self.message_left(left),
            Event::Copied => self.copied(),
            Event::Unkept => self.unkept(),
            Event::Overtaken => self.look_here(),
            Event::PoppedOut => vec![
                Effect::Leave,
                Effect::Tell(Word::Over),
                Effect::Tell(Word::Close),
            ],
            Event::WentOn => vec![Effect::Leave, Effect::Tell(Word::Over)],
            Event::InTab(in_tab) => {
                self.in_tab = in_tab;
                Vec::new()
            }
            Event::Barred => self.in_chat(Conversation::is_not_reached),
            Event::Rang(alarm) => self.rang(alarm),
            Event::Did(deed) => self.did(deed),
        }
    }

    fn rang(&mut self, alarm: Alarm) -> Vec<Effect> {
        match alarm {
            Alarm::TryAgain(_) => self.look(),
            Alarm::Paused => self.handle(GuestEvent::Typing(false)),
            Alarm::BackForLong => self.in_chat(|chat| chat.back = false),
            Alarm::CopiedForLong => self.in_chat(|chat| chat.copied = false),
            Alarm::Rated => self.rated(),
        }
    }

    fn did(&mut self, action: GuestAction) -> Vec<Effect> {
        match action {
            GuestAction::TryAgain => self.look_again(),
            GuestAction::Draft(draft) => self.drafted(draft),
            GuestAction::Start(place) => self.start(place),
            GuestAction::Answer(answers) => self.answer(&answers),
            GuestAction::Send => self.send(),
            GuestAction::WantMessage(wanted) => self.want_message(wanted),
            GuestAction::LeaveMessage { name, email } => self.leave_message(&name, &email),
            GuestAction::NoteLeft => self.note_left(),
            GuestAction::Rewrite(texts) => self.rewrite(&texts),
            GuestAction::Compare(step) => self.handle(GuestEvent::Compares(step)),
            GuestAction::Want(wanted) => self.in_chat(|chat| chat.wants = wanted),
            GuestAction::End => self.end(),
            GuestAction::Rate(rating) => self.rate(rating),
            GuestAction::Forget => self.forget(),
            GuestAction::Tick(text) => self.in_chat(|chat| chat.consent.tick(text)),
            GuestAction::Decide => self.in_chat(|chat| chat.consent.later = false),
            GuestAction::Allow(share) => self.allow(share),
            GuestAction::Trust(key) => self.handle(GuestEvent::Trusts(key)),
            GuestAction::Decline(key) => self.handle(GuestEvent::Declines(key)),
            GuestAction::ReadUp(up) => self.in_chat(|chat| chat.reads_up(up)),
            GuestAction::Likes(habits) => self.likes(habits),
            GuestAction::Copy => vec![Effect::Copy],
            GuestAction::Download(form) => vec![Effect::Download(form)],
            GuestAction::Mail => vec![Effect::Mail],
            GuestAction::StartAnew => self.put_away(),
            GuestAction::TakeBack if self.in_tab => vec![Effect::Fetch],
            GuestAction::TakeBack => self.look_here(),
            GuestAction::PopOut => vec![Effect::PopOut],
            GuestAction::Reload => vec![Effect::Reload],
            GuestAction::Close => vec![Effect::Tell(Word::Close)],
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

    /// Goes on with what is kept of the chat by now, whoever has kept it. What the snippet stood for is known.
    fn look_here(&mut self) -> Vec<Effect> {
        let snippet = self.snippet().cloned();
        self.stage = Stage::BEGINNING;
        self.leaving = Leaving::Not;
        self.draft = Draft::default();
        match (&self.place, snippet) {
            (Some(place), Some(snippet)) => {
                vec![Effect::LookHere(place.snippet.clone(), snippet)]
            }
            _ => self.look(),
        }
    }

    /// What was kept is what was written last, unless something is to be written in the next chat already.
    fn remembered(&mut self, keeps: bool, draft: Draft) -> Vec<Effect> {
        if let Stage::Looking { .. } = self.stage {
            self.keeps = keeps;
            if self.draft.is_empty() {
                self.draft = draft;
            }
        }
        Vec::new()
    }

    fn unkept(&mut self) -> Vec<Effect> {
        self.keeps = false;
        Vec::new()
    }

    /// The first answer counts: a later one would put another chat in the place of the one that goes on. A snippet that
    /// does not exist is not asked for again before the guest wants that.
    fn found(&mut self, found: Result<ToldSnippet, Trouble>) -> Vec<Effect> {
        let Stage::Looking {
            trouble,
            again,
            attempts,
        } = &mut self.stage
        else {
            return Vec::new();
        };
        match found {
            Ok(snippet) => {
                self.stage = Stage::Asking(snippet.clone());
                // The page before this one may have had a chat.
                vec![
                    Effect::Wear(snippet.clone()),
                    self.tell_whether_it_runs(),
                    Effect::TakeUp(snippet),
                ]
            }
            Err(why) => {
                let may_come = !why.is_not_found();
                *trouble = Some(why);
                *again = false;
                *attempts = attempts.saturating_add(1);
                let alarm = Effect::Ring(Alarm::TryAgain(*attempts));
                may_come.then_some(alarm).into_iter().collect()
            }
        }
    }

    /// Takes over how it looks and what it says from now on, where the chat is at the same queue still. Whether the chat is
    /// sealed, and for whom, the session knows, which asks at each claim.
    fn reskinned(&mut self, today: ToldSnippet) -> Vec<Effect> {
        match &mut self.stage {
            Stage::Talking(then, _) if then.queue == today.queue => {
                then.clone_from(&today);
                vec![Effect::Wear(today)]
            }
            Stage::Talking(..) | Stage::Asking(_) | Stage::Looking { .. } => Vec::new(),
        }
    }

    /// Shows the chat as it is now. The page around is told if there is something new to look at, and whether a chat
    /// goes on.
    fn changed(&mut self, view: Rc<GuestView>) -> Vec<Effect> {
        let was_running = self.is_running();
        let is_heard = self.is_heard();
        let mut effects = Vec::new();
        match &mut self.stage {
            Stage::Talking(_, chat) => {
                let news = chat.news_in(&view);
                if news > 0 {
                    effects.push(Effect::Tell(Word::News(news)));
                    effects.extend(is_heard.then_some(Effect::Chime { always: false }));
                }
                let writing = !self.draft.is_blank();
                let came_back = Rc::make_mut(chat).change(view, writing);
                effects.extend(came_back.then_some(Effect::Ring(Alarm::BackForLong)));
                if chat.is_asked_in_vain() {
                    effects.push(Effect::Handle(chat.shares(Share::Nothing)));
                }
            }
            Stage::Asking(snippet) => {
                let chat = Rc::new(Conversation::begin(view));
                self.leaving = Leaving::Not;
                self.in_tab = false;
                self.stage = Stage::Talking(snippet.clone(), chat);
            }
            Stage::Looking { .. } => {}
        }
        if was_running != self.is_running() {
            effects.push(self.tell_whether_it_runs());
        }
        effects
    }

    /// Whether the chat can go into a window of its own: it stands in a page of somebody else's, and goes on here.
    pub(crate) fn can_pop_out(&self) -> bool {
        self.framed && self.whereabouts() == Whereabouts::Here
    }

    /// Where the chat is, as this page knows it.
    pub(crate) fn whereabouts(&self) -> Whereabouts {
        match &self.stage {
            Stage::Talking(_, chat) if chat.is_elsewhere() => Whereabouts::Elsewhere,
            Stage::Talking(_, chat) if chat.is_running() => Whereabouts::Here,
            Stage::Looking { .. } | Stage::Asking(_) if self.draft.is_empty() => {
                Whereabouts::Nowhere
            }
            Stage::Talking(..) | Stage::Looking { .. } | Stage::Asking(_) => Whereabouts::Taken,
        }
    }

    /// Whether a chat goes on.
    fn is_running(&self) -> bool {
        match &self.stage {
            Stage::Talking(_, chat) => chat.is_running(),
            Stage::Looking { .. } | Stage::Asking(_) => false,
        }
    }

    fn tell_whether_it_runs(&self) -> Effect {
        Effect::Tell(if self.is_running() {
            Word::Running
        } else {
            Word::Over
        })
    }

    fn drafted(&mut self, draft: Draft) -> Vec<Effect> {
        // What is on its way is what stands in the field until it is known whether it was taken.
        if self.leaving == Leaving::Sending {
            return Vec::new();
        }
        let typing = !draft.is_empty();
        self.draft = draft;
        let mut effects = vec![self.keep_draft()];
        effects.extend(self.handle(GuestEvent::Typing(typing)));
        // Before there is a chat nobody is told.
        if let Stage::Talking(..) = self.stage {
            effects.push(Effect::Ring(Alarm::Paused));
        }
        effects
    }

    /// Sends what the library offers to begin with, unless the guest has written something else.
    fn start(&mut self, place: usize) -> Vec<Effect> {
        match &self.stage {
            Stage::Asking(snippet) if self.draft.is_blank() => {
                let starter = snippet.starters.get(place).map(ToString::to_string);
                self.draft = Draft::new(starter.unwrap_or_default());
                self.send()
            }
            Stage::Asking(_) | Stage::Looking { .. } | Stage::Talking(..) => Vec::new(),
        }
    }

    /// Whether the guest has something to answer before there is a chat.
    pub(crate) fn is_asked_first(&self) -> bool {
        matches!(&self.stage, Stage::Asking(snippet) if snippet.asked) && self.answers.is_none()
    }

    /// Takes what the guest has answered. Before a chat it waits for its beginning; at the end of a sealed one it goes to whoever has
    /// answered, and the chat ends with it; once an open one is over the service is told.
    fn answer(&mut self, answers: &str) -> Vec<Effect> {
        let said = Text::typed(answers).ok();
        if self.is_asked_first() {
            self.answers = Some(said);
            return Vec::new();
        }
        let Stage::Talking(snippet, chat) = &mut self.stage else {
            return Vec::new();
        };
        let is_last = chat.survey == Survey::Asked && chat.can_tell();
        if !snippet.surveyed || !(is_last || chat.is_to_survey()) {
            return Vec::new();
        }
        let chat = Rc::make_mut(chat);
        chat.survey = Survey::Said;
        if !is_last {
            return vec![Effect::Rate(chat.rating, answers.parse().ok())];
        }
        let end = Effect::Handle(GuestEvent::Ended);
        match said {
            Some(text) => vec![Effect::Handle(GuestEvent::Wrote(text)), end],
            None => vec![end],
        }
    }

    /// Sends what was written, if that is a text and there is somewhere to send it. The field is empty afterwards. A chat begins
    /// with what the guest was asked, if there is an answer to it.
    fn send(&mut self) -> Vec<Effect> {
        let begins = match (&self.stage, &self.place) {
            _ if self.is_asked_first() => return Vec::new(),
            (Stage::Asking(snippet), Some(place)) => Some((place.clone(), snippet.clone())),
            (Stage::Talking(_, chat), _) if chat.is_writable() => None,
            _ => return Vec::new(),
        };
        let Some(text) = self.draft.take() else {
            return Vec::new();
        };
        let mut effects = Vec::new();
        if let Some((place, snippet)) = begins {
            let Some(answers) = self.answers.take().flatten() else {
                return vec![Effect::Begin(place, snippet, text), self.keep_draft()];
            };
            effects.push(Effect::Begin(place, snippet, answers));
        }
        effects.extend([Effect::Handle(GuestEvent::Wrote(text)), self.keep_draft()]);
        effects
    }

    /// What was written stands in the other field.
    fn want_message(&mut self, wanted: bool) -> Vec<Effect> {
        if self.leaving == Leaving::Sending {
            return Vec::new();
        }
        let is_offered = self
            .snippet()
            .is_some_and(|snippet| Leaving::is_offered(snippet));
        self.leaving = if wanted && is_offered {
            Leaving::Writing(None)
        } else {
            Leaving::Not
        };
        Vec::new()
    }

    fn leave_message(&mut self, name: &str, email: &str) -> Vec<Effect> {
        let (Stage::Asking(_), Leaving::Writing(_), Some(place)) =
            (&self.stage, self.leaving, &self.place)
        else {
            return Vec::new();
        };
        match message::leave(place, &self.draft, (name, email)) {
            Ok(effect) => {
                self.leaving = Leaving::Sending;
                vec![effect]
            }
            Err(fault) => {
                self.leaving = Leaving::Writing(Some(fault));
                Vec::new()
            }
        }
    }

    /// What was written was sealed and sent beside this machine.
    fn note_left(&mut self) -> Vec<Effect> {
        if let Leaving::Writing(_) = self.leaving {
            self.leaving = Leaving::Sending;
        }
        self.message_left(Ok(()))
    }

    fn message_left(&mut self, left: Result<(), Trouble>) -> Vec<Effect> {
        if self.leaving != Leaving::Sending {
            return Vec::new();
        }
        match left {
            Ok(()) => {
                self.leaving = Leaving::Left;
                self.draft = Draft::default();
                vec![self.keep_draft()]
            }
            Err(trouble) => {
                self.leaving = Leaving::Writing(Some(Fault::from(&trouble)));
                Vec::new()
            }
        }
    }

    /// Whether new messages are heard: as the guest has chosen, or else as the library has.
    pub(crate) fn is_heard(&self) -> bool {
        let of_the_library = || self.snippet().is_some_and(|snippet| snippet.sounds);
        self.habits.sound.unwrap_or_else(of_the_library)
    }

    /// Whoever wants to hear something hears at once what that is.
    fn likes(&mut self, habits: Habits) -> Vec<Effect> {
        let was_heard = self.is_heard();
        self.habits = habits;
        let is_new = self.is_heard() && !was_heard;
        let mut effects = vec![Effect::Settle(habits)];
        effects.extend(is_new.then_some(Effect::Chime { always: true }));
        effects
    }

    /// Takes what has not left this browser back into the field, before what stands there.
    fn rewrite(&mut self, texts: &[EntryId]) -> Vec<Effect> {
        let Stage::Talking(_, chat) = &self.stage else {
            return Vec::new();
        };
        let (entries, texts): (Vec<_>, Vec<_>) = chat.revisable(texts).unzip();
        self.draft.put_before(texts.into_iter());
        let take_back = |entry| Effect::Handle(GuestEvent::Revised { entry, text: None });
        let mut effects: Vec<_> = entries.into_iter().map(take_back).collect();
        effects.push(self.keep_draft());
        effects
    }

    fn keep_draft(&self) -> Effect {
        Effect::KeepDraft(self.draft.clone())
    }

    fn allow(&self, share: Share) -> Vec<Effect> {
        match &self.stage {
            Stage::Talking(_, chat) => self.handle(chat.shares(share)),
            Stage::Looking { .. } | Stage::Asking(_) => Vec::new(),
        }
    }

    /// Ends the chat; where the queue asks something first that only now can be told, that is asked once.
    fn end(&mut self) -> Vec<Effect> {
        if let Stage::Talking(snippet, chat) = &mut self.stage {
            let asks = snippet.surveyed && chat.survey == Survey::Before && chat.can_tell();
            let chat = Rc::make_mut(chat);
            chat.wants = None;
            if asks {
                chat.survey = Survey::Asked;
                return Vec::new();
            }
            if chat.survey == Survey::Asked {
                chat.survey = Survey::Said;
            }
        }
        self.handle(GuestEvent::Ended)
    }

    /// Says how a chat went that is over, where guests are asked. What is said last counts.
    fn rate(&mut self, rating: Rating) -> Vec<Effect> {
        match &mut self.stage {
            Stage::Talking(snippet, chat) if snippet.rated && !chat.is_running() => {
                Rc::make_mut(chat).rating = Some(rating);
                vec![Effect::Ring(Alarm::Rated)]
            }
            Stage::Talking(..) | Stage::Asking(_) | Stage::Looking { .. } => Vec::new(),
        }
    }

    /// Tells what the guest has stayed with: on the way there by the arrow keys they choose others.
    fn rated(&self) -> Vec<Effect> {
        match &self.stage {
            Stage::Talking(_, chat) => vec![Effect::Rate(chat.rating, None)],
            Stage::Asking(_) | Stage::Looking { .. } => Vec::new(),
        }
    }

    /// Puts a chat away that is over, or whose end nobody can be told. What was not sent in it stands in the field again;
    /// who is there now, and under which skin, is asked anew.
    fn put_away(&mut self) -> Vec<Effect> {
        match &self.stage {
            Stage::Talking(_, chat) if chat.can_be_put_away() => {
                self.draft.put_before(chat.unsent());
                self.stage = Stage::BEGINNING;
                self.leaving = Leaving::Not;
                let mut effects = vec![Effect::Forget, self.keep_draft()];
                effects.extend(self.look());
                effects
            }
            Stage::Talking(..) | Stage::Asking(_) | Stage::Looking { .. } => Vec::new(),
        }
    }

    /// Deletes a chat that is over, with all that was written for it. Who is there now is asked anew.
    fn forget(&mut self) -> Vec<Effect> {
        match &self.stage {
            Stage::Talking(_, chat) if chat.can_be_put_away() => {
                self.draft = Draft::default();
                self.stage = Stage::BEGINNING;
                self.leaving = Leaving::Not;
                let mut effects = vec![Effect::Forget, self.keep_draft()];
                effects.extend(self.look());
                effects
            }
            Stage::Talking(..) | Stage::Asking(_) | Stage::Looking { .. } => Vec::new(),
        }
    }

    fn copied(&mut self) -> Vec<Effect> {
        let mut effects = self.in_chat(|chat| chat.copied = true);
        effects.push(Effect::Ring(Alarm::CopiedForLong));
        effects
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
            change(Rc::make_mut(chat));
        }
        Vec::new()
    }
}
