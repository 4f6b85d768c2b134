//! The addresses of the pages.

use hushdesk_protocol::ids::{ChatId, QueueName, SkinName, SnippetName};
use yew_router::prelude::*;

/// Under which all of them are.
pub(crate) const BASE: &str = "/console";

/// The pages.
#[derive(Clone, Debug, Eq, PartialEq, Routable)]
pub(crate) enum Route {
    /// Where chats are answered.
    #[at("/")]
    Desk,
    /// The chats there have been and are.
    #[at("/history")]
    History,
    /// One of them.
    #[at("/history/:chat")]
    Chat {
        /// Which.
        chat: ChatId,
    },
    /// What is counted of them.
    #[at("/statistics")]
    Statistics,
    /// What each operator has as they like it.
    #[at("/preferences")]
    Preferences,
    /// What a library does in its first hour, for administrators.
    #[at("/first-steps")]
    FirstSteps,
    /// The people of the organisation, for administrators.
    #[at("/people")]
    People,
    /// What the organisation is called and requires, for administrators.
    #[at("/organisation")]
    Organisation,
    /// How people sign in, for administrators.
    #[at("/identity-provider")]
    IdentityProvider,
    /// What was changed, by whom, for administrators.
    #[at("/audit")]
    Audit,
    /// All queues that somebody manages.
    #[at("/queues")]
    Queues,
    /// One of them.
    #[at("/queues/:queue")]
    Queue {
        /// Which.
        queue: QueueName,
    },
    /// How the guest's widget looks and speaks, for administrators.
    #[at("/skins")]
    Skins,
    /// One of these looks.
    #[at("/skins/:skin")]
    Skin {
        /// Which.
        skin: SkinName,
    },
    /// What guests have left where nobody was there.
    #[at("/messages")]
    Messages,
    /// On which pages there is a chat, for administrators.
    #[at("/snippets")]
    Snippets,
    /// One of these.
    #[at("/snippets/:snippet")]
    Snippet {
        /// Which.
        snippet: SnippetName,
    },
    /// What is written often and shared, for those who manage a queue.
    #[at("/canned")]
    Canned,
    /// Which other programs are told of chats, for administrators.
    #[at("/webhooks")]
    Webhooks,
    /// The keys of the organisation, for administrators.
    #[at("/encryption")]
    Encryption,
    /// The keys in this browser, by which guests recognise whoever is signed in.
    #[at("/keys")]
    MyKeys,
    /// By what somebody signs in, and where they are signed in.
    #[at("/signing-in")]
    SigningIn,
    /// Where somebody who has the setup code begins.
    #[at("/setup")]
    Setup,
    /// To where an identity provider leads somebody back.
    #[at("/provider")]
    Provider,
    /// Where somebody who has forgotten their password has a link mailed.
    #[at("/forgotten")]
    Forgotten,
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
    /// The page on which all are that this one is about one of; else itself.
    pub(crate) const fn listed(&self) -> &Self {
        match self {
            Self::Chat { .. } => &Self::History,
            Self::Queue { .. } => &Self::Queues,
            Self::Skin { .. } => &Self::Skins,
            Self::Snippet { .. } => &Self::Snippets,
            Self::Desk
            | Self::History
            | Self::Messages
            | Self::Statistics
            | Self::Preferences
            | Self::FirstSteps
            | Self::People
            | Self::Organisation
            | Self::IdentityProvider
            | Self::Audit
            | Self::Queues
            | Self::Skins
            | Self::Snippets
            | Self::Canned
            | Self::Webhooks
            | Self::Encryption
            | Self::MyKeys
            | Self::SigningIn
            | Self::Setup
            | Self::Provider
            | Self::Forgotten
            | Self::Join
            | Self::NotFound => self,
            #[cfg(feature = "gallery")]
            Self::Components => self,
        }
    }

    /// Whether the browser was asked for its page, as far as the address of the window says so.
    pub(crate) fn is_asked_for(&self) -> bool {
        let path = web_sys::window().and_then(|window| window.location().pathname().ok());
        let is_base = |path: &str| *self == Self::Desk && path == BASE;
        path.is_some_and(|path| path == self.address() || is_base(&path))
    }

    /// The whole path of its page.
    pub(crate) fn address(&self) -> String {
        format!("{BASE}{}", self.to_path())
    }
}
