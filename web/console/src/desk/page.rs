//! The desk as a page: it puts the regions together and passes on what the operator does.

use std::rc::Rc;

use hushdesk_protocol::frames::{Availability, Status};
use hushdesk_protocol::ids::ChatId;
use hushdesk_texts::console as texts;
use hushdesk_web::session::comparison::Compare;
use hushdesk_web::session::desk::DeskEvent;
use yew::prelude::*;
use yew_router::prelude::*;

use super::backroom::{Backroom, Thread};
use super::canned::{Canned, CannedPanel, use_canned, use_with_pools};
use super::categories::CategoriesProvider;
use super::focus::use_focus_stays;
use super::list::{Chats, MineProps, OfferIntents, WaitingProps, Waits, listed, talks};
use super::notices::Notices;
use super::open::OpenTalk;
use super::quiet::QuietDesk;
use super::regions::{self, Region};
use super::rename::Rename;
use super::shift::Wish;
use super::side::Side;
use super::state::{Action, DeskState, Question};
use super::transfer::Transfer;
use super::workplace::{Workplace, use_workplace};
use crate::components::Confirm;
use crate::follow_ups::FollowUpDialog;
use crate::frame::use_over;
use crate::mails::MailDialog;
use crate::route::Route;
use crate::shortcuts::{Act, use_acts};

/// The desk: the workplace, laid out.
#[component]
pub(crate) fn DeskPage() -> Html {
    match use_workplace() {
        None => Html::default(),
        Some(workplace) => html! { <CategoriesProvider><Desk {workplace} /></CategoriesProvider> },
    }
}

#[derive(Properties, PartialEq)]
struct DeskProps {
    workplace: Workplace,
}

#[component]
fn Desk(props: &DeskProps) -> Html {
    let Workplace {
        session,
        state,
        staffs,
        prospects,
        ..
    } = &props.workplace;
    let over = use_over();
    let navigator = use_navigator();
    let onkeys = use_callback(navigator, |(), navigator| {
        if let Some(navigator) = navigator {
            navigator.push(&Route::MyKeys);
        }
    });
    let (own_canned, oncanned) = use_canned(&session.name);
    let canned = use_with_pools(&own_canned);
    let managing = use_state_eq(|| false);
    let manage = |managed: bool| {
        let managing = managing.setter();
        Callback::from(move |()| managing.set(managed))
    };
    // One comes from another page, or from the sign-in, which is gone, and with it what had the focus.
    use_effect_with((), |()| Region::Waiting.focus());
    use_focus_stays();
    use_focus_follows(state.open().map(|(_, chat)| chat.chat.clone()));
    use_acts(on_act(&props.workplace));
    let open = state
        .open()
        .map(|(queue, chat)| (queue.clone(), chat.clone()));
    let about = match (state.thread(), state.about()) {
        (Some(_), _) | (None, Some(true)) => Some("about"),
        (None, None) => None,
        (None, Some(false)) => Some("no-about"),
    };
    html! {
        <div class={classes!("desk", open.as_ref().map(|_| "conversing"), about)}>
            <h1 class="unseen">{ texts::places::desk() }</h1>
            <Notices state={(**state).clone()} {staffs} {session}
                onshow={over.clone()} onavailable={on_available(&props.workplace)} />
            <Chats waiting={waiting(&props.workplace, &onkeys)} mine={mine(state)} talks={talks(state)} {staffs}
                heard={state.is_heard()} ontalk={on_talk(state)} />
            if open.is_none() {
                <QuietDesk queues={staffed(&props.workplace)} status={props.workplace.status()} onshow={over} />
            } else {
                <div class="talks">
                    { for shown(&props.workplace, &canned, &manage(true)) }
                </div>
            }
            if let Some(thread) = state.thread() {
                <Backroom workplace={props.workplace.clone()} thread={thread.clone()} />
            } else if let Some((queue, chat)) = open {
                <Side prospect={prospects.at(&chat.skin)} label={state.label(&chat.chat).cloned()}
                    onrename={on_rename(state, &chat.chat)} oncompare={on_compare(&props.workplace, &chat.chat)} {queue} {chat} onclose={on_about(state, false)} />
            }
            { question(&props.workplace) }
            if *managing {
                <CannedPanel all={own_canned.clone()} onchange={oncanned} onclose={manage(false)} />
            }
        </div>
    }
}

fn on_compare(workplace: &Workplace, chat: &ChatId) -> Callback<Compare> {
    let (office, chat) = (workplace.office.clone(), chat.clone());
    Callback::from(move |step| {
        let chat = chat.clone();
        office.handle(&DeskEvent::Compare { chat, step });
    })
}

/// The conversations that are shown, in their order.
fn shown(workplace: &Workplace, canned: &Rc<Vec<Canned>>, onmanage: &Callback<()>) -> Vec<Html> {
    let state = &workplace.state;
    let shown = state.shown().into_iter();
    shown
        .map(|(_, chat)| {
            html! {
                <OpenTalk key={chat.chat.as_str()} workplace={workplace.clone()} chat={chat.chat.clone()}
                    canned={canned.clone()} {onmanage} />
            }
        })
        .collect()
}

/// What the operator is asked about a chat.
fn question(workplace: &Workplace) -> Html {
    let state = &workplace.state;
    let Some((queue, chat, question)) = state.question() else {
        return Html::default();
    };
    let onclose = {
        let state = state.dispatcher();
        Callback::from(move |()| state.dispatch(Action::Asked))
    };
    let id = chat.chat.clone();
    match question {
        Question::PassOn if chat.standing.passable() => {
            let (office, asked) = (workplace.office.clone(), onclose.clone());
            let onpass = Callback::from(move |(recipient, note)| {
                asked.emit(());
                office.handle(&DeskEvent::Transfer {
                    chat: id.clone(),
                    recipient,
                    note,
                });
            });
            let desk = state.desks().iter().find(|it| it.queue.name == queue.name);
            let colleagues = desk.map(|desk| desk.view.colleagues.clone());
            html! {
                <Transfer queue={queue.name.clone()} chat={chat.clone()} up={state.is_up(&queue.name)}
                    own={desk.and_then(|desk| desk.view.operator.clone())}
                    colleagues={colleagues.unwrap_or_default()}
                    pinned={workplace.prospects.pinned_names(&chat.skin)} {onpass} {onclose} />
            }
        }
        Question::Rename => {
            let label = state.label(&id).unwrap_or(&chat.guest).clone();
            let (state, asked) = (state.dispatcher(), onclose.clone());
            let onname = Callback::from(move |name| {
                asked.emit(());
                state.dispatch(Action::Rename(id.clone(), name));
            });
            html! { <Rename name={chat.guest.clone()} {label} {onname} {onclose} /> }
        }
        Question::Mail => html! { <MailDialog chat={id} {onclose} /> },
        Question::FollowUp => html! {
            <FollowUpDialog chat={id} queue={queue.name.clone()} onclose={&onclose} ondone={&onclose} />
        },
        Question::Block if chat.standing.blockable() => {
            let onyes = on_yes(workplace, DeskEvent::Block(id));
            html! {
                <Confirm title={texts::block::title(&chat.guest)} text={texts::block::text(&queue.title)}
                    yes={texts::block::yes()} no={texts::block::no()} {onyes} onno={onclose} />
            }
        }
        Question::End if !chat.standing.is_over() => {
            let onyes = on_yes(workplace, DeskEvent::End(id));
            html! {
                <Confirm title={texts::talk::end_title()} text={texts::talk::end_text(&chat.guest)}
                    yes={texts::talk::end()} no={texts::talk::go_on()} {onyes} onno={onclose} />
            }
        }
        Question::PassOn | Question::Block | Question::End => Html::default(),
    }
}

/// What was asked about is done.
fn on_yes(workplace: &Workplace, deed: DeskEvent) -> Callback<()> {
    let (office, state) = (workplace.office.clone(), workplace.state.dispatcher());
    Callback::from(move |()| {
        state.dispatch(Action::Asked);
        office.handle(&deed);
    })
}

fn waiting(workplace: &Workplace, onkeys: &Callback<()>) -> WaitingProps {
    let Workplace {
        state,
        office,
        prospects,
        ..
    } = workplace;
    WaitingProps {
        offers: offers(state),
        for_anybody: state.waiting_for_anybody(),
        status: workplace.status(),
        connecting: state.is_cut_off(),
        replaced: state.replaced(),
        names: state.names().clone(),
        prospects: prospects.clone(),
        intents: OfferIntents {
            onclaim: office.on(DeskEvent::Claim),
            ondismiss: office.on(DeskEvent::Dismiss),
            onreconsider: office.on(DeskEvent::Reconsider),
            onkey: onkeys.clone(),
        },
    }
}

fn mine(state: &UseReducerHandle<DeskState>) -> MineProps {
    MineProps {
        chats: listed(state),
        names: state.names().clone(),
        onopen: on_open(state),
    }
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

/// The titles of the queues that this window staffs.
fn staffed(workplace: &Workplace) -> Vec<String> {
    let staffing = workplace.staffing().into_iter().filter(|(_, on)| *on);
    staffing.map(|(queue, _)| queue.title).collect()
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

/// The operator takes chats again, at the queues and until when it was.
fn on_available(workplace: &Workplace) -> Callback<()> {
    let workplace = workplace.clone();
    Callback::from(move |()| {
        let staffing = workplace.staffing().into_iter();
        workplace.says(&Wish {
            availability: Availability {
                status: Status::Available,
                text: workplace.state.availability().text.clone(),
            },
            queues: staffing.map(|(queue, on)| (queue.name, on)).collect(),
            until: workplace.until(),
        });
    })
}

fn on_talk(state: &UseReducerHandle<DeskState>) -> Callback<Thread> {
    let state = state.dispatcher();
    Callback::from(move |thread| state.dispatch(Action::Talk(Some(thread))))
}

/// Opens a talk among colleagues, goes to the one that is open, or, from there, closes it.
fn toggle_talk(state: &UseReducerHandle<DeskState>) {
    match state.thread() {
        None => state.dispatch(Action::Talk(state.next_thread())),
        Some(_) if regions::here() == Some(Region::Side) => {
            state.dispatch(Action::Talk(None));
            Region::Conversation.focus();
        }
        Some(_) => Region::Side.focus(),
    }
}

fn on_rename(state: &UseReducerHandle<DeskState>, chat: &ChatId) -> Callback<()> {
    let (state, chat) = (state.dispatcher(), chat.clone());
    Callback::from(move |()| state.dispatch(Action::Ask(chat.clone(), Question::Rename)))
}

/// What is known of the open conversation is shown or not.
pub(super) fn on_about(state: &UseReducerHandle<DeskState>, shown: bool) -> Callback<()> {
    let state = state.dispatcher();
    Callback::from(move |()| {
        state.dispatch(Action::About(shown));
        if !shown && regions::here() == Some(Region::Side) {
            Region::Conversation.focus();
        }
    })
}

fn on_act(workplace: &Workplace) -> Callback<Act> {
    let workplace = workplace.clone();
    Callback::from(move |act| {
        let state = &workplace.state;
        let open = state.open().map(|(_, chat)| chat.chat.clone());
        let to = |chat: Option<ChatId>| {
            if let Some(chat) = chat {
                on_open(state).emit(chat);
            }
        };
        let ask = |question| {
            if let Some(open) = open.clone() {
                state.dispatch(Action::Ask(open, question));
            }
        };
        match act {
            Act::Region(direction) => regions::go(direction),
            Act::Chat(side) => to(state.beside(side)),
            Act::Mine(place) => to(state.chats().nth(place).map(|(_, chat)| chat.chat.clone())),
            Act::Claim => claim_next(&workplace),
            Act::Beside => state.dispatch(Action::KeepBeside),
            Act::PassOn => ask(Question::PassOn),
            Act::End => ask(Question::End),
            Act::Colleagues => toggle_talk(state),
            Act::About => on_about(state, !Region::Side.is_shown()).emit(()),
            Act::Find | Act::Help | Act::Available => {}
        }
    })
}

/// Claims whoever has been waiting for longest and can be answered from here.
fn claim_next(workplace: &Workplace) {
    let mut next = offers(&workplace.state).into_iter();
    if let Some(next) = next.find(|it| is_claimable(it, workplace)) {
        workplace
            .office
            .handle(&DeskEvent::Claim(next.offer.offer.chat));
    }
}

/// Opens a conversation, from wherever one is.
pub(crate) fn open_chat(workplace: &Workplace, chat: ChatId) {
    on_open(&workplace.state).emit(chat);
}

/// Whether an offer can be claimed from here.
fn is_claimable(waits: &Waits, workplace: &Workplace) -> bool {
    let prospect = workplace.prospects.at(&waits.offer.offer.skin);
    waits.up
        && waits.offer.is_open()
        && !waits.offer.is_dismissed()
        && prospect != super::skins::KeyProspect::Refused
}

/// One goes on in the conversation that has just been opened, and in the list when it has been left.
#[hook]
fn use_focus_follows(chat: Option<ChatId>) {
    let before = use_mut_ref(|| None::<ChatId>);
    use_effect_with(chat, move |chat| {
        let left = before.replace(chat.clone()).is_some();
        match chat {
            // One that is gone to with the mouse or by Tab has the focus already.
            Some(_) if regions::here() == Some(Region::Conversation) => {}
            Some(_) => Region::Conversation.focus(),
            None if left => regions::to_list(),
            None => {}
        }
    });
}
