//! Who is signed in. The session itself is a cookie that scripts do not see.

use hushdesk_protocol::rest::{GetSession, ProblemCode, Session};

use super::{Trouble, ask};

/// Who is signed in; nobody is no trouble.
///
/// # Errors
///
/// The edge was not reached, or failed.
pub async fn session() -> Result<Option<Session>, Trouble> {
    match ask(&GetSession {}, &()).await {
        Ok(session) => Ok(Some(session)),
        Err(trouble) if trouble.is(ProblemCode::SignedOut) => Ok(None),
        Err(trouble) => Err(trouble),
    }
}
