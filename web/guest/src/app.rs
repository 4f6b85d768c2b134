//! The widget in the page: what happens is handed to it, what it wants done is done. It only carries.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use hushdesk_protocol::ids::{ChatId, ResumeToken, SnippetName};
use hushdesk_protocol::rest::{LeftMessage, PostMessage};
use hushdesk_web::ambient::{now, random_bytes, rng};
use hushdesk_web::api;
use hushdesk_web::input_method;
use hushdesk_web::listener::{self, Listener};
use hushdesk_web::session::guest_session::{GuestEffect, GuestEvent, GuestSession, Kept, Start};
use hushdesk_web::session::text::Text;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, KeyboardEvent};
use yew::{AppHandle, Callback, Renderer};

use crate::browser;
use crate::chat::Chat;
use crate::focus::{self, FocusKeeper};
use crate::following::Following;
use crate::habits;
use crate::handover::{Said, Way};
use crate::host;
use crate::place::Place;
use crate::snippet_of_chat::snippet_of_chat;
use crate::told_snippet::ToldSnippet;
use crate::views::{WidgetView, WidgetViewProps};
use crate::widget::{Alarm, Draft, Effect, Event, GuestAction, Whereabouts, Widget};
use crate::window_storage::WindowStorage;

/// Milliseconds between two looks at whether all is kept.
const SETTLES_MILLIS: u32 = 20;

/// Milliseconds for which a window waits for the chat that it has asked for, and a page for word that it was kept there.
const TAKEN_MILLIS: u32 = 4_000;

/// The widget, and what it is done with.
pub(crate) struct App {
    widget: Rc<RefCell<Widget>>,
    view: RefCell<Option<AppHandle<WidgetView>>>,
    act: Callback<GuestAction>,
    onshown: Callback<()>,
    focus: FocusKeeper,
    /// What has happened and is not handed over yet.
    due: RefCell<VecDeque<Event>>,
    busy: Cell<bool>,
    /// Where the chat is kept, and the one that was found there.
    storage: RefCell<Option<WindowStorage>>,
    kept: RefCell<Option<Kept>>,
    chat: RefCell<Option<Chat>>,
    following: RefCell<Option<Following>>,
    listeners: RefCell<Vec<Listener>>,
    /// How often what is kept and what the snippet stands for was looked for.
    looks: Cell<u32>,
    /// The alarms that are set, or have rung.
    alarms: RefCell<Vec<(Alarm, Timeout)>>,
}

impl App {
    /// Opens the widget in this element. It is there as long as the page.
    pub(crate) fn open(document: &Document, root: Element) {
        let habits = habits::find();
        habits::show(habits, &root);
        let (widget, effects) = Widget::opened(Place::of_this_page(), host::can_close(), habits);
        let app = Rc::new_cyclic(|app: &Weak<Self>| {
            let (acting, shown) = (app.clone(), app.clone());
            Self {
                widget: Rc::new(RefCell::new(widget)),
                view: RefCell::default(),
                act: Callback::from(move |action| {
                    if let Some(app) = acting.upgrade() {
                        app.tell(Event::Did(action));
                    }
                }),
                onshown: Callback::from(move |()| {
                    if let Some(app) = shown.upgrade() {
                        app.focus.after_change();
                    }
                }),
                focus: FocusKeeper::of(root.clone()),
                due: RefCell::default(),
                busy: Cell::default(),
                storage: RefCell::default(),
                kept: RefCell::default(),
                chat: RefCell::default(),
                following: RefCell::default(),
                listeners: RefCell::default(),
                looks: Cell::default(),
                alarms: RefCell::default(),
            }
        });
        let view = Renderer::<WidgetView>::with_root_and_props(root, app.shown()).render();
        app.view.replace(Some(view));
        app.carry_out(effects);
        app.listen(document);
    }

    /// Hears, for as long as the page is there, what happens to the whole of it.
    fn listen(self: &Rc<Self>, document: &Document) {
        let (opened, back, pressed) = (self.clone(), self.clone(), self.clone());
        let mut listeners = self.listeners.borrow_mut();
        listeners.extend(listener::on_return(move || back.come_back()));
        listeners.push(Listener::new(document, "keydown", move |event| {
            pressed.key_is_pressed(event.unchecked_ref());
        }));
        host::listen(move || opened.focus.take());
    }

    /// Escape closes the widget wherever the focus is, unless it closes a dialog or a sheet in it.
    fn key_is_pressed(self: &Rc<Self>, key: &KeyboardEvent) {
        if key.key() == "Escape" && !input_method::has_taken(key) && !focus::is_in_sheet() {
            self.tell(Event::Did(GuestAction::Close));
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

    /// Has the view drawn anew, once what happens now has happened.
    fn show(&self) {
        self.focus.before_change();
        if let Some(view) = &mut *self.view.borrow_mut() {
            view.update(self.shown());
        }
    }

    fn shown(&self) -> WidgetViewProps {
        WidgetViewProps {
            widget: Rc::clone(&self.widget),
            act: self.act.clone(),
            onshown: self.onshown.clone(),
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
                Effect::LeaveMessage(snippet, message) => self.leave_message(snippet, message),
                Effect::Handle(event) => self.handle(event),
                Effect::KeepDraft(draft) => self.keep_draft(draft),
                Effect::Rate(rating, said) => self.with_chat(|chat| chat.rate(rating, said)),
                Effect::Forget => self.forget(),
                Effect::Copy => {
                    if browser::copy() {
                        self.tell(Event::Copied);
                    }
                }
                Effect::Download(form) => browser::download(form),
                Effect::Mail => self.with_chat(Chat::mail),
                Effect::Wear(snippet) => habits::wear(&snippet, self.focus.root()),
                Effect::Settle(habits) => {
                    habits::keep(habits);
                    habits::show(habits, self.focus.root());
                }
                Effect::Chime { always } => habits::chime(always),
                Effect::PopOut => self.with_following(Following::pop_out),
                Effect::Fetch => self.with_following(Following::fetch),
                Effect::Leave => self.with_chat(Chat::leave),
                Effect::Tell(word) => host::tell(word),
                Effect::Ring(alarm) => self.ring(alarm),
                Effect::Reload => host::reload(),
            }
        }
    }

    /// Finds what is kept before it asks, if what the snippet stands for is not known: so a chat that goes on is what is
    /// seen first. Of two looks the later one counts: a chat may have come between them.
    fn look(self: &Rc<Self>, name: SnippetName, known: Option<ToldSnippet>) {
        let app = self.clone();
        let look = self.looks.get().wrapping_add(1);
        self.looks.set(look);
        let is_late = move |app: &Self| app.looks.get() != look;
        spawn_local(async move {
            let storage = app.storage_of(&name).await;
            let is_popped_out = host::is_popped_out();
            if is_popped_out {
                storage.empty();
            }
            let stored = storage.find().await;
            if is_late(&app) {
                return;
            }
            let kept = stored.chat();
            let then = kept.as_ref().and_then(|_| stored.snippet());
            let is_asked = app.follow(&name, &storage, kept.is_none());
            app.kept.replace(kept);
            app.tell(Event::Remembered {
                keeps: storage.keeps(),
                draft: stored.draft(),
            });
            if is_popped_out && is_asked && storage.keeps() {
                // What was written before the chat has come would begin another. Once it has, this look is late.
                TimeoutFuture::new(TAKEN_MILLIS).await;
                if is_late(&app) {
                    return;
                }
            }
            let found = match known {
                Some(snippet) => Ok(snippet),
                None => ToldSnippet::ask(name).await,
            };
            if !is_late(&app) {
                app.tell(Event::Found(snippet_of_chat(then, found)));
            }
        });
    }

    /// From now on the chat follows the guest, in whichever page it is; where there is none, others are asked for it. Gives
    /// whether the window that opened this one is asked.
    fn follow(
        self: &Rc<Self>,
        name: &SnippetName,
        storage: &WindowStorage,
        has_none: bool,
    ) -> bool {
        if self.following.borrow().is_some() {
            return false;
        }
        let (asked, told) = (Rc::downgrade(self), Rc::downgrade(self));
        let whereabouts = move || {
            let app = asked.upgrade();
            app.map_or(Whereabouts::Taken, |app| app.widget.borrow().whereabouts())
        };
        let tell = move |event| {
            if let Some(app) = told.upgrade() {
                app.tell(event);
            }
        };
        let giving = Rc::downgrade(self);
        let give = move |way| {
            if let Some(app) = giving.upgrade() {
                spawn_local(async move { app.give(&way).await });
            }
        };
        let following = Following::begin(name.clone(), storage.clone(), whereabouts, tell, give);
        let is_asked = has_none && following.ask();
        self.following.replace(Some(following));
        is_asked
    }

    fn with_following(&self, act: impl FnOnce(&Following)) {
        if let Some(following) = &*self.following.borrow() {
            act(following);
        }
    }

    /// Falls silent, so that nothing is acknowledged here that is not kept there, and gives what is kept. Where it is not taken
    /// in time the chat goes on here.
    async fn give(&self, way: &Way) {
        self.with_chat(Chat::fall_silent);
        while self.chat.borrow().as_ref().is_some_and(Chat::is_busy) {
            TimeoutFuture::new(SETTLES_MILLIS).await;
        }
        let storage = self.storage.borrow().clone();
        if let Some(storage) = storage
            && let Some(stored) = storage.find_for_another().await
        {
            way.say(&Said::Give(stored));
        }
        TimeoutFuture::new(TAKEN_MILLIS).await;
        let following = self.following.borrow();
        if following.as_ref().is_some_and(Following::gives_up) {
            self.with_chat(Chat::speak_again);
        }
    }

    fn with_chat(&self, act: impl FnOnce(&Chat)) {
        if let Some(chat) = &*self.chat.borrow() {
            act(chat);
        }
    }

    async fn storage_of(&self, name: &SnippetName) -> WindowStorage {
        let open = self.storage.borrow().clone();
        match open {
            Some(storage) => storage,
            None => {
                let storage = WindowStorage::of(name).await;
                self.storage.replace(Some(storage.clone()));
                storage
            }
        }
    }

    /// The page is shown again as it was left. If the chat has gone on in another page of this window, or something was
    /// written there, that is newer than what this one has.
    fn come_back(self: &Rc<Self>) {
        let storage = self.storage.borrow();
        if storage.as_ref().is_some_and(WindowStorage::is_overtaken) {
            drop(storage);
            self.tell(Event::Overtaken);
        }
    }

    fn take_up(self: &Rc<Self>, snippet: &ToldSnippet) {
        if let Some(kept) = self.kept.take() {
            let session = GuestSession::restore(kept, &snippet.sealing, &mut rng());
            self.carry_on((session, Vec::new()), snippet);
        }
    }

    fn begin(self: &Rc<Self>, place: Place, snippet: &ToldSnippet, text: Text) {
        let start = Start {
            chat: ChatId::from_bytes(random_bytes()),
            token: ResumeToken::from_bytes(random_bytes()),
            snippet: place.snippet,
            sealing: snippet.sealing.clone(),
            page: place.page,
        };
        if let Some(storage) = &*self.storage.borrow() {
            storage.keep_snippet(snippet);
        }
        let begun = GuestSession::open(start, text, now(), &mut rng());
        self.carry_on(begun, snippet);
    }

    fn leave_message(self: &Rc<Self>, snippet: SnippetName, message: Box<LeftMessage>) {
        let app = self.clone();
        spawn_local(async move {
            let left = api::ask(&PostMessage { snippet }, &message).await;
            app.tell(Event::MessageLeft(left));
        });
    }

    fn carry_on(self: &Rc<Self>, begun: (GuestSession, Vec<GuestEffect>), snippet: &ToldSnippet) {
        let Some(storage) = self.storage.borrow().clone() else {
            return;
        };
        let app = Rc::downgrade(self);
        let tell = move |event| {
            if let Some(app) = app.upgrade() {
                app.tell(event);
            }
        };
        let chat = Chat::carry_on(begun, snippet, storage, tell);
        self.chat.replace(Some(chat));
        self.with_following(Following::hear);
    }

    fn handle(&self, event: GuestEvent) {
        self.with_chat(|chat| chat.handle(event));
    }

    fn keep_draft(&self, draft: Draft) {
        if let Some(storage) = &*self.storage.borrow() {
            storage.keep_draft(draft);
        }
    }

    fn forget(&self) {
        if let Some(storage) = &*self.storage.borrow() {
            storage.forget();
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
