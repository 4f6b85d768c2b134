//! The chat follows its guest into a window of its own or another tab, and back: what is said on the way, and done about it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use hushdesk_protocol::ids::SnippetName;
use hushdesk_web::listener::Listener;
use wasm_bindgen_futures::spawn_local;

use crate::handover::{self, Said, Way};
use crate::widget::{Event, Whereabouts};
use crate::window_storage::{Stored, WindowStorage, draft_of};

/// Milliseconds in which another tab gives the chat that it has said to have. After that it is taken to be gone.
const GIVEN_MILLIS: u32 = 2_000;

/// It follows as long as this is kept.
pub(crate) struct Following(Rc<Inner>);

struct Inner {
    snippet: SnippetName,
    storage: WindowStorage,
    /// Where the chat is, as this page knows it.
    whereabouts: Box<dyn Fn() -> Whereabouts>,
    tell: Box<dyn Fn(Event)>,
    /// Gives the chat.
    give: Box<dyn Fn(Way)>,
    listeners: RefCell<Vec<Listener>>,
    /// Where the chat was given to and has not been taken yet.
    leaves_for: Cell<Option<Place>>,
    /// To another tab that has said to have the chat.
    offered: RefCell<Option<Way>>,
    /// Rings when it was to give it.
    patience: RefCell<Option<Timeout>>,
    /// Hears other tabs ask.
    tabs: RefCell<Option<Listener>>,
}

/// Where a chat goes on that leaves a page.
#[derive(Clone, Copy)]
enum Place {
    /// In a window that was opened for it: nobody looks at this page any more.
    Window,
    /// In another tab.
    Tab,
}

impl Following {
    /// Nothing is said yet. `give` gives the chat.
    pub(crate) fn begin(
        snippet: SnippetName,
        storage: WindowStorage,
        whereabouts: impl Fn() -> Whereabouts + 'static,
        tell: impl Fn(Event) + 'static,
        give: impl Fn(Way) + 'static,
    ) -> Self {
        Self(Rc::new(Inner {
            snippet,
            storage,
            whereabouts: Box::new(whereabouts),
            tell: Box::new(tell),
            give: Box::new(give),
            listeners: RefCell::default(),
            leaves_for: Cell::default(),
            offered: RefCell::default(),
            patience: RefCell::default(),
            tabs: RefCell::default(),
        }))
    }

    /// There is a chat here: other tabs may ask for it. (Before that nothing is heard: a page that hears anything while the browser
    /// keeps it cannot be gone back to.)
    pub(crate) fn hear(&self) {
        let inner = Rc::downgrade(&self.0);
        let listener = handover::hear_tabs(&self.0.snippet, move |way| {
            if let Some(inner) = inner.upgrade()
                && inner.has_it()
            {
                way.say(&Said::Here);
                inner.attend(way);
            }
        });
        self.0.tabs.replace(listener);
    }

    /// Asks the window that opened this one for the chat, and other tabs whether they have it. Gives whether there is such a
    /// window: a page that isolates itself parts the two.
    pub(crate) fn ask(&self) -> bool {
        let opener = Way::to_opener();
        let has_opener = opener.is_some();
        let ways = [opener, Way::to_tabs(&self.0.snippet)];
        for way in ways.into_iter().flatten() {
            self.0.attend(way);
        }
        has_opener
    }

    /// Opens a window for the chat beside this one, which asks for it.
    pub(crate) fn pop_out(&self) {
        let inner = Rc::clone(&self.0);
        let asked = move |way: Way| {
            if inner.has_it() {
                inner.attend(way.clone());
                inner.leave_for(Place::Window, &way);
            }
        };
        let listener = handover::open_window(&self.0.snippet, asked);
        self.0.listeners.borrow_mut().extend(listener);
    }

    /// Has the other tab give the chat that it has. If it does not, it is there no longer.
    pub(crate) fn fetch(&self) {
        if let Some(way) = &*self.0.offered.borrow() {
            way.say(&Said::Ask);
        }
        let inner = Rc::downgrade(&self.0);
        let patience = Timeout::new(GIVEN_MILLIS, move || {
            if let Some(inner) = inner.upgrade()
                && inner.offered.take().is_some()
            {
                (inner.tell)(Event::InTab(false));
            }
        });
        self.0.patience.replace(Some(patience));
    }

    /// Whether the chat was given and has not been taken; it is given no longer.
    pub(crate) fn gives_up(&self) -> bool {
        self.0.leaves_for.take().is_some()
    }
}

impl Inner {
    fn has_it(&self) -> bool {
        (self.whereabouts)() == Whereabouts::Here
    }

    fn leave_for(&self, place: Place, way: &Way) {
        self.leaves_for.set(Some(place));
        (self.give)(way.clone());
    }

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
            (Said::Here, Whereabouts::Nowhere) => {
                self.offered.replace(Some(way.clone()));
                (self.tell)(Event::InTab(true));
            }
            (Said::Ask, Whereabouts::Here) if self.leaves_for.get().is_none() => {
                self.leave_for(Place::Tab, way);
            }
            (Said::Give(stored), Whereabouts::Nowhere) if self.waits_for(way) => {
                self.take(stored, way.clone());
            }
            (Said::Kept(chat), Whereabouts::Elsewhere) => {
                let (storage, way) = (self.storage.clone(), way.clone());
                spawn_local(async move { storage.follow(chat, &way).await });
            }
            (Said::Drafted(draft), Whereabouts::Elsewhere) => {
                self.storage.follow_draft(draft_of(&draft), way);
            }
            (Said::Forgotten, Whereabouts::Elsewhere) => {
                self.storage.empty();
                (self.tell)(Event::Overtaken);
            }
            (Said::Taken, _) => self.is_taken(way),
            (
                Said::Ask
                | Said::Here
                | Said::Give(_)
                | Said::Kept(_)
                | Said::Drafted(_)
                | Said::Forgotten,
                _,
            ) => {}
        }
    }

    /// Whether a chat may come by this way. One that comes from another tab too late is left there.
    fn waits_for(&self, way: &Way) -> bool {
        !way.is_to_tab() || self.offered.take().as_ref() == Some(way)
    }

    /// It went along, with what stood in the field.
    fn is_taken(&self, way: &Way) {
        if let Some(place) = self.leaves_for.take() {
            self.storage.forget_draft();
            (self.tell)(match place {
                Place::Window => Event::PoppedOut,
                Place::Tab => Event::WentOn,
            });
            // Either page may have it next.
            self.storage.lead_to(way.clone());
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
