//! `/api/skins`.

use worker::Response;

use crate::call::Call;
use crate::problem::Problem;
use hushdesk_directory::ListSkins;

/// `GET`: all skins, for operators who want to know how guests' browsers will take their key.
pub(super) async fn list(call: &Call) -> Result<Response, Problem> {
    let skins = call.directory()?.ask(&ListSkins).await?;
    Ok(Response::from_json(&skins)?)
}
