//! The beginning of a shift: what is asked after signing in, before any queue hears of this window.

use std::rc::Rc;

use hushdesk_protocol::frames::Availability;
use hushdesk_protocol::rest::Session;
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::arrival::SoundChoice;
use super::shift::{Shift, Wish};
use super::shift_form::ShiftForm;
use super::sign_out::SignOut;
use crate::account::Door;
use crate::components::{Avatar, AvatarSize, Banner, Button, Kind, Meaning, Size};
use crate::document::focus;
use crate::frame::managed;
use crate::kept;
use crate::route::Route;

/// Who is signed in, and what becomes of it.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct BeginPageProps {
    pub(super) session: Rc<Session>,
    /// The shift begins.
    pub(super) onbegin: Callback<Shift>,
    /// The operator signs out.
    pub(super) onsignout: Callback<()>,
}

/// The queues are ticked as they were the last time, all the first time; Enter is enough.
#[component]
pub(super) fn BeginPage(props: &BeginPageProps) -> Html {
    let start = use_node_ref();
    let lacks_queue = use_state(|| false);
    let habit = use_memo((), |()| kept::habit());
    {
        let start = start.clone();
        use_effect_with((), move |()| focus(&start));
    }
    let queues = props.session.queues.iter();
    let queues = queues.map(|queue| (queue.clone(), !habit.left_out.contains(&queue.name)));
    let onsave = {
        let (name, onbegin) = (props.session.name.clone(), props.onbegin.clone());
        let lacks_queue = lacks_queue.setter();
        Callback::from(move |wish: Wish| {
            let shift = wish.shift(&name);
            lacks_queue.set(shift.queues.is_empty());
            if !shift.queues.is_empty() {
                kept::keep_habit(&wish.habit());
                onbegin.emit(shift);
            }
        })
    };
    let display = &props.session.display;
    html! {
        <Door greeting={html! {
            <div class="row stay">
                <Avatar name={display.to_string()} size={AvatarSize::More} />
                <div><h1>{ texts::begin::greeting(display) }</h1><p class="soft">{ texts::begin::begin_title() }</p></div>
            </div>
        }}>
            <ShiftForm availability={Availability::default()} queues={queues.collect::<Vec<_>>()} {onsave}>
                <SoundChoice />
                <div role="alert">
                    if *lacks_queue {
                        <Banner meaning={Meaning::Bad} title={texts::begin::no_queue_ticked()} />
                    }
                </div>
                <Button node={start} kind={Kind::Primary} size={Size::More} wide={true} submits={true}>
                    { texts::begin::start() }
                </Button>
                if let Some(place) = managed(&props.session) {
                    <a class="button quiet" href={place.route.address()}>{ texts::begin::without_shift() }</a>
                }
                <a class="button quiet" href={Route::MyKeys.address()}>{ texts::places::my_keys() }</a>
                <SignOut onsignout={&props.onsignout} />
            </ShiftForm>
        </Door>
    }
}
