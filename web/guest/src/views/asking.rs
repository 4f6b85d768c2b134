//! Before the chat: what is promised, and the first message.

use hushdesk_protocol::rest::{Sealing, Snippet};
use hushdesk_web::tone::Tone;

use super::parts::{name, notice};
use super::writing::writing;
use crate::catalogue::texts;
use crate::dom::{Element, element};
use crate::widget::{Deed, Draft};

/// Who is asked, who can read it, whether anybody is there; then the field for the first message.
pub(super) fn asking(snippet: &Snippet, draft: &Draft) -> Element<Deed> {
    let (tone, word, promise) = match snippet.sealing {
        Sealing::Sealed { .. } => (Tone::Good, texts().sealed, texts().sealed_promise),
        Sealing::Open => (Tone::Warn, texts().readable, texts().open_promise),
    };
    let nobody_there = notice(Tone::Plain).with(texts().nobody_there);
    let about = element("div")
        .class("asking")
        .with(element("h2").with(name(snippet.queue_title.clone())))
        .with(
            notice(tone)
                .with(element("p").with(element("strong").with(word)))
                .with(element("p").with(promise)),
        )
        .with((!snippet.staffed).then_some(nobody_there));
    element("main")
        .key("asking")
        .class("beginning")
        .with(about)
        .with(writing(texts().first_message, texts().begin, draft))
}
