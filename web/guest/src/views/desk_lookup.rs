//! Before anything is known of the desk, and when nothing can be.

use hushdesk_protocol::ids::SnippetName;
use hushdesk_web::api::Trouble;
use hushdesk_web::components::{anew, notice};
use hushdesk_web::tone::Tone;
use yew::prelude::*;

use super::button::button;
use crate::catalogue::texts;
use crate::widget::GuestAction;

/// A sentence on what is going on, and a button if that can help.
pub(super) fn desk_lookup(
    tone: Tone,
    told: &AttrValue,
    can_try: bool,
    act: &Callback<GuestAction>,
) -> Html {
    html! {
        <main class="card" tabindex="-1">
            { notice(tone, anew(told)) }
            if can_try {
                { button(None, texts().try_again, act, GuestAction::TryAgain) }
            }
        </main>
    }
}

/// What is looked for, if the page says that, or why it was not found the last time.
pub(super) fn outlook(
    snippet: Option<&SnippetName>,
    trouble: Option<&Trouble>,
) -> (Tone, AttrValue) {
    match (snippet, trouble) {
        (None, _) => (Tone::Bad, texts().no_snippet.into()),
        (Some(_), None) => (Tone::Plain, texts().looking.into()),
        (Some(snippet), Some(trouble)) => why(snippet, trouble),
    }
}

fn why(snippet: &SnippetName, trouble: &Trouble) -> (Tone, AttrValue) {
    match trouble {
        Trouble::Unreachable => (Tone::Warn, texts().unreachable.into()),
        trouble if trouble.is_not_found() => (
            Tone::Bad,
            (texts().unknown_snippet)(snippet.as_str()).into(),
        ),
        Trouble::Refused(_) | Trouble::Unreadable { .. } => (Tone::Warn, texts().failed.into()),
    }
}
