//! The beginning of an organisation.

use hushdesk_protocol::rest::{PostSetup, Setup};

use super::{Trouble, exchange};

/// Sets an organisation up, for whoever knows the deployment's setup code.
///
/// # Errors
///
/// The edge was not reached, or says no: the code is wrong, or somebody has done it already.
pub async fn set_up(code: &str, setup: &Setup) -> Result<(), Trouble> {
    let bearer = format!("Bearer {code}");
    let header = ("authorization", bearer.as_str());
    exchange(&PostSetup {}, setup, Some(header)).await.map(drop)
}
