//! The keys of the organisation.

use super::declare::endpoints;
use crate::ids::Fingerprint;
use crate::rest::{Cursor, KEY_BYTES_MAX, Key, KeyAcceptance, KeySettings, NewKey, Page};

endpoints! {
    /// The keys of the organisation, by their fingerprints: those that count, those that were proposed, and those that do
    /// not count any more.
    GetKeys {} ? { after: Cursor }
        Get "keys",
        who: Administrator, from: Unread,
        body: () = Nothing,
        answer: Page<Key> = Json,
        problems: [];

    /// Pins a key in all skins that have the organisation's.
    PostKey {} ? {}
        Post "keys",
        who: Administrator, from: Ours,
        body: NewKey = Json(KEY_BYTES_MAX),
        answer: () = Created,
        problems: [ProofNeeded, Conflict, Full];

    /// A key.
    GetKey { fingerprint: Fingerprint } ? {}
        Get "keys/{fingerprint}",
        who: Administrator, from: Unread,
        body: () = Nothing,
        answer: Key = JsonOfVersion,
        problems: [];

    /// Says what a key is called, whose it is, and until when it counts.
    PutKey { fingerprint: Fingerprint } ? {}
        Put "keys/{fingerprint}",
        who: Administrator, from: Ours,
        body: KeySettings = JsonOfVersion(KEY_BYTES_MAX),
        answer: () = DoneToVersion,
        problems: [ProofNeeded, Full];

    /// Pins a key that was proposed.
    PostKeyAcceptance { fingerprint: Fingerprint } ? {}
        Post "keys/{fingerprint}/acceptance",
        who: Administrator, from: Ours,
        body: KeyAcceptance = Json(KEY_BYTES_MAX),
        answer: () = Done,
        problems: [ProofNeeded, Conflict, Full];

    /// Revokes a key, for good: it counts in no skin any more, be the key the skin's own.
    PostKeyRevocation { fingerprint: Fingerprint } ? {}
        Post "keys/{fingerprint}/revocation",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];

    /// Removes a key, and with it its pins.
    DeleteKey { fingerprint: Fingerprint } ? {}
        Delete "keys/{fingerprint}",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];
}
