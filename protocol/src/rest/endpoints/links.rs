//! Links by which people choose their passwords.

use super::declare::endpoints;
use crate::rest::{
    ForgottenPassword, LINK_BYTES_MAX, LinkFor, LinkReading, LinkUse, MAIL_BYTES_MAX,
};

endpoints! {
    /// What a link is for. It is asked by a body, so that the secret stands in no address.
    PostLinkReading {} ? {}
        Post "links/reading",
        who: Anybody, from: Ours,
        body: LinkReading = Json(LINK_BYTES_MAX),
        answer: LinkFor = Json,
        problems: [LinkOver, TooMany, PasswordsOff];

    /// Mails a link for another password to whoever has forgotten theirs and has an address. The answer is the same whether
    /// there is anybody, and so is the time it takes.
    PostForgottenPassword {} ? {}
        Post "links/forgotten",
        who: Anybody, from: Ours,
        body: ForgottenPassword = Json(MAIL_BYTES_MAX),
        answer: () = Done,
        problems: [NoSender, TooMany];

    /// Chooses a password by a link, which is over then. All sessions of that name end, and its application passwords are taken back.
    PostLinkUse {} ? {}
        Post "links/use",
        who: Anybody, from: Ours,
        body: LinkUse = Json(LINK_BYTES_MAX),
        answer: () = Done,
        problems: [LinkOver, TooMany, PasswordsOff];
}
