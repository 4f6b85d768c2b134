//! A link to a page of the console.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::route::Route;

/// Where it leads.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct GoProps {
    /// The page.
    pub(crate) to: Route,
    /// How it looks.
    #[prop_or_default]
    pub(crate) class: Classes,
    /// The page is the one that is shown.
    #[prop_or_default]
    pub(crate) current: bool,
    /// What it is called, where no words stand in it.
    #[prop_or_default]
    pub(crate) label: Option<AttrValue>,
    /// Its words.
    pub(crate) children: Html,
}

/// A link that leads there without loading the page anew: the desk goes on.
#[component]
pub(crate) fn Go(props: &GoProps) -> Html {
    let navigator = use_navigator();
    let to = props.to.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        let in_new_window =
            event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if let Some(navigator) = navigator.as_ref().filter(|_| !in_new_window) {
            event.prevent_default();
            navigator.push(&to);
        }
    });
    html! {
        <a class={props.class.clone()} href={props.to.address()} aria-current={props.current.then_some("page")}
            aria-label={props.label.clone()} {onclick}>{ props.children.clone() }</a>
    }
}
