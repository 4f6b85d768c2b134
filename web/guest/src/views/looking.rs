//! Before anything is known, and when nothing can be.

use hushdesk_protocol::ids::SnippetName;
use hushdesk_web::api::Trouble;
use hushdesk_web::tone::Tone;

use super::parts::{button, notice};
use crate::catalogue::texts;
use crate::dom::{Element, element};
use crate::widget::Deed;

/// A sentence on what is going on, and a button if that can help.
pub(super) fn looking((tone, sentence): (Tone, String), can_try: bool) -> Element<Deed> {
    element("main")
        .key("looking")
        .class("card")
        .has("tabindex", "-1")
        .refuge()
        .with(notice(tone).with(sentence))
        .with(can_try.then(|| button(texts().try_again, Deed::TryAgain)))
}

/// What is looked for, if the page says that, or why it was not found the last time.
pub(super) fn outlook(snippet: Option<&SnippetName>, trouble: Option<&Trouble>) -> (Tone, String) {
    match (snippet, trouble) {
        (None, _) => (Tone::Bad, texts().no_snippet.to_owned()),
        (Some(_), None) => (Tone::Plain, texts().looking.to_owned()),
        (Some(snippet), Some(trouble)) => why(snippet, trouble),
    }
}

fn why(snippet: &SnippetName, trouble: &Trouble) -> (Tone, String) {
    match trouble {
        Trouble::Unreachable => (Tone::Warn, texts().unreachable.to_owned()),
        trouble if trouble.is_not_found() => {
            (Tone::Bad, (texts().unknown_snippet)(snippet.as_str()))
        }
        Trouble::Refused(_) | Trouble::Unreadable { .. } => (Tone::Warn, texts().failed.to_owned()),
    }
}
