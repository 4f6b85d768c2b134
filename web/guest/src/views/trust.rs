//! Who can read along, in a word, with a sentence and the key behind it.

use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::Fingerprint;
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
    key: Option<&'a Fingerprint>,
}

/// The word, and the rest on demand.
pub(super) fn trust(kind: ChatKind, standing: &GuestStanding) -> Option<Element<Deed>> {
    let words = words(kind, standing)?;
    let trust = element("details")
        .class("trust")
        .with(element("summary").with(badge(words.tone, words.word)))
        .with(element("p").with(words.more))
        .with(words.key.map(key));
    Some(trust)
}

/// A key, to be compared with what the library says.
pub(super) fn key(key: &Fingerprint) -> Element<Deed> {
    let digits = element("span").class("fingerprint").has("dir", "ltr");
    element("p")
        .with(texts().key)
        .with(" ")
        .with(digits.with(spelling::fingerprint(key)))
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
            key: Some(fingerprint),
        }),
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
