//! How chats look, whether they are sealed, and for which keys.

use super::declare::endpoints;
use crate::ids::SkinName;
use crate::rest::{
    Cursor, PICTURE_BODY_BYTES_MAX, PROFILE_BYTES_MAX, Page, SKIN_BYTES_MAX, Skin, SkinCopy,
    SkinDraft, SkinListing, SkinPicture, SkinSettings,
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

    /// Sets a skin. Widgets in which a chat goes on through it hear that it is another, and take over how it looks.
    PutSkin { skin: SkinName } ? {}
        Put "skins/{skin}",
        who: Administrator, from: Ours,
        body: SkinSettings = JsonOfVersion(SKIN_BYTES_MAX),
        answer: () = DoneToVersion,
        problems: [ProofNeeded];

    /// Gives a skin a picture, in the place of the one it had. It is served at `/pictures/` and the SHA-256 of its bytes.
    PutSkinPicture { skin: SkinName } ? {}
        Put "skins/{skin}/picture",
        who: Administrator, from: Ours,
        body: SkinPicture = Json(PICTURE_BODY_BYTES_MAX),
        answer: () = Done,
        problems: [];

    /// Takes its picture away from a skin. What no skin has any more is forgotten.
    DeleteSkinPicture { skin: SkinName } ? {}
        Delete "skins/{skin}/picture",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];

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
