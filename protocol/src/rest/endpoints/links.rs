//! Links by which people choose their passwords.

use super::declare::endpoints;
use crate::rest::{LINK_BYTES_MAX, LinkFor, LinkReading, LinkUse};

endpoints! {
    /// What a link is for. It is asked by a body, so that the secret stands in no address.
    PostLinkReading {} ? {}
        Post "links/reading",
        who: Anybody, from: Ours,
        body: LinkReading = Json(LINK_BYTES_MAX),
        answer: LinkFor = Json,
        problems: [LinkOver, TooMany];

    /// Chooses a password by a link, which is over then. All sessions of that name end.
    PostLinkUse {} ? {}
        Post "links/use",
        who: Anybody, from: Ours,
        body: LinkUse = Json(LINK_BYTES_MAX),
        answer: () = Done,
        problems: [LinkOver, TooMany];
}
