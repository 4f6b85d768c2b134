//! All desks of this window: for each queue a machine and a socket. Events go in, what the machines ask for
//! is carried out, what they show goes to the page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use hushdesk_protocol::frames::{Availability, Status, ToOperator, Until};
use hushdesk_protocol::ids::{SeatId, Timestamp};
use hushdesk_protocol::rest::{QueueTitle, Session};
use hushdesk_web::ambient;
use hushdesk_web::json;
use hushdesk_web::session::desk::{Alert, Desk, DeskEffect, DeskEvent, Line};
use hushdesk_web::socket::{Socket, SocketEvent};
use yew::prelude::*;

use super::shift::{Presence, Shift, Wish};
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

    /// All queues, and whether this window staffs them.
    pub(crate) fn staffing(&self) -> Vec<(QueueTitle, bool)> {
        let desks = self.0.iter();
        desks
            .map(|desk| (desk.queue.clone(), desk.staffed.get()))
            .collect()
    }

    /// What the operator says at the queues that are to be staffed; the others are left. When the shift ends is
    /// said where that is `news`, or the desk is a new one.
    pub(crate) fn staff(&self, wish: &Wish, news: bool) {
        for desk in self.0.iter() {
            let staffed = wish.staffs(&desk.queue.name);
            let tell = if desk.is_here() { news } else { staffed };
            if tell {
                desk.end_shift(wish.until);
            }
            desk.staff(&wish.availability, staffed);
        }
    }

    /// Sits down where the shift has this window.
    fn begin(&self, shift: &Shift) {
        for desk in self.0.iter() {
            match shift.at(&desk.queue.name) {
                Some(Presence::Staffing) => desk.begin(shift, true),
                Some(Presence::Leaving) => desk.begin(shift, false),
                None => {}
            }
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
    /// Rings when the desk wants to be woken.
    clock: RefCell<Option<Timeout>>,
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
            staffed: Cell::new(false),
            desk: RefCell::new(Desk::new(seat.clone(), own_key.identity.clone())),
            socket: RefCell::default(),
            clock: RefCell::default(),
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

    /// Goes on where the shift was before a reload, or begins it.
    fn begin(self: &Rc<Self>, shift: &Shift, staffed: bool) {
        self.staffed.set(staffed);
        self.handle(DeskEvent::Until(until(shift.until)));
        self.handle(DeskEvent::Status(says(&shift.availability, staffed)));
        self.connect();
    }

    fn staff(self: &Rc<Self>, availability: &Availability, on: bool) {
        let was = self.staffed.replace(on);
        if on || was {
            self.handle(DeskEvent::Status(says(availability, on)));
        }
        if on && !self.is_here() {
            self.connect();
        }
        self.keep_presence();
    }

    /// Whether this window is at the queue, connected or about to be.
    fn is_here(&self) -> bool {
        self.socket.borrow().is_some()
    }

    /// Keeps what this window is here for, so that a reload changes nothing in it.
    fn keep_presence(&self) {
        let presence = match (self.is_here(), self.staffed.get()) {
            (true, true) => Some(Presence::Staffing),
            (true, false) => Some(Presence::Leaving),
            (false, _) => None,
        };
        kept::change_shift(|shift| shift.with(&self.queue.name, presence));
    }

    /// The shift ends then: the queue is told by a new connection, over which the chats go on.
    fn end_shift(self: &Rc<Self>, end: Option<Timestamp>) {
        self.handle(DeskEvent::Until(until(end)));
        if self.is_here() {
            self.hang_up();
            self.handle(DeskEvent::Disconnected);
            self.connect();
        }
    }

    /// Leaves a desk that is not wanted, once no chat goes on there. Before the queue has answered nobody knows.
    fn leave(&self) {
        let view = self.desk.borrow().view();
        let known = view.line != Line::Connecting;
        let busy = !known || view.chats.iter().any(|chat| !chat.standing.is_over());
        if !self.staffed.get() && !busy && self.is_here() {
            self.hang_up();
            let empty = Desk::new(self.seat.clone(), self.own_key.identity.clone());
            self.desk.replace(empty);
            self.keep_presence();
            self.page.dispatch(Action::Left(self.queue.name.clone()));
        }
    }

    fn hang_up(&self) {
        if let Some(socket) = self.socket.take() {
            socket.close();
        }
    }

    fn heard(self: &Rc<Self>, event: SocketEvent) {
        match event {
            SocketEvent::Connected => self.handle(DeskEvent::Connected),
            SocketEvent::Disconnected => self.handle(DeskEvent::Disconnected),
            SocketEvent::ShiftOver => {
                self.staffed.set(false);
                self.page.dispatch(Action::ShiftOver);
                self.leave();
            }
            SocketEvent::Replaced => {
                self.handle(DeskEvent::Replaced);
                self.page.dispatch(Action::Replaced);
            }
            // The page asks by itself whether the sign-in still holds, while a desk cannot be heard.
            SocketEvent::SignedOut | SocketEvent::Barred => {}
            // What is no frame changes nothing.
            SocketEvent::Received(text) => {
                if let Some(frame) = json::read::<ToOperator>(&text) {
                    self.handle(DeskEvent::Received(Box::new(frame)));
                }
            }
        }
    }

    fn handle(self: &Rc<Self>, event: DeskEvent) {
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
            staffed: self.staffed.get(),
            view,
        }));
    }

    fn carry_out(self: &Rc<Self>, effect: DeskEffect) {
        match effect {
            // Nothing is kept of the conversations of this window.
            DeskEffect::Keep(_) | DeskEffect::Forget(_) => {}
            DeskEffect::Send(frame) => {
                let frame = serde_json::to_string(&frame);
                if let (Ok(frame), Some(socket)) = (frame, self.socket.borrow().as_ref()) {
                    socket.send(&frame);
                }
            }
            DeskEffect::Alert(Alert::Wrote(chat)) => self.page.dispatch(Action::Wrote(chat)),
            // The page sees these in the view.
            DeskEffect::Alert(Alert::Offered(_) | Alert::NotClaimed(_)) => {}
            DeskEffect::WakeAt(at) => self.wake_at(at),
            DeskEffect::HangUp => self.hang_up(),
        }
    }

    fn wake_at(self: &Rc<Self>, at: Timestamp) {
        let desk = Rc::downgrade(self);
        let clock = Timeout::new(ambient::millis_until(at), move || {
            if let Some(desk) = desk.upgrade() {
                desk.handle(DeskEvent::Woke);
            }
        });
        self.clock.replace(Some(clock));
    }
}

/// What a queue is told of the operator. At one that is being left chats that are still held go on, and no others
/// come.
fn says(availability: &Availability, staffed: bool) -> Availability {
    let mut said = availability.clone();
    if !staffed {
        said.status = Status::Away;
    }
    said
}

fn until(end: Option<Timestamp>) -> Until {
    end.map_or(Until::Never, Until::At)
}

/// Sits down where the shift has this window, and leaves with the page.
#[hook]
pub(crate) fn use_office(
    session: &Rc<Session>,
    own_key: &OwnKey,
    shift: &Rc<Shift>,
    page: UseReducerDispatcher<DeskState>,
) -> Office {
    let shift = shift.clone();
    let office = use_memo((session.clone(), own_key.clone()), |(session, own_key)| {
        let seat = kept::seat();
        let desks = session
            .queues
            .iter()
            .map(|queue| QueueOffice::new(queue, &seat, own_key, &page));
        Office(Rc::new(desks.collect()))
    });
    use_effect_with((*office).clone(), move |office| {
        let office = office.clone();
        office.begin(&shift);
        move || office.hang_up()
    });
    (*office).clone()
}
