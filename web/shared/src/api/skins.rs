//! The skins of the organisation, by which an operator learns how guests' browsers will take a key.

use hushdesk_protocol::rest::SkinListing;

use super::{Trouble, call};

/// All skins. For operators.
pub async fn skins() -> Result<Vec<SkinListing>, Trouble> {
    call("GET", "/api/skins", None).await?.read()
}
