//! Who can read along, in a word, with a sentence and the key behind it.

use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::{Fingerprint, OperatorName};
use hushdesk_web::components::{Badge, FingerprintText, Tone};
use hushdesk_web::session::guest_session::{GuestStanding, Trust};
use yew::prelude::*;

use crate::catalogue::texts;

#[derive(Debug, Properties, PartialEq)]
pub(crate) struct TrustLineProps {
    /// Sealed or open.
    pub(crate) kind: ChatKind,
    /// Where the chat stands.
    pub(crate) standing: GuestStanding,
}

/// What can be said of a chat.
struct Words {
    tone: Tone,
    word: &'static str,
    more: String,
    key: Option<(OperatorName, Fingerprint)>,
}

/// The word, and the rest on demand.
#[component]
pub(crate) fn TrustLine(props: &TrustLineProps) -> Html {
    let Some(words) = words(props.kind, &props.standing) else {
        return Html::default();
    };
    html! {
        <details class="trust">
            <summary><Badge tone={words.tone}>{ words.word }</Badge></summary>
            <p>{ words.more }</p>
            if let Some((operator, fingerprint)) = words.key {
                <p>{ (texts().key_of)(&operator) }{ " " }<FingerprintText {fingerprint} /></p>
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
