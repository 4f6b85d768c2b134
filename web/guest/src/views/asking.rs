//! Before the chat: what is promised, and the first message.

use hushdesk_protocol::rest::{Sealing, Snippet, UnverifiedOperator};
use hushdesk_web::tone::Tone;

use super::parts::{name, notice};
use super::writing::writing;
use crate::catalogue::texts;
use crate::dom::{Element, element};
use crate::widget::{Deed, Draft};

/// What the library has set up for its chats says of one that has not begun.
enum Promise {
    /// Only who has one of the library's keys gets to read anything.
    Verified,
    /// The guest is asked before anybody without one gets to read anything.
    Asked,
    /// The same, and nobody has one.
    AlwaysAsked,
    /// Nobody ever gets to read anything.
    Nobody,
    /// The service reads along.
    Open,
}

/// Who is asked, who can read it, whether anybody is there; then the field for the first message, if anybody can ever
/// answer it.
pub(super) fn asking(snippet: &Snippet, draft: &Draft, keeps: bool) -> Element<Deed> {
    let promise = Promise::of(&snippet.sealing);
    let (tone, word, words) = promise.words();
    let can_begin = !matches!(promise, Promise::Nobody);
    let warns = |words: &'static str| notice(Tone::Plain).with(words);
    let about = element("div")
        .class("asking")
        .has("tabindex", "-1")
        .refuge()
        .with(element("h2").with(name(snippet.queue_title.clone())))
        .with(
            notice(tone)
                .with(word.map(|word| element("p").with(element("strong").with(word))))
                .with(element("p").with(words)),
        )
        .with((can_begin && !snippet.staffed).then(|| warns(texts().nobody_there)))
        .with((can_begin && !keeps).then(|| warns(texts().keeps_nothing)));
    element("main")
        .key("asking")
        .class("beginning")
        .with(about)
        .with(can_begin.then(|| writing(texts().first_message, texts().begin, draft)))
}

impl Promise {
    fn of(sealing: &Sealing) -> Self {
        match sealing {
            Sealing::Open => Self::Open,
            Sealing::Sealed { pinned, unverified } => match (unverified, pinned.is_empty()) {
                (UnverifiedOperator::Refuse, false) => Self::Verified,
                (UnverifiedOperator::Refuse, true) => Self::Nobody,
                (UnverifiedOperator::Accept, false) => Self::Asked,
                (UnverifiedOperator::Accept, true) => Self::AlwaysAsked,
            },
        }
    }

    /// How it is meant, its word, and what it says.
    fn words(&self) -> (Tone, Option<&'static str>, &'static str) {
        let texts = texts();
        match self {
            Self::Verified => (Tone::Good, Some(texts.sealed), texts.sealed_promise),
            Self::Asked => (Tone::Plain, Some(texts.sealed), texts.asked_promise),
            Self::AlwaysAsked => (Tone::Warn, Some(texts.sealed), texts.always_asked_promise),
            Self::Nobody => (Tone::Bad, None, texts.nobody_promise),
            Self::Open => (Tone::Warn, Some(texts.readable), texts.open_promise),
        }
    }
}
