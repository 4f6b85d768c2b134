//! The addresses of the pages.

use yew_router::prelude::*;

/// Under which all of them are.
pub(crate) const BASE: &str = "/console";

/// The pages.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Routable)]
pub(crate) enum Route {
    /// Where chats are answered.
    #[at("/")]
    Desk,
    /// What each operator has as they like it.
    #[at("/preferences")]
    Preferences,
    /// The people of the organisation, for administrators.
    #[at("/people")]
    People,
    /// Where somebody who has the setup code begins.
    #[at("/setup")]
    Setup,
    /// Where somebody who is not signed in chooses a password, by a link.
    #[at("/join")]
    Join,
    /// Every part in every state, in development builds.
    #[cfg(feature = "gallery")]
    #[at("/components")]
    Components,
    /// Anything else.
    #[not_found]
    #[at("/404")]
    NotFound,
}

impl Route {
    /// The whole path of its page.
    pub(crate) fn address(self) -> String {
        format!("{BASE}{}", self.to_path())
    }
}
