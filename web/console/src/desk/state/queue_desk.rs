//! One queue's desk, as the page knows it.

use hushdesk_protocol::rest::QueueTitle;
use hushdesk_web::session::desk::{DeskView, Line};

use crate::desk::shift::Presence;

/// One queue's desk.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct QueueDesk {
    /// Which queue.
    pub(crate) queue: QueueTitle,
    /// What this window is there for; none if it has left, and only its conversations are still here.
    pub(crate) presence: Option<Presence>,
    /// What its machine says.
    pub(crate) view: DeskView,
}

impl QueueDesk {
    /// Whether it can be told what the operator wants.
    pub(crate) fn is_up(&self) -> bool {
        self.presence.is_some() && self.view.line == Line::Up
    }

    /// Whether this window staffs it.
    pub(crate) fn is_staffed(&self) -> bool {
        self.presence == Some(Presence::Staffing)
    }
}
