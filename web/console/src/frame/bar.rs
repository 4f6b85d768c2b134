//! The bar over the page: who is signed in, and what concerns the whole window.

use hushdesk_protocol::frames::Status;
use yew::prelude::*;

use super::overlay::Overlay;
use crate::desk::{SignOut, Workplace};
use crate::texts;

/// Who is signed in, with how many chats.
#[derive(Properties, PartialEq)]
pub(crate) struct BarProps {
    pub(crate) workplace: Workplace,
    /// Something is to be shown over the page.
    pub(crate) onshow: Callback<Overlay>,
}

/// The bar.
#[component]
pub(crate) fn Bar(props: &BarProps) -> Html {
    let Workplace { session, state, .. } = &props.workplace;
    let status = props.workplace.status();
    let takes = state.is_heard() && status.is_some_and(Status::takes_chats);
    let cut_off = !state.is_heard() && status.is_some();
    let status = status.map_or(texts::OFF_DUTY, texts::status);
    let show = |overlay| props.onshow.reform(move |_| overlay);
    html! {
        <header class="bar">
            <a class="skip" href="#main">{ texts::SKIP }</a>
            <h1><img src="/console/icon.svg" alt="" />{ texts::NAME }</h1>
            <span class="who"><bdi>{ texts::signed_in_as(&session.display, &session.name) }</bdi></span>
            if !state.replaced() {
                <button type="button" class={classes!("status", takes.then_some("takes"))}
                    onclick={show(Overlay::Status)}>
                    <span class="unseen">{ texts::STATUS }{ ": " }</span>{ status }
                    if cut_off {
                        { " · " }{ texts::NOT_CONNECTED }
                    }
                </button>
            }
            <button type="button" class="quiet" onclick={show(Overlay::Keys)}>{ texts::KEYS }</button>
            <button type="button" class="quiet" onclick={show(Overlay::Help)}>{ texts::HELP }</button>
            <SignOut running={state.running()} chats={state.chats().count()} replaced={state.replaced()}
                onsignout={&props.workplace.onsignout} />
        </header>
    }
}
