//! Calling a webhook: what the archive has to tell is posted to somebody else's program.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use hushdesk_archive::{Answered, Call};
use worker::{
    AbortController, Delay, Error, Fetch, Headers, Method, Request, RequestInit, RequestRedirect,
    Result,
};

/// For how long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Makes a call. What is in an answer but its status is not looked at, and where it leads is not followed: an address that was
/// written down by an administrator is where things go, and nowhere else.
pub(crate) async fn make(call: &Call) -> Answered {
    Answered(post(call).await.ok())
}

async fn post(call: &Call) -> Result<u16> {
    let controller = AbortController::default();
    let signal = controller.signal();
    let fetch = Fetch::Request(request(call)?);
    let answer = pin!(fetch.send_with_signal(&signal));
    match select(answer, pin!(Delay::from(PATIENCE))).await {
        Either::Left((answer, _)) => Ok(answer?.status_code()),
        Either::Right(_) => {
            controller.abort();
            Err(Error::RustError("nobody answered".to_owned()))
        }
    }
}

/// The headers are those of Standard Webhooks 1.0.0.
fn request(call: &Call) -> Result<Request> {
    let headers = Headers::new();
    for (name, value) in [
        ("Content-Type", "application/json"),
        ("User-Agent", "Hushdesk"),
        ("webhook-id", &call.id),
        ("webhook-timestamp", &call.seconds.to_string()),
        ("webhook-signature", &call.signature),
    ] {
        headers.set(name, value)?;
    }
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_headers(headers)
        .with_redirect(RequestRedirect::Manual)
        .with_body(Some(call.body.as_str().into()));
    Request::new_with_init(call.address.as_str(), &init)
}
