//! The chat follows its guest from page to page, and from window to window: what is said on the ways there, and done about it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use hushdesk_protocol::ids::SnippetName;
use hushdesk_web::listener::Listener;
use wasm_bindgen_futures::spawn_local;

use crate::handover::{self, Said, Way};
use crate::widget::{Event, Whereabouts};
use crate::window_storage::{Stored, WindowStorage};

/// It follows as long as this is kept.
pub(crate) struct Following(Rc<Inner>);

struct Inner {
    snippet: SnippetName,
    storage: WindowStorage,
    /// Where the chat is, as this page knows it.
    whereabouts: Box<dyn Fn() -> Whereabouts>,
    tell: Box<dyn Fn(Event)>,
    listeners: RefCell<Vec<Listener>>,
    /// The ways by which others were asked for the chat.
    asked: RefCell<Vec<Way>>,
    /// A window was opened for the chat, and has not taken it yet.
    is_leaving: Cell<bool>,
    /// A chat is being kept that another page has given.
    taking: Cell<bool>,
}

impl Following {
    /// Answers other pages that ask for the chat of this snippet.
    pub(crate) fn begin(
        snippet: SnippetName,
        storage: WindowStorage,
        whereabouts: impl Fn() -> Whereabouts + 'static,
        tell: impl Fn(Event) + 'static,
    ) -> Self {
        let inner = Rc::new(Inner {
            snippet,
            storage,
            whereabouts: Box::new(whereabouts),
            tell: Box::new(tell),
            listeners: RefCell::default(),
            asked: RefCell::default(),
            is_leaving: Cell::default(),
            taking: Cell::default(),
        });
        if let Some(all) = Way::to_all(&inner.snippet) {
            inner.attend(all);
        }
        Self(inner)
    }

    /// Asks them all, and the window that opened this one.
    pub(crate) fn ask(&self) {
        let all = Way::to_all(&self.0.snippet);
        if let Some(all) = &all {
            all.say(&Said::Ask);
        }
        for way in [all, Way::to_opener()].into_iter().flatten() {
            self.0.attend(way.clone());
            self.0.asked.borrow_mut().push(way);
        }
    }

    /// Opens a window for the chat beside this one.
    pub(crate) fn pop_out(&self) {
        let inner = Rc::clone(&self.0);
        let asked = move |way: Way| {
            inner.attend(way.clone());
            inner.give(way);
        };
        let listener = handover::open_window(&self.0.snippet, asked);
        self.0.is_leaving.set(listener.is_some());
        self.0.listeners.borrow_mut().extend(listener);
    }
}

impl Inner {
    fn attend(self: &Rc<Self>, way: Way) {
        let inner = Rc::downgrade(self);
        let listener = way.clone().hear(move |said| {
            if let Some(inner) = inner.upgrade() {
                inner.heard(&way, said);
            }
        });
        self.listeners.borrow_mut().push(listener);
    }

    fn heard(self: &Rc<Self>, way: &Way, said: Said) {
        match (said, (self.whereabouts)()) {
            (Said::Ask, Whereabouts::Here) => self.give(way.clone()),
            (Said::Give(stored), Whereabouts::Nowhere) => self.take(stored, way.clone()),
            (Said::Kept(chat), Whereabouts::Elsewhere) => {
                let storage = self.storage.clone();
                spawn_local(async move { storage.follow(&chat).await });
            }
            (Said::Taken, _) => {
                // By whichever way: the window asks by both.
                if self.is_leaving.take() {
                    (self.tell)(Event::PoppedOut);
                }
            }
            (Said::Ask | Said::Give(_) | Said::Kept(_), _) => {}
        }
    }

    fn give(&self, way: Way) {
        let storage = self.storage.clone();
        spawn_local(async move {
            if let Some(stored) = storage.find_for_another().await {
                way.say(&Said::Give(stored));
            }
        });
    }

    /// Goes on with a chat once all of it is kept here.
    fn take(self: &Rc<Self>, stored: Stored, way: Way) {
        if self.taking.replace(true) {
            return;
        }
        let inner = Rc::clone(self);
        spawn_local(async move {
            if inner.storage.keep_from(stored, way).await.is_ok() {
                for asked in inner.asked.borrow().iter() {
                    asked.say(&Said::Taken);
                }
                (inner.tell)(Event::Overtaken);
            }
            inner.taking.set(false);
        });
    }
}
