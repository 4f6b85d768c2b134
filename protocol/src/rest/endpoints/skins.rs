//! How chats look, whether they are sealed, and for which keys.

use super::declare::endpoints;
use crate::ids::SkinName;
use crate::rest::{
    Cursor, PROFILE_BYTES_MAX, Page, SKIN_BYTES_MAX, Skin, SkinCopy, SkinDraft, SkinListing,
    SkinSettings,
};

endpoints! {
    /// All skins, by name, to know how guests' browsers will take a key.
    GetSkins {} ? { after: Cursor }
        Get "skins",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: Page<SkinListing> = Json,
        problems: [];

    /// Makes a skin. A sealed one has the keys of the organisation, unless it says otherwise.
    PostSkin {} ? {}
        Post "skins",
        who: Administrator, from: Ours,
        body: SkinDraft = Json(SKIN_BYTES_MAX),
        answer: () = Created,
        problems: [ProofNeeded, Conflict, Full];

    /// A skin.
    GetSkin { skin: SkinName } ? {}
        Get "skins/{skin}",
        who: Administrator, from: Unread,
        body: () = Nothing,
        answer: Skin = JsonOfVersion,
        problems: [];

    /// Sets a skin. It holds from the next time that a widget asks for its snippet.
    PutSkin { skin: SkinName } ? {}
        Put "skins/{skin}",
        who: Administrator, from: Ours,
        body: SkinSettings = JsonOfVersion(SKIN_BYTES_MAX),
        answer: () = DoneToVersion,
        problems: [ProofNeeded];

    /// Makes another skin like this one.
    PostSkinCopy { skin: SkinName } ? {}
        Post "skins/{skin}/copy",
        who: Administrator, from: Ours,
        body: SkinCopy = Json(PROFILE_BYTES_MAX),
        answer: () = Created,
        problems: [Conflict, Full];

    /// Removes a skin, if no snippet wears it.
    DeleteSkin { skin: SkinName } ? {}
        Delete "skins/{skin}",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [InUse];
}
