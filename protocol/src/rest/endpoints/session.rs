//! Signing in and out.

use super::declare::endpoints;
use crate::rest::{SIGN_IN_BYTES_MAX, Session, SignIn};

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

    /// Signs out: the session has ended, if there was one.
    DeleteSession {} ? {}
        Delete "session",
        who: Anybody, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];
}
