//! Calling a webhook: what the archive has to tell is posted to somebody else's program.

use hushdesk_archive::{Answered, Call};
use worker::{Headers, Method, Request, RequestInit, RequestRedirect, Result};

use crate::patience;

/// Makes a call. What is in an answer but its status is not looked at, and where it leads is not followed: an address that was
/// written down by an administrator is where things go, and nowhere else.
pub(crate) async fn make(call: &Call) -> Answered {
    Answered(post(call).await.ok())
}

async fn post(call: &Call) -> Result<u16> {
    Ok(patience::fetch(request(call)?).await?.status_code())
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
