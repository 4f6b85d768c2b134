//! Who can read along, in a word, with a sentence and the key behind it.

use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::Fingerprint;
use hushdesk_web::components::{anew, badge, fingerprint_text};
use hushdesk_web::session::guest_session::{GuestStanding, Trust};
use hushdesk_web::tone::Tone;
use yew::prelude::*;

use crate::catalogue::texts;

/// What can be said of a chat.
struct Words<'a> {
    tone: Tone,
    word: &'static str,
    more: String,
    key: Option<&'a Fingerprint>,
}

/// The word, and the rest on demand.
pub(super) fn trust(kind: ChatKind, standing: &GuestStanding) -> Html {
    let Some(words) = words(kind, standing) else {
        return Html::default();
    };
    html! {
        <details class="trust">
            <summary>{ badge(words.tone, anew(&words.word.into())) }</summary>
            <p>{ anew(&words.more.into()) }</p>
            { words.key.map(key) }
        </details>
    }
}

/// A key, to be compared with what the library says.
pub(super) fn key(key: &Fingerprint) -> Html {
    html! { <p>{ texts().key }{ " " }{ fingerprint_text(key) }</p> }
}

fn words(kind: ChatKind, standing: &GuestStanding) -> Option<Words<'_>> {
    match (kind, standing) {
        (
            _,
            GuestStanding::Talking { trust, .. }
            | GuestStanding::Passing {
                trust: Some(trust), ..
            },
        ) => Some(with(trust)),
        (_, GuestStanding::Doubtful { fingerprint, .. }) => Some(unverified(fingerprint)),
        (ChatKind::Open, _) => Some(readable()),
        (ChatKind::Sealed, _) => None,
    }
}

fn with(trust: &Trust) -> Words<'_> {
    match trust {
        Trust::Verified { name } => Words {
            tone: Tone::Good,
            word: texts().verified,
            more: name.as_ref().map_or_else(
                || texts().verified_unnamed.to_owned(),
                texts().verified_more,
            ),
            key: None,
        },
        Trust::Unverified { fingerprint } => unverified(fingerprint),
        Trust::Readable => readable(),
    }
}

fn unverified(fingerprint: &Fingerprint) -> Words<'_> {
    Words {
        tone: Tone::Warn,
        word: texts().unverified,
        more: texts().unverified_more.to_owned(),
        key: Some(fingerprint),
    }
}

fn readable<'a>() -> Words<'a> {
    Words {
        tone: Tone::Warn,
        word: texts().readable,
        more: texts().readable_more.to_owned(),
        key: None,
    }
}
