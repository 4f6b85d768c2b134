//! Pictures, at addresses that say which they are: what is there once never becomes another, so that whoever has it need not ask
//! again.

use hushdesk_directory::FindPicture;
use hushdesk_protocol::ids::PictureId;
use worker::Response;

use crate::call::Call;
use crate::picture;
use crate::problem::Problem;
use crate::security_headers;

/// For how long it may be kept: a year.
const KEPT: &str = "public, max-age=31536000, immutable";

/// The picture of this hash.
pub(super) async fn show(call: &Call, hash: &str) -> Result<Response, Problem> {
    let nothing = || Problem::NotFound("picture");
    let picture: PictureId = hash.parse().map_err(|_| nothing())?;
    let found = call.directory()?.ask(&FindPicture { picture }).await?;
    let response = Response::from_bytes(picture::bytes(&found)?)?;
    let headers = response.headers();
    security_headers::set(headers)?;
    for (name, value) in [
        ("Content-Type", picture::content_type(found.kind)),
        ("Cache-Control", KEPT),
        // A widget in a sandbox has no origin, and is another site to us.
        ("Cross-Origin-Resource-Policy", "cross-origin"),
    ] {
        headers.set(name, value)?;
    }
    Ok(response)
}
