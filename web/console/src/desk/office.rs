//! All desks of this window: for each queue a machine and a socket. Events go in, what the machines ask for
//! is carried out, what they show goes to the page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use hushdesk_protocol::frames::{Availability, Status, ToOperator};
use hushdesk_protocol::ids::{SeatId, Timestamp};
use hushdesk_protocol::rest::{QueueTitle, Session};
use hushdesk_web::ambient;
use hushdesk_web::session::desk::{Alert, Desk, DeskEffect, DeskEvent};
use hushdesk_web::socket::{Socket, SocketEvent};
use yew::prelude::*;

use super::state::{Action, DeskState, QueueDesk};
use super::status::Wish;
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

    /// All queues, and whether this window staffs them.
    pub(crate) fn staffing(&self) -> Vec<(QueueTitle, bool)> {
        let desks = self.0.iter();
        desks
            .map(|desk| (desk.queue.clone(), desk.staffed.get()))
            .collect()
    }

    /// What the operator says at the queues that are to be staffed; the others are left.
    pub(crate) fn staff(&self, wish: &Wish) {
        let millis = wish.hours.map(|hours| hours.saturating_mul(3_600_000));
        let until = millis.map(|millis| ambient::now().plus(millis));
        for desk in self.0.iter() {
            if let Some(until) = until {
                desk.end_shift(until);
            }
            let mut queues = wish.queues.iter();
            let on = queues.find(|(queue, _)| *queue == desk.queue.name);
            desk.staff(&wish.availability, on.is_none_or(|(_, on)| *on));
        }
        let off = self.0.iter().filter(|desk| !desk.staffed.get());
        kept::keep_unstaffed(off.map(|desk| &desk.queue.name));
    }

    fn connect(&self) {
        for desk in self.0.iter().filter(|desk| desk.staffed.get()) {
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
    seat: SeatId,
    own_key: OwnKey,
    /// Whether the operator wants to be here. If not, the desk is left with the end of its last chat.
    staffed: Cell<bool>,
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
            seat: seat.clone(),
            own_key: own_key.clone(),
            staffed: Cell::new(!kept::is_unstaffed(&queue.name)),
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

    fn staff(self: &Rc<Self>, availability: &Availability, on: bool) {
        let was = self.staffed.replace(on);
        let says = if on {
            availability.clone()
        } else {
            // Chats that are still held go on; no others come.
            Availability {
                status: Status::Away,
                ..availability.clone()
            }
        };
        if on || was {
            self.handle(DeskEvent::Status(says));
        }
        if on && self.socket.borrow().is_none() {
            self.connect();
        }
    }

    /// The shift ends then: the queue is told by a new connection, over which the chats go on.
    fn end_shift(self: &Rc<Self>, until: Timestamp) {
        self.handle(DeskEvent::Until(until));
        if self.socket.borrow().is_some() {
            self.hang_up();
            self.handle(DeskEvent::Disconnected);
            self.connect();
        }
    }

    /// Leaves a desk that is not wanted, once no chat goes on there.
    fn leave(&self) {
        let view = self.desk.borrow().view();
        let busy = view.chats.iter().any(|chat| !chat.standing.is_over());
        if !self.staffed.get() && !busy && self.socket.borrow().is_some() {
            self.hang_up();
            let empty = Desk::new(self.seat.clone(), self.own_key.identity.clone());
            self.desk.replace(empty);
            self.page.dispatch(Action::Left(self.queue.name.clone()));
        }
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
            SocketEvent::ShiftOver => {
                self.staffed.set(false);
                self.page.dispatch(Action::ShiftOver);
                self.leave();
            }
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
        self.leave();
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
