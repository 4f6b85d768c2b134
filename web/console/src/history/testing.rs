//! For tests: a chat as it is told.

use hushdesk_protocol::frames::{ChatKind, Closer, GuestLabel};
use hushdesk_protocol::ids::{ChatId, Timestamp};
use hushdesk_protocol::rest::{ChatEnd, ChatRow, Rating};

use super::known::Known;

/// Ann's sealed chat at the maps, which her guest ended after five minutes and rated with 4.
pub(super) fn chat() -> ChatRow {
    let started = Timestamp(1_795_773_600_000);
    ChatRow {
        chat: ChatId::from_bytes([7; 16]),
        kind: ChatKind::Sealed,
        guest: GuestLabel("heron-7".to_owned()),
        queue: "maps".parse().unwrap(),
        skin: "blue".parse().unwrap(),
        page: Some("https://library.example/maps".parse().unwrap()),
        address: None,
        started,
        claimed: Some(started.plus(9_000)),
        ended: Some(ChatEnd {
            at: started.plus(309_000),
            by: Closer::Guest,
        }),
        operators: vec!["ann".parse().unwrap()],
        transfers: 2,
        rolled_over: vec![],
        categories: vec!["Loans".parse().unwrap(), "Maps".parse().unwrap()],
        rating: Some(Rating::try_from(4).unwrap()),
    }
}

/// Those who are known by name, and the queue of maps.
pub(super) fn known() -> Known {
    Known {
        sees_all: true,
        people: [("ann".parse().unwrap(), "Ann Lind".to_owned())].into(),
        queues: vec![("maps".parse().unwrap(), "Maps and charts".to_owned())],
    }
}
