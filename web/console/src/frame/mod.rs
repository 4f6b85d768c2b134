//! The frame around every page: rail, bar, menus, and what lies over the page. The page stands in its slot and changes with
//! the address; the desk's workplace is above all of it ([`crate::desk::Workplace`]).

mod bar;
mod help;
mod link;
mod managed;
mod menus;
mod overlay;
mod page_head;
mod palette;
mod places;
mod rail;
mod status;

use hushdesk_texts::console as words;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::ToastProvider;
use crate::desk::{AlertsPanel, StatusPanel, Workplace, use_sign_out, use_workplace};
use crate::document::focus;
use crate::preferences::use_liked;
use crate::route::Route;
use crate::shortcuts::{Act, Acts, use_shortcuts};
use crate::unsaved::use_asked_before_closing;
use bar::Bar;
use help::Help;
use menus::Menus;
use palette::Palette;
use rail::Rail;

pub(crate) use link::Go;
pub(crate) use managed::Managed;
pub(crate) use overlay::Overlay;
pub(crate) use page_head::PageHead;
pub(crate) use places::managed;

/// The id of the account's menu.
const ACCOUNT_MENU: &str = "account-menu";

/// The id of the menu with all pages.
const PAGES_MENU: &str = "pages-menu";

/// Shows something over the page.
#[hook]
pub(crate) fn use_over() -> Callback<Overlay> {
    use_context::<Callback<Overlay>>().unwrap_or_default()
}

/// The page.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct FrameProps {
    /// What stands in the slot.
    pub(crate) children: Html,
}

/// The frame, for whoever is at work.
#[component]
pub(crate) fn Frame(props: &FrameProps) -> Html {
    match use_workplace() {
        None => Html::default(),
        Some(workplace) => html! {
            <ToastProvider><Framed {workplace}>{ props.children.clone() }</Framed></ToastProvider>
        },
    }
}

#[derive(Properties, PartialEq)]
struct FramedProps {
    workplace: Workplace,
    children: Html,
}

#[component]
fn Framed(props: &FramedProps) -> Html {
    let workplace = &props.workplace;
    use_asked_before_closing();
    let overlay = use_state(|| None::<Overlay>);
    let setter = overlay.setter();
    let show = use_callback((), move |shown: Overlay, ()| setter.set(Some(shown)));
    let setter = overlay.setter();
    let onclose = use_callback((), move |(), ()| setter.set(None));
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    let acts = (*use_memo((), |()| Acts::default())).clone();
    let onact = use_doing(workplace, &acts, &show);
    let (onsignout, question) = use_sign_out(workplace);
    let main = use_node_ref();
    use_focus_on_page(&route, &main);
    let liked = use_liked();
    use_shortcuts(liked.preferences.shortcuts, onact.clone());
    let over = overlay.map(|overlay| match overlay {
        Overlay::Alerts => html! { <AlertsPanel onclose={onclose.clone()} /> },
        Overlay::Find => html! {
            <Palette workplace={workplace.clone()} route={route.clone()} onact={onact.clone()} onshow={show.clone()}
                onsignout={onsignout.clone()} onclose={onclose.clone()} />
        },
        Overlay::Help => html! { <Help onclose={onclose.clone()} /> },
        Overlay::Status => status_panel(workplace, &onclose),
    });
    html! {
        <ContextProvider<Callback<Overlay>> context={show.clone()}>
        <ContextProvider<Acts> context={acts}>
            <a class="button primary skip" href="#main" onclick={skip(&main)}>{ words::bar::skip() }</a>
            <div class="console">
                <Rail workplace={workplace.clone()} route={route.clone()} menu={ACCOUNT_MENU} onshow={show.clone()} />
                <Bar workplace={workplace.clone()} route={route.clone()} menu={PAGES_MENU} onshow={show.clone()}>
                    <Menus session={workplace.session.clone()} {route} account={ACCOUNT_MENU} pages={PAGES_MENU}
                        onshow={show} {onsignout} />
                </Bar>
                <main ref={main} class="main" id="main" tabindex="-1">{ props.children.clone() }</main>
            </div>
            { over }
            { question }
        </ContextProvider<Acts>>
        </ContextProvider<Callback<Overlay>>>
    }
}

/// Does what keys and palette ask for, or has the page do it.
#[hook]
fn use_doing(workplace: &Workplace, acts: &Acts, show: &Callback<Overlay>) -> Callback<Act> {
    let navigator = use_navigator();
    let (workplace, acts, show) = (workplace.clone(), acts.clone(), show.clone());
    Callback::from(move |act| match act {
        Act::Find => show.emit(Overlay::Find),
        Act::Help => show.emit(Overlay::Help),
        Act::Available => status::toggle(&workplace),
        Act::Claim
        | Act::Mine(_)
        | Act::Chat(_)
        | Act::Beside
        | Act::PassOn
        | Act::End
        | Act::About
        | Act::Colleagues
        | Act::Region(_) => {
            if let Some(navigator) = navigator.as_ref().filter(|_| acts.ask(act)) {
                navigator.push(&Route::Desk);
            }
        }
    })
}

/// Whoever goes to another page is there with the focus, too. The desk has places of its own for it.
#[hook]
fn use_focus_on_page(route: &Route, main: &NodeRef) {
    let before = use_mut_ref(|| None::<Route>);
    let main = main.clone();
    use_effect_with(route.clone(), move |route| {
        let came_from = before.replace(Some(route.clone()));
        if came_from.is_some() && *route != Route::Desk {
            focus(&main);
        }
    });
}

/// The address stays: that of a page is its path.
fn skip(main: &NodeRef) -> Callback<MouseEvent> {
    let main = main.clone();
    Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        focus(&main);
    })
}

fn status_panel(workplace: &Workplace, onclose: &Callback<()>) -> Html {
    let onsave = {
        let (workplace, onclose) = (workplace.clone(), onclose.clone());
        Callback::from(move |wish| {
            onclose.emit(());
            workplace.says(&wish);
        })
    };
    html! {
        <StatusPanel availability={workplace.state.availability().clone()} queues={workplace.staffing()}
            until={workplace.until()} {onsave} {onclose} />
    }
}
