//! Signing in by passkeys, and the passkeys of whoever is signed in.

use super::declare::endpoints;
use crate::ids::PasskeyId;
use crate::rest::{
    AddedPasskey, NewPasskey, PASSKEY_BYTES_MAX, PASSKEY_LABEL_BYTES_MAX, Page, PasskeyAnswer,
    PasskeyBeginning, PasskeyChallenge, PasskeyLabel, PasskeyListing, Session,
};

endpoints! {
    /// Asks for what a passkey has to sign: to sign in, as a second factor, or to show again who one is.
    PostPasskeyChallenge {} ? {}
        Post "session/passkey-challenge",
        who: Anybody, from: Ours,
        body: () = Nothing,
        answer: PasskeyChallenge = Json,
        problems: [TooMany];

    /// Signs in by a passkey alone. The answer brings the session's cookie.
    PostPasskeySession {} ? {}
        Post "session/passkey",
        who: Anybody, from: Ours,
        body: PasskeyAnswer = Json(PASSKEY_BYTES_MAX),
        answer: Session = Json,
        problems: [WrongCredentials, TooMany];

    /// Shows by a passkey that it is who has signed in, as with `PutProof`. For as long, it counts as their second factor where that
    /// is asked for beside the password.
    PutPasskeyProof {} ? {}
        Put "session/proof/passkey",
        who: Holder, from: Ours,
        body: PasskeyAnswer = Json(PASSKEY_BYTES_MAX),
        answer: () = Done,
        problems: [WrongCredentials, TooMany];

    /// The passkeys of whoever asks.
    GetPasskeys {} ? {}
        Get "profile/passkeys",
        who: Holder, from: Unread,
        body: () = Nothing,
        answer: Page<PasskeyListing> = Json,
        problems: [];

    /// Begins to add a passkey.
    PostPasskeyBeginning {} ? {}
        Post "profile/passkeys/beginning",
        who: Holder, from: Ours,
        body: () = Nothing,
        answer: PasskeyBeginning = Json,
        problems: [ProofNeeded, PasswordsOff, Full];

    /// Adds a passkey that was made after that.
    PostPasskey {} ? {}
        Post "profile/passkeys",
        who: Holder, from: Ours,
        body: NewPasskey = Json(PASSKEY_BYTES_MAX),
        answer: AddedPasskey = Json,
        problems: [WrongCredentials, Conflict, Full, TooMany];

    /// Calls a passkey something else.
    PutPasskey { passkey: PasskeyId } ? {}
        Put "profile/passkeys/{passkey}",
        who: Holder, from: Ours,
        body: PasskeyLabel = Json(PASSKEY_LABEL_BYTES_MAX),
        answer: () = Done,
        problems: [TooMany];

    /// Takes a passkey away. One that is not there is no problem.
    DeletePasskey { passkey: PasskeyId } ? {}
        Delete "profile/passkeys/{passkey}",
        who: Holder, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [ProofNeeded, TooMany];
}
