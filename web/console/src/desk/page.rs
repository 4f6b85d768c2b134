//! The desk as a page: it puts the regions together and passes on what the operator does.

use hushdesk_protocol::ids::ChatId;
use hushdesk_web::session::desk::DeskEvent;
use yew::prelude::*;

use super::colleagues::present;
use super::focus::use_focus_stays;
use super::mine::{Mine, listed};
use super::notices::Notices;
use super::offer::{OfferIntents, Waits};
use super::office::Office;
use super::open::OpenConversation;
use super::regions::{self, Region};
use super::state::{Action, DeskState};
use super::waiting::Waiting;
use super::workplace::{Workplace, use_workplace};
use crate::frame::use_over;
use crate::shortcuts::{Act, use_acts};

/// The desk: the workplace, laid out.
#[component]
pub(crate) fn DeskPage() -> Html {
    match use_workplace() {
        None => Html::default(),
        Some(workplace) => html! { <Desk {workplace} /> },
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
        office,
        staffs,
        prospects,
        ..
    } = &props.workplace;
    let over = use_over();
    let status = props.workplace.status();
    // One comes from another page, or from the sign-in, which is gone, and with it what had the focus.
    use_effect_with((), |()| Region::Waiting.focus());
    use_focus_stays();
    use_acts(on_act(&props.workplace));
    html! {
        <>
            <h1 class="unseen">{ hushdesk_texts::console::places::desk() }</h1>
            <Notices state={(**state).clone()} {staffs} {session} origin={props.workplace.own_key().origin}
                onshow={over} />
            <div class={classes!("desk", state.open().map(|_| "conversing"))}>
                <Waiting offers={offers(state)} for_anybody={state.waiting_for_anybody()} {status}
                    connecting={state.is_cut_off()} replaced={state.replaced()} names={state.names().clone()}
                    prospects={prospects.clone()} intents={intents(office)} />
                <Mine chats={listed(state)} colleagues={present(state)} {staffs} heard={state.is_heard()}
                    names={state.names().clone()} onopen={on_open(state)} />
                <OpenConversation state={state.clone()} office={office.clone()}
                    prospects={prospects.clone()} />
            </div>
        </>
    }
}

fn intents(office: &Office) -> OfferIntents {
    OfferIntents {
        onclaim: office.on(DeskEvent::Claim),
        ondismiss: office.on(DeskEvent::Dismiss),
        onreconsider: office.on(DeskEvent::Reconsider),
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

fn on_act(workplace: &Workplace) -> Callback<Act> {
    let workplace = workplace.clone();
    Callback::from(move |act| {
        let state = &workplace.state;
        match act {
            Act::Region(direction) => regions::go(direction),
            Act::Chat(side) => {
                if let Some(chat) = state.beside(side) {
                    state.dispatch(Action::Open(chat));
                }
            }
            Act::Mine(place) => {
                if let Some((_, chat)) = state.chats().nth(place) {
                    on_open(state).emit(chat.chat.clone());
                }
            }
            Act::Claim => {
                let offers = state.offers().into_iter();
                let mut up = offers.filter(|(desk, offer)| {
                    desk.is_up() && offer.is_open() && !offer.is_dismissed()
                });
                if let Some((_, offer)) = up.next().filter(|_| !state.replaced()) {
                    workplace
                        .office
                        .handle(&DeskEvent::Claim(offer.offer.chat.clone()));
                }
            }
            Act::Find | Act::Help | Act::Available => {}
        }
    })
}

/// Opens a conversation, from wherever one is.
pub(crate) fn open_chat(workplace: &Workplace, chat: ChatId) {
    on_open(&workplace.state).emit(chat);
}
