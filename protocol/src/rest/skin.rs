//! Skins, as operators see them.

use serde::{Deserialize, Serialize};

use super::snippet::Sealing;
use crate::ids::SkinName;

/// A skin, as it is listed ([`GetSkins`](super::GetSkins)): an operator learns from it how a guest's browser will take a key.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SkinListing {
    /// Its name.
    pub name: SkinName,
    /// Whether its chats are sealed, and for whom.
    pub sealing: Sealing,
}
