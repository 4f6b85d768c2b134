//! The widget in the page: what happens is handed to it, what it wants done is done. It only carries.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use hushdesk_protocol::ids::{ChatId, ResumeToken};
use hushdesk_web::ambient::{now, random_bytes, rng};
use hushdesk_web::api;
use hushdesk_web::session::guest_session::{GuestEffect, GuestEvent, GuestSession, Kept, Start};
use hushdesk_web::session::text::Text;
use hushdesk_web::storage::Vault;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element};

use crate::chat::{Chat, News};
use crate::dom::Page;
use crate::host;
use crate::place::Place;
use crate::views;
use crate::widget::{Alarm, Deed, Effect, Event, Widget};

/// The widget, and what it is done with.
pub(crate) struct App {
    widget: RefCell<Widget>,
    page: RefCell<Page<Deed>>,
    /// What has happened and is not handed over yet.
    due: RefCell<VecDeque<Event>>,
    busy: Cell<bool>,
    shelf: RefCell<Shelf>,
    chat: RefCell<Option<Chat>>,
    /// The alarms that are set, or have rung.
    alarms: RefCell<Vec<(Alarm, Timeout)>>,
}

/// Where chats are kept in this window, and the one that is.
#[derive(Debug, Default)]
struct Shelf {
    vault: Option<Vault>,
    kept: Option<Kept>,
}

impl App {
    /// Opens the widget in this element. It is there as long as the page.
    pub(crate) fn open(document: Document, root: Element) -> Result<(), JsValue> {
        let (widget, effects) = Widget::opened(Place::of_this_frame(), host::is_framed());
        let app = Rc::new(Self {
            widget: RefCell::new(widget),
            page: RefCell::new(Page::of(document, root.clone())),
            due: RefCell::default(),
            busy: Cell::default(),
            shelf: RefCell::default(),
            chat: RefCell::default(),
            alarms: RefCell::default(),
        });
        app.show();
        for effect in effects {
            app.carry_out(effect);
        }
        Page::<Deed>::listen(&root, move |event| {
            let heard = app.page.borrow().hear(&event);
            if let Some(deed) = heard {
                app.tell(Event::Did(deed));
            }
        })
    }

    /// Something happened. What happens meanwhile comes after it.
    fn tell(self: &Rc<Self>, event: Event) {
        self.due.borrow_mut().push_back(event);
        if self.busy.replace(true) {
            return;
        }
        while let Some(event) = self.next() {
            let effects = self.widget.borrow_mut().take(event);
            for effect in effects {
                self.carry_out(effect);
            }
        }
        self.show();
        self.busy.set(false);
    }

    fn next(&self) -> Option<Event> {
        self.due.borrow_mut().pop_front()
    }

    fn show(&self) {
        let picture = views::frame(&self.widget.borrow());
        if let Err(error) = self.page.borrow_mut().show(picture) {
            web_sys::console::error_1(&error);
        }
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Look => self.look(),
            Effect::TakeUp => self.take_up(),
            Effect::Write(text) => self.write(text),
            Effect::Handle(event) => self.handle(event),
            Effect::Forget => self.forget(),
            Effect::Tell(word) => host::tell(word),
            Effect::Ring(alarm) => self.ring(alarm),
            Effect::Reload => host::reload(),
        }
    }

    fn look(self: &Rc<Self>) {
        let Some(place) = self.widget.borrow().place.clone() else {
            return;
        };
        let app = self.clone();
        spawn_local(async move {
            let shelf = Shelf::find(&place).await;
            app.shelf.replace(shelf);
            app.tell(Event::Found(api::snippet(&place.snippet).await));
        });
    }

    /// Goes on with the chat of this window, if there is one.
    fn take_up(self: &Rc<Self>) {
        let kept = self.shelf.borrow_mut().kept.take();
        let widget = self.widget.borrow();
        if let (Some(kept), Some(snippet)) = (kept, widget.snippet()) {
            let session = GuestSession::restore(kept, &snippet.sealing, &mut rng());
            self.carry_on((session, Vec::new()), &widget);
        }
    }

    fn write(self: &Rc<Self>, text: Text) {
        let widget = self.widget.borrow();
        if let Some(chat) = &*self.chat.borrow() {
            return chat.handle(GuestEvent::Wrote(text));
        }
        if let (Some(place), Some(snippet)) = (&widget.place, widget.snippet()) {
            let start = Start {
                chat: ChatId::from_bytes(random_bytes()),
                token: ResumeToken::from_bytes(random_bytes()),
                skin: snippet.skin.clone(),
                sealing: snippet.sealing.clone(),
                page: place.page.clone(),
            };
            let begun = GuestSession::open(start, text, now(), &mut rng());
            self.carry_on(begun, &widget);
        }
    }

    fn carry_on(self: &Rc<Self>, begun: (GuestSession, Vec<GuestEffect>), widget: &Widget) {
        let (Some(place), Some(snippet)) = (&widget.place, widget.snippet()) else {
            return;
        };
        let app = Rc::downgrade(self);
        let tell = move |news| {
            if let Some(app) = app.upgrade() {
                app.tell(match news {
                    News::Changed(view) => Event::Changed(view),
                    News::Elsewhere => Event::Elsewhere,
                });
            }
        };
        let keeping = (self.shelf.borrow().vault.clone(), name(place));
        let chat = Chat::carry_on(begun, &snippet.queue, keeping, tell);
        self.chat.replace(Some(chat));
    }

    fn handle(&self, event: GuestEvent) {
        if let Some(chat) = &*self.chat.borrow() {
            chat.handle(event);
        }
    }

    fn forget(&self) {
        let widget = self.widget.borrow();
        if let (Some(vault), Some(place)) = (&self.shelf.borrow().vault, &widget.place) {
            vault.forget(&name(place));
        }
        self.chat.replace(None);
    }

    fn ring(self: &Rc<Self>, alarm: Alarm) {
        let app = self.clone();
        let timeout = Timeout::new(alarm.millis(), move || app.tell(Event::Rang(alarm)));
        let mut alarms = self.alarms.borrow_mut();
        alarms.retain(|(set, _)| *set != alarm);
        alarms.push((alarm, timeout));
    }
}

impl Shelf {
    async fn find(place: &Place) -> Self {
        let Ok(vault) = Vault::open().await else {
            return Self::default();
        };
        let kept = vault.read(&name(place)).await.ok().flatten();
        Self {
            kept: kept.and_then(|kept| Kept::from_bytes(&kept).ok()),
            vault: Some(vault),
        }
    }
}

/// Under which name a chat of this snippet is kept in this window.
fn name(place: &Place) -> String {
    format!("hushdesk.chat.{}", place.snippet)
}
