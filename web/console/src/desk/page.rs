//! The desk as a page: it puts the regions together and passes on what the operator does.

use std::rc::Rc;

use hushdesk_protocol::frames::{ChosenEnd, Status};
use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::Session;
use hushdesk_web::listener::on_return;
use hushdesk_web::session::desk::DeskEvent;
use yew::prelude::*;

use super::bar::Bar;
use super::begin::BeginPage;
use super::colleagues::present;
use super::equipment::{Equipment, use_equipment};
use super::focus::use_focus_stays;
use super::help::Help;
use super::mine::{Mine, listed};
use super::names::Names;
use super::notices::Notices;
use super::offer::{OfferIntents, Waits};
use super::office::{Office, use_office};
use super::open::OpenConversation;
use super::overlay::Overlay;
use super::regions::{self, Region};
use super::shift::{Shift, Wish};
use super::shortcuts::{Shortcut, use_shortcuts};
use super::skins::use_key_prospects;
use super::state::{Action, DeskState};
use super::status::StatusPanel;
use super::waiting::Waiting;
use super::window::{use_attention, use_checks, use_title};
use crate::components::announcer;
use crate::keys::KeysPanel;
use crate::{keeper, kept, texts};

/// Whose desk it is.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct DeskPageProps {
    /// Who is signed in.
    pub(crate) session: Rc<Session>,
    /// The operator signs out.
    pub(crate) onsignout: Callback<()>,
    /// The queues cannot be heard: perhaps the sign-in has ended.
    pub(crate) oncheck: Callback<()>,
}

/// The desk, once the operator has begun a shift and has what to sit down with. Whoever staffs no queue has nothing to
/// choose.
#[component]
pub(crate) fn DeskPage(props: &DeskPageProps) -> Html {
    let session = &props.session;
    let equipment = use_equipment(session);
    let shift = use_state(|| kept::shift().map(Rc::new));
    let onbegin = {
        let setter = shift.setter();
        Callback::from(move |shift: Shift| {
            kept::keep_shift(&shift);
            setter.set(Some(Rc::new(shift)));
        })
    };
    let onsignout = props.onsignout.reform(|()| {
        kept::forget_shift();
        keeper::forget_all();
    });
    let Some(equipment) = equipment.filter(|_| shift.is_some() || session.queues.is_empty()) else {
        return match *shift {
            None if !session.queues.is_empty() => {
                html! { <BeginPage {session} {onbegin} {onsignout} /> }
            }
            _ => html! { <main class="alone"><p role="status">{ texts::MAKING_KEY }</p></main> },
        };
    };
    // Conversations that are still here are shown even when the shift is over.
    let stays = session.queues.is_empty() || equipment.has_conversations();
    let goes_on = |shift: &Shift| shift.goes_on(&session.name, stays);
    let shift = (*shift).clone().filter(|shift| goes_on(shift));
    let nowhere = || Rc::new(Shift::nowhere(&session.name));
    match shift.or_else(|| session.queues.is_empty().then(nowhere)) {
        None => html! { <BeginPage {session} {onbegin} {onsignout} /> },
        Some(shift) => html! {
            <Desk {session} {shift} {equipment} {onsignout} oncheck={&props.oncheck} />
        },
    }
}

#[derive(Properties, PartialEq)]
struct DeskProps {
    session: Rc<Session>,
    /// As it was when the page came, or as it begins.
    shift: Rc<Shift>,
    equipment: Equipment,
    onsignout: Callback<()>,
    oncheck: Callback<()>,
}

#[component]
fn Desk(props: &DeskProps) -> Html {
    let DeskProps {
        session,
        shift,
        equipment,
        onsignout,
        oncheck,
    } = props;
    let state = use_reducer_eq(|| {
        let names = Names::of_own(&session.name, &session.display);
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
    let overlay = use_state(|| None::<Overlay>);
    let show = {
        let overlay = overlay.clone();
        Callback::from(move |shown: Option<Overlay>| overlay.set(shown))
    };
    let own_key = equipment.own_key();
    let prospects = use_key_prospects(own_key.fingerprint(), state.skins());
    let status = staffs.then_some(state.availability().status);
    use_title(waiting(&state, status), state.unread_of_all());
    use_attention(state.dispatcher());
    use_checks(state.is_cut_off() && !state.replaced(), oncheck);
    // One comes from the sign-in, which is gone, and with it what had the focus.
    use_effect_with((), |()| Region::Waiting.focus());
    use_focus_stays();
    use_shortcuts(on_shortcut(&state, &show));
    html! {
        <div class="console">
            <Bar {session} {status} heard={state.is_heard()} replaced={state.replaced()} running={state.running()}
                chats={state.chats().count()} onshow={show.reform(Some)} {onsignout} />
            <Notices state={(*state).clone()} {staffs} {session} origin={own_key.origin}
                onshow={show.reform(Some)} />
            <main class={classes!("desk", state.open().map(|_| "conversing"))}>
                <Waiting offers={offers(&state)} for_anybody={state.waiting_for_anybody()} {status}
                    connecting={state.is_cut_off()} replaced={state.replaced()} names={state.names().clone()} prospects={prospects.clone()}
                    intents={intents(&office)} />
                <Mine chats={listed(&state)} colleagues={present(&state)} {staffs} heard={state.is_heard()}
                    names={state.names().clone()} onopen={on_open(&state)} />
                <OpenConversation state={state.clone()} office={office.clone()} {prospects} />
            </main>
            { announcer(&announced(&state).into()) }
            { match *overlay {
                None => Html::default(),
                Some(Overlay::Help) => html! { <Help onclose={show.reform(|()| None)} /> },
                Some(Overlay::Status) => html! {
                    <StatusPanel availability={state.availability().clone()} queues={office.staffing()} until={*until}
                        onsave={on_status(&state, &office, &until, &show)} onclose={show.reform(|()| None)} />
                },
                Some(Overlay::Keys) => html! {
                    <KeysPanel own_key={own_key.clone()} onclose={show.reform(|()| None)} />
                },
            } }
        </div>
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

fn intents(office: &Office) -> OfferIntents {
    OfferIntents {
        onclaim: office.on(DeskEvent::Claim),
        ondismiss: office.on(DeskEvent::Dismiss),
        onreconsider: office.on(DeskEvent::Reconsider),
    }
}

fn on_status(
    state: &UseReducerHandle<DeskState>,
    office: &Office,
    until: &UseStateHandle<Option<ChosenEnd>>,
    show: &Callback<Option<Overlay>>,
) -> Callback<Wish> {
    let (state, office, show) = (state.dispatcher(), office.clone(), show.clone());
    let until = until.clone();
    Callback::from(move |wish: Wish| {
        show.emit(None);
        state.dispatch(Action::Chose(wish.availability.clone()));
        office.staff(&wish, wish.until.is_some() && *until != wish.until);
        until.set(wish.until);
        kept::change_shift(|shift| Shift {
            until: wish.until,
            ..shift
        });
    })
}

fn offers(state: &DeskState) -> Vec<Waits> {
    let offers = state.offers().into_iter();
    let offers = offers.filter(|_| !state.replaced());
    offers
        .map(|(desk, offer)| Waits {
            queue: desk.queue.clone(),
            offer: offer.clone(),
            up: desk.is_up(),
            clock: desk.view.clock,
        })
        .collect()
}

fn on_open(state: &UseReducerHandle<DeskState>) -> Callback<ChatId> {
    let state = state.clone();
    Callback::from(move |chat: ChatId| {
        let open = state.open().is_some_and(|(_, open)| open.chat == chat);
        state.dispatch(Action::Open(chat));
        if open {
            Region::Conversation.focus();
        }
    })
}

fn on_shortcut(
    state: &UseReducerHandle<DeskState>,
    show: &Callback<Option<Overlay>>,
) -> Callback<Shortcut> {
    let (state, show) = (state.clone(), show.clone());
    Callback::from(move |shortcut| match shortcut {
        Shortcut::Region(direction) => regions::go(direction),
        Shortcut::Chat(side) => {
            if let Some(chat) = state.beside(side) {
                state.dispatch(Action::Open(chat));
            }
        }
        Shortcut::Help => show.emit(Some(Overlay::Help)),
    })
}

/// What is read out. Two announcements that say the same still differ by a space that is not seen.
fn announced(state: &DeskState) -> String {
    let announcement = state.announcement();
    let mut sentences: Vec<_> = announcement
        .happenings()
        .iter()
        .map(|it| texts::happening(it, state.names()))
        .collect();
    if announcement.odd() {
        sentences.push("\u{a0}".to_owned());
    }
    sentences.join(" ")
}
