//! Signing in and out. The session itself is a cookie that scripts do not see.

use gloo_net::http::Request;
use hushdesk_protocol::rest::{ProblemCode, Session, SignIn};

use super::{Trouble, body, call};

const ADDRESS: &str = "/api/session";

/// Who is signed in; nobody is no trouble.
pub async fn session() -> Result<Option<Session>, Trouble> {
    let request = Request::get(ADDRESS)
        .build()
        .map_err(|_| Trouble::Unreachable)?;
    match call(request).await {
        Ok(response) => body(response).await.map(Some),
        Err(Trouble::Refused(problem)) if problem.code == ProblemCode::SignedOut => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

/// Signs in.
pub async fn sign_in(who: &SignIn) -> Result<Session, Trouble> {
    let request = Request::post(ADDRESS)
        .json(who)
        .map_err(|_| Trouble::Unreachable)?;
    body(call(request).await?).await
}

/// Signs out: the cookie is worth nothing afterwards.
pub async fn sign_out() -> Result<(), Trouble> {
    let request = Request::delete(ADDRESS)
        .build()
        .map_err(|_| Trouble::Unreachable)?;
    call(request).await.map(drop)
}
