//! The rail: the pages that there are for whoever is signed in, help, and the account.

use hushdesk_texts::console as words;
use yew::prelude::*;

use super::link::Go;
use super::overlay::Overlay;
use super::places::{self, Place, Shelf};
use super::status;
use crate::components::{Avatar, Count, Icon, Meaning, initials};
use crate::desk::Workplace;
use crate::route::Route;

/// Who is there, and where.
#[derive(Properties, PartialEq)]
pub(crate) struct RailProps {
    pub(crate) workplace: Workplace,
    /// The page that is shown.
    pub(crate) route: Route,
    /// The id of the account's menu.
    pub(crate) menu: AttrValue,
    /// Something is to be shown over the page.
    pub(crate) onshow: Callback<Overlay>,
}

/// The rail.
#[component]
pub(crate) fn Rail(props: &RailProps) -> Html {
    let Workplace { session, state, .. } = &props.workplace;
    let places: Vec<_> = places::open_to(session).collect();
    let on_rail = places.iter().filter(|place| place.shelf == Shelf::Rail);
    let managed = places.iter().find(|place| place.shelf.is_managed());
    let managing = places::at(&props.route).is_some_and(|place| place.shelf.is_managed());
    let waiting = state.waiting();
    let item = |place: &Place| {
        let current = place.route == *props.route.listed();
        html! {
            <Go key={place.route.address()} class="rail-item" to={place.route.clone()} {current}>
                { place.icon.draw() }<span class="word">{ (place.name)() }</span>
                if place.route == Route::Desk && waiting > 0 {
                    <Count count={waiting} meaning={Meaning::Bad} of={words::places::waiting()} />
                }
            </Go>
        }
    };
    html! {
        <nav class="rail" aria-label={words::places::console()}>
            <Go class="mark" to={Route::Desk} label={words::places::desk()}><img src="/console/icon.svg" alt="" /></Go>
            { for on_rail.map(item) }
            if let Some(first) = managed {
                <Go class="rail-item" to={first.route.clone()} current={managing}>
                    { Icon::Settings.draw() }<span class="word">{ words::places::manage() }</span>
                </Go>
            }
            <span class="gap"></span>
            <button type="button" class="rail-item" onclick={props.onshow.reform(|_| Overlay::Help)}>
                { Icon::Help.draw() }<span class="word">{ words::bar::help() }</span>
            </button>
            <button type="button" class="avatar-button" popovertarget={&props.menu} aria-haspopup="menu"
                aria-label={words::bar::account(&initials(session.display.as_str()), &session.display)}>
                <Avatar name={session.display.to_string()} presence={status::presence(&props.workplace)} />
            </button>
        </nav>
    }
}
