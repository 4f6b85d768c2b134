//! Signing in at the organisation's identity provider, and how that is set.

use super::declare::endpoints;
use crate::ids::OperatorName;
use crate::rest::{
    PROVIDER_BEGINNING_BYTES_MAX, PROVIDER_BYTES_MAX, PROVIDER_RETURN_BYTES_MAX, Provider,
    ProviderAddress, ProviderBeginning, ProviderChange, ProviderReturn, ProviderReturned, WaysIn,
};

endpoints! {
    /// How one can sign in.
    GetWaysIn {} ? {}
        Get "session/ways",
        who: Anybody, from: Unread,
        body: () = Nothing,
        answer: WaysIn = Json,
        problems: [];

    /// Begins to sign in at the identity provider, or to show again that it is them: tells where to go, and brings a cookie for
    /// the way back.
    PostProviderSignIn {} ? {}
        Post "session/provider",
        who: Anybody, from: Ours,
        body: ProviderBeginning = Json(PROVIDER_BEGINNING_BYTES_MAX),
        answer: ProviderAddress = Json,
        problems: [ProviderFailed, TooMany];

    /// Signs in whoever comes back from the identity provider, or notes that they have shown who they are. The answer brings the
    /// session's cookie.
    PostProviderReturn {} ? {}
        Post "session/provider/return",
        who: Anybody, from: Ours,
        body: ProviderReturn = Json(PROVIDER_RETURN_BYTES_MAX),
        answer: ProviderReturned = Json,
        problems: [SignedOut, ProofNeeded, NotInvited, ProviderRefused, SignInOver, ProviderFailed, TooMany];

    /// How the identity provider is set.
    GetProvider {} ? {}
        Get "organisation/provider",
        who: Administrator, from: Unread,
        body: () = Nothing,
        answer: Provider = JsonOfVersion,
        problems: [];

    /// Sets the identity provider. Whoever signed in at another, or by another client, is signed out; where passwords are switched off,
    /// whoever signed in by one is, too.
    PutProvider {} ? {}
        Put "organisation/provider",
        who: Administrator, from: Ours,
        body: ProviderChange = JsonOfVersion(PROVIDER_BYTES_MAX),
        answer: () = DoneToVersion,
        problems: [ProofNeeded, LastAdministrator, ProviderUntried];

    /// Forgets which account of the identity provider is somebody's. Their sessions end; the next one that names them is theirs.
    DeletePersonProvider { person: OperatorName } ? {}
        Delete "people/{person}/provider",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [ProofNeeded];
}
