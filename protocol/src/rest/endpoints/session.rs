//! Signing in and out.

use super::declare::endpoints;
use crate::rest::{PROOF_BYTES_MAX, PasswordProof, SIGN_IN_BYTES_MAX, Session, SignIn};

endpoints! {
    /// Signs in. The answer brings the session's cookie.
    PostSession {} ? {}
        Post "session",
        who: Anybody, from: Ours,
        body: SignIn = Json(SIGN_IN_BYTES_MAX),
        answer: Session = Json,
        problems: [WrongCredentials, SecondFactorNeeded, TooMany];

    /// Who is signed in, and for what.
    GetSession {} ? {}
        Get "session",
        who: Holder, from: Unread,
        body: () = Nothing,
        answer: Session = Json,
        problems: [];

    /// Shows that it is who has signed in. For ten minutes they may do what lets somebody in: make an administrator, give a way
    /// to somebody's password, vouch for a key.
    PutProof {} ? {}
        Put "session/proof",
        who: Holder, from: Ours,
        body: PasswordProof = Json(PROOF_BYTES_MAX),
        answer: () = Done,
        problems: [WrongCredentials, SecondFactorNeeded, TooMany, PasswordsOff];

    /// Signs out: the session has ended, if there was one.
    DeleteSession {} ? {}
        Delete "session",
        who: Anybody, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];
}
