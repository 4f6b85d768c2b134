//! What a guest does in the widget.

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_web::session::log::EntryId;

use super::Draft;

/// Something a guest can do with what is shown.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum GuestAction {
    /// Asks once more what the snippet stands for.
    TryAgain,
    /// Writes: this stands in the field now.
    Draft(Draft),
    /// Sends what stands in the field.
    Send,
    /// Wants the chat to end, if that is asked and answered; or not after all.
    WantToEnd(bool),
    /// Ends the chat.
    End,
    /// Ticks one of the earlier texts, or takes the tick away.
    Tick(EntryId),
    /// Decides later about the earlier texts, or now.
    PutOff(bool),
    /// Lets the operator have so much of the earlier texts.
    Allow(Share),
    /// Goes on with whoever has this key, although the library does not vouch for it.
    Trust(Fingerprint),
    /// Does not: somebody else is to have the chat.
    Decline(Fingerprint),
    /// Puts an ended chat away.
    StartAnew,
    /// Goes on here with the chat that another window has.
    TakeBack,
    /// Reloads the page.
    Reload,
    /// Closes the widget.
    Close,
}

/// How much of what was said before an operator may read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Share {
    /// All of it.
    All,
    /// The texts that are ticked.
    Ticked,
    /// Nothing: that is a no.
    Nothing,
}
