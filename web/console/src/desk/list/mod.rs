//! The list of chats: what waits above, what is this window's below, and who else is there at its foot.

mod ago;
mod last;
mod mine;
mod offer;
mod roving;
mod staff;
mod urgency;
mod waiting;

use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::backroom::Thread;
pub(crate) use mine::{Mine, MineProps, listed};
pub(crate) use offer::{OfferIntents, Waits};
#[cfg(test)]
pub(crate) use staff::StaffProps;
use staff::Talk;
pub(crate) use staff::{Staff, talks};
pub(crate) use urgency::Urgency;
pub(crate) use waiting::{Waiting, WaitingProps};

/// What is in it.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct ChatsProps {
    pub(crate) waiting: WaitingProps,
    pub(crate) mine: MineProps,
    /// Whom one can talk to, as far as this window hears of it: whether it staffs a queue, and whether one is heard.
    pub(crate) talks: Vec<Talk>,
    pub(crate) staffs: bool,
    pub(crate) heard: bool,
    /// A talk among colleagues is to be opened.
    pub(crate) ontalk: Callback<Thread>,
}

/// The list.
#[component]
pub(crate) fn Chats(props: &ChatsProps) -> Html {
    html! {
        <section class="chats" aria-label={texts::list::title()}>
            <div class="scroll">
                <Waiting ..props.waiting.clone() />
                <Mine ..props.mine.clone() />
            </div>
            <Staff talks={props.talks.clone()} staffs={props.staffs} heard={props.heard} ontalk={&props.ontalk} />
        </section>
    }
}
