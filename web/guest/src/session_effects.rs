//! Effects carried out one after the other, although keeping takes a while.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use hushdesk_protocol::ids::{Lease, QueueName, Timestamp};
use hushdesk_web::ambient::millis_until;
use hushdesk_web::session::guest_session::{GuestEffect, Kept};
use hushdesk_web::socket::Socket;
use hushdesk_web::storage::StorageError;
use wasm_bindgen_futures::spawn_local;

use crate::window_storage::WindowStorage;

/// What is still to be done, and what it is done with.
pub(crate) struct SessionEffects {
    due: RefCell<VecDeque<GuestEffect>>,
    busy: Cell<bool>,
    socket: RefCell<Option<Socket>>,
    /// Another page speaks for the chat, and this one says so.
    replaced: Cell<bool>,
    storage: WindowStorage,
    clock: RefCell<Option<Timeout>>,
    open: Box<dyn Fn(&QueueName)>,
    wake: Rc<dyn Fn()>,
    look_up: Box<dyn Fn(Lease)>,
    lose: Box<dyn Fn(StorageError)>,
}

impl SessionEffects {
    /// Nothing to do yet. `open` opens a socket to a queue and [hands it over](Self::send_by); `wake` says that a moment has
    /// come, `look_up` what the skin says of keys, `lose` why the chat is not kept.
    pub(crate) fn new(
        storage: WindowStorage,
        open: impl Fn(&QueueName) + 'static,
        wake: impl Fn() + 'static,
        look_up: impl Fn(Lease) + 'static,
        lose: impl Fn(StorageError) + 'static,
    ) -> Self {
        Self {
            due: RefCell::new(VecDeque::new()),
            busy: Cell::new(false),
            socket: RefCell::new(None),
            replaced: Cell::new(false),
            storage,
            clock: RefCell::default(),
            open: Box::new(open),
            wake: Rc::new(wake),
            look_up: Box::new(look_up),
            lose: Box::new(lose),
        }
    }

    /// From here on frames are sent by this socket.
    pub(crate) fn send_by(&self, socket: Socket) {
        self.socket.replace(Some(socket));
    }

    /// Does all this, after what is being done.
    pub(crate) fn run(self: &Rc<Self>, effects: Vec<GuestEffect>) {
        self.due.borrow_mut().extend(effects);
        if !self.busy.replace(true) {
            let effects = self.clone();
            spawn_local(async move { effects.work().await });
        }
    }

    /// The socket broke: frames for it are for no other. The session says what matters again.
    pub(crate) fn forget_frames(&self) {
        self.due
            .borrow_mut()
            .retain(|effect| !matches!(effect, GuestEffect::Send(_)));
    }

    /// Has no socket any more, until there is another.
    pub(crate) fn fall_silent(&self) {
        self.forget_frames();
        self.socket.take();
    }

    /// Whether something is still to be done.
    pub(crate) fn is_busy(&self) -> bool {
        self.busy.get()
    }

    /// Does nothing more.
    pub(crate) fn stop(&self) {
        self.due.borrow_mut().clear();
        self.hang_up();
    }

    /// Another page has the chat: what it keeps stays as it is, and this one waits for the person's word. (Two frames of
    /// one window would take it from each other for ever.)
    pub(crate) fn replaced(&self) {
        self.forget_frames();
        self.replaced.set(true);
    }

    async fn work(&self) {
        while let Some(effect) = self.next() {
            match effect {
                GuestEffect::Keep(kept) => self.keep(&kept).await,
                GuestEffect::Send(frame) => self.send(&frame),
                GuestEffect::WakeAt(at) => self.wake_at(at),
                GuestEffect::LookUp(of) => (self.look_up)(of),
                GuestEffect::Follow(queue) => self.follow(&queue),
                GuestEffect::HangUp => self.hang_up(),
            }
        }
        self.busy.set(false);
    }

    fn next(&self) -> Option<GuestEffect> {
        self.due.borrow_mut().pop_front()
    }

    /// Keeps the chat. If a later page of this window speaks for it, nothing more is said from here.
    async fn keep(&self, kept: &Kept) {
        if let Err(error) = self.storage.keep(kept).await {
            if matches!(error, StorageError::Overtaken) {
                self.stop();
                if self.replaced.get() {
                    return;
                }
            }
            (self.lose)(error);
        }
    }

    fn send(&self, frame: &hushdesk_protocol::frames::FromGuest) {
        if let (Some(socket), Ok(frame)) = (&*self.socket.borrow(), serde_json::to_string(frame)) {
            socket.send(&frame);
        }
    }

    /// Sets the clock to this moment.
    fn wake_at(&self, at: Timestamp) {
        let wake = self.wake.clone();
        let clock = Timeout::new(millis_until(at), move || wake());
        self.clock.replace(Some(clock));
    }

    /// From here on frames go to that queue, and those for the former one to nobody.
    fn follow(&self, queue: &QueueName) {
        self.forget_frames();
        self.socket.take();
        (self.open)(queue);
    }

    fn hang_up(&self) {
        if let Some(socket) = &*self.socket.borrow() {
            socket.close();
        }
    }
}
