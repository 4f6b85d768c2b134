//! Who can read along, in a word, with a sentence and the key behind it.

use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::{Fingerprint, OperatorName};
use hushdesk_web::components::{Tone, badge, fingerprint_text};
use hushdesk_web::session::guest_session::{GuestStanding, Trust};
use yew::prelude::*;

use crate::catalogue::texts;

/// What can be said of a chat.
struct Words {
    tone: Tone,
    word: &'static str,
    more: String,
    key: Option<(OperatorName, Fingerprint)>,
}

/// The word, and the rest on demand.
pub(crate) fn trust_line(kind: ChatKind, standing: &GuestStanding) -> Html {
    let Some(words) = words(kind, standing) else {
        return Html::default();
    };
    html! {
        <details class="trust">
            <summary>{ badge(words.tone, words.word.into()) }</summary>
            <p>{ words.more }</p>
            if let Some((operator, fingerprint)) = words.key {
                <p>{ (texts().key_of)(&operator) }{ " " }{ fingerprint_text(&fingerprint) }</p>
            }
        </details>
    }
}

fn words(kind: ChatKind, standing: &GuestStanding) -> Option<Words> {
    match (kind, standing) {
        (_, GuestStanding::Talking { operator, trust }) => Some(with(operator, trust)),
        (
            _,
            GuestStanding::WrongKey {
                operator,
                fingerprint,
            },
        ) => Some(Words {
            tone: Tone::Bad,
            word: texts().wrong_key,
            more: (texts().wrong_key_more)(operator),
            key: Some((operator.clone(), fingerprint.clone())),
        }),
        (ChatKind::Open, _) => Some(readable()),
        (ChatKind::Sealed, _) => None,
    }
}

fn with(operator: &OperatorName, trust: &Trust) -> Words {
    match trust {
        Trust::Verified => Words {
            tone: Tone::Good,
            word: texts().verified,
            more: (texts().verified_more)(operator),
            key: None,
        },
        Trust::Unverified { fingerprint } => Words {
            tone: Tone::Warn,
            word: texts().unverified,
            more: (texts().unverified_more)(operator),
            key: Some((operator.clone(), fingerprint.clone())),
        },
        Trust::Readable => readable(),
    }
}

fn readable() -> Words {
    Words {
        tone: Tone::Warn,
        word: texts().readable,
        more: texts().readable_more.to_owned(),
        key: None,
    }
}
