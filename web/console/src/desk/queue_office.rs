//! One queue's desk: a machine and a socket. Events go in, what the machine asks for is carried out, what it shows goes
//! to the page.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use hushdesk_protocol::frames::{Availability, ChosenEnd, Status, ToOperator};
use hushdesk_protocol::ids::{OperatorName, SeatId, Timestamp};
use hushdesk_protocol::rest::{Endpoint, GetDeskSocket, QueueTitle, Session};
use hushdesk_web::otr::Otr;
use hushdesk_web::session::desk::{Alert, Desk, DeskEffect, DeskEvent, DeskView, Line};
use hushdesk_web::socket::{Socket, SocketEvent};
use hushdesk_web::{ambient, api, json};
use wasm_bindgen_futures::spawn_local;
use yew::{Callback, UseReducerDispatcher};

use super::equipment::Equipment;
use super::shift::{Presence, Shift};
use super::state::queue_desk::QueueDesk;
use super::state::{Action, DeskState};
use crate::kept;

/// Milliseconds after which a queue that has turned this window away is tried again, the sign-in being good.
const AGAIN_MILLIS: u32 = 3_000;

/// What all desks of a window have in common.
pub(super) struct Surroundings {
    /// Whose they are.
    pub(super) operator: OperatorName,
    /// The window's seat.
    pub(super) seat: SeatId,
    /// What the operator sits down with.
    pub(super) equipment: Equipment,
    /// What is shown.
    pub(super) page: UseReducerDispatcher<DeskState>,
    /// Asks whether the sign-in still holds, and for which queues.
    pub(super) oncheck: Callback<()>,
}

/// One queue's desk.
pub(super) struct QueueOffice {
    queue: QueueTitle,
    with: Rc<Surroundings>,
    /// Whether the operator may staff the queue.
    assigned: Cell<bool>,
    /// Whether the operator wants to be here. If not, the desk is left with the end of its last chat.
    staffed: Cell<bool>,
    /// The edge let this window in, and does not any more: it is being asked why.
    turned_away: Cell<bool>,
    desk: RefCell<Desk>,
    socket: RefCell<Option<Socket>>,
    /// Rings when the desk wants to be woken.
    alarm: RefCell<Option<Timeout>>,
    /// Rings when the queue is to be tried again.
    again: RefCell<Option<Timeout>>,
    /// What is still to be done, in this order.
    due: RefCell<VecDeque<DeskEffect>>,
    busy: Cell<bool>,
}

impl QueueOffice {
    /// A desk with what has been kept of it, at which nobody sits yet.
    pub(super) fn new(queue: &QueueTitle, assigned: bool, with: &Rc<Surroundings>) -> Rc<Self> {
        let identity = with.equipment.own_key().identity.clone();
        let kept = with.equipment.chats(&queue.name);
        let desk =
            Desk::new(with.seat.clone(), Otr::of(identity)).having_kept(&with.operator, kept);
        Rc::new(Self {
            queue: queue.clone(),
            with: with.clone(),
            assigned: Cell::new(assigned),
            staffed: Cell::new(false),
            turned_away: Cell::new(false),
            desk: RefCell::new(desk),
            socket: RefCell::default(),
            alarm: RefCell::default(),
            again: RefCell::default(),
            due: RefCell::default(),
            busy: Cell::default(),
        })
    }

    /// Which queue.
    pub(super) const fn queue(&self) -> &QueueTitle {
        &self.queue
    }

    /// Whether the operator may staff it.
    pub(super) const fn is_assigned(&self) -> bool {
        self.assigned.get()
    }

    /// Whether the operator does.
    pub(super) const fn is_staffed(&self) -> bool {
        self.staffed.get()
    }

    /// Whether this window is at the queue, connected or about to be.
    pub(super) fn is_here(&self) -> bool {
        self.socket.borrow().is_some() || self.turned_away.get()
    }

    /// The operator may staff the queue, or not any more.
    pub(super) fn assign(self: &Rc<Self>, assigned: bool) {
        if self.assigned.replace(assigned) && !assigned && self.is_here() {
            self.go();
        }
    }

    /// Goes on where the shift was before a reload, or begins it.
    pub(super) fn begin(self: &Rc<Self>, shift: &Shift, staffed: bool) {
        self.staffed.set(staffed);
        self.handle(DeskEvent::Until(shift.until));
        self.handle(DeskEvent::Status(says(&shift.availability, staffed)));
        self.connect();
    }

    /// The operator says this of themselves, and staffs the queue or does not.
    pub(super) fn staff(self: &Rc<Self>, availability: &Availability, on: bool) {
        let was = self.staffed.replace(on);
        if on || was {
            self.handle(DeskEvent::Status(says(availability, on)));
        }
        if on && !self.is_here() {
            self.connect();
        }
        self.keep_presence();
    }

    /// The shift ends then, if that is chosen: the queue is told by a new connection, over which the chats go on.
    pub(super) fn end_shift(self: &Rc<Self>, end: Option<ChosenEnd>) {
        self.handle(DeskEvent::Until(end));
        if self.is_here() {
            self.hang_up();
            self.handle(DeskEvent::Disconnected);
            self.connect();
        }
    }

    fn close(&self) {
        if let Some(socket) = &*self.socket.borrow() {
            socket.close();
        }
    }

    /// A clock has ticked: what the connection has due is done.
    pub(super) fn tick(&self) {
        let socket = self.socket.borrow().clone();
        if let Some(socket) = socket {
            socket.tick();
        }
    }

    /// Closes the socket, and is not at the queue any more.
    pub(super) fn hang_up(&self) {
        self.close();
        self.socket.take();
        self.again.take();
        self.turned_away.set(false);
    }

    fn connect(self: &Rc<Self>) {
        let place = GetDeskSocket {
            queue: self.queue.name.clone(),
        };
        let desk = Rc::downgrade(self);
        let socket = Socket::open(&place.address(), move |event| {
            if let Some(desk) = desk.upgrade() {
                desk.heard(event);
            }
        });
        self.turned_away.set(false);
        self.socket.replace(Some(socket));
        self.show();
    }

    fn heard(self: &Rc<Self>, event: SocketEvent) {
        match event {
            SocketEvent::Connected => self.handle(DeskEvent::Connected),
            SocketEvent::Disconnected => self.handle(DeskEvent::Disconnected),
            SocketEvent::ShiftOver => {
                self.with.page.dispatch(Action::ShiftOver);
                self.go();
            }
            SocketEvent::Replaced => {
                self.with.page.dispatch(Action::Replaced);
                self.handle(DeskEvent::Replaced);
            }
            SocketEvent::SignedOut => self.turned_away(),
            // The connection is as lost as it was; checks of the sign-in go on.
            SocketEvent::Barred => {}
            // What is no frame changes nothing.
            SocketEvent::Received(text) => {
                if let Some(frame) = json::read::<ToOperator>(&text) {
                    self.received(frame);
                }
            }
        }
    }

    fn received(self: &Rc<Self>, frame: ToOperator) {
        if let ToOperator::Welcome { operator, .. } = &frame
            && *operator != self.with.operator
        {
            // Somebody else has signed in in another window of this browser.
            return self.turned_away();
        }
        self.handle(DeskEvent::Received(Box::new(frame)));
    }

    /// What let this window in is gone: the sign-in, the assignment, the queue. What is here stays.
    fn turned_away(self: &Rc<Self>) {
        self.hang_up();
        self.turned_away.set(true);
        self.handle(DeskEvent::Disconnected);
        self.ask();
    }

    /// Asks whether the sign-in still holds. If not, or not for this queue, the application learns of it.
    fn ask(self: &Rc<Self>) {
        let desk = Rc::downgrade(self);
        spawn_local(async move {
            let answer = api::session().await;
            let Some(desk) = desk.upgrade().filter(|desk| desk.turned_away.get()) else {
                return;
            };
            match answer {
                Ok(Some(session)) if desk.is_let_in(&session) => desk.later(Self::connect),
                Ok(_) => desk.with.oncheck.emit(()),
                Err(_) => desk.later(Self::ask),
            }
        });
    }

    fn is_let_in(&self, session: &Session) -> bool {
        let mut queues = session.queues.iter();
        session.name == self.with.operator && queues.any(|queue| queue.name == self.queue.name)
    }

    fn later(self: &Rc<Self>, act: fn(&Rc<Self>)) {
        let again = when(self, AGAIN_MILLIS, act);
        self.again.replace(Some(again));
    }

    /// Leaves. The conversations stay until they are put away.
    fn go(self: &Rc<Self>) {
        self.staffed.set(false);
        self.hang_up();
        self.keep_presence();
        self.handle(DeskEvent::Left);
    }

    /// Keeps what this window is here for, so that a reload changes nothing in it.
    fn keep_presence(&self) {
        kept::change_shift(|shift| shift.with(&self.queue.name, self.presence()));
    }

    fn presence(&self) -> Option<Presence> {
        match (self.is_here(), self.staffed.get()) {
            (true, true) => Some(Presence::Staffing),
            (true, false) => Some(Presence::Leaving),
            (false, _) => None,
        }
    }

    /// Something happened. A desk that is not wanted is left once no chat goes on there.
    pub(super) fn handle(self: &Rc<Self>, event: DeskEvent) {
        if event == DeskEvent::Disconnected {
            // Frames for a socket are for no other; the machine says again what matters.
            let mut due = self.due.borrow_mut();
            due.retain(|effect| !matches!(effect, DeskEffect::Send(_)));
        }
        let effects = self
            .desk
            .borrow_mut()
            .handle(event, ambient::now(), &mut ambient::rng());
        let view = self.desk.borrow().view();
        let idle = is_idle(&view);
        self.put_out(view);
        self.carry_out(effects);
        if idle && self.is_here() && !self.staffed.get() {
            self.go();
        }
    }

    /// Puts what is there on the page.
    pub(super) fn show(&self) {
        let view = self.desk.borrow().view();
        self.put_out(view);
    }

    fn put_out(&self, view: DeskView) {
        self.with.page.dispatch(Action::Viewed(QueueDesk {
            queue: self.queue.clone(),
            presence: self.presence(),
            view,
        }));
    }

    /// Does all this, after what is being done: keeping takes a while, and what is acknowledged has been kept before.
    fn carry_out(self: &Rc<Self>, effects: Vec<DeskEffect>) {
        self.due.borrow_mut().extend(effects);
        if self.busy.replace(true) {
            return;
        }
        let desk = self.clone();
        // What needs no waiting is done at once.
        if !desk.work_on() {
            spawn_local(async move { desk.work().await });
        }
    }

    /// Does what needs no waiting; whether that was all.
    fn work_on(self: &Rc<Self>) -> bool {
        loop {
            let next = self.due.borrow_mut().pop_front();
            match next {
                None => {
                    self.busy.set(false);
                    return true;
                }
                Some(keep @ DeskEffect::Keep(_)) => {
                    self.due.borrow_mut().push_front(keep);
                    return false;
                }
                Some(effect) => self.act(effect),
            }
        }
    }

    async fn work(self: &Rc<Self>) {
        while !self.work_on() {
            let next = self.due.borrow_mut().pop_front();
            if let Some(DeskEffect::Keep(kept)) = next {
                self.with.equipment.keep_chat(&self.queue.name, &kept).await;
            }
        }
    }

    fn act(self: &Rc<Self>, effect: DeskEffect) {
        match effect {
            DeskEffect::Send(frame) => {
                let frame = serde_json::to_string(&frame);
                if let (Ok(frame), Some(socket)) = (frame, self.socket.borrow().as_ref()) {
                    socket.send(&frame);
                }
            }
            DeskEffect::Alert(Alert::Wrote(chat)) => self.with.page.dispatch(Action::Wrote(chat)),
            // The page sees these in the view.
            DeskEffect::Alert(Alert::Offered(_) | Alert::NotClaimed(_)) => {}
            DeskEffect::WakeAt(at) => self.wake_at(at),
            // It is still this window's place, with a word on why nothing comes of it.
            DeskEffect::HangUp => self.close(),
            DeskEffect::Forget(chat) => self.with.equipment.forget_chat(&self.queue.name, &chat),
            // That takes a while.
            DeskEffect::Keep(_) => {}
        }
    }

    fn wake_at(self: &Rc<Self>, at: Timestamp) {
        let millis = ambient::millis_until(at);
        let alarm = when(self, millis, |desk| desk.handle(DeskEvent::Woke));
        self.alarm.replace(Some(alarm));
    }
}

/// Whether no chat goes on. Before the queue has answered nobody knows.
fn is_idle(view: &DeskView) -> bool {
    let mut chats = view.chats.iter();
    view.line != Line::Connecting && chats.all(|chat| chat.standing.is_over())
}

/// Acts then, if the desk is still there.
fn when(desk: &Rc<QueueOffice>, millis: u32, act: fn(&Rc<QueueOffice>)) -> Timeout {
    let desk: Weak<QueueOffice> = Rc::downgrade(desk);
    Timeout::new(millis, move || {
        if let Some(desk) = desk.upgrade() {
            act(&desk);
        }
    })
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
