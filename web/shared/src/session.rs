//! The sessions of both ends as browsers have them: their chats are sealed with [`Otr`](crate::otr::Otr).

pub use hushdesk_session::{clock, comparison, flow, line, log, note, operator_session, text};

/// The guest's end.
pub mod guest_session {
    use crate::otr::Otr;

    pub use hushdesk_session::guest_session::*;

    /// The guest's end of one chat.
    pub type GuestSession = hushdesk_session::guest_session::GuestSession<Otr>;
}

/// An operator's desk.
pub mod desk {
    use crate::otr::Otr;

    pub use hushdesk_session::desk::*;

    /// An operator's desk at one queue.
    pub type Desk = hushdesk_session::desk::Desk<Otr>;
}
