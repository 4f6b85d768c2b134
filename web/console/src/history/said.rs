//! What stands in the place of what was said. Of a sealed chat that is why there is nothing, and who had it; of an open one,
//! what became of its text.

use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::rest::ChatRow;
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::known::Known;
use crate::components::{Card, Empty, Icon};

/// The region of a chat's page.
pub(super) fn said(chat: &ChatRow, known: &Known) -> Html {
    let (icon, title, text) = match chat.kind {
        ChatKind::Sealed => (
            Icon::Lock,
            texts::history::sealed_title(),
            sealed(chat, known),
        ),
        ChatKind::Open => (Icon::Open, texts::history::open_title(), open(chat, known)),
    };
    html! {
        <Card title={texts::history::said()}>
            <Empty {icon} {title} {text} />
        </Card>
    }
}

/// Why there is no text, and who can have it.
fn sealed(chat: &ChatRow, known: &Known) -> String {
    let operators = known.persons(&chat.operators);
    match (chat.claimed, chat.ended) {
        (Some(_), Some(_)) => texts::history::sealed_over(&operators),
        (Some(_), None) => texts::history::sealed_runs(&operators),
        (None, Some(_)) => texts::history::sealed_unanswered().to_owned(),
        (None, None) => texts::history::sealed_waits().to_owned(),
    }
}

/// Where its text is, or that it is gone.
fn open(chat: &ChatRow, known: &Known) -> String {
    let operators = known.persons(&chat.operators);
    match (chat.claimed, chat.ended) {
        (_, Some(_)) => texts::history::open_over().to_owned(),
        (Some(_), None) => texts::history::open_runs(&operators),
        (None, None) => texts::history::open_waits().to_owned(),
    }
}
