//! Which queue this is, and how it treats its chats.

use std::collections::BTreeSet;

use hushdesk_protocol::ids::{OrganisationName, QueueName};
use hushdesk_protocol::rest::QueueSettings;
use serde::{Deserialize, Serialize};

/// Which queue this is, and how it treats its chats.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct StoredConfig {
    /// Whose it is; nothing, before the Worker has said it.
    pub organisation: Option<OrganisationName>,
    /// Its name; nothing, before the Worker has said it.
    pub name: Option<QueueName>,
    /// How it is set.
    pub settings: QueueSettings,
    /// How often anything of this had changed in the whole organisation by then: of two records the one with the higher
    /// number is the newer, in its settings and in its set of queues.
    #[serde(default)]
    pub version: u64,
    /// All queues of the organisation: those to which a chat can be handed.
    #[serde(default)]
    pub queues: BTreeSet<QueueName>,
}
