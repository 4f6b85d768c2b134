//! The menus of the frame: the account's, and on small screens the one with all pages.

use hushdesk_protocol::rest::Session;
use hushdesk_texts::console as words;
use yew::prelude::*;
use yew_router::prelude::*;

use super::overlay::Overlay;
use super::places::{self, Place, Shelf};
use crate::components::{Icon, Menu, MenuItem, MenuSide};
use crate::route::Route;

/// Who is there, and where.
#[derive(Properties, PartialEq)]
pub(crate) struct MenusProps {
    pub(crate) session: std::rc::Rc<Session>,
    /// The page that is shown.
    pub(crate) route: Route,
    /// The ids of the two.
    pub(crate) account: AttrValue,
    pub(crate) pages: AttrValue,
    /// Something is to be shown over the page.
    pub(crate) onshow: Callback<Overlay>,
    /// The operator signs out.
    pub(crate) onsignout: Callback<()>,
}

/// Both menus.
#[component]
pub(crate) fn Menus(props: &MenusProps) -> Html {
    let navigator = use_navigator();
    let show = |overlay| props.onshow.reform(move |()| overlay);
    let go = |route: Route| {
        let navigator = navigator.clone();
        Callback::from(move |()| {
            if let Some(navigator) = &navigator {
                navigator.push(&route);
            }
        })
    };
    let item = |place: Place| {
        html! {
            <MenuItem key={place.route.address()} icon={place.icon} name={(place.name)()}
                href={place.route.address()} current={place.route == *props.route.listed()} onclick={go(place.route.clone())} />
        }
    };
    let own = || {
        html! {
            <>
                { for places::open_to(&props.session).filter(|place| place.shelf == Shelf::Account).map(item) }
                <MenuItem icon={Icon::Ear} name={words::alerts::title()} onclick={show(Overlay::Alerts)} />
            </>
        }
    };
    let out = || html! { <MenuItem icon={Icon::SignOut} name={words::bar::sign_out()} onclick={&props.onsignout} /> };
    let places = places::open_to(&props.session).filter(|place| place.shelf != Shelf::Account);
    html! {
        <>
            <Menu id={&props.account} label={words::bar::account_menu()} side={MenuSide::Over}>
                <div class="inset" role="presentation">
                    <b><bdi>{ props.session.display.as_str() }</bdi></b><br />
                    <span class="help">{ props.session.name.as_str() }</span>
                </div>
                <hr />{ own() }<hr />{ out() }
            </Menu>
            <Menu id={&props.pages} label={words::places::console()}>
                { for places.map(item) }
                <hr />
                <MenuItem icon={Icon::Search} name={words::bar::find()} onclick={show(Overlay::Find)} />
                { own() }
                <MenuItem icon={Icon::Help} name={words::bar::help()} onclick={show(Overlay::Help)} />
                { out() }
            </Menu>
        </>
    }
}
