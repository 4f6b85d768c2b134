//! What is to be done for the widget.

use hushdesk_protocol::ids::SnippetName;
use hushdesk_protocol::rest::{LeftMessage, Rating};
use hushdesk_protocol::text::OpenText;
use hushdesk_web::session::guest_session::GuestEvent;
use hushdesk_web::session::text::Text;

use super::{Draft, Form, Habits};
use crate::host::Word;
use crate::place::Place;
use crate::told_snippet::ToldSnippet;

/// Something to be done.
#[derive(Debug)]
pub(crate) enum Effect {
    /// Find what is kept of this snippet's chat, and ask what the snippet stands for.
    Look(SnippetName),
    /// Let go of the chat as this page has it, and find what is kept of it by now.
    LookHere(SnippetName, ToldSnippet),
    /// Go on with the chat of this window, if there is one.
    TakeUp(ToldSnippet),
    /// Begin a chat through a snippet with this text.
    Begin(Place, ToldSnippet, Text),
    /// Leave this message where a snippet leads to.
    LeaveMessage(SnippetName, Box<LeftMessage>),
    /// Tell the chat.
    Handle(GuestEvent),
    /// Keep what stands in the field, in place of what stood there before.
    KeepDraft(Draft),
    /// Tell the service how the chat went, and what else the guest has to say of it.
    Rate(Option<Rating>, Option<OpenText>),
    /// Keep the chat no longer.
    Forget,
    /// Put the conversation, as it stands in the page, where the guest can paste it from.
    Copy,
    /// Give the guest the conversation, as it stands in the page, as a file.
    Download(Form),
    /// Ask the guest where to, and have the conversation mailed there.
    Mail,
    /// Wear what the library has chosen.
    Wear(ToldSnippet),
    /// Read and be heard like this from now on, and keep that.
    Settle(Habits),
    /// Be heard: whether the guest is looking or not, or only if not.
    Chime {
        /// In any case.
        always: bool,
    },
    /// Open a window for the chat beside this one.
    PopOut,
    /// Have the other tab give the chat that it has.
    Fetch,
    /// Leave the chat to the page that has it now.
    Leave,
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
    /// To ask for the snippet once more, after so many attempts.
    TryAgain(u32),
    /// When a guest who has not written has stopped writing.
    Paused,
    /// When the connection has been back for so long that it need not be said any more.
    BackForLong,
    /// When it need not be said any more that the chat is copied.
    CopiedForLong,
    /// When the guest has stayed with what they say of the chat.
    Rated,
}

/// Milliseconds after which a snippet is asked for a second time, and that double from there on.
const TRY_AGAIN_MILLIS: u32 = 3_000;

/// How often they double: 3 * 2^4 = 48 seconds lie between two attempts in the end.
const DOUBLINGS_MAX: u32 = 4;

impl Alarm {
    /// After how many milliseconds it rings.
    pub(crate) fn millis(self) -> u32 {
        match self {
            Self::TryAgain(attempts) => {
                TRY_AGAIN_MILLIS << attempts.saturating_sub(1).min(DOUBLINGS_MAX)
            }
            Self::Rated => 1_000,
            Self::Paused => 4_000,
            Self::BackForLong | Self::CopiedForLong => 6_000,
        }
    }

    /// Whether both wait for the same thing.
    pub(crate) fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}
