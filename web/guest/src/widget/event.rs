//! What happens to the widget.

use hushdesk_protocol::rest::Snippet;
use hushdesk_web::api::Trouble;
use hushdesk_web::session::guest_session::GuestView;

use super::{Alarm, Deed};

/// Something that happened.
#[derive(Debug)]
pub(crate) enum Event {
    /// What the snippet stands for is known, or is not.
    Found(Result<Snippet, Trouble>),
    /// The chat is to be shown like this from here on.
    Changed(Box<GuestView>),
    /// Another window has taken the chat.
    Elsewhere,
    /// A moment has come that was waited for.
    Rang(Alarm),
    /// The guest did something.
    Did(Deed),
}
