//! The bar over the page: who is signed in, and what concerns the whole window.

use hushdesk_protocol::frames::Status;
use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::overlay::Overlay;
use crate::desk::{SignOut, Workplace, status_words};

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
    let status = status.map_or(texts::people::off_duty(), status_words);
    let show = |overlay| props.onshow.reform(move |_| overlay);
    html! {
        <header class="bar">
            <a class="skip" href="#main">{ texts::frame::skip() }</a>
            <h1><img src="/console/icon.svg" alt="" />{ texts::frame::name() }</h1>
            <span class="who"><bdi>{ signed_in_as(&session.display, &session.name) }</bdi></span>
            if !state.replaced() {
                <button type="button" class={classes!("status", takes.then_some("takes"))}
                    onclick={show(Overlay::Status)}>
                    <span class="unseen">{ texts::people::status() }{ ": " }</span>{ status }
                    if cut_off {
                        { " · " }{ texts::lines::not_connected() }
                    }
                </button>
            }
            <button type="button" class="quiet" onclick={show(Overlay::Keys)}>{ texts::frame::keys() }</button>
            <button type="button" class="quiet" onclick={show(Overlay::Help)}>{ texts::frame::help() }</button>
            <SignOut running={state.running()} chats={state.chats().count()} replaced={state.replaced()}
                onsignout={&props.workplace.onsignout} />
        </header>
    }
}

/// Who is signed in; a name that is also the sign-in name is said once.
fn signed_in_as(display: &DisplayName, name: &OperatorName) -> String {
    if display.as_str().eq_ignore_ascii_case(name.as_str()) {
        texts::frame::signed_in_as(name)
    } else {
        texts::frame::signed_in_as_called(display, name)
    }
}
