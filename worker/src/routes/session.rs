//! `/api/session`: signing in and out, and who is signed in.

use hushdesk_edge::random;
use hushdesk_protocol::limits::PASSWORD_BYTES_MAX;
use hushdesk_protocol::rest::SignIn;
use worker::Response;

use crate::browser_token::BrowserToken;
use crate::call::Call;
use crate::cookie;
use crate::password;
use crate::problem::Problem;
use crate::session_token::SessionToken;
use hushdesk_directory::{CloseSession, FindCredential, FindSession, OpenSession};

/// Bytes of a sign-in: a password written in JSON's longest way, six bytes for one, and a name.
const SIGN_IN_BYTES_MAX: usize = PASSWORD_BYTES_MAX * 6 + 256;

/// `POST`: signs in. An unknown name and a wrong password are told in the same words after the same work.
pub(super) async fn sign_in(call: &mut Call) -> Result<Response, Problem> {
    let SignIn {
        name,
        password: typed,
    } = call.json(SIGN_IN_BYTES_MAX).await?;
    let marked = call.browser();
    let browser = marked.as_ref().map(BrowserToken::hash);
    let directory = call.directory()?;
    let find = FindCredential {
        name: name.clone(),
        browser,
    };
    let hash = directory.ask(&find).await?;
    let verified = password::verified(hash, &typed).ok_or(Problem::WrongCredentials)?;
    let token = SessionToken::from_bytes(random::bytes()?);
    let new_mark = BrowserToken::from_bytes(random::bytes()?);
    let open = OpenSession {
        name,
        verified,
        token: token.hash(),
        browser,
        new_browser: new_mark.hash(),
    };
    let opened = directory.ask(&open).await?;
    let response = Response::from_json(&opened.session)?;
    add_cookie(&response, &cookie::giving(&token, &call.site))?;
    let mark = marked.filter(|_| browser == Some(opened.browser));
    let mark = mark.unwrap_or(new_mark);
    add_cookie(&response, &cookie::marking(&mark, &call.site))?;
    Ok(response)
}

/// `GET`: who is signed in.
pub(super) async fn show(call: &Call) -> Result<Response, Problem> {
    let session = call.directory()?.ask(&FindSession).await?;
    Ok(Response::from_json(&session)?)
}

/// `DELETE`: signs out. Without a sign-in there is nothing to do.
pub(super) async fn sign_out(call: &Call) -> Result<Response, Problem> {
    if call.token().is_ok() {
        match call.directory()?.ask(&CloseSession).await {
            Ok(()) | Err(Problem::SignedOut) => {}
            Err(problem) => return Err(problem),
        }
    }
    let response = Response::empty()?.with_status(204);
    add_cookie(&response, &cookie::taking(&call.site))?;
    Ok(response)
}

fn add_cookie(response: &Response, cookie: &str) -> Result<(), Problem> {
    Ok(response.headers().append("Set-Cookie", cookie)?)
}
