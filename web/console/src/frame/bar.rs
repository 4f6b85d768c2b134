//! The bar over the page: where one is, finding, the key, and the status.

use hushdesk_texts::console as words;
use yew::prelude::*;

use super::link::Go;
use super::overlay::Overlay;
use super::places;
use super::status::StatusSwitch;
use crate::components::{Button, Icon, Kind, keys};
use crate::desk::Workplace;
use crate::keys::KeyOrigin;
use crate::route::Route;

/// Who is there, and where.
#[derive(Properties, PartialEq)]
pub(crate) struct BarProps {
    pub(crate) workplace: Workplace,
    /// The page that is shown.
    pub(crate) route: Route,
    /// The id of the menu with all pages, for small screens.
    pub(crate) menu: AttrValue,
    /// Something is to be shown over the page.
    pub(crate) onshow: Callback<Overlay>,
    /// The menus that float over the page.
    pub(crate) children: Html,
}

/// The bar.
#[component]
pub(crate) fn Bar(props: &BarProps) -> Html {
    let show = |overlay| props.onshow.reform(move |_: MouseEvent| overlay);
    let place = places::at(&props.route);
    let managing = place.as_ref().is_some_and(|place| place.shelf.is_managed());
    let name = place.map_or_else(words::places::nowhere, |place| (place.name)());
    let (key, pinned) = match props.workplace.own_key().origin {
        KeyOrigin::Demonstration => (words::bar::key_ready(), true),
        KeyOrigin::Kept => (words::bar::key_unlocked(), true),
        KeyOrigin::Window => (words::bar::key_of_window(), false),
    };
    html! {
        <header class="bar">
            <span class="menu-button">
                <Button kind={Kind::Quiet} icon={Icon::Menu} label={words::bar::menu()} menu={&props.menu} />
            </span>
            <div class="where">
                if managing {
                    <span class="soft">{ words::places::manage() }</span>{ Icon::Right.turning() }
                }
                <b>{ name }</b>
            </div>
            <button type="button" class="find" aria-haspopup="dialog"
                aria-keyshortcuts="Control+K" onclick={show(Overlay::Find)}>
                { Icon::Search.less() }<span>{ words::bar::find_what() }</span>{ keys(&["Ctrl", "K"]) }
            </button>
            <Go to={Route::MyKeys} class={classes!("key-state", (!pinned).then_some("warn"))}>
                { if pinned { Icon::Key } else { Icon::Alert }.draw() }<span class="word">{ key }</span>
            </Go>
            <StatusSwitch workplace={props.workplace.clone()} onshow={&props.onshow} />
            { props.children.clone() }
        </header>
    }
}
