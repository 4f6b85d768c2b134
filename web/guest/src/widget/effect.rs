//! What is to be done for the widget.

use hushdesk_protocol::ids::SnippetName;
use hushdesk_protocol::rest::Snippet;
use hushdesk_web::session::guest_session::GuestEvent;
use hushdesk_web::session::text::Text;

use crate::host::Word;
use crate::place::Place;

/// Something to be done.
#[derive(Debug)]
pub(crate) enum Effect {
    /// Ask what this snippet stands for.
    Look(SnippetName),
    /// Go on with the chat of this window, if there is one.
    TakeUp(Snippet),
    /// Begin a chat through a snippet with this text.
    Begin(Place, Snippet, Text),
    /// Tell the chat.
    Handle(GuestEvent),
    /// Keep the chat no longer.
    Forget,
    /// Say this to the page around.
    Tell(Word),
    /// Ring when it is time. The same alarm set again rings once, the later time.
    Ring(Alarm),
    /// Reload the page.
    Reload,
}

/// A moment that something waits for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Alarm {
    /// To ask for the snippet once more.
    TryAgain,
    /// When a guest who has not written has stopped writing.
    Paused,
    /// When the connection has been back for so long that it need not be said any more.
    BackForLong,
}

impl Alarm {
    /// After how many milliseconds it rings.
    pub(crate) const fn millis(self) -> u32 {
        match self {
            Self::TryAgain => 3_000,
            Self::Paused => 4_000,
            Self::BackForLong => 6_000,
        }
    }
}
