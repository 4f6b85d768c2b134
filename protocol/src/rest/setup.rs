//! Setting up an organisation that has nothing yet.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::rollover::RolloverLevel;
use super::session::Role;
use super::snippet::Sealing;
use crate::ids::{OperatorName, QueueName, SkinName, SnippetName};
use crate::page_origin::PageOrigin;
use crate::text::{DisplayName, Title};

/// Bytes of a set-up: 50 operators with passwords of 6 KiB in JSON (0.3 MB), 100 queues with 50 names each
/// (0.4 MB), 100 skins with 100 keys of 150 bytes each, whose they are included (1.5 MB), 100 snippets with 50 sites of 60
/// bytes each (0.3 MB), and titles.
pub const SETUP_BYTES_MAX: usize = 4 * 1_024 * 1_024;

/// What an organisation begins with: its name and an administrator, and as much else as one likes ([`PostSetup`](super::PostSetup)).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Setup {
    /// Whether this is for trying out.
    #[serde(default)]
    pub demonstration: bool,
    /// What the organisation is called.
    pub organisation: Title,
    /// Who may sign in; at least one administrator.
    pub operators: Vec<NewOperator>,
    /// The queues it begins with.
    #[serde(default)]
    pub queues: Vec<NewQueue>,
    /// The skins.
    #[serde(default)]
    pub skins: Vec<NewSkin>,
    /// The snippets.
    #[serde(default)]
    pub snippets: Vec<NewSnippet>,
}

/// Whether there is still something to set up ([`GetSetup`](super::GetSetup)).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetupState {
    /// Whether the organisation has been set up.
    pub done: bool,
    /// Whether it has an address to mail from: who has forgotten their password can be sent a link.
    pub mails: bool,
}

/// Somebody who may sign in.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewOperator {
    /// The sign-in name.
    pub name: OperatorName,
    /// What guests and colleagues know them by; left out, the sign-in name with its first letter raised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<DisplayName>,
    /// The first password.
    pub password: String,
    /// What the sign-in allows.
    pub role: Role,
}

/// Without the password.
impl fmt::Debug for NewOperator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewOperator")
            .field("name", &self.name)
            .field("display", &self.display)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// A queue.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewQueue {
    /// Its name.
    pub name: QueueName,
    /// What people call it.
    pub title: Title,
    /// Who is assigned to it.
    pub operators: Vec<OperatorName>,
}

/// A skin.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSkin {
    /// Its name.
    pub name: SkinName,
    /// What stands at the top of the widget.
    pub title: Title,
    /// Whether its chats are sealed, and for whom.
    pub sealing: Sealing,
}

/// A snippet.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSnippet {
    /// Its name.
    pub name: SnippetName,
    /// Where its chats go.
    pub queue: QueueName,
    /// How they look.
    pub skin: SkinName,
    /// Whose pages may embed it; none named: anybody's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<PageOrigin>,
    /// Where a chat goes that nobody has answered, in this order. At most 4, each another queue.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rollover: Vec<RolloverLevel>,
}
