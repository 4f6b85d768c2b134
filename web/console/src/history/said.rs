//! What was said in a chat, or what stands in the place of that: of a sealed one, why there is nothing, and who had it.

use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::rest::ChatRow;
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::known::Known;
use super::transcript::ChatTranscript;
use crate::components::{Card, Empty, Icon};

/// The region of a chat's page.
pub(super) fn said(chat: &ChatRow, known: &Known) -> Html {
    html! {
        <Card title={texts::history::said()}>{ content(chat, known) }</Card>
    }
}

fn content(chat: &ChatRow, known: &Known) -> Html {
    let is_begun = chat.claimed.is_some() || chat.ended.is_some();
    match chat.kind {
        ChatKind::Sealed => html! {
            <Empty icon={Icon::Lock} title={texts::history::sealed_title()} text={sealed(chat, known)} />
        },
        ChatKind::Open if is_begun => {
            html! { <ChatTranscript chat={chat.clone()} known={known.clone()} /> }
        }
        ChatKind::Open => html! {
            <Empty icon={Icon::Open} title={texts::history::open_title()} text={texts::history::open_waits()} />
        },
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
