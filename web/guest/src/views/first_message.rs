//! Before the chat: what is promised, and the first message.

use hushdesk_protocol::rest::{Sealing, Snippet, UnverifiedOperator};
use hushdesk_web::components::notice;
use hushdesk_web::tone::Tone;
use yew::prelude::*;

use super::composer::Composer;
use crate::catalogue::texts;
use crate::widget::{Draft, GuestAction};

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
pub(super) fn first_message(
    snippet: &Snippet,
    draft: &Draft,
    keeps: bool,
    act: &Callback<GuestAction>,
) -> Html {
    let promise = Promise::of(&snippet.sealing);
    let (tone, word, words) = promise.words();
    let can_begin = !matches!(promise, Promise::Nobody);
    let promised = html! {
        <>
            if let Some(word) = word {
                <p><strong>{ word }</strong></p>
            }
            <p>{ words }</p>
        </>
    };
    html! {
        <main class="beginning">
            <div class="asking" tabindex="-1">
                <h2><bdi>{ &snippet.queue_title }</bdi></h2>
                { notice(tone, promised) }
                if can_begin && !snippet.staffed {
                    { notice(Tone::Plain, texts().nobody_there.into()) }
                }
                if can_begin && !keeps {
                    { notice(Tone::Plain, texts().keeps_nothing.into()) }
                }
            </div>
            if can_begin {
                <Composer label={texts().first_message} send={texts().begin} draft={draft.clone()} {act} />
            }
        </main>
    }
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
