//! The pages under Manage, beside their list.

use hushdesk_protocol::rest::Session;
use hushdesk_texts::console as words;
use web_sys::HtmlSelectElement;
use yew::prelude::*;
use yew_router::prelude::*;

use super::link::Go;
use super::places::{self, Group, Place, Shelf};
use crate::desk::use_workplace;
use crate::route::Route;

/// A page.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct ManagedProps {
    /// Its address.
    pub(crate) route: Route,
    /// It.
    pub(crate) children: Html,
    /// What stands there for whoever may not see it.
    pub(crate) otherwise: Html,
}

/// The page with the list of all such pages; where there is little room, with a choice among them above it. Whoever may
/// not see it sees that there is no such page.
#[component]
pub(crate) fn Managed(props: &ManagedProps) -> Html {
    let Some(workplace) = use_workplace() else {
        return Html::default();
    };
    let session = &workplace.session;
    match places::at(&props.route).filter(|place| place.is_open_to(session)) {
        None => props.otherwise.clone(),
        Some(place) => html! {
            <div class="admin">
                { beside(session, &place) }
                <div>
                    <Pick session={session.clone()} route={place.route} />
                    { props.children.clone() }
                </div>
            </div>
        },
    }
}

fn of(group: Group, session: &Session) -> Vec<Place> {
    let shelf = Shelf::Manage(group);
    let open = places::open_to(session);
    open.filter(|place| place.shelf == shelf).collect()
}

fn beside(session: &Session, current: &Place) -> Html {
    let link = |place: Place| {
        html! {
            <li key={place.route.address()}>
                <Go current={place.route == current.route} to={place.route}>{ place.icon.less() }{ (place.name)() }</Go>
            </li>
        }
    };
    let group = |group: Group| {
        let places = of(group, session);
        html! {
            if !places.is_empty() {
                <div><h2>{ group.name() }</h2><ul>{ for places.into_iter().map(link) }</ul></div>
            }
        }
    };
    html! {
        <nav class="side-nav" aria-label={words::places::manage()}>{ for Group::ALL.map(group) }</nav>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct PickProps {
    session: std::rc::Rc<Session>,
    route: Route,
}

/// The same as a choice.
#[component]
fn Pick(props: &PickProps) -> Html {
    let navigator = use_navigator();
    let session = props.session.clone();
    let onchange = Callback::from(move |event: Event| {
        let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
        let place = places::open_to(&session).find(|place| place.route.address() == chosen);
        if let (Some(navigator), Some(place)) = (&navigator, place) {
            navigator.push(&place.route);
        }
    });
    let option = |place: Place| {
        let value = place.route.address();
        html! { <option selected={place.route == props.route} {value}>{ (place.name)() }</option> }
    };
    let group = |group: Group| {
        let places = of(group, &props.session);
        html! {
            if !places.is_empty() {
                <optgroup label={group.name()}>{ for places.into_iter().map(option) }</optgroup>
            }
        }
    };
    html! {
        <nav class="admin-pick" aria-label={words::places::manage()}>
            <select class="input middling" aria-label={words::places::part()} {onchange}>{ for Group::ALL.map(group) }</select>
        </nav>
    }
}
