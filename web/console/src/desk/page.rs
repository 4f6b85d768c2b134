//! The desk as a page: it puts the regions together and passes on what the operator does.

use std::rc::Rc;

use hushdesk_protocol::ids::{ChatId, Timestamp};
use hushdesk_protocol::rest::{QueueTitle, Session};
use hushdesk_web::session::desk::DeskEvent;
use hushdesk_web::session::operator_session::ChatView;
use yew::prelude::*;

use super::bar::Bar;
use super::begin::BeginPage;
use super::colleagues::present;
use super::help::Help;
use super::mine::{Listed, Mine};
use super::notices::Notices;
use super::office::{Office, use_office};
use super::open::OpenConversation;
use super::regions::{self, Region};
use super::shift::{Shift, Wish};
use super::shortcuts::{Shortcut, use_shortcuts};
use super::state::{Action, DeskState};
use super::status::StatusPanel;
use super::waiting::{Waiting, Waits};
use super::window::{use_attention, use_checks, use_title};
use crate::components::Announcer;
use crate::kept;
use crate::keys::{KeysPanel, OwnKey, use_own_key};
use crate::texts;

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

/// The desk, once the operator has begun a shift and there is a key to sit down with. Whoever staffs no queue has
/// nothing to choose.
#[component]
pub(crate) fn DeskPage(props: &DeskPageProps) -> Html {
    let session = &props.session;
    let own_key = use_own_key(session);
    let shift = use_state(|| kept::shift().map(Rc::new));
    let onbegin = {
        let setter = shift.setter();
        Callback::from(move |shift: Shift| {
            kept::keep_shift(&shift);
            setter.set(Some(Rc::new(shift)));
        })
    };
    let onsignout = props.onsignout.reform(|()| kept::forget_shift());
    let goes_on = |shift: &&Rc<Shift>| shift.goes_on(&session.name) || session.queues.is_empty();
    match (shift.as_ref().filter(goes_on), own_key) {
        (None, _) => html! { <BeginPage {session} {onbegin} {onsignout} /> },
        (Some(_), None) => {
            html! { <main class="alone"><p role="status">{ texts::MAKING_KEY }</p></main> }
        }
        (Some(shift), Some(own_key)) => html! {
            <Desk {session} {shift} {own_key} {onsignout} oncheck={&props.oncheck} />
        },
    }
}

/// What lies over the desk.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Overlay {
    /// What the keys do.
    Help,
    /// The operator's own key.
    Keys,
    /// The operator's status and queues.
    Status,
}

#[derive(Debug, Properties, PartialEq)]
struct DeskProps {
    session: Rc<Session>,
    /// As it was when the page came, or as it begins.
    shift: Rc<Shift>,
    own_key: OwnKey,
    onsignout: Callback<()>,
    oncheck: Callback<()>,
}

#[component]
fn Desk(props: &DeskProps) -> Html {
    let state =
        use_reducer_eq(|| DeskState::resuming(props.shift.availability.clone(), kept::open_chat()));
    let office = use_office(
        &props.session,
        &props.own_key,
        &props.shift,
        state.dispatcher(),
    );
    let until = use_state_eq(|| props.shift.until);
    let staffs = office.staffing().iter().any(|(_, on)| *on);
    use_effect_with(state.availability().clone(), |availability| {
        let availability = availability.clone();
        kept::change_shift(|shift| Shift {
            availability,
            ..shift
        });
    });
    let overlay = use_state(|| None::<Overlay>);
    let show = {
        let overlay = overlay.clone();
        Callback::from(move |shown: Option<Overlay>| overlay.set(shown))
    };
    let open = state.open().map(|(_, chat)| chat.chat.clone());
    use_effect_with(open, |open| kept::keep_open_chat(open.as_ref()));
    use_title(state.waiting(), state.unread_of_all());
    use_attention(state.dispatcher());
    use_checks(state.is_cut_off(), &props.oncheck);
    // One comes from the sign-in, which is gone, and with it what had the focus.
    use_effect_with((), |()| Region::Waiting.focus());
    use_shortcuts(on_shortcut(&state, &show));
    html! {
        <div class="console">
            <Bar session={props.session.clone()} status={staffs.then_some(state.availability().status)}
                onshow={show.reform(Some)} chats={state.chats().count()} onsignout={&props.onsignout} />
            <Notices state={(*state).clone()} {staffs} session={props.session.clone()} origin={props.own_key.origin}
                onshow={show.reform(Some)} />
            <main class={classes!("desk", state.open().map(|_| "conversing"))}>
                <Waiting offers={offers(&state)} waiting={state.waiting()} {staffs}
                    connecting={state.is_cut_off()}
                    onclaim={office.on(DeskEvent::Claim)} ondismiss={office.on(DeskEvent::Dismiss)} />
                <Mine chats={listed(&state)} colleagues={present(&state)} onopen={on_open(&state)} />
                <OpenConversation state={state.clone()} office={office.clone()} />
            </main>
            <Announcer sentence={announced(&state)} />
            { match *overlay {
                None => Html::default(),
                Some(Overlay::Help) => html! { <Help onclose={show.reform(|()| None)} /> },
                Some(Overlay::Status) => html! {
                    <StatusPanel availability={state.availability().clone()} queues={office.staffing()} until={*until}
                        onsave={on_status(&state, &office, &until, &show)} onclose={show.reform(|()| None)} />
                },
                Some(Overlay::Keys) => html! {
                    <KeysPanel own_key={props.own_key.clone()} onclose={show.reform(|()| None)} />
                },
            } }
        </div>
    }
}

fn on_status(
    state: &UseReducerHandle<DeskState>,
    office: &Office,
    until: &UseStateHandle<Option<Timestamp>>,
    show: &Callback<Option<Overlay>>,
) -> Callback<Wish> {
    let (state, office, show) = (state.dispatcher(), office.clone(), show.clone());
    let until = until.clone();
    Callback::from(move |wish: Wish| {
        show.emit(None);
        state.dispatch(Action::Chose(wish.availability.clone()));
        office.staff(&wish, *until != wish.until);
        until.set(wish.until);
        kept::change_shift(|shift| Shift {
            until: wish.until,
            ..shift
        });
    })
}

fn offers(state: &DeskState) -> Vec<Waits> {
    let offers = state.offers().into_iter();
    offers
        .map(|(desk, offer)| Waits {
            queue: desk.queue.clone(),
            offer: offer.clone(),
            up: desk.is_up(),
        })
        .collect()
}

fn listed(state: &DeskState) -> Vec<Listed> {
    let open = state.open().map(|(_, chat)| &chat.chat);
    let listed = |(queue, chat): (&QueueTitle, &ChatView)| Listed {
        queue: queue.clone(),
        chat: chat.clone(),
        unread: state.unread(&chat.chat),
        open: open == Some(&chat.chat),
    };
    state.chats().map(listed).collect()
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
        .map(texts::happening)
        .collect();
    if announcement.odd() {
        sentences.push("\u{a0}".to_owned());
    }
    sentences.join(" ")
}
