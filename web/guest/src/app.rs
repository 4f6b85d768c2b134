//! The widget in the page: what happens is handed to it, what it wants done is done. It only carries.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use hushdesk_protocol::ids::{ChatId, ResumeToken, SnippetName};
use hushdesk_protocol::rest::{GetSnippet, Snippet};
use hushdesk_web::ambient::{now, random_bytes, rng};
use hushdesk_web::api;
use hushdesk_web::listener::{self, Listener};
use hushdesk_web::session::guest_session::{GuestEffect, GuestEvent, GuestSession, Kept, Start};
use hushdesk_web::session::text::Text;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element};

use crate::chat::Chat;
use crate::dom::{self, Page};
use crate::host;
use crate::lead::lead;
use crate::place::Place;
use crate::shelf::Shelf;
use crate::views::{self, Drawn};
use crate::widget::{Alarm, Deed, Draft, Effect, Event, Widget};

/// The widget, and what it is done with.
pub(crate) struct App {
    widget: RefCell<Widget>,
    page: RefCell<Page<Deed>>,
    drawn: RefCell<Drawn>,
    /// What has happened and is not handed over yet.
    due: RefCell<VecDeque<Event>>,
    busy: Cell<bool>,
    /// Where the chat is kept, and the one that was found there.
    shelf: RefCell<Option<Shelf>>,
    kept: RefCell<Option<Kept>>,
    chat: RefCell<Option<Chat>>,
    returns: RefCell<Option<Listener>>,
    /// The alarms that are set, or have rung.
    alarms: RefCell<Vec<(Alarm, Timeout)>>,
}

impl App {
    /// Opens the widget in this element. It is there as long as the page.
    pub(crate) fn open(document: &Document, root: Element) -> Result<(), JsValue> {
        let (widget, effects) = Widget::opened(Place::of_this_frame(), host::is_framed());
        let app = Rc::new(Self {
            widget: RefCell::new(widget),
            page: RefCell::new(Page::of(document.clone(), root)),
            drawn: RefCell::default(),
            due: RefCell::default(),
            busy: Cell::default(),
            shelf: RefCell::default(),
            kept: RefCell::default(),
            chat: RefCell::default(),
            returns: RefCell::default(),
            alarms: RefCell::default(),
        });
        app.show();
        app.carry_out(effects);
        let opened = app.clone();
        host::listen(move || opened.take_focus());
        let back = app.clone();
        let returns = listener::on_return(move || back.come_back());
        app.returns.replace(returns);
        dom::listen(document, move |event| app.hear(event))
    }

    /// An event of the page. One that the page causes itself while it is being changed comes afterwards.
    fn hear(self: &Rc<Self>, event: web_sys::Event) {
        let Ok(page) = self.page.try_borrow() else {
            let app = self.clone();
            return spawn_local(async move { app.hear(event) });
        };
        let heard = page.hear(&event);
        drop(page);
        if let Some(deed) = heard {
            self.tell(Event::Did(deed));
        }
    }

    /// The person has opened the frame again. While it is being changed the change sees to the focus.
    fn take_focus(&self) {
        if let Ok(page) = self.page.try_borrow() {
            page.take_focus();
        }
    }

    /// Something happened. What happens meanwhile comes after it.
    fn tell(self: &Rc<Self>, event: Event) {
        self.due.borrow_mut().push_back(event);
        if self.busy.replace(true) {
            return;
        }
        while let Some(event) = self.next() {
            let effects = self.widget.borrow_mut().take(event);
            self.carry_out(effects);
            if self.due.borrow().is_empty() {
                self.show();
            }
        }
        self.busy.set(false);
    }

    fn next(&self) -> Option<Event> {
        self.due.borrow_mut().pop_front()
    }

    fn show(&self) {
        let picture = views::frame(&self.widget.borrow(), &mut self.drawn.borrow_mut());
        if let Err(error) = self.page.borrow_mut().show(picture) {
            web_sys::console::error_1(&error);
        }
    }

    fn carry_out(self: &Rc<Self>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Look(snippet) => self.look(snippet, None),
                Effect::LookHere(name, snippet) => {
                    self.chat.replace(None);
                    self.look(name, Some(snippet));
                }
                Effect::TakeUp(snippet) => self.take_up(&snippet),
                Effect::Begin(place, snippet, text) => self.begin(place, &snippet, text),
                Effect::Handle(event) => self.handle(event),
                Effect::KeepDraft(draft) => self.keep_draft(draft),
                Effect::Forget => self.forget(),
                Effect::Tell(word) => host::tell(word),
                Effect::Ring(alarm) => self.ring(alarm),
                Effect::Reload => host::reload(),
            }
        }
    }

    /// Finds what is kept before it asks, if what the snippet stands for is not known: so a chat that goes on is what is
    /// seen first.
    fn look(self: &Rc<Self>, name: SnippetName, known: Option<Snippet>) {
        let app = self.clone();
        spawn_local(async move {
            let shelf = app.shelf_of(&name).await;
            let kept = shelf.find().await;
            let then = if kept.is_some() {
                shelf.find_lead().await
            } else {
                None
            };
            app.kept.replace(kept);
            let (keeps, draft) = (shelf.keeps(), shelf.find_draft().await);
            app.tell(Event::Remembered { keeps, draft });
            let found = match known {
                Some(snippet) => Ok(snippet),
                None => api::ask(&GetSnippet { snippet: name }, &()).await,
            };
            app.tell(Event::Found(lead(then, found)));
        });
    }

    async fn shelf_of(&self, name: &SnippetName) -> Shelf {
        let open = self.shelf.borrow().clone();
        match open {
            Some(shelf) => shelf,
            None => {
                let shelf = Shelf::of(name).await;
                self.shelf.replace(Some(shelf.clone()));
                shelf
            }
        }
    }

    /// The page is shown again as it was left. If the chat has gone on in another page of this window, or something was
    /// written there, that is newer than what this one has.
    fn come_back(self: &Rc<Self>) {
        let shelf = self.shelf.borrow();
        if shelf.as_ref().is_some_and(Shelf::is_overtaken) {
            drop(shelf);
            self.tell(Event::Overtaken);
        }
    }

    fn take_up(self: &Rc<Self>, snippet: &Snippet) {
        if let Some(kept) = self.kept.take() {
            let session = GuestSession::restore(kept, &snippet.sealing, &mut rng());
            self.carry_on((session, Vec::new()), snippet);
        }
    }

    fn begin(self: &Rc<Self>, place: Place, snippet: &Snippet, text: Text) {
        let start = Start {
            chat: ChatId::from_bytes(random_bytes()),
            token: ResumeToken::from_bytes(random_bytes()),
            snippet: place.snippet,
            sealing: snippet.sealing.clone(),
            page: place.page,
        };
        if let Some(shelf) = &*self.shelf.borrow() {
            shelf.keep_lead(snippet);
        }
        let begun = GuestSession::open(start, text, now(), &mut rng());
        self.carry_on(begun, snippet);
    }

    fn carry_on(self: &Rc<Self>, begun: (GuestSession, Vec<GuestEffect>), snippet: &Snippet) {
        let Some(shelf) = self.shelf.borrow().clone() else {
            return;
        };
        let app = Rc::downgrade(self);
        let tell = move |event| {
            if let Some(app) = app.upgrade() {
                app.tell(event);
            }
        };
        let chat = Chat::carry_on(begun, &snippet.queue, shelf, tell);
        self.chat.replace(Some(chat));
    }

    fn handle(&self, event: GuestEvent) {
        if let Some(chat) = &*self.chat.borrow() {
            chat.handle(event);
        }
    }

    fn keep_draft(&self, draft: Draft) {
        if let Some(shelf) = &*self.shelf.borrow() {
            shelf.keep_draft(draft);
        }
    }

    fn forget(&self) {
        if let Some(shelf) = &*self.shelf.borrow() {
            shelf.forget();
        }
        self.chat.replace(None);
    }

    fn ring(self: &Rc<Self>, alarm: Alarm) {
        let app = self.clone();
        let timeout = Timeout::new(alarm.millis(), move || app.tell(Event::Rang(alarm)));
        let mut alarms = self.alarms.borrow_mut();
        alarms.retain(|(set, _)| !set.is_like(alarm));
        alarms.push((alarm, timeout));
    }
}
