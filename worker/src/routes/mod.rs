//! What answers each address. The list of endpoints is the protocol's; here stands what each does.

mod history;
mod pages;
mod queues;
mod session;
mod setup;
mod skins;
mod snippets;
mod sockets;

use hushdesk_protocol::rest::{API, Endpoint, Route};
use worker::Response;

use crate::call::Call;
use crate::guard;
use crate::problem::Problem;
use crate::reply::Reply;

/// An endpoint, as the Worker answers it.
trait Serve: Endpoint {
    /// Does what is asked. The guard has let the request through.
    async fn serve(self, call: &Call, body: Self::Body) -> Result<Reply<Self::Answer>, Problem>;
}

/// Answers a request.
pub(crate) async fn answer(mut call: Call) -> worker::Result<Response> {
    let path = call.path();
    let answer = match path.strip_prefix(API) {
        Some(address) => api(&mut call, address).await,
        None if path.starts_with("/api/") => Err(Problem::NotFound("address")),
        None => pages::show(&call, &path).await,
    };
    answer.or_else(Problem::into_response)
}

async fn api(call: &mut Call, address: &str) -> Result<Response, Problem> {
    guard::must_be_encrypted(call)?;
    let address = address.strip_prefix('/').unwrap_or_default();
    let route = Route::find(call.method().as_ref(), address, &call.query()?)?;
    match route {
        Route::PostSession(it) => serve(call, it).await,
        Route::GetSession(it) => serve(call, it).await,
        Route::DeleteSession(it) => serve(call, it).await,
        Route::GetSnippet(it) => serve(call, it).await,
        Route::PostSetup(it) => serve(call, it).await,
        Route::GetQueues(it) => serve(call, it).await,
        Route::GetSkins(it) => serve(call, it).await,
        Route::GetQueueSettings(it) => serve(call, it).await,
        Route::PutQueueSettings(it) => serve(call, it).await,
        Route::GetHistory(it) => serve(call, it).await,
        Route::GetHistoryChat(it) => serve(call, it).await,
        Route::GetStatistics(it) => serve(call, it).await,
        Route::GetGuestSocket(it) => serve(call, it).await,
        Route::GetDeskSocket(it) => serve(call, it).await,
    }
}

async fn serve<E: Serve>(call: &mut Call, endpoint: E) -> Result<Response, Problem> {
    guard::admit(call, &E::DESCRIPTION)?;
    let body = call.body(&E::DESCRIPTION).await?;
    let reply = endpoint.serve(call, body).await?;
    reply.into_response(&E::DESCRIPTION)
}
