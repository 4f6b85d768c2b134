//! The pages that are no files. Files are served before the Worker is asked; what comes here is an address
//! inside the console, which is one page for all of them, or nothing.

use worker::{Method, Response};

use crate::call::Call;
use crate::problem::Problem;

/// The binding's name in `wrangler.toml`.
const BINDING: &str = "ASSETS";

/// The page at an address, given as the parts of its path.
pub(super) async fn show(call: &Call, page: &[&str]) -> Result<Response, Problem> {
    match (call.method(), page) {
        (Method::Get | Method::Head, ["console", ..]) => {
            let address = format!("{}/console/", call.site.origin);
            Ok(call.env.assets(BINDING)?.fetch(address, None).await?)
        }
        _ => Err(Problem::NotFound("page")),
    }
}
