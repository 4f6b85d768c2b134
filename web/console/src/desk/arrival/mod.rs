//! That an arrival is not missed: sounds, notes of the system, a number on the window's icon, all of them again for as long
//! as somebody waits. When to call is decided in [`calling`]; the rest carries it out.

mod badge;
mod calling;
mod notes;
mod panel;
mod player;
mod settings;
mod sound;
mod ticker;

use gloo_timers::callback::Timeout;
use hushdesk_protocol::frames::{ChatKind, Offer};
use hushdesk_protocol::ids::ChatId;
use hushdesk_texts::console as texts;
use hushdesk_web::ambient;
use hushdesk_web::listener::Listener;
use hushdesk_web::session::desk::OfferStanding;
use yew::prelude::*;

pub(crate) use panel::{AlertsPanel, SoundChoice};
pub(crate) use settings::AlertSettings;
pub(super) use ticker::use_ticks;

use super::last_said::last_said;
use super::regions::Region;
use super::skins::{KeyProspect, KeyProspects};
use super::state::DeskState;
use crate::components::{Meaning, Notice};
use crate::document::document;
use crate::kept;
use badge::use_badge;
use calling::{Call, Calling};
use sound::{Occasion, Sound};

/// Somebody who waits for this operator.
#[derive(Clone, Debug, PartialEq)]
struct Caller {
    chat: ChatId,
    /// What a note says of it.
    title: String,
    body: String,
}

/// Calls the operator while somebody waits whom they can answer, and says it when a message comes into a chat that they do
/// not look at. `ticks` is another number each time a clock goes that goes in the background, too.
#[hook]
pub(super) fn use_arrivals(state: &DeskState, takes: bool, prospects: &KeyProspects, ticks: u32) {
    let callers = if takes && !state.replaced() {
        callers(state, prospects)
    } else {
        vec![]
    };
    let unread = state.unread_of_all();
    use_badge(callers.len(), unread);
    use_calls(callers, ticks);
    let before = use_mut_ref(|| 0_usize);
    use_effect_with(unread, move |&unread| {
        let settings = kept::alerts();
        if unread > before.replace(unread) && settings.messages {
            player::play(settings, Occasion::Message);
        }
    });
}

#[hook]
fn use_calls(callers: Vec<Caller>, ticks: u32) {
    let calling = use_mut_ref(Calling::default);
    let alarm = use_mut_ref(|| None::<Timeout>);
    let rung = use_state(|| 0_u32);
    let setter = rung.setter();
    let next = rung.wrapping_add(1);
    use_effect_with((callers, ticks, *rung), move |(callers, ..)| {
        let settings = kept::alerts();
        let waiting: Vec<_> = callers.iter().map(|caller| caller.chat.clone()).collect();
        let mut calling = calling.borrow_mut();
        let calls = calling.hear(&waiting, settings.again, ambient::now());
        carry_out(&calls, callers, settings);
        let due = calling.next().filter(|_| settings.again);
        let later = due.map(|at| Timeout::new(ambient::millis_until(at), move || setter.set(next)));
        alarm.replace(later);
    });
}

/// One sound for all that call at once, and a note for each while one looks elsewhere.
fn carry_out(calls: &[Call], callers: &[Caller], settings: AlertSettings) {
    if let Some(occasion) = calls.iter().filter_map(occasion).max() {
        player::play(settings, occasion);
    }
    for call in calls {
        match call {
            Call::Gone(chat) => notes::take_back(chat),
            Call::Came(chat) | Call::Waits { chat, .. } => {
                let caller = callers.iter().find(|it| it.chat == *chat);
                if let Some(caller) = caller.filter(|_| settings.notes && looks_elsewhere()) {
                    notes::show(chat, &caller.title, &caller.body, || {
                        Region::Waiting.focus()
                    });
                }
            }
        }
    }
}

const fn occasion(call: &Call) -> Option<Occasion> {
    match call {
        Call::Came(_) | Call::Waits { insists: false, .. } => Some(Occasion::Arrival),
        Call::Waits { insists: true, .. } => Some(Occasion::Insistence),
        Call::Gone(_) => None,
    }
}

/// Whoever waits, is there, has not been put aside, and can be answered from here.
fn callers(state: &DeskState, prospects: &KeyProspects) -> Vec<Caller> {
    let offers = state.offers().into_iter().filter(|(_, it)| {
        it.standing == OfferStanding::Waiting
            && !it.is_dismissed()
            && it.offer.absent_since.is_none()
            && prospects.at(&it.offer.skin) != KeyProspect::Refused
    });
    offers
        .map(|(desk, it)| Caller {
            chat: it.offer.chat.clone(),
            title: texts::alerts::waits_at(&desk.queue.title),
            body: body(&it.offer),
        })
        .collect()
}

/// Who it is; of an open chat, which the service can read, what they wrote, too.
fn body(offer: &Offer) -> String {
    match (offer.kind, last_said(offer)) {
        (ChatKind::Open, Some(said)) => format!("{}: {said}", offer.guest),
        (ChatKind::Open, None) => offer.guest.to_string(),
        (ChatKind::Sealed, _) => texts::alerts::sealed_chat(&offer.guest),
    }
}

fn looks_elsewhere() -> bool {
    document().is_none_or(|document| document.hidden() || !document.has_focus().unwrap_or(false))
}

/// Milliseconds after a press at which it is looked whether the page can be heard.
const ARMING_MILLIS: u32 = 300;

/// Has the page be heard from the first press on; whether it can be, once that is known.
#[hook]
fn use_armed() -> Option<bool> {
    let armed = use_state_eq(|| None::<bool>);
    let setter = armed.setter();
    use_effect_with((), move |()| {
        let arm = move || {
            player::arm();
            let setter = setter.clone();
            let look = move || setter.set(Some(player::is_armed()));
            Timeout::new(ARMING_MILLIS, look).forget();
        };
        // Something may have been pressed before this page came.
        arm();
        let [pressed, typed] = [arm.clone(), arm];
        let listeners = document().map(|document| {
            [
                Listener::new(&document, "pointerdown", move |_| pressed()),
                Listener::new(&document, "keydown", move |_| typed()),
            ]
        });
        move || drop(listeners)
    });
    *armed
}

/// Says so while nothing can be heard, although it is to be.
#[component]
pub(super) fn SoundNotice() -> Html {
    let armed = use_armed();
    if armed != Some(false) || kept::alerts().sound == Sound::Silent {
        return Html::default();
    }
    html! {
        <Notice meaning={Meaning::Warn}>
            { texts::alerts::not_armed() }
            <button type="button" class="button less">{ texts::alerts::arm() }</button>
        </Notice>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::{Body, Content, Party};
    use hushdesk_protocol::ids::{Seq, Timestamp};

    use super::super::fixtures::{desk, offer};
    use super::super::state::Action;
    use super::*;

    fn state(offers: Vec<hushdesk_web::session::desk::OfferView>) -> std::rc::Rc<DeskState> {
        std::rc::Rc::<DeskState>::default().reduce(Action::Viewed(desk("maps", offers, vec![])))
    }

    #[test]
    fn only_those_call_who_are_there_and_have_not_been_put_aside_or_claimed() {
        let mut aside = offer(2, OfferStanding::Waiting);
        aside.offer.dismissed = true;
        let mut gone = offer(3, OfferStanding::Waiting);
        gone.offer.absent_since = Some(Timestamp(7));
        let claimed = offer(4, OfferStanding::Claiming);
        let state = state(vec![offer(1, OfferStanding::Waiting), aside, gone, claimed]);
        let callers = callers(&state, &KeyProspects::default());
        let titles: Vec<_> = callers.iter().map(|it| (&*it.title, &*it.body)).collect();
        assert_eq!(
            titles,
            [(
                &*texts::alerts::waits_at(&"MAPS"),
                &*texts::alerts::sealed_chat(&"Guest 1")
            )]
        );
    }

    #[test]
    fn what_was_written_stands_in_a_note_only_of_an_open_chat() {
        let mut open = offer(1, OfferStanding::Waiting).offer;
        open.entries = vec![hushdesk_protocol::frames::Entry {
            seq: Seq(1),
            at: Timestamp(1),
            content: Content::Message {
                from: Party::Guest,
                body: Body::Open {
                    text: "Are you open?".to_owned().try_into().unwrap(),
                },
            },
        }];
        assert!(!body(&open).contains("Are you open?"), "a sealed one");
        open.kind = ChatKind::Open;
        assert_eq!(body(&open), "Guest 1: Are you open?");
    }
}
