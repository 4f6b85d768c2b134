//! All desks of this window: for each queue a machine and a socket. Events go in, what the machines ask for
//! is carried out, what they show goes to the page.

use std::cell::RefCell;
use std::rc::Rc;

use hushdesk_protocol::frames::ToOperator;
use hushdesk_protocol::ids::SeatId;
use hushdesk_protocol::rest::{QueueTitle, Session};
use hushdesk_web::ambient;
use hushdesk_web::session::desk::{Alert, Desk, DeskEffect, DeskEvent};
use hushdesk_web::socket::{Socket, SocketEvent};
use yew::prelude::*;

use super::state::{Action, DeskState, QueueDesk};
use crate::kept;
use crate::keys::OwnKey;

/// The desks of this window.
#[derive(Clone)]
pub(crate) struct Office(Rc<Vec<Rc<QueueOffice>>>);

/// The same desks.
impl PartialEq for Office {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Office {
    /// Something happened: each desk knows its own chats and takes no notice of others.
    pub(crate) fn handle(&self, event: &DeskEvent) {
        for desk in self.0.iter() {
            desk.handle(event.clone());
        }
    }

    /// A callback that makes an event of what it is given.
    pub(crate) fn on<In: 'static>(
        &self,
        event: impl Fn(In) -> DeskEvent + 'static,
    ) -> Callback<In> {
        let office = self.clone();
        Callback::from(move |input| office.handle(&event(input)))
    }

    fn connect(&self) {
        for desk in self.0.iter() {
            desk.connect();
        }
    }

    fn hang_up(&self) {
        for desk in self.0.iter() {
            desk.hang_up();
        }
    }
}

/// One queue's desk.
struct QueueOffice {
    queue: QueueTitle,
    desk: RefCell<Desk>,
    socket: RefCell<Option<Socket>>,
    page: UseReducerDispatcher<DeskState>,
}

impl QueueOffice {
    fn new(
        queue: &QueueTitle,
        seat: &SeatId,
        own_key: &OwnKey,
        page: &UseReducerDispatcher<DeskState>,
    ) -> Rc<Self> {
        Rc::new(Self {
            queue: queue.clone(),
            desk: RefCell::new(Desk::new(seat.clone(), own_key.identity.clone())),
            socket: RefCell::default(),
            page: page.clone(),
        })
    }

    fn connect(self: &Rc<Self>) {
        let path = format!("/api/queues/{}/desk", self.queue.name);
        let desk = Rc::downgrade(self);
        let socket = Socket::open(&path, move |event| {
            if let Some(desk) = desk.upgrade() {
                desk.heard(event);
            }
        });
        self.socket.replace(Some(socket));
        self.show();
    }

    fn hang_up(&self) {
        if let Some(socket) = self.socket.take() {
            socket.close();
        }
    }

    fn heard(&self, event: SocketEvent) {
        match event {
            SocketEvent::Connected => self.handle(DeskEvent::Connected),
            SocketEvent::Disconnected => self.handle(DeskEvent::Disconnected),
            SocketEvent::Replaced => self.page.dispatch(Action::Replaced),
            // What is no frame changes nothing.
            SocketEvent::Received(text) => {
                if let Ok(frame) = serde_json::from_str::<ToOperator>(&text) {
                    self.handle(DeskEvent::Received(Box::new(frame)));
                }
            }
        }
    }

    fn handle(&self, event: DeskEvent) {
        let effects = self
            .desk
            .borrow_mut()
            .handle(event, ambient::now(), &mut ambient::rng());
        self.show();
        for effect in effects {
            self.carry_out(effect);
        }
    }

    fn show(&self) {
        let view = self.desk.borrow().view();
        self.page.dispatch(Action::Viewed(QueueDesk {
            queue: self.queue.clone(),
            view,
        }));
    }

    fn carry_out(&self, effect: DeskEffect) {
        match effect {
            DeskEffect::Send(frame) => {
                let frame = serde_json::to_string(&frame);
                if let (Ok(frame), Some(socket)) = (frame, self.socket.borrow().as_ref()) {
                    socket.send(&frame);
                }
            }
            DeskEffect::Alert(Alert::Wrote(chat)) => self.page.dispatch(Action::Wrote(chat)),
            // The page sees these in the view.
            DeskEffect::Alert(Alert::Offered(_) | Alert::NotClaimed(_)) => {}
            DeskEffect::HangUp => self.hang_up(),
        }
    }
}

/// Sits down at all queues of the session, and leaves them with the page.
#[hook]
pub(crate) fn use_office(
    session: &Rc<Session>,
    own_key: &OwnKey,
    page: UseReducerDispatcher<DeskState>,
) -> Office {
    let office = use_memo((session.clone(), own_key.clone()), |(session, own_key)| {
        let seat = kept::seat();
        let desks = session
            .queues
            .iter()
            .map(|queue| QueueOffice::new(queue, &seat, own_key, &page));
        Office(Rc::new(desks.collect()))
    });
    use_effect_with((*office).clone(), |office| {
        let office = office.clone();
        office.connect();
        move || office.hang_up()
    });
    (*office).clone()
}
