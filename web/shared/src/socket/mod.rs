//! A WebSocket that comes back: after a cut, a deploy, a night with the lid closed.
//!
//! It says when it is open ([`SocketEvent::Connected`]), what came, and when it broke; then it opens the next
//! one by itself, until it is dropped or told to [`close`](Socket::close). What was sent on a broken socket
//! is not its business: the sessions say it again.

mod schedule;
mod steady;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use hushdesk_protocol::close;
use hushdesk_protocol::limits::{HEARTBEAT, HEARTBEAT_ANSWER};
use rand_core::Rng;
use wasm_bindgen::prelude::JsCast;
use web_sys::{CloseEvent, Event, EventTarget, MessageEvent, Url, WebSocket};

use crate::ambient::{page_millis, rng, timer_millis};
use crate::listener::Listener;
use schedule::{Act, Happened, Schedule};
use steady::Steady;

/// What a socket says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum SocketEvent {
    /// It is open: say who you are.
    Connected,
    /// A message came.
    Received(String),
    /// It broke, and comes back by itself.
    Disconnected,
    /// A newer socket took its place: it does not come back.
    Replaced,
    /// The operator's shift is over: it does not come back.
    ShiftOver,
    /// What let it in is gone, the sign-in most likely: it does not come back.
    SignedOut,
    /// It was tried often enough, and has never been open: something between here and the edge does not let it through,
    /// most likely. It goes on trying.
    Barred,
}

/// A WebSocket that comes back. It closes when it is dropped.
#[derive(Clone)]
pub struct Socket(Rc<Inner>);

struct Inner {
    address: String,
    tell: Box<dyn Fn(SocketEvent)>,
    schedule: RefCell<Schedule>,
    wire: RefCell<Option<Wire>>,
    connected: Cell<bool>,
    reached: Cell<Reached>,
    clock: RefCell<Option<Timeout>>,
    wake: RefCell<Vec<Listener>>,
}

/// Whether the edge has ever been reached.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Reached {
    /// Not in so many attempts.
    NotYet { attempts: u32 },
    /// Not, and that has been said.
    Never,
    /// It has.
    Once,
}

/// Attempts, none of them a success, after which it is said: about ten seconds, for one who waits.
const ATTEMPTS_MAX: u32 = 5;

/// One WebSocket and the closures that listen to it.
struct Wire {
    socket: WebSocket,
    _listeners: Vec<Listener>,
}

impl Socket {
    /// Opens a socket to this path of the origin that the page is with: its own, unless its head names another as its base.
    pub fn open(path: &str, tell: impl Fn(SocketEvent) + 'static) -> Self {
        let inner = Rc::new(Inner {
            address: address(path),
            tell: Box::new(tell),
            schedule: RefCell::new(Schedule::begin(now())),
            wire: RefCell::new(None),
            connected: Cell::new(false),
            reached: Cell::new(Reached::NotYet { attempts: 0 }),
            clock: RefCell::new(None),
            wake: RefCell::new(Vec::new()),
        });
        let listeners = inner.listen_to_the_page();
        inner.wake.replace(listeners);
        inner.act(Act::Open);
        inner.wind_clock();
        Self(inner)
    }

    /// Sends a message, if the socket is open.
    pub fn send(&self, message: &str) {
        self.0.send(message);
    }

    /// A clock has ticked that goes on where the page's own are slowed down: what is due is done.
    pub fn tick(&self) {
        self.0.happened(Happened::Clock);
    }

    /// Closes it for good.
    pub fn close(&self) {
        let acts = self.0.schedule.borrow_mut().stop();
        self.0.carry_out(acts);
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(wire) = self.wire.get_mut().take() {
            wire.close();
        }
    }
}

impl Inner {
    fn happened(self: &Rc<Self>, happened: Happened) {
        let acts = self
            .schedule
            .borrow_mut()
            .take(happened, now(), rng().next_u32());
        self.carry_out(acts);
    }

    fn carry_out(self: &Rc<Self>, acts: Vec<Act>) {
        for act in acts {
            self.act(act);
        }
        self.wind_clock();
    }

    fn act(self: &Rc<Self>, act: Act) {
        match act {
            Act::Open => self.open_wire(),
            Act::Ask => self.send(HEARTBEAT),
            Act::Drop => self.drop_wire(),
        }
    }

    fn open_wire(self: &Rc<Self>) {
        self.count_attempt();
        // The constructor fails only for an address that is none; then the schedule tries again.
        if let Ok(socket) = WebSocket::new(&self.address) {
            let target: &EventTarget = socket.as_ref();
            let listeners = vec![
                self.listen(target, "open", |inner, _| inner.opened()),
                self.listen(target, "message", |inner, event| inner.heard(&event)),
                self.listen(target, "close", |inner, event| inner.closed(&event)),
            ];
            self.wire.replace(Some(Wire {
                socket,
                _listeners: listeners,
            }));
        }
    }

    fn count_attempt(&self) {
        if let Reached::NotYet { attempts } = self.reached.get() {
            let attempts = attempts.saturating_add(1);
            self.reached.set(Reached::NotYet { attempts });
            if attempts > ATTEMPTS_MAX {
                self.reached.set(Reached::Never);
                (self.tell)(SocketEvent::Barred);
            }
        }
    }

    fn drop_wire(&self) {
        if let Some(wire) = self.wire.take() {
            wire.close();
        }
        self.tell_broken();
    }

    fn opened(self: &Rc<Self>) {
        self.connected.set(true);
        self.reached.set(Reached::Once);
        (self.tell)(SocketEvent::Connected);
        self.happened(Happened::Opened);
    }

    fn heard(self: &Rc<Self>, event: &Event) {
        self.happened(Happened::Heard);
        let message = event.unchecked_ref::<MessageEvent>().data().as_string();
        match message {
            // The edge asks whether anybody is here: a page in the background can still answer.
            Some(message) if message == HEARTBEAT => self.send(HEARTBEAT),
            Some(message) if message == HEARTBEAT_ANSWER => {}
            Some(message) => (self.tell)(SocketEvent::Received(message)),
            None => {}
        }
    }

    fn closed(self: &Rc<Self>, event: &Event) {
        let code = event.unchecked_ref::<CloseEvent>().code();
        self.wire.take();
        self.tell_broken();
        self.happened(Happened::Closed(code));
        match code {
            close::REPLACED => (self.tell)(SocketEvent::Replaced),
            close::SHIFT_OVER => (self.tell)(SocketEvent::ShiftOver),
            close::SIGNED_OUT => (self.tell)(SocketEvent::SignedOut),
            _ => {}
        }
    }

    fn tell_broken(&self) {
        if self.connected.replace(false) && !self.schedule.borrow().is_stopped() {
            (self.tell)(SocketEvent::Disconnected);
        }
    }

    fn send(&self, message: &str) {
        if let Some(wire) = &*self.wire.borrow() {
            // On a socket that is closing this fails; the session says it again on the next one.
            let _sent = wire.socket.send_with_str(message);
        }
    }

    /// Sets the timer to the next moment of the schedule.
    fn wind_clock(self: &Rc<Self>) {
        let due = self.schedule.borrow().due();
        let clock = due.map(|due| {
            let inner = Rc::downgrade(self);
            Timeout::new(timer_millis(due.since(now())), move || {
                with(&inner, |it| it.happened(Happened::Clock))
            })
        });
        self.clock.replace(clock);
    }

    fn listen_to_the_page(self: &Rc<Self>) -> Vec<Listener> {
        let window = web_sys::window();
        let document = window.as_ref().and_then(web_sys::Window::document);
        let window = window.map(EventTarget::from);
        let document = document.map(EventTarget::from);
        [
            (window.clone(), "offline", Happened::Lost),
            (window.clone(), "online", Happened::Woke),
            (window, "pageshow", Happened::Woke),
            (document.clone(), "visibilitychange", Happened::Woke),
            (document, "resume", Happened::Woke),
        ]
        .into_iter()
        .filter_map(|(target, name, happened)| {
            Some(self.listen(&target?, name, move |inner, _| inner.happened(happened)))
        })
        .collect()
    }

    fn listen(
        self: &Rc<Self>,
        target: &EventTarget,
        name: &'static str,
        act: impl Fn(&Rc<Self>, Event) + 'static,
    ) -> Listener {
        let inner = Rc::downgrade(self);
        Listener::new(target, name, move |event| {
            with(&inner, |it| act(it, event));
        })
    }
}

fn with(inner: &Weak<Inner>, act: impl FnOnce(&Rc<Inner>)) {
    if let Some(inner) = inner.upgrade() {
        act(&inner);
    }
}

impl Wire {
    fn close(self) {
        // Only a code out of range could fail.
        let _closed = self.socket.close();
    }
}

fn now() -> Steady {
    Steady(page_millis())
}

/// The WebSocket address of a path of that origin.
fn address(path: &str) -> String {
    let document = web_sys::window().and_then(|window| window.document());
    let base = document.and_then(|document| document.base_uri().ok().flatten());
    let at = base.and_then(|base| Url::new_with_base(path, &base).ok());
    let Some(at) = at else {
        return path.to_owned();
    };
    at.set_protocol(if at.protocol() == "http:" {
        "ws"
    } else {
        "wss"
    });
    at.href()
}
