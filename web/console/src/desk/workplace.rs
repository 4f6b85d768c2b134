//! The desk of this window, whatever page is shown: its queues' sockets, its key and its conversations live here, above
//! the router. A page comes and goes; the workplace stays until its operator signs out.

use std::rc::Rc;

use hushdesk_protocol::frames::{ChosenEnd, Status};
use hushdesk_protocol::rest::{QueueTitle, Session};
use hushdesk_texts::console as texts;
use hushdesk_web::listener::on_return;
use yew::prelude::*;

use super::arrival::{use_arrivals, use_ticks};
use super::begin::BeginPage;
use super::equipment::{Equipment, Finding, use_equipment};
use super::names::Names;
use super::office::{Office, use_office};
use super::shift::{Shift, Wish};
use super::skins::{KeyProspects, use_key_prospects};
use super::state::{Action, DeskState};
use super::window::{use_attention, use_checks, use_title};
use super::wording;
use crate::account::Door;
use crate::components::announcer;
use crate::kept;
use crate::keys::{OwnKey, UnlockPage};
use crate::route::Route;

/// What a page, or the frame around it, sees of the desk and does to it. It comes as a context.
#[derive(Clone, PartialEq)]
pub(crate) struct Workplace {
    /// Who is signed in.
    pub(crate) session: Rc<Session>,
    /// What is shown, and where the operator is in it.
    pub(crate) state: UseReducerHandle<DeskState>,
    /// The desks of all queues.
    pub(crate) office: Office,
    /// What the operator has sat down with.
    pub(crate) equipment: Equipment,
    /// Whether this window staffs a queue.
    pub(crate) staffs: bool,
    /// How guests' browsers will take the operator's key.
    pub(crate) prospects: KeyProspects,
    /// The operator signs out.
    pub(crate) onsignout: Callback<()>,
    /// When the shift ends by itself, if that was chosen at this window.
    until: UseStateHandle<Option<ChosenEnd>>,
}

impl Workplace {
    /// How the operator is; none if this window staffs no queue.
    pub(crate) fn status(&self) -> Option<Status> {
        self.staffs.then_some(self.state.availability().status)
    }

    /// The operator's key.
    pub(crate) fn own_key(&self) -> &OwnKey {
        self.equipment.own_key()
    }

    /// When the shift ends by itself, if that was chosen at this window.
    pub(crate) fn until(&self) -> Option<ChosenEnd> {
        *self.until
    }

    /// All queues that can be staffed, and whether this window does.
    pub(crate) fn staffing(&self) -> Vec<(QueueTitle, bool)> {
        self.office.staffing()
    }

    /// This is to be so: how the operator is, at which queues, until when.
    pub(crate) fn says(&self, wish: &Wish) {
        self.state
            .dispatch(Action::Chose(wish.availability.clone()));
        let news = wish.until.is_some() && *self.until != wish.until;
        self.office.staff(wish, news);
        self.until.set(wish.until);
        kept::change_shift(|shift| Shift {
            until: wish.until,
            ..shift
        });
    }
}

/// The workplace of whoever sees it.
#[hook]
pub(crate) fn use_workplace() -> Option<Workplace> {
    use_context::<Workplace>()
}

/// Whose workplace it is.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct WorkplaceProviderProps {
    /// Who is signed in.
    pub(crate) session: Rc<Session>,
    /// The operator signs out.
    pub(crate) onsignout: Callback<()>,
    /// The queues cannot be heard: perhaps the sign-in has ended.
    pub(crate) oncheck: Callback<()>,
    /// The frame and its page.
    pub(crate) children: Html,
}

/// The workplace, once the operator has begun a shift and has what to sit down with. Whoever staffs no queue has nothing
/// to choose, nor has whoever comes for another page than the desk.
#[component]
pub(crate) fn WorkplaceProvider(props: &WorkplaceProviderProps) -> Html {
    let session = &props.session;
    let (finding, onkey) = use_equipment(session);
    let chooses = use_memo((), |()| Route::Desk.is_asked_for());
    let chooses = *chooses && !session.queues.is_empty();
    let shift = use_state(|| kept::shift().map(Rc::new));
    let onbegin = {
        let setter = shift.setter();
        Callback::from(move |shift: Shift| {
            kept::keep_shift(&shift);
            setter.set(Some(Rc::new(shift)));
        })
    };
    let onsignout = &props.onsignout;
    let equipment = match finding {
        Finding::Coming => {
            return html! { <Door><p role="status">{ texts::keys::making_key() }</p></Door> };
        }
        Finding::Locked(locked) => {
            let keeper = locked.keeper.clone();
            let onkey = onkey.reform(move |key| (key, keeper.clone()));
            return html! { <UnlockPage {session} {locked} {onkey} {onsignout} /> };
        }
        Finding::Here(equipment) => equipment,
    };
    // Conversations that are still here are shown even when the shift is over.
    let stays = session.queues.is_empty() || equipment.has_conversations();
    let goes_on = |shift: &Shift| shift.goes_on(&session.name, stays);
    let shift = (*shift).clone().filter(|shift| goes_on(shift));
    let nowhere = || Rc::new(nowhere(session));
    match shift.or_else(|| (!chooses).then(nowhere)) {
        None => html! { <BeginPage {session} {onbegin} {onsignout} /> },
        Some(shift) => html! {
            <AtWork {session} {shift} {equipment} {onsignout} oncheck={&props.oncheck}>
                { props.children.clone() }
            </AtWork>
        },
    }
}

/// A shift at no queue, kept so that a queue that is staffed after all is staffed after a reload, too.
fn nowhere(session: &Session) -> Shift {
    let shift = Shift::nowhere(&session.name);
    if kept::shift().is_none_or(|kept| kept.operator != session.name) {
        kept::keep_shift(&shift);
    }
    shift
}

#[derive(Properties, PartialEq)]
struct AtWorkProps {
    session: Rc<Session>,
    /// As it was when the page came, or as it begins.
    shift: Rc<Shift>,
    equipment: Equipment,
    onsignout: Callback<()>,
    oncheck: Callback<()>,
    children: Html,
}

#[component]
fn AtWork(props: &AtWorkProps) -> Html {
    let AtWorkProps {
        session,
        shift,
        equipment,
        onsignout,
        oncheck,
        children,
    } = props;
    let state = use_reducer_eq(|| {
        let names = Names::of_own(&session.name, &session.display).at(&session.queues);
        let availability = shift.availability.clone();
        DeskState::resuming(names, availability, equipment.place(), kept::open_chat())
    });
    let office = use_office(session, equipment, shift, oncheck, state.dispatcher());
    let until = use_state_eq(|| shift.until);
    let staffing = office.staffing();
    // Before the first desk is there the shift knows.
    let staffs = if staffing.is_empty() {
        shift.staffs()
    } else {
        staffing.iter().any(|(_, on)| *on)
    };
    use_keeping(&state, equipment);
    let prospects = use_key_prospects(equipment.own_key().fingerprint(), state.skins());
    let status = staffs.then_some(state.availability().status);
    use_title(waiting(&state, status), state.unread_of_all());
    use_attention(state.dispatcher());
    let ontick = {
        let office = office.clone();
        use_callback((), move |(), ()| office.tick())
    };
    let takes = status.is_some_and(Status::takes_chats);
    let ticks = use_ticks(&ontick);
    use_arrivals(&state, takes, &prospects, ticks);
    use_checks(state.is_cut_off() && !state.replaced(), oncheck);
    let announced = announced(&state);
    let workplace = Workplace {
        session: session.clone(),
        state,
        office,
        equipment: equipment.clone(),
        staffs,
        prospects,
        onsignout: onsignout.clone(),
        until,
    };
    html! {
        <ContextProvider<Workplace> context={workplace}>
            { children.clone() }
            { announcer(&announced.into()) }
        </ContextProvider<Workplace>>
    }
}

/// Keeps where the operator is, over a reload and the end of a sign-in.
#[hook]
fn use_keeping(state: &DeskState, equipment: &Equipment) {
    use_effect_with(state.availability().clone(), |availability| {
        let availability = availability.clone();
        kept::change_shift(|shift| Shift {
            availability,
            ..shift
        });
    });
    let open = state.open().map(|(_, chat)| chat.chat.clone());
    use_effect_with(open, |open| kept::keep_open_chat(open.as_ref()));
    use_effect_with(equipment.clone(), |equipment| {
        let equipment = equipment.clone();
        // A page that is gone back to knows nothing of what a later one has kept.
        let listener = on_return(move || equipment.go_on_from_what_is_kept());
        move || drop(listener)
    });
    let place = (state.place(), equipment.clone());
    use_effect_with(place, |(place, equipment)| {
        if place != equipment.place() {
            equipment.keep_place(place);
        }
    });
}

/// How many guests wait for this operator; while none is offered, how many wait at all.
fn waiting(state: &DeskState, status: Option<Status>) -> usize {
    if status.is_some_and(Status::takes_chats) {
        state.waiting()
    } else {
        state.waiting_for_anybody().chats
    }
}

/// What is read out. Two announcements that say the same still differ by a space that is not seen.
fn announced(state: &DeskState) -> String {
    let announcement = state.announcement();
    let mut sentences: Vec<_> = announcement
        .happenings()
        .iter()
        .map(|it| wording::happening(it, state.names()))
        .collect();
    if announcement.odd() {
        sentences.push("\u{a0}".to_owned());
    }
    sentences.join(" ")
}
