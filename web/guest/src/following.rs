//! The chat follows its guest into a window of its own and back: what is said on the way, and done about it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use hushdesk_protocol::ids::SnippetName;
use hushdesk_web::listener::Listener;
use wasm_bindgen_futures::spawn_local;

use crate::handover::{self, Said, Way};
use crate::widget::{Event, Whereabouts};
use crate::window_storage::{Stored, WindowStorage, draft_of};

/// It follows as long as this is kept.
pub(crate) struct Following(Rc<Inner>);

struct Inner {
    snippet: SnippetName,
    storage: WindowStorage,
    /// Where the chat is, as this page knows it.
    whereabouts: Box<dyn Fn() -> Whereabouts>,
    tell: Box<dyn Fn(Event)>,
    listeners: RefCell<Vec<Listener>>,
    /// A window was opened for the chat, and has not taken it yet.
    is_leaving: Cell<bool>,
}

impl Following {
    /// Nothing is said yet.
    pub(crate) fn begin(
        snippet: SnippetName,
        storage: WindowStorage,
        whereabouts: impl Fn() -> Whereabouts + 'static,
        tell: impl Fn(Event) + 'static,
    ) -> Self {
        Self(Rc::new(Inner {
            snippet,
            storage,
            whereabouts: Box::new(whereabouts),
            tell: Box::new(tell),
            listeners: RefCell::default(),
            is_leaving: Cell::default(),
        }))
    }

    /// Asks the window that opened this one for the chat.
    pub(crate) fn ask(&self) {
        if let Some(way) = Way::to_opener() {
            self.0.attend(way);
        }
    }

    /// Opens a window for the chat beside this one. It asks, and `give` gives.
    pub(crate) fn pop_out(&self, give: impl Fn(Way) + 'static) {
        let inner = Rc::clone(&self.0);
        let asked = move |way: Way| {
            if (inner.whereabouts)() == Whereabouts::Here {
                inner.attend(way.clone());
                inner.is_leaving.set(true);
                give(way);
            }
        };
        let listener = handover::open_window(&self.0.snippet, asked);
        self.0.listeners.borrow_mut().extend(listener);
    }

    /// Whether the chat was given and has not been taken; it is given no longer.
    pub(crate) fn gives_up(&self) -> bool {
        self.0.is_leaving.take()
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
            (Said::Give(stored), Whereabouts::Nowhere) => self.take(stored, way.clone()),
            (Said::Kept(chat), Whereabouts::Elsewhere) => {
                let storage = self.storage.clone();
                spawn_local(async move { storage.follow(&chat).await });
            }
            (Said::Drafted(draft), Whereabouts::Elsewhere) => {
                self.storage.keep_draft(draft_of(&draft));
            }
            (Said::Forgotten, Whereabouts::Elsewhere) => {
                self.storage.empty();
                (self.tell)(Event::Overtaken);
            }
            (Said::Taken, _) => {
                if self.is_leaving.take() {
                    // It went along.
                    self.storage.forget_draft();
                    (self.tell)(Event::PoppedOut);
                }
            }
            (Said::Ask | Said::Give(_) | Said::Kept(_) | Said::Drafted(_) | Said::Forgotten, _) => {
            }
        }
    }

    /// Goes on with a chat once all of it is kept here, if nothing has been begun here meanwhile.
    fn take(self: &Rc<Self>, stored: Stored, way: Way) {
        let inner = Rc::clone(self);
        spawn_local(async move {
            let is_kept = inner.storage.keep_from(stored, way.clone()).await.is_ok();
            if is_kept && (inner.whereabouts)() == Whereabouts::Nowhere {
                way.say(&Said::Taken);
                (inner.tell)(Event::Overtaken);
            }
        });
    }
}
