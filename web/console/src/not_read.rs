//! The page of one thing that could not be read: it is not there any more, or the edge does not say how it is.

use hushdesk_texts::console as words;
use hushdesk_web::api::Trouble;
use yew::prelude::*;

use crate::components::{Button, Empty, Icon, refusal};
use crate::frame::{Go, PageHead};
use crate::route::Route;

/// What was to be read, and what can be done.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct NotReadProps {
    /// By what it is known.
    pub(crate) name: AttrValue,
    /// Why it was not read.
    pub(crate) trouble: Trouble,
    /// What is said if it is not there.
    pub(crate) gone: &'static str,
    /// The page with all that there are.
    pub(crate) all: Route,
    /// What that page is called here.
    pub(crate) to_all: &'static str,
    /// It is to be read again.
    pub(crate) onagain: Callback<()>,
}

/// What is not there is left for all that are; anything else is tried again.
#[component]
pub(crate) fn NotRead(props: &NotReadProps) -> Html {
    let is_gone = props.trouble.is_not_found();
    let (title, text) = if is_gone {
        (props.gone, None)
    } else {
        (words::staff::not_loaded(), Some(refusal(&props.trouble)))
    };
    html! {
        <div class="page">
            <PageHead title={props.name.clone()} lead="" />
            <Empty icon={Icon::Alert} {title} {text} bad={true}>
                if is_gone {
                    <Go to={props.all.clone()} class="button">{ props.to_all }</Go>
                } else {
                    <Button icon={Icon::Refresh} onclick={&props.onagain}>{ words::parts::try_again() }</Button>
                }
            </Empty>
        </div>
    }
}
