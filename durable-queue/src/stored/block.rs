//! An address from which no new chat comes.

use hushdesk_protocol::ids::Timestamp;
use serde::{Deserialize, Serialize};

/// An address from which no new chat comes.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct StoredBlock {
    /// Until when.
    pub until: Timestamp,
}
