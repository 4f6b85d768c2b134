//! A chat in this window: the session, its socket, and what is kept of it. It only carries.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use hushdesk_protocol::frames::ToGuest;
use hushdesk_protocol::ids::{Lease, QueueName};
use hushdesk_protocol::rest::{
    Endpoint, GetGuestSocket, GuestRating, PutRating, Rating, Sealing, Snippet,
};
use hushdesk_protocol::text::{DisplayName, OpenText};
use hushdesk_web::ambient::{now, rng};
use hushdesk_web::session::guest_session::{GuestEffect, GuestEvent, GuestSession};
use hushdesk_web::socket::{Socket, SocketEvent};
use hushdesk_web::storage::StorageError;
use hushdesk_web::{api, json};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

use crate::desk_name;
use crate::session_effects::SessionEffects;
use crate::told_snippet::ToldSnippet;
use crate::widget::Event;
use crate::window_storage::WindowStorage;

#[wasm_bindgen(module = "/src/page.js")]
extern "C" {
    /// Asks the guest where to, and has mailed there what was said in this chat of this queue, whose secret this is.
    #[wasm_bindgen(js_name = mail)]
    fn ask_where_to(queue: &str, chat: &str, token: &str);
}

/// A chat that goes on for as long as this is kept.
pub(crate) struct Chat(Rc<Inner>);

struct Inner {
    session: RefCell<GuestSession>,
    /// The queue it is at.
    queue: RefCell<QueueName>,
    /// By which name the desk answers, in the place of its operators.
    desk: Option<DisplayName>,
    effects: Rc<SessionEffects>,
    /// Rings when what the skin says of keys has been waited for long enough.
    patience: RefCell<Option<Timeout>>,
    tell: Box<dyn Fn(Event)>,
}

/// Milliseconds in which the edge says what the skin says of keys. After that what was known counts: an edge that cannot be asked
/// holds up nobody.
const LOOK_UP_MILLIS: u32 = 4_000;

impl Chat {
    /// A chat, just begun or as it was kept, through this snippet. `effects` are those it began with; `tell` hears what the
    /// widget is to know.
    pub(crate) fn carry_on(
        (session, effects): (GuestSession, Vec<GuestEffect>),
        snippet: &Snippet,
        storage: WindowStorage,
        tell: impl Fn(Event) + 'static,
    ) -> Self {
        let queue = &snippet.queue;
        let over = session.is_over();
        let inner = Rc::new_cyclic(|weak: &Weak<Inner>| {
            let (opening, waking, looking, losing) =
                (weak.clone(), weak.clone(), weak.clone(), weak.clone());
            let open = move |queue: &QueueName| connect(&opening, queue);
            let wake = move || {
                if let Some(chat) = waking.upgrade() {
                    chat.handle(GuestEvent::Woke);
                }
            };
            let look_up = move |of| look_up(&looking, of);
            let lose = move |error| {
                if let Some(chat) = losing.upgrade() {
                    (chat.tell)(lost(&error));
                }
            };
            Inner {
                session: RefCell::new(session),
                queue: RefCell::new(queue.clone()),
                desk: desk_name::of_desk(&snippet.answers),
                effects: Rc::new(SessionEffects::new(storage, open, wake, look_up, lose)),
                patience: RefCell::default(),
                tell: Box::new(tell),
            }
        });
        inner.effects.run(effects);
        if !over {
            connect(&Rc::downgrade(&inner), queue);
        }
        inner.show();
        Self(inner)
    }

    /// The person did something.
    pub(crate) fn handle(&self, event: GuestEvent) {
        self.0.handle(event);
    }

    /// Says and hears nothing any more, as if the connection were down.
    pub(crate) fn fall_silent(&self) {
        self.0.effects.fall_silent();
        self.0.handle(GuestEvent::Disconnected);
    }

    /// Is there again.
    pub(crate) fn speak_again(&self) {
        let queue = self.0.queue.borrow().clone();
        connect(&Rc::downgrade(&self.0), &queue);
    }

    /// Whether something of it is still to be kept.
    pub(crate) fn is_busy(&self) -> bool {
        self.0.effects.is_busy()
    }

    /// Tells the service how it went. That is said beside the chat, which is over; if it does not come, nothing is lost that anybody
    /// waits for.
    pub(crate) fn rate(&self, rating: Option<Rating>, said: Option<OpenText>) {
        let (chat, token) = self.0.session.borrow().proof();
        let queue = self.0.queue.borrow().clone();
        spawn_local(async move {
            let says = GuestRating {
                token,
                rating,
                said,
            };
            let _told = api::ask(&PutRating { queue, chat }, &says).await;
        });
    }

    /// Has it mailed to the guest, who is asked where to by what is loaded then: that has no business with the rest of the chat.
    pub(crate) fn mail(&self) {
        let (chat, token) = self.0.session.borrow().proof();
        let queue = self.0.queue.borrow();
        ask_where_to(queue.as_str(), chat.as_str(), token.as_str());
    }

    /// Another page has it.
    pub(crate) fn leave(&self) {
        self.0.replaced();
    }
}

/// What is still to be done for a chat that is let go is done no more.
impl Drop for Chat {
    fn drop(&mut self) {
        self.0.effects.stop();
    }
}

fn connect(inner: &Weak<Inner>, queue: &QueueName) {
    if let Some(chat) = inner.upgrade() {
        let inner = inner.clone();
        chat.queue.replace(queue.clone());
        let snippet = chat.session.borrow().snippet().clone();
        let place = GetGuestSocket {
            queue: queue.clone(),
            snippet: Some(snippet),
        };
        let socket = Socket::open(&place.address(), move |event| heard(&inner, event));
        chat.effects.send_by(socket);
    }
}

/// Asks what the skin says of keys today, about this claim.
fn look_up(inner: &Weak<Inner>, of: Lease) {
    let Some(chat) = inner.upgrade() else {
        return;
    };
    let waiting = inner.clone();
    let patience = Timeout::new(LOOK_UP_MILLIS, move || vouches(&waiting, of, None));
    chat.patience.replace(Some(patience));
    ask_anew(&chat, Some(of));
}

/// Asks what the snippet stands for by now: what it says of keys is about this claim; about none, how it looks is shown.
fn ask_anew(chat: &Rc<Inner>, of: Option<Lease>) {
    let snippet = chat.session.borrow().snippet().clone();
    let chat = Rc::downgrade(chat);
    spawn_local(async move {
        let today = ToldSnippet::ask(snippet).await.ok();
        match (of, today) {
            (Some(of), today) => vouches(&chat, of, today.map(|it| it.sealing.clone())),
            (None, Some(today)) => {
                if let Some(chat) = chat.upgrade() {
                    (chat.tell)(Event::Reskinned(today));
                }
            }
            (None, None) => {}
        }
    });
}

fn vouches(chat: &Weak<Inner>, of: Lease, today: Option<Sealing>) {
    if let Some(chat) = chat.upgrade() {
        chat.handle(GuestEvent::Vouches { of, today });
    }
}

fn heard(inner: &Weak<Inner>, event: SocketEvent) {
    let Some(inner) = inner.upgrade() else {
        return;
    };
    match event {
        SocketEvent::Connected => inner.handle(GuestEvent::Connected),
        SocketEvent::Disconnected => {
            inner.effects.forget_frames();
            inner.handle(GuestEvent::Disconnected);
        }
        SocketEvent::Replaced => inner.replaced(),
        SocketEvent::Barred => (inner.tell)(Event::Barred),
        // Guests have no shifts, and do not sign in.
        SocketEvent::ShiftOver | SocketEvent::SignedOut => {}
        SocketEvent::Received(frame) => {
            // Whoever speaks another version is refused before: of what cannot be read the guest is told nothing.
            if let Some(mut frame) = json::read::<ToGuest>(&frame) {
                if matches!(frame, ToGuest::Changed) {
                    return ask_anew(&inner, None);
                }
                if let Some(desk) = &inner.desk {
                    desk_name::give(desk, &mut frame);
                }
                inner.handle(GuestEvent::Received(Box::new(frame)));
            }
        }
    }
}

/// What it means that the chat was not kept.
const fn lost(error: &StorageError) -> Event {
    match error {
        StorageError::Overtaken => Event::Overtaken,
        StorageError::Unavailable | StorageError::Full | StorageError::Damaged => Event::Unkept,
    }
}

impl Inner {
    fn handle(&self, event: GuestEvent) {
        let effects = self.session.borrow_mut().handle(event, now(), &mut rng());
        self.effects.run(effects);
        self.show();
    }

    fn replaced(&self) {
        self.effects.replaced();
        self.handle(GuestEvent::Replaced);
    }

    fn show(&self) {
        let view = self.session.borrow().view();
        (self.tell)(Event::Changed(Rc::new(view)));
    }
}
