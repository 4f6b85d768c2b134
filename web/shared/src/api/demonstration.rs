//! The keys a demonstration hands out.

use hushdesk_protocol::ids::OperatorName;

use super::{Trouble, send};

/// The throw-away key of a demonstration's operator, as a libotr `otr.private_key` file; none if it has
/// none.
pub async fn demonstration_key(operator: &OperatorName) -> Result<Option<String>, Trouble> {
    let address = format!("/demo/keys/{operator}.key");
    let answer = send("GET", &address, None, &None).await;
    let answer = answer.map_err(|_| Trouble::Unreachable)?;
    Ok(answer.ok.then_some(answer.body))
}
