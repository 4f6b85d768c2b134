//! The addresses at which operators' own programs come in: polls at `/http-bind` (XEP-0206), a socket at `/xmpp-websocket`
//! (RFC 7395). They are none of the API: who asks shows in what is said. Each session has an object of its own.

use hushdesk_directory::{Count, Counted};
use hushdesk_edge::random;
use hushdesk_xmpp::bosh::{BODY_BYTES_MAX, Program, Request, failed, lost, malformed, too_many};
use hushdesk_xmpp::websocket::SUBPROTOCOL;
use worker::{Headers, Method, Response, console_error};

use crate::call::Call;
use crate::problem::Problem;
use crate::site::Way;
use crate::xmpp_client::{Visit, XmppClient};

/// Where polls come.
pub(super) const POLLS: &str = "/http-bind";

/// Where sockets are opened.
pub(super) const SOCKETS: &str = "/xmpp-websocket";

/// Bytes of the id of a session: nobody guesses 128 random bits.
const SID_BYTES: usize = 16;

/// Answers a poll. Whoever polls reads nothing but the body of the answer, so every answer has one of theirs, also when something
/// has failed (XEP-0124, section 17.2).
pub(super) async fn poll(call: &mut Call) -> Result<Response, Problem> {
    if call.method() == Method::Options {
        return preflight();
    }
    let agent = call.header("User-Agent").unwrap_or_default();
    let program = Program::of(&agent);
    let answered = polled(call, agent).await;
    answer(answered.unwrap_or_else(|problem| {
        if matches!(problem, Problem::TooMany(_)) {
            return too_many(program);
        }
        console_error!("xmpp: a poll was not answered: {problem:?}");
        failed(program)
    }))
}

async fn polled(call: &mut Call, agent: String) -> Result<String, Problem> {
    let program = Program::of(&agent);
    let length = call.header("Content-Length");
    let length = length.and_then(|it| it.parse::<usize>().ok());
    let fits = length.is_some_and(|length| length <= BODY_BYTES_MAX);
    if call.method() != Method::Post || call.site.way == Way::Plain || !fits {
        return Ok(malformed(program));
    }
    let body = call.text().await?;
    let Ok(request) = Request::read(&body, &agent) else {
        return Ok(malformed(program));
    };
    let sid = match request.sid {
        Some(sid) if is_sid(&sid) => sid,
        Some(_) => return Ok(lost(program)),
        None => new_sid(call).await?,
    };
    let visit = Visit::of(call, agent)?;
    XmppClient::of(call, &sid)?.poll(&visit, &body).await
}

/// Opens a socket.
pub(super) async fn socket(call: &Call) -> Result<Response, Problem> {
    call.must_be_upgrade()?;
    if call.site.way == Way::Plain {
        return Err(Problem::Forbidden("over plain HTTP; use https"));
    }
    let offered = call.header("Sec-WebSocket-Protocol").unwrap_or_default();
    if !offered.split(',').any(|it| it.trim() == SUBPROTOCOL) {
        let only = "this address speaks the subprotocol \"xmpp\" only";
        return Err(Problem::Malformed(only.to_owned()));
    }
    let agent = call.header("User-Agent").unwrap_or_default();
    let visit = Visit::of(call, agent)?;
    let sid = new_sid(call).await?;
    XmppClient::of(call, &sid)?.socket(&visit).await
}

/// Of a session that begins, which is counted.
async fn new_sid(call: &Call) -> Result<String, Problem> {
    call.directory()?.ask(&Count(Counted::Program)).await?;
    let bytes = random::bytes::<SID_BYTES>()?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn is_sid(text: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.len() == 2 * SID_BYTES && text.bytes().all(is_digit)
}

/// In one piece, with its length: libpurple takes nothing else.
fn answer(body: String) -> Result<Response, Problem> {
    let response = Response::ok(body)?;
    let headers = response.headers();
    headers.set("Content-Type", "text/xml; charset=utf-8")?;
    headers.set("Content-Encoding", "identity")?;
    headers.set("Cache-Control", "no-store")?;
    headers.set("X-Content-Type-Options", "nosniff")?;
    may_be_read(headers)?;
    Ok(response)
}

/// A page of any site may ask (XEP-0206, section 8): no cookie is looked at.
fn may_be_read(headers: &Headers) -> Result<(), Problem> {
    headers.set("Access-Control-Allow-Origin", "*")?;
    Ok(())
}

fn preflight() -> Result<Response, Problem> {
    let response = Response::empty()?;
    let headers = response.headers();
    may_be_read(headers)?;
    headers.set("Access-Control-Allow-Methods", "POST, OPTIONS")?;
    headers.set("Access-Control-Allow-Headers", "Content-Type")?;
    headers.set("Access-Control-Max-Age", "86400")?;
    Ok(response)
}
