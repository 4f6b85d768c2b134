//! Who can read along, in a word, with a sentence and the key behind it.

use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::guest_session::{GuestStanding, Trust};
use hushdesk_web::spelling;
use hushdesk_web::tone::Tone;

use super::parts::badge;
use crate::catalogue::texts;
use crate::dom::{Element, element};
use crate::widget::Deed;

/// What can be said of a chat.
struct Words<'a> {
    tone: Tone,
    word: &'static str,
    more: String,
    key: Option<(&'a DisplayName, &'a Fingerprint)>,
}

/// The word, and the rest on demand.
pub(super) fn trust(kind: ChatKind, standing: &GuestStanding) -> Option<Element<Deed>> {
    let words = words(kind, standing)?;
    let key = words.key.map(|(operator, key)| {
        let digits = element("span").class("fingerprint").has("dir", "ltr");
        element("p")
            .with((texts().key_of)(operator))
            .with(" ")
            .with(digits.with(spelling::fingerprint(key)))
    });
    let trust = element("details")
        .class("trust")
        .with(element("summary").with(badge(words.tone, words.word)))
        .with(element("p").with(words.more))
        .with(key);
    Some(trust)
}

fn words(kind: ChatKind, standing: &GuestStanding) -> Option<Words<'_>> {
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
            key: Some((operator, fingerprint)),
        }),
        (ChatKind::Open, _) => Some(readable()),
        (ChatKind::Sealed, _) => None,
    }
}

fn with<'a>(operator: &'a DisplayName, trust: &'a Trust) -> Words<'a> {
    match trust {
        Trust::Verified { .. } => Words {
            tone: Tone::Good,
            word: texts().verified,
            more: (texts().verified_more)(operator),
            key: None,
        },
        Trust::Unverified { fingerprint } => Words {
            tone: Tone::Warn,
            word: texts().unverified,
            more: (texts().unverified_more)(operator),
            key: Some((operator, fingerprint)),
        },
        Trust::Readable => readable(),
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
