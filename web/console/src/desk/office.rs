//! All desks of this window: one for each queue that its operator may staff, and for each at which conversations are
//! left.

use std::cell::RefCell;
use std::rc::Rc;

use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::rest::{QueueTitle, Session};
use hushdesk_web::session::desk::DeskEvent;
use yew::prelude::*;

use super::equipment::Equipment;
use super::queue_office::{QueueOffice, Surroundings};
use super::shift::{Presence, Shift, Wish};
use super::state::DeskState;
use crate::kept;

/// The desks of this window.
#[derive(Clone)]
pub(crate) struct Office(Rc<Desks>);

struct Desks {
    desks: RefCell<Vec<Rc<QueueOffice>>>,
    with: Rc<Surroundings>,
}

/// The same desks.
impl PartialEq for Office {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Office {
    fn new(with: Surroundings) -> Self {
        let desks = RefCell::default();
        let with = Rc::new(with);
        Self(Rc::new(Desks { desks, with }))
    }

    /// Something happened: each desk knows its own chats and takes no notice of others.
    pub(crate) fn handle(&self, event: &DeskEvent) {
        for desk in self.desks() {
            desk.handle(event.clone());
        }
    }

    /// Something happened at one of the queues.
    pub(crate) fn handle_at(&self, queue: &QueueName, event: DeskEvent) {
        let mut desks = self.desks().into_iter();
        if let Some(desk) = desks.find(|desk| desk.queue().name == *queue) {
            desk.handle(event);
        }
    }

    /// A clock has ticked that goes on in the background.
    pub(crate) fn tick(&self) {
        for desk in self.desks() {
            desk.tick();
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

    /// All queues that can be staffed, and whether this window does.
    pub(crate) fn staffing(&self) -> Vec<(QueueTitle, bool)> {
        let desks = self.desks().into_iter();
        desks
            .filter(|desk| desk.is_assigned())
            .map(|desk| (desk.queue().clone(), desk.is_staffed()))
            .collect()
    }

    /// What the operator says at the queues that are to be staffed; the others are left. When the shift ends is
    /// said where that is `news`, or the desk is a new one.
    pub(crate) fn staff(&self, wish: &Wish, news: bool) {
        for desk in self.desks().iter().filter(|desk| desk.is_assigned()) {
            let staffed = wish.staffs(&desk.queue().name);
            let tell = if desk.is_here() { news } else { staffed };
            if tell {
                desk.end_shift(wish.until);
            }
            desk.staff(&wish.availability, staffed);
        }
    }

    /// These are the queues that the operator may staff. One that is new has a desk, at which nobody sits yet; one
    /// that is gone is left, and its conversations stay.
    fn assign(&self, queues: &[QueueTitle]) {
        let is_meant = |desk: &QueueOffice| queues.iter().any(|it| it.name == desk.queue().name);
        for desk in self.desks() {
            desk.assign(is_meant(&desk));
        }
        let known = |queue: &QueueTitle| {
            let desks = self.0.desks.borrow();
            desks.iter().any(|desk| desk.queue().name == queue.name)
        };
        for queue in queues.iter().filter(|queue| !known(queue)) {
            let desk = QueueOffice::new(queue, true, &self.0.with);
            self.0.desks.borrow_mut().push(desk);
        }
    }

    /// Sits down where the shift has this window, and puts out what was kept of other queues.
    fn begin(&self, queues: &[QueueTitle], shift: &Shift) {
        self.assign(queues);
        for queue in self.0.with.equipment.other_queues(queues) {
            let desk = QueueOffice::new(&queue, false, &self.0.with);
            self.0.desks.borrow_mut().push(desk);
        }
        for desk in self.desks() {
            match shift.at(&desk.queue().name).filter(|_| desk.is_assigned()) {
                Some(Presence::Staffing) => desk.begin(shift, true),
                Some(Presence::Leaving) => desk.begin(shift, false),
                None => desk.show(),
            }
        }
    }

    fn hang_up(&self) {
        for desk in self.desks() {
            desk.hang_up();
        }
    }

    /// As they are now: one that is being told something may change others.
    fn desks(&self) -> Vec<Rc<QueueOffice>> {
        self.0.desks.borrow().clone()
    }
}

/// Sits down where the shift has this window, and leaves with the page.
#[hook]
pub(crate) fn use_office(
    session: &Rc<Session>,
    equipment: &Equipment,
    shift: &Rc<Shift>,
    oncheck: &Callback<()>,
    page: UseReducerDispatcher<DeskState>,
) -> Office {
    let made_of = (session.name.clone(), equipment.clone());
    let office = use_memo(made_of, |(operator, equipment)| {
        Office::new(Surroundings {
            operator: operator.clone(),
            seat: kept::seat(),
            equipment: equipment.clone(),
            page,
            oncheck: oncheck.clone(),
        })
    });
    let office = (*office).clone();
    {
        let (queues, shift) = (session.queues.clone(), shift.clone());
        use_effect_with(office.clone(), move |office| {
            let office = office.clone();
            office.begin(&queues, &shift);
            move || office.hang_up()
        });
    }
    {
        let office = office.clone();
        use_effect_with(session.queues.clone(), move |queues| office.assign(queues));
    }
    office
}
