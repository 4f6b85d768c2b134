//! The chats that wait for somebody.

use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_web::session::desk::OfferView;
use yew::prelude::*;

use super::offer::OfferCard;
use super::regions::Region;
use super::window::use_now;
use crate::texts;

/// What waits, and what the operator does about it.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct WaitingProps {
    /// The offers, the longest waiting first.
    pub(crate) offers: Vec<(QueueTitle, OfferView)>,
    /// How many of them wait for somebody.
    pub(crate) waiting: usize,
    /// The queues have not all answered yet.
    pub(crate) connecting: bool,
    /// The operator wants a chat.
    pub(crate) onclaim: Callback<ChatId>,
    /// The operator does not want to see an offer any more.
    pub(crate) ondismiss: Callback<ChatId>,
}

/// The region of the waiting chats.
#[component]
pub(crate) fn Waiting(props: &WaitingProps) -> Html {
    let now = use_now();
    html! {
        <section id={Region::Waiting.id()} class="region waiting" tabindex="-1" aria-labelledby="waiting-title">
            <header>
                <h2 id="waiting-title">{ texts::WAITING }</h2>
                <span class={classes!("count", (props.waiting > 0).then_some("some"))}>{ props.waiting }</span>
            </header>
            if props.offers.is_empty() && props.connecting {
                <div class="empty"><p>{ texts::CONNECTING }</p></div>
            } else if props.offers.is_empty() {
                <div class="empty">
                    <p>{ texts::NOBODY_WAITS }</p>
                    <p>{ texts::NOBODY_WAITS_MORE }</p>
                </div>
            } else {
                <ul class="plain">
                    for (queue, offer) in &props.offers {
                        <OfferCard key={offer.offer.chat.as_str()} queue={queue.title.clone()} offer={offer.clone()}
                            {now} onclaim={&props.onclaim} ondismiss={&props.ondismiss} />
                    }
                </ul>
            }
        </section>
    }
}
