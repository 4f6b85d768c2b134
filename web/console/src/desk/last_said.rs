//! What somebody who waits has written last.

use hushdesk_protocol::frames::{Body, Content, Entry, Offer, Party};

/// The last words of the guest, where they may be read: in an open chat.
pub(super) fn last_said(offer: &Offer) -> Option<&str> {
    offer.entries.iter().rev().find_map(said)
}

fn said(entry: &Entry) -> Option<&str> {
    match &entry.content {
        Content::Message {
            from: Party::Guest,
            body: Body::Open { text },
        } => Some(text.as_str()),
        Content::Message { .. }
        | Content::KeyExchange { .. }
        | Content::Claimed { .. }
        | Content::Interrupted { .. }
        | Content::HolderRefused { .. }
        | Content::EarlierAsked { .. }
        | Content::Passing { .. }
        | Content::Kept { .. }
        | Content::Notice { .. }
        | Content::Closed { .. } => None,
    }
}
