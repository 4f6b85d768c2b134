//! The Worker's addresses and what answers each.

mod pages;
mod queues;
mod session;
mod setup;
mod skins;
mod snippets;
mod sockets;

use worker::{Method, Response};

use crate::call::Call;
use crate::problem::Problem;
use crate::same_origin::is_change;
use crate::security_headers;
use crate::site::Way;

/// Answers a request.
pub(crate) async fn answer(mut call: Call) -> worker::Result<Response> {
    let path = call.path();
    let segments: Vec<_> = path.split('/').skip(1).collect();
    let answer = match segments.as_slice() {
        ["api", address @ ..] => api(&mut call, address).await,
        page => pages::show(&call, page).await,
    };
    answer.or_else(Problem::into_response)
}

/// The API takes nothing in the clear: a password or a cookie would have been read by then.
async fn api(call: &mut Call, address: &[&str]) -> Result<Response, Problem> {
    if call.site.way == Way::Plain {
        return Err(Problem::Forbidden("over plain HTTP; use https"));
    }
    let response = route(call, address).await?;
    if response.status_code() != 101 {
        security_headers::set(response.headers())?;
    }
    Ok(response)
}

async fn route(call: &mut Call, address: &[&str]) -> Result<Response, Problem> {
    let method = call.method();
    if is_change(&method) {
        call.must_be_ours()?;
    }
    match (method, address) {
        (Method::Post, ["session"]) => session::sign_in(call).await,
        (Method::Get, ["session"]) => session::show(call).await,
        (Method::Delete, ["session"]) => session::sign_out(call).await,
        (Method::Post, ["setup"]) => setup::set_up(call).await,
        (Method::Get, ["snippets", snippet]) => snippets::show(call, snippet).await,
        (Method::Get, ["skins"]) => skins::list(call).await,
        (Method::Get, ["queues"]) => queues::list(call).await,
        (Method::Get, ["queues", queue, "settings"]) => queues::show_settings(call, queue).await,
        (Method::Put, ["queues", queue, "settings"]) => queues::set(call, queue).await,
        (Method::Get, ["queues", queue, "guest"]) => sockets::guest(call, queue).await,
        (Method::Get, ["queues", queue, "desk"]) => sockets::desk(call, queue).await,
        _ => Err(Problem::NotFound("address")),
    }
}

/// A name out of an address.
fn name<T: TryFrom<String, Error: std::fmt::Display>>(text: &str) -> Result<T, Problem> {
    T::try_from(text.to_owned())
        .map_err(|error| Problem::Malformed(format!("in its address, {error}")))
}
