//! What a page needs to know before anybody opens a chat in it.

use serde::{Deserialize, Serialize};

/// Whether a guest who writes now finds somebody ([`GetPresence`](super::GetPresence)).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Presence {
    /// Whether anybody staffs the queue at the moment.
    pub staffed: bool,
}

/// Seconds for which an answer counts: so long a browser does not ask again, whichever page of the library it is in.
pub const PRESENCE_SECONDS: u32 = 30;
