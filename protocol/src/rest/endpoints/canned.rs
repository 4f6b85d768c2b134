//! Canned messages.

use super::declare::endpoints;
use crate::ids::CannedId;
use crate::rest::{CANNED_BYTES_MAX, CannedChange, CannedMessage, Cursor, NewCanned, Page};

endpoints! {
    /// The canned messages that whoever asks can use or change: their own, those of the organisation, and those of their queues.
    GetCanned {} ? { after: Cursor }
        Get "canned",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: Page<CannedMessage> = Json,
        problems: [];

    /// Makes a canned message: anybody one of their own, managers one of their queue, administrators one of the organisation.
    PostCanned {} ? {}
        Post "canned",
        who: SignedIn, from: Ours,
        body: NewCanned = Json(CANNED_BYTES_MAX),
        answer: () = Created,
        problems: [Full, TooMany];

    /// A canned message, for whoever may change it.
    GetCannedMessage { canned: CannedId } ? {}
        Get "canned/{canned}",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: CannedMessage = JsonOfVersion,
        problems: [];

    /// Changes a canned message.
    PutCanned { canned: CannedId } ? {}
        Put "canned/{canned}",
        who: SignedIn, from: Ours,
        body: CannedChange = JsonOfVersion(CANNED_BYTES_MAX),
        answer: () = DoneToVersion,
        problems: [TooMany];

    /// Removes a canned message.
    DeleteCanned { canned: CannedId } ? {}
        Delete "canned/{canned}",
        who: SignedIn, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [TooMany];
}
