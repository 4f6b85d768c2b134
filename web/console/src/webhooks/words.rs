//! What events are called, and what has become of what one was told.

use hushdesk_protocol::rest::{WebhookDelivery, WebhookEvent, WebhookState};
use hushdesk_texts::console as texts;
use yew::prelude::*;

use crate::components::{Badge, Icon, Meaning};

/// What an event is called.
pub(super) fn event(event: WebhookEvent) -> &'static str {
    match event {
        WebhookEvent::ChatOpened => texts::webhooks::chat_opened(),
        WebhookEvent::ChatWaiting => texts::webhooks::chat_waiting(),
        WebhookEvent::ChatClaimed => texts::webhooks::chat_claimed(),
        WebhookEvent::ChatEnded => texts::webhooks::chat_ended(),
        WebhookEvent::MessageLeft => texts::webhooks::message_left(),
        WebhookEvent::QueueUnstaffed => texts::webhooks::queue_unstaffed(),
    }
}

/// Of what something told, or that it was a test.
pub(super) fn told(delivery: &WebhookDelivery) -> &'static str {
    delivery.event.map_or_else(texts::webhooks::a_test, event)
}

/// What has become of it, with what was answered if that is no success.
pub(super) fn outcome(delivery: &WebhookDelivery) -> Html {
    let (meaning, icon, says) = match delivery.state {
        WebhookState::Waiting if delivery.tries < 2 => {
            (Meaning::Plain, Icon::Clock, texts::webhooks::on_its_way())
        }
        WebhookState::Waiting => (Meaning::Warn, Icon::Refresh, texts::webhooks::tried_again()),
        WebhookState::Sent => (Meaning::Good, Icon::Check, texts::webhooks::taken()),
        WebhookState::Failed => (Meaning::Bad, Icon::Alert, texts::webhooks::given_up()),
        WebhookState::Withdrawn => (Meaning::Plain, Icon::Close, texts::webhooks::withdrawn()),
    };
    let answered = match (delivery.state, delivery.status) {
        (WebhookState::Sent | WebhookState::Withdrawn, _) => None,
        (_, Some(status)) => Some(texts::webhooks::answered(&status.to_string())),
        (_, None) if delivery.tries > 0 => Some(texts::webhooks::no_answer().to_owned()),
        (_, None) => None,
    };
    html! {
        <>
            <Badge {meaning} {icon}>{ says }</Badge>
            if let Some(answered) = answered {
                <span class="soft small">{ " " }{ answered }</span>
            }
        </>
    }
}
