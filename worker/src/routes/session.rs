//! Signing in and out, and who is signed in.

use hushdesk_directory::{CloseSession, FindCredential, FindSession, OpenSession, Opened, Shown};
use hushdesk_edge::random;
use hushdesk_protocol::rest::{DeleteSession, GetSession, PostSession, Session, SignIn};

use super::{Serve, passkeys};
use crate::browser_token::BrowserToken;
use crate::call::Call;
use crate::problem::{Problem, passed};
use crate::reply::Reply;
use crate::session_token::SessionToken;
use crate::{cookie, device, password, recovery_code};

/// The header that gives a cookie.
const SET_COOKIE: &str = "Set-Cookie";

/// An unknown name and a wrong password are told in the same words after the same work.
impl Serve for PostSession {
    async fn serve(self, call: &Call, sign_in: SignIn) -> Result<Reply<Session>, Problem> {
        let SignIn {
            name,
            password: typed,
            code,
            passkey,
        } = sign_in;
        let browser = call.browser().as_ref().map(BrowserToken::hash);
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
            shown: match passkey {
                Some(answer) => Some(Shown::Passkey(Box::new(passkeys::shown(call, answer)))),
                None => code.as_deref().map(recovery_code::shown),
            },
            token: token.hash(),
            device: device::short(&call.header("User-Agent").unwrap_or_default()),
            browser,
            new_browser: new_mark.hash(),
        };
        let opened = passed(directory.ask(&open).await?)?;
        Ok(signed_in(call, opened, &token, new_mark))
    }
}

/// The answer to whoever is signed in by this token, with its cookies. The browser keeps its mark, if it has one of ours.
pub(super) fn signed_in(
    call: &Call,
    opened: Opened,
    token: &SessionToken,
    new_mark: BrowserToken,
) -> Reply<Session> {
    let marked = call.browser().filter(|mark| mark.hash() == opened.browser);
    let mark = marked.unwrap_or(new_mark);
    Reply::of(opened.session)
        .with(SET_COOKIE, cookie::giving(token, &call.site))
        .with(SET_COOKIE, cookie::marking(&mark, &call.site))
}

impl Serve for GetSession {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Session>, Problem> {
        Ok(Reply::of(call.directory()?.ask(&FindSession).await?))
    }
}

/// Without a sign-in there is nothing to do.
impl Serve for DeleteSession {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        if call.token().is_ok() {
            match call.directory()?.ask(&CloseSession).await {
                Ok(()) | Err(Problem::SignedOut) => {}
                Err(problem) => return Err(problem),
            }
        }
        Ok(Reply::of(()).with(SET_COOKIE, cookie::taking(&call.site)))
    }
}
