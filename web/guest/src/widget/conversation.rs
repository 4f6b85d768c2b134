//! A chat as the widget shows it: the session's view, and what only this screen remembers.

use hushdesk_web::session::guest_session::{GuestView, Permission};
use hushdesk_web::session::line::Line;
use hushdesk_web::session::log::EntryId;

/// A chat on the screen.
#[derive(Debug)]
pub(crate) struct Conversation {
    /// The chat.
    pub(crate) view: GuestView,
    /// Another window has it.
    pub(crate) elsewhere: bool,
    /// The connection was down a moment ago.
    pub(crate) back: bool,
    /// The guest wants it to end, and is asked whether really.
    pub(crate) wants_to_end: bool,
    /// What the guest thinks about the earlier texts.
    pub(crate) earlier: Earlier,
}

/// The guest is asked for the earlier texts, and has not answered.
#[derive(Debug, Default)]
pub(crate) struct Earlier {
    /// Those that are ticked, in the log's order.
    pub(crate) ticked: Vec<EntryId>,
    /// The guest wants to decide later.
    pub(crate) later: bool,
}

impl Conversation {
    /// A chat that has just begun, or has been taken up.
    pub(super) fn begin(view: GuestView) -> Self {
        Self {
            view,
            elsewhere: false,
            back: false,
            wants_to_end: false,
            earlier: Earlier::default(),
        }
    }

    /// The chat is like this now. Whether its connection came back by that.
    pub(super) fn change(&mut self, view: GuestView) -> bool {
        let came_back = self.view.line == Line::Down && view.line == Line::Up;
        self.back = came_back || (self.back && view.line == Line::Up);
        if view.permission != Permission::Asked {
            self.earlier = Earlier::default();
        }
        self.view = view;
        came_back
    }
}

impl Earlier {
    /// Ticks a text, or takes the tick away.
    pub(super) fn tick(&mut self, text: EntryId) {
        match self.ticked.binary_search(&text) {
            Ok(place) => drop(self.ticked.remove(place)),
            Err(place) => self.ticked.insert(place, text),
        }
    }
}
