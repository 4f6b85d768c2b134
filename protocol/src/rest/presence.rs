//! What a page needs to know before anybody opens a chat in it.

use serde::{Deserialize, Serialize};

use super::hours::HoursNow;
use super::invitation::PageInvitation;
use super::skin::Corner;
use crate::colour::Colour;
use crate::text::Title;

/// Whether a guest who writes now finds somebody, for pages and programs of others.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Presence {
    /// Whether anybody staffs the queue at the moment.
    pub staffed: bool,
    /// How its opening hours stand, if it has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<HoursNow>,
}

/// What a page needs to know of a snippet's button ([`GetPresence`](super::GetPresence)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ButtonPresence {
    /// Whether anybody staffs the queue at the moment.
    pub staffed: bool,
    /// What the skin has the button say, in the language that was asked for or the nearest there is.
    #[serde(default)]
    pub button: Option<Title>,
    /// In which colour, if the library has chosen one.
    #[serde(default)]
    pub colour: Option<Colour>,
    /// In which corner of a page it sits.
    #[serde(default)]
    pub corner: Corner,
    /// When whoever is on the page is invited, as long as somebody is there; never, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invite: Option<PageInvitation>,
}

/// Seconds for which an answer counts: so long a browser does not ask again, whichever page of the library it is in.
pub const PRESENCE_SECONDS: u32 = 30;
