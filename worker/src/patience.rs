//! Waiting for others: so long, and no longer.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use worker::{AbortController, Delay, Error, Fetch, Request, Response, Result};

/// For how long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Asks somebody else's program. Whoever does not begin to answer for a while is waited for no longer.
pub(crate) async fn fetch(request: Request) -> Result<Response> {
    let controller = AbortController::default();
    let signal = controller.signal();
    let fetch = Fetch::Request(request);
    let answer = pin!(fetch.send_with_signal(&signal));
    match select(answer, pin!(Delay::from(PATIENCE))).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => {
            controller.abort();
            Err(Error::RustError("nobody answered".to_owned()))
        }
    }
}
