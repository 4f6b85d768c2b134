//! Signing in and out. The session itself is a cookie that scripts do not see.

use hushdesk_protocol::rest::{ProblemCode, Session, SignIn};

use super::{Trouble, call};

const ADDRESS: &str = "/api/session";

/// Who is signed in; nobody is no trouble.
pub async fn session() -> Result<Option<Session>, Trouble> {
    match call("GET", ADDRESS, None).await {
        Ok(answer) => answer.read().map(Some),
        Err(Trouble::Refused(problem)) if problem.code == ProblemCode::SignedOut => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

/// Signs in.
pub async fn sign_in(who: &SignIn) -> Result<Session, Trouble> {
    let body = serde_json::to_string(who).map_err(|_| Trouble::Unreachable)?;
    call("POST", ADDRESS, Some(&body)).await?.read()
}

/// Signs out: the cookie is worth nothing afterwards.
pub async fn sign_out() -> Result<(), Trouble> {
    call("DELETE", ADDRESS, None).await.map(drop)
}
