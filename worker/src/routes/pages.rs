//! The pages. Files are served before the Worker is asked, but for those by which a browser enters: of these the Worker
//! sees to it that they come encrypted. Everything else that comes here is an address inside the console, which is one
//! page for all of them, or nothing.

use worker::{Method, Response};

use crate::call::Call;
use crate::problem::Problem;
use crate::security_headers;
use crate::site::Way;

/// The binding's name in `wrangler.toml`.
const BINDING: &str = "ASSETS";

/// Leads to another address, for good, by the same method (RFC 9110, section 15.4.9).
const PERMANENT_REDIRECT: u16 = 308;

/// The page at an address, given as the parts of its path.
pub(super) async fn show(call: &Call, page: &[&str]) -> Result<Response, Problem> {
    let is_reading = matches!(call.method(), Method::Get | Method::Head);
    match page {
        _ if !is_reading => Err(Problem::NotFound("page")),
        _ if call.site.way == Way::Plain => encrypted(call),
        ["console" | "widget", ""] => {
            let files = call.env.assets(BINDING)?;
            Ok(files.fetch_request(call.forwarded()?).await?)
        }
        ["console", ..] => {
            let address = format!("{}/console/", call.site.origin);
            Ok(call.env.assets(BINDING)?.fetch(address, None).await?)
        }
        _ => Err(Problem::NotFound("page")),
    }
}

/// Leads to the same address over HTTPS.
fn encrypted(call: &Call) -> Result<Response, Problem> {
    let mut address = call.url()?;
    // The port was that of plain HTTP.
    let is_changed = address.set_port(None).is_ok() && address.set_scheme("https").is_ok();
    if !is_changed {
        return Err(Problem::NotFound("page"));
    }
    let response = Response::empty()?.with_status(PERMANENT_REDIRECT);
    security_headers::set(response.headers())?;
    response.headers().set("Location", address.as_str())?;
    Ok(response)
}
