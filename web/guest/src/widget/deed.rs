//! What a guest does in the widget.

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_web::session::log::EntryId;

use super::Draft;

/// Something a guest can do with what is shown.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Deed {
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
    /// Lets the operator have these of the earlier texts; none is a no.
    Allow(Vec<EntryId>),
    /// Goes on with whoever has this key, although the library does not vouch for it.
    Trust(Fingerprint),
    /// Puts an ended chat away.
    StartAnew,
    /// Goes on here with the chat that another window has.
    TakeBack,
    /// Reloads the page.
    Reload,
    /// Closes the widget.
    Close,
}
