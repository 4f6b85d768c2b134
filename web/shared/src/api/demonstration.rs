//! The keys a demonstration hands out.

use gloo_net::http::Request;
use hushdesk_protocol::ids::OperatorName;

use super::Trouble;

/// The throw-away key of a demonstration's operator, as a libotr `otr.private_key` file; none if it has
/// none.
pub async fn demonstration_key(operator: &OperatorName) -> Result<Option<String>, Trouble> {
    let address = format!("/demo/keys/{operator}.key");
    let response = Request::get(&address)
        .send()
        .await
        .map_err(|_| Trouble::Unreachable)?;
    if !response.ok() {
        return Ok(None);
    }
    let file = response.text().await.map_err(|_| Trouble::Unreachable)?;
    Ok(Some(file))
}
