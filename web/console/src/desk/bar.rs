//! The bar over the desk: who is signed in, and what concerns the whole window.

use std::rc::Rc;

use hushdesk_protocol::frames::Status;
use hushdesk_protocol::rest::Session;
use yew::prelude::*;

use super::overlay::Overlay;
use super::regions::Region;
use super::sign_out::SignOut;
use crate::texts;

/// Who is signed in, with how many chats.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct BarProps {
    pub(crate) session: Rc<Session>,
    /// How the operator is; none if this window staffs no queue.
    pub(crate) status: Option<Status>,
    /// Whether a queue hears of it at this moment.
    pub(crate) heard: bool,
    /// Whether something can be said to the queues from this window: no other has taken its place.
    pub(crate) replaced: bool,
    /// How many chats go on in this window, and how many are in it.
    pub(crate) running: usize,
    pub(crate) chats: usize,
    /// Something is to be shown over the desk.
    pub(crate) onshow: Callback<Overlay>,
    /// The operator signs out.
    pub(crate) onsignout: Callback<()>,
}

/// The bar.
#[component]
pub(crate) fn Bar(props: &BarProps) -> Html {
    let takes = props.heard && props.status.is_some_and(Status::takes_chats);
    let cut_off = !props.heard && props.status.is_some();
    let status = props.status.map_or(texts::OFF_DUTY, texts::status);
    let show = |overlay| props.onshow.reform(move |_| overlay);
    html! {
        <header class="bar">
            <a class="skip" href={format!("#{}", Region::Waiting.id())}>{ texts::SKIP }</a>
            <h1><img src="/console/icon.svg" alt="" />{ texts::NAME }</h1>
            <span class="who"><bdi>{ texts::signed_in_as(&props.session.display, &props.session.name) }</bdi></span>
            if !props.replaced {
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
            <SignOut running={props.running} chats={props.chats} replaced={props.replaced} onsignout={&props.onsignout} />
        </header>
    }
}
