//! `/api/skins`.

use worker::Response;

use crate::call::Call;
use crate::directory::ListSkins;
use crate::problem::Problem;

/// `GET`: all skins, for operators who want to know how guests' browsers will take their key.
pub(super) async fn list(call: &Call) -> Result<Response, Problem> {
    let token = call.token()?.hash();
    let skins = call.directory()?.ask(&ListSkins { token }).await?;
    Ok(Response::from_json(&skins)?)
}
