//! Making keys for others: who gets one, the making itself, and handing out the files.

mod hand_out;
mod round;
mod rounds_page;
mod who;

use std::rc::Rc;

use hushdesk_protocol::rest::Person;
use yew::prelude::*;

use round::Round;
use rounds_page::RoundsPage;
use who::WhoDialog;

/// Who may get one.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct GenerateProps {
    pub(super) people: Vec<Person>,
    /// It is over: pinned or not.
    pub(super) onclose: Callback<()>,
}

/// First who, then the rest.
#[component]
pub(super) fn Generate(props: &GenerateProps) -> Html {
    let round = use_state(|| None::<Rc<Round>>);
    let onround = {
        let round = round.setter();
        Callback::from(move |begun| round.set(Some(Rc::new(begun))))
    };
    match &*round {
        None => {
            html! { <WhoDialog people={props.people.clone()} {onround} onclose={&props.onclose} /> }
        }
        Some(round) => html! { <RoundsPage round={round.clone()} onclose={&props.onclose} /> },
    }
}
