//! The desk while no conversation is open.

use hushdesk_protocol::frames::Status;
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::regions::Region;
use crate::components::{Button, Icon, keys};
use crate::frame::Overlay;

/// For which queues one is there.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct QuietDeskProps {
    /// Their titles.
    pub(super) queues: Vec<String>,
    /// How the operator is; none if no queue is staffed.
    pub(super) status: Option<Status>,
    /// Something is to be shown over the page.
    pub(super) onshow: Callback<Overlay>,
}

/// What one waits for, and the keys worth knowing.
#[component]
pub(super) fn QuietDesk(props: &QuietDeskProps) -> Html {
    let queues = props.queues.join(", ");
    let sentence = match props.status {
        Some(status) if status.takes_chats() => texts::quiet::available(&queues),
        Some(_) => texts::quiet::away().to_owned(),
        None => texts::quiet::off_duty().to_owned(),
    };
    html! {
        <section id={Region::Conversation.id()} class="quiet-desk" tabindex="-1" aria-label={texts::quiet::label()}>
            <span class="art">{ Icon::Inbox.draw() }</span>
            <h2>{ texts::quiet::title() }</h2>
            <p>{ sentence }</p>
            <Button icon={Icon::Ear} onclick={props.onshow.reform(|()| Overlay::Alerts)}>{ texts::alerts::open() }</Button>
            <dl>
                for (pressed, effect) in first() {
                    <dt>{ keys(pressed) }</dt><dd>{ effect }</dd>
                }
            </dl>
        </section>
    }
}

/// The keys worth knowing first, and what they do.
fn first() -> [(&'static [&'static str], &'static str); 4] {
    [
        (&["Ctrl", "K"], texts::shortcuts::find()),
        (&["Alt", "N"], texts::shortcuts::claim()),
        (&["F6"], texts::shortcuts::region_after()),
        (&["?"], texts::shortcuts::help()),
    ]
}
